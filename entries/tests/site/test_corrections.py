"""What was mistaken and put right is listed in public."""

import re

from django.test import TestCase

from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.factories import (
    editor,
    make_exercise,
    make_state,
    participant,
    publish,
)
from entries.vocabulary import ChangeWord

CORRECTED = ChangeWord.CORRECTED


class CorrectionsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        part = participant("CHN", personnel=100)
        china = make_state("CHN", title="China", capital="Peking")
        publish(china, make_exercise("drill-2007", start="2007", participants=[part]))
        part = participant("CHN", personnel=1600)
        fields = {"start": "2007-08", "participants": [part], "personnel": 4000}
        cls.fields = fields
        publish(
            make_exercise("drill-2007", **fields),
            reason="The contingent was misread",
            word=CORRECTED,
        )
        publish(make_exercise("drill-2007", **fields, end="2007-09"), reason="The end")
        publish(
            make_state("CHN", title="China", capital="Beijing"),
            reason="An old spelling",
            word=CORRECTED,
        )

    def rows(self, path="/en/corrections/"):
        text = self.client.get(path).text.split("<main")[1]
        found = re.findall("<tr>(.*?)</tr>", text, re.DOTALL)[1:]
        spaced = [re.sub("<[^>]+>", " ", one) for one in found]
        return [" ".join(one.split()) for one in spaced]

    def test_each_stands_with_old_and_new_value_edition_and_reason(self):
        rows = self.rows()
        self.assertRegex(
            rows[0],
            r"^China State, revision 2 · edition 4 , \d+ \w+ \d{4} : An old spelling$",
        )
        self.assertEqual(rows[1], "Capital Peking Beijing")
        self.assertIn("Drill 2007 Exercise, revision 2 · edition 2", rows[2])
        self.assertIn("The contingent was misread", rows[2])
        self.assertEqual(rows[3], "Participants, China: Personnel 100 1,600")
        self.assertEqual(rows[4], "Start 2007 August 2007")
        self.assertEqual(len(rows), 5)

    def test_what_was_added_or_moved_on_is_no_correction(self):
        text = self.client.get("/en/corrections/").text
        for words in ("4,000", "September 2007", "The end"):
            self.assertNotContains(self.client.get("/en/corrections/"), words)
        self.assertIn("3 facts corrected", text)

    def test_an_old_edition_knows_those_made_by_then(self):
        self.assertNotIn("Beijing", " ".join(self.rows("/en/corrections/?edition=3")))
        self.assertContains(
            self.client.get("/en/corrections/?edition=1"), "Nothing had to be corrected"
        )

    def test_every_page_leads_there(self):
        for path in ("/en/", "/en/states/", "/en/exercises/drill-2007/"):
            self.assertContains(self.client.get(path), 'href="/en/corrections/"')

    def test_of_what_was_redacted_no_value_is_shown(self):
        publish(make_exercise("drill-2007", start="2009"))
        redact(Revision.objects.get(key="drill-2007", number=2), editor(), "Law")
        text = " ".join(self.rows())
        self.assertNotIn("1,600", text)
        self.assertNotIn("August 2007", text)

    def test_many_come_in_parts(self):
        publish(
            make_exercise(
                "drill-2007",
                **{**self.fields, "start": "2008"},
            ),
            word=CORRECTED,
        )
        codes = [f"A{a}{b}" for a in "LMN" for b in "ABCDEFGHIJKLMNOPQRST"]
        publish(*(make_state(code, iso2=code[1:], capital="X") for code in codes))
        again = (make_state(code, iso2=code[1:], capital="Y") for code in codes)
        publish(*again, word=CORRECTED)
        answer = self.client.get("/en/corrections/")
        self.assertContains(answer, "Page 1 of 2")
        self.assertContains(self.client.get("/en/corrections/?page=2"), "Peking")
        self.assertEqual(self.client.get("/en/corrections/?page=9").status_code, 404)
