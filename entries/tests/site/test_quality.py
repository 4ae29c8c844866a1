"""How well the record stands, told in public; and what the portal says of itself."""

import csv
from unittest import mock

from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext

from entries.record import gaps
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_state,
    participant,
    publish,
)

VERIFIED = {"verified_by": "anna", "verified_on": "2026-01-01"}


class QualityTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_exercise("drill-2007", start="2007"))
        china, first, second = (
            make_state("CHN", title="China"),
            make_source("first"),
            make_source("second"),
        )
        drill = make_exercise(
            "drill-2007",
            start="2007",
            end="2007",
            personnel=4000,
            note="A note",
            participants=[participant("CHN")],
            citations=[
                citation("start", "first", review_by="2020", **VERIFIED),
                citation("end", "first", "end"),
                citation("end", "second", "end-2", review_by="2999"),
                citation("personnel", "first", "all"),
                citation("personnel", "second", "other", value=6500),
            ],
        )
        publish(china, first, second, drill)

    def numbers(self, path="/en/quality/data.csv"):
        rows = csv.DictReader(self.client.get(path).text.splitlines())
        return {(row["Kind"], row["Year"]): row for row in rows}

    def test_each_fact_is_counted_where_it_stands(self):
        row = self.numbers()["exercise", "2007"]
        told = {name: int(row[name]) for name in list(row)[2:]}
        self.assertEqual(told["Verified"], 1)
        self.assertEqual(told["Sourced, not yet verified"], 1)
        self.assertEqual(told["Sources disagree"], 1)
        self.assertEqual(told["Overdue for another check"], 1)
        self.assertEqual(told["A single source"], 2)
        parts = list(told.values())[1:5]
        self.assertEqual(sum(parts), told["Facts"])
        self.assertGreaterEqual(told["No source found"], 2)

    def test_an_old_edition_has_its_own_numbers(self):
        (row,) = self.numbers("/en/quality/data.csv?edition=1").values()
        self.assertEqual((row["Facts"], row["No source found"]), ("1", "1"))
        self.assertContains(
            self.client.get("/en/quality/?edition=1"), "100.0%", status_code=200
        )

    def test_the_page_tells_the_same_in_words_by_kind_and_year(self):
        answer = self.client.get("/en/quality/")
        self.assertContains(answer, 'href="/en/exercises/"')
        self.assertContains(answer, "What the words mean")
        self.assertContains(answer, '<th scope="row">2007</th>')
        self.assertContains(self.client.get("/en/"), 'href="/en/quality/"')

    def test_it_takes_few_queries(self):
        with CaptureQueriesContext(connection) as asked:
            self.client.get("/en/quality/")
        self.assertEqual(len(asked), 8)

    def test_what_is_open_is_listed_and_leads_to_the_fact(self):
        answer = self.client.get("/en/quality/")
        self.assertContains(answer, 'id="open"')
        self.assertContains(
            answer,
            '<li><a href="/en/exercises/drill-2007/#fact-note">Drill 2007</a>'
            " – Note, Participants</li>",
        )
        self.assertNotContains(answer, 'id="undated"')
        self.assertNotContains(answer, 'id="uncounted"')

    def test_what_was_open_at_an_old_edition_leads_there(self):
        answer = self.client.get("/en/quality/?edition=1")
        self.assertContains(answer, '"/en/exercises/drill-2007/?edition=1"')
        self.assertContains(answer, 'id="uncounted"')

    def test_what_is_too_much_to_name_is_counted(self):
        with mock.patch.object(gaps, "MOST", 1):
            answer = self.client.get("/en/quality/")
        self.assertContains(answer, "and 2 more")

    def test_about_names_whom_to_write_to_where_there_is_somebody(self):
        self.assertNotContains(self.client.get("/en/about/"), 'id="contact"')
        with override_settings(CONTACT="mailto:editors@portal.example"):
            answer = self.client.get("/en/about/")
        self.assertContains(
            answer,
            '<a href="mailto:editors@portal.example">editors@portal.example</a>',
        )
        for path in ("quality", "corrections", "editions"):
            self.assertContains(answer, f'href="/en/{path}/"')


class NothingPublishedTests(TestCase):
    def test_the_pages_stand_before_anything_is_published(self):
        for path in ("/en/quality/", "/en/about/", "/en/quality/data.csv"):
            self.assertEqual(self.client.get(path).status_code, 200, path)
