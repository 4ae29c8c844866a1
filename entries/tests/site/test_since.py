"""An old page tells how many of its facts have changed since, and which."""

import re

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    participant,
    publish,
    withdraw,
)

KEY = "drill-2007"
PAGE = "/en/exercises/drill-2007/"


def drill(**fields):
    return make_exercise(KEY, **fields)


class SinceTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        part = participant("CHN", personnel=100)
        publish(
            make_state("CHN", title="China"),
            make_state("RUS", title="Russia"),
            make_source("paper"),
            drill(start="2007-08", personnel=4000, participants=[part], text="Old."),
        )
        publish(drill(start="2007-08", personnel=4700, participants=[part]))
        cls.last = {
            "start": "2007-09",
            "personnel": 4000,
            "participants": [
                participant("CHN", personnel=1600),
                participant("RUS", personnel=900),
            ],
            "text": "New.",
        }
        publish(drill(**cls.last))

    def lines(self, path):
        text = self.client.get(path).text
        banner = text.split('<aside class="banner"')[1].split("</aside>")[0]
        found = re.findall("<li>(.*?)</li>", banner, re.DOTALL)
        plain = [" ".join(re.sub("<[^>]+>", "", one).split()) for one in found]
        return " ".join(re.sub("<[^>]+>", " ", banner).split()), plain

    def test_what_changed_stands_with_then_and_now(self):
        for path in (f"{PAGE}?edition=1", f"{PAGE}revisions/1/"):
            banner, lines = self.lines(path)
            self.assertIn("4 facts of this page have changed since", banner)
            day = r"edition 3, \d+ \w+ \d{4}"
            wanted = (
                rf"Participants, China: Personnel: 100 →is now 1,600 {day}",
                rf"Participants, Russia: nothing →is now Personnel: 900; .* {day}",
                rf"Start: August 2007 →is now September 2007 {day}",
                rf"Text: rewritten {day}",
            )
            self.assertEqual(len(lines), len(wanted))
            for pattern, line in zip(wanted, lines, strict=True):
                self.assertRegex(line, f"^{pattern}$")

    def test_what_was_changed_back_has_not_changed(self):
        self.assertNotIn("4,700", self.lines(f"{PAGE}?edition=1")[0])
        banner, lines = self.lines(f"{PAGE}?edition=2")
        self.assertIn("5 facts", banner)
        self.assertRegex(lines[2], "^Personnel: 4,700 →is now 4,000")

    def test_a_page_of_the_present_says_nothing_of_it(self):
        for path in (PAGE, f"{PAGE}?edition=3", f"{PAGE}revisions/3/"):
            self.assertNotContains(self.client.get(path), "changed since")

    def test_an_old_page_may_still_hold(self):
        publish(make_state("IND", title="India"))
        banner, _ = self.lines(f"{PAGE}?edition=3")
        self.assertIn("No fact of this page has changed since.", banner)

    def test_sources_are_no_facts(self):
        cited = [citation("start", "paper")]
        publish(drill(**self.last, citations=cited))
        banner, _ = self.lines(f"{PAGE}?edition=3")
        self.assertIn("No fact of this page has changed since; its sources", banner)

    def test_a_withdrawal_is_told_with_its_edition(self):
        withdraw(drill(**self.last))
        banner, lines = self.lines(f"{PAGE}?edition=1")
        self.assertIn("This entry was withdrawn since: edition 4 of", banner)
        self.assertEqual(len(lines), 4)
        self.assertNotIn("withdrawn", self.lines("/en/states/chn/?edition=1")[0])

    def test_a_redaction_takes_what_changed_with_it(self):
        withdraw(drill(**self.last))
        drill(start="2008")
        revision = Revision.objects.get(key=KEY, number=3)
        redact(revision, editor(), "Court order")
        banner, lines = self.lines(f"{PAGE}?edition=1")
        self.assertIn("redacted: what changed cannot be told", banner)
        self.assertEqual(lines, [])

    def test_its_links_lead_to_pages_there_are(self):
        text = self.client.get(f"{PAGE}?edition=1").text
        banner = text.split('<aside class="banner"')[1].split("</aside>")[0]
        links = set(re.findall('href="([^"]+)"', banner))
        self.assertIn("/en/editions/3/", links)
        for link in links:
            self.assertEqual(self.client.get(link).status_code, 200, link)

    def test_many_changes_take_as_many_queries_as_few(self):
        def queries():
            with CaptureQueriesContext(connection) as taken:
                self.client.get(f"{PAGE}?edition=1")
            return len(taken)

        before = queries()
        codes = [f"A{a}{b}" for a in "LMNOPQ" for b in "ABCDEFGHIJKLMNOPQRST"]
        publish(*(make_state(code, iso2=code[1:]) for code in codes))
        rows = [participant(code, personnel=7) for code in codes]
        publish(drill(**{**self.last, "participants": rows}))
        self.assertEqual(queries(), before)
        banner, lines = self.lines(f"{PAGE}?edition=1")
        self.assertIn("123 facts", banner)
        self.assertEqual(len(lines), 100)
        self.assertIn("And 23 more.", banner)
