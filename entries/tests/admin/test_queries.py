"""The pages of citations and of uses ask as often for thirty as for three."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_state,
    participant,
)

CODES = [f"{one}{other}X" for one in "ABCDE" for other in "FGHIJK"]


class QueriesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.source = make_source("all")

    def setUp(self):
        self.client = client_of(self.user)

    def grow(self, size):
        """An exercise with so many participants, each cited; so many of them."""
        for number, code in enumerate(CODES[:size]):
            iso2 = f"{'ABCDEF'[number // 6]}{'ABCDEF'[number % 6]}"
            make_state(code, iso2=iso2, title=f"Land {code}")
            make_source(f"source-{number}")
        self.exercise = make_exercise(
            participants=[participant(code) for code in CODES[:size]],
            citations=[
                citation(f"participants.{code}", source, f"{source}-{code.lower()}")
                for number, code in enumerate(CODES[:size])
                for source in (f"source-{number}", "all")
            ],
        )
        for number, code in enumerate(CODES[:size]):
            cited = citation(f"participants.{code}", "all", review_by="2020")
            make_exercise(
                f"drill-{number}", participants=[participant(code)], citations=[cited]
            )

    def asked(self, page):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = self.client.get(page)
        self.assertContains(answer, f"Participants, Land {CODES[0]}")
        return len(queries)

    def test_the_number_of_queries_is_fixed(self):
        found = []
        for size in (3, 30):
            self.grow(size)
            pages = (
                address(self.exercise, "cite"),
                f"{address(self.exercise, 'cite')}?show=unverified",
                f"{address(self.source, 'uses')}?only=unverified",
                "/admin/quality/unverified/",
            )
            self.client.get(pages[-1])  # which looks for what is new first
            found.append([self.asked(page) for page in pages])
        self.assertEqual(*found)
        self.assertLessEqual(max(found[0]), 30, found)
