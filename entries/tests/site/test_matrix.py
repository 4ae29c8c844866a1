"""The matrix: each mark says just what the record says, and leads to it."""

import csv
import re
from html import unescape
from io import StringIO

from django.test import TestCase

from entries.tests.factories import (
    citation,
    make_framework,
    make_source,
    make_state,
    publish,
)

PAGE = "/en/frameworks/matrix/"
FILE = "/en/frameworks/matrix.csv"


def standing(role, end=None):
    return [{"key": "one", "role": role, "from": "2001", "to": end}]


def party(state, **steps):
    return {"state": state, **steps}


class MatrixTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cited = [citation("parties", "paper")]
        publish(
            make_source("paper"),
            make_source("other"),
            make_state("AAA", title="Aland", standing=standing("founder")),
            make_state("BBB", title="Beland", standing=standing("member")),
            make_state("CCC", title="Celand", standing=standing("observer")),
            make_state("DDD", title="Deland", standing=standing("member", "2010")),
            make_framework(
                "charter",
                title="The charter",
                framework_type="charter",
                signed="2002-06-07",
                in_force="2003-09-19",
                binding=True,
                themes=["institutional"],
                parties=[
                    party("AAA", signed="2002-06-07", ratified="2003"),
                    party("BBB"),
                    party("CCC", acceded="2010-05"),
                ],
                citations=[
                    *cited,
                    citation("parties.CCC.acceded", "paper", "c2"),
                    citation("parties.CCC.acceded", "other", "c3", value="2011"),
                ],
                no_source=["in_force", "parties.AAA.acceded", "signed"],
            ),
            make_framework(
                "pact",
                title="The pact",
                signed="2004",
                binding=False,
                status="not-in-force",
                themes=["narcotics"],
                parties=[party("AAA", signed="2004", ratified="2005")],
            ),
            make_framework("body", title="The body", framework_type="body"),
            make_framework(
                "lost",
                title="The lost one",
                signed="1999",
                no_source=["parties", "signed"],
            ),
        )

    def rows(self, query=""):
        """What the file says, by instrument and state: what is known, and the dates."""
        answer = self.client.get(FILE + query)
        self.assertEqual(answer.status_code, 200)
        lines = csv.DictReader(StringIO(answer.text))
        return {(row["Framework"], row["Code"]): row for row in lines}

    def place(self, text, instrument, state):
        """The words of one cell of the page."""
        heads = re.findall(r'<th scope="col"><a [^>]*>([A-Z]{3})', text)
        line = text.split(f">{instrument}</a>")[1].split("</tr>")[0]
        cell = line.split("<td")[1 + heads.index(state)]
        return " ".join(re.findall(r'class="hidden">([^<]*)<', cell))

    def page(self, query=""):
        answer = self.client.get(PAGE + query)
        self.assertEqual(answer.status_code, 200)
        return unescape(answer.text)

    def test_each_step_has_its_letter_its_date_and_its_place(self):
        text = self.page()
        words = self.place(text, "The charter", "AAA")
        self.assertIn("Signed 7 June 2002", words)
        self.assertIn("Ratified 2003", words)
        for column in ("signed", "ratified"):
            url = f"/en/frameworks/charter/#fact-parties.AAA.{column}"
            self.assertIn(f'href="{url}"', text)
            answer = self.client.get("/en/frameworks/charter/")
            self.assertContains(answer, f'id="fact-parties.AAA.{column}"')

    def test_no_source_found_is_told_apart_from_no_and_from_nobody_knows(self):
        text = self.page("?all=on")
        self.assertIn(
            "Acceded: no source found", self.place(text, "The charter", "AAA")
        )
        for instrument, state, words in (
            ("The charter", "BBB", "named as a party; no date is known"),
            ("The pact", "BBB", "not named as a party"),
            ("The body", "AAA", "not known: the record names no party of this"),
            ("The lost one", "AAA", "no source found"),
        ):
            self.assertTrue(self.place(text, instrument, state).startswith(words))

    def test_a_disputed_date_says_so(self):
        words = self.place(self.page(), "The charter", "CCC")
        self.assertIn("Acceded May 2010 (Sources disagree)", words)

    def test_a_date_without_a_source_says_so(self):
        text = self.page()
        line = text.split(">The pact</a>")[1].split("</tr>")[0]
        self.assertIn("S∅", line)
        self.assertNotIn("S∅", text.split(">The charter</a>")[1].split("</tr>")[0])

    def test_in_force_is_marked_where_the_state_ratified_or_acceded(self):
        force = {
            key: row["In force, and the state ratified or acceded"]
            for key, row in self.rows().items()
        }
        self.assertEqual(
            {key for key, word in force.items() if word},
            {("The charter", "AAA"), ("The charter", "CCC")},
        )
        self.assertEqual(self.page().count('class="mark"'), 2)

    def test_what_holds_no_more_is_not_told_as_in_force(self):
        def told(name):
            line = self.page("?all=on").split(f">{name}</a>")[1].split("</th>")[0]
            return re.sub("<[^>]*>", "", line).strip()

        self.assertIn("; in force since 19 September 2003", told("The charter"))
        self.assertIn("; not in force", told("The pact"))
        for fields, words in (
            ({"status": "expired", "expires": "2026-05"}, "to May 2026"),
            ({"status": "superseded"}, "; superseded"),
            ({"status": "unknown"}, "; status not known"),
            ({"status": "in-force"}, "; in force since 2003"),
        ):
            publish(
                make_framework(
                    "pact", title="The pact", in_force="2003", parties=[], **fields
                )
            )
            self.assertIn(words, told("The pact"))
        self.assertNotIn("since", told("The lost one"))

    def test_the_states_are_those_that_an_instrument_names(self):
        self.assertEqual({key for _name, key in self.rows()}, {"AAA", "BBB", "CCC"})

    def test_states_of_a_standing_are_shown_named_or_not(self):
        self.assertEqual(
            {key for _name, key in self.rows("?standing=members")}, {"AAA", "BBB"}
        )
        self.assertEqual({key for _n, key in self.rows("?standing=observer")}, {"CCC"})
        answer = self.client.get(f"{PAGE}?standing=former")
        self.assertContains(answer, "Nothing fits this filter")

    def test_instruments_are_filtered(self):
        every = {"The charter", "The pact", "The body", "The lost one"}
        for query, names in {
            "": {"The charter", "The pact"},
            "?all=on": every,
            "?binding=true": {"The charter"},
            "?binding=false": {"The pact"},
            "?theme=narcotics": {"The pact"},
            "?type=charter": {"The charter"},
        }.items():
            with self.subTest(query):
                self.assertEqual({name for name, _key in self.rows(query)}, names)

    def test_a_day_shows_what_was_done_until_then(self):
        early = self.page("?on=2003-06-01")
        self.assertEqual(
            set(self.rows("?on=2003-06-01")),
            {("The charter", "AAA"), ("The charter", "BBB")},
        )
        words = self.place(early, "The charter", "AAA")
        self.assertIn("Signed 7 June 2002", words)
        self.assertIn("Ratified 2003, uncertain whether by that day", words)
        self.assertEqual(
            self.place(early, "The charter", "CCC"), "nothing done by that day"
        )
        self.assertIn("; not yet in force", early)
        self.assertNotIn('class="mark"', early)
        later = self.page("?on=2010-06-01")
        self.assertIn("; in force since 19 September 2003", later)
        self.assertEqual(later.count('class="mark"'), 2)
        self.assertIn("This is what had been done by 1 June 2010", later)
        self.assertIn(f'href="{FILE}?on=2010-06-01"', later)
        self.assertIn("insights/matrix/?on=2010-06-01", later)

    def test_an_end_that_has_no_date_leaves_what_held_uncertain(self):
        for n, (fields, day, words) in enumerate(
            (
                (
                    {"status": "superseded"},
                    "2020-01-01",
                    "uncertain whether in force on",
                ),
                ({"status": "expired", "expires": "2010"}, "2009-01-01", "since 2003"),
                (
                    {"status": "expired", "expires": "2010"},
                    "2011-01-01",
                    "no longer in",
                ),
                ({"status": "in-force"}, "2020-01-01", "in force since 2003"),
                (
                    {"status": "not-in-force", "in_force": None},
                    "2020-01-01",
                    "not in force",
                ),
            )
        ):
            publish(
                make_framework(
                    "pact",
                    title="The pact",
                    note=f"Told {n} times.",
                    parties=[party("AAA", ratified="2002")],
                    **{"in_force": "2003", **fields},
                )
            )
            line = self.page(f"?on={day}").split(">The pact</a>")[1].split("</tr>")[0]
            self.assertIn(words, line)
            self.assertEqual('class="mark"' in line, "since" in words)

    def test_states_of_a_standing_are_those_of_the_day(self):
        self.assertEqual(
            {key for _n, key in self.rows("?standing=members&on=2009-01-01")},
            {"AAA", "BBB", "DDD"},
        )
        self.assertEqual(
            {key for _n, key in self.rows("?standing=members&on=2011-01-01")},
            {"AAA", "BBB"},
        )

    def test_the_file_is_that_of_the_page(self):
        url = f'href="{FILE}?binding=true&all=on"'
        self.assertIn(url, self.page("?binding=true&all=on&x=1"))
        row = self.rows()["The charter", "AAA"]
        self.assertEqual(
            [row[name] for name in ("Signed", "Ratified", "Acceded", "State")],
            ["2002-06-07", "2003", "", "Aland"],
        )

    def test_what_is_no_choice_is_refused(self):
        for path in (PAGE, FILE):
            for query in (
                "?binding=perhaps",
                "?theme=x",
                "?standing=king",
                "?type=a",
                "?on=2010",
            ):
                self.assertEqual(self.client.get(path + query).status_code, 400)

    def test_an_old_edition_reads_as_it_was(self):
        pact = make_framework(
            "pact", title="The pact", signed="2004", parties=[party("BBB")]
        )
        publish(pact)
        self.assertIn("#fact-parties.BBB", self.page())
        old = self.page("?edition=1")
        self.assertEqual(self.place(old, "The pact", "BBB"), "not named as a party")
        self.assertIn(f"{FILE}?edition=1", old)
        self.assertIn("/en/frameworks/pact/?edition=1#fact-parties.AAA.signed", old)

    def test_the_list_of_frameworks_leads_to_it(self):
        self.assertContains(self.client.get("/en/frameworks/"), f'href="{PAGE}"')


class NothingPublishedTests(TestCase):
    def test_there_is_nothing_in_it(self):
        self.assertContains(self.client.get(PAGE), "Nothing is published yet.")
        self.assertEqual(self.client.get(FILE).status_code, 200)
