"""An exercise with citations, and who cites and verifies it on its page."""

from django.test import TestCase

from entries.desk.entry import Entry
from entries.tests.admin.forms import address, administrator, client_of, filled
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_state,
    participant,
)

TYPED = "a quote that was really read"


class CitedCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user, cls.olga = administrator(), administrator("olga")
        make_state()
        cls.source = make_source()
        cls.exercise = make_exercise(
            start="2007-08-09",
            personnel=4000,
            participants=[participant("CHN")],
            citations=[
                citation(
                    "start",
                    "xinhua-2007",
                    verified_by="reviewer",
                    verified_on="2026-01-01",
                )
            ],
            no_source=["personnel"],
        )

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.exercise, "cite")
        self.version = Entry.objects.get(pk=self.exercise.pk).version

    def post(self, query="", **data):
        data = {"started_from": self.version, **data}
        return self.client.post(f"{self.page}{query}", data)

    def cite(self, query="", **fields):
        values = {
            "fact": "personnel",
            "source": self.source.pk,
            "stance": "supports",
            "save": "1",
        }
        return self.post(query, **{**values, **fields})

    def edit(self, **fields):
        """Another editor changes the entry in its form meanwhile."""
        other = client_of(self.olga)
        page = address(self.exercise)
        other.post(page, {**filled(other.get(page)), **fields})
