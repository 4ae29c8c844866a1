"""States side by side: what each did, what they share, and what cannot be asked."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_source,
    make_state,
    participant,
    publish,
)

BOTH = "/en/states/compare/?state=AAA&state=BBB"


def drill(key, *states, **fields):
    rows = [participant(state, **more) for state, more in states]
    cited = [citation("participants", "paper", f"paper-{key}")]
    return make_exercise(key, participants=rows, citations=cited, **fields)


class CompareTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        standing = [{"key": "member-2001", "role": "member", "from": "2001-06-15"}]
        publish(
            make_source("paper"),
            make_state("AAA", title="Aland", capital="Ayton", standing=standing),
            make_state("BBB", title="Beland"),
            make_state("CCC", title="Celand"),
            drill(
                "both-2007",
                ("AAA", {"role": "host", "personnel": 1200}),
                ("BBB", {"personnel": 300}),
                title="Both drill",
                start="2007",
                hosts=["AAA"],
            ),
            drill("alone-2008", ("AAA", {"personnel": 900}), title="Lone drill"),
            drill(
                "planned-2030",
                ("AAA", {}),
                ("BBB", {}),
                title="Planned drill",
                outcome="announced",
            ),
            make_framework(
                "pact",
                title="The pact",
                parties=[
                    {"state": "AAA", "signed": "2002-06-07", "ratified": "2003"},
                    {"state": "BBB", "signed": "2002-06-07"},
                ],
            ),
        )

    def row(self, text, label):
        cells = text.split(f'<th scope="row">{label}</th>')[1].split("</tr>")[0]
        return [part.split("</td>")[0].strip() for part in cells.split("<td>")[1:]]

    def test_what_each_did_stands_side_by_side(self):
        text = self.client.get(BOTH).text
        took_part = self.row(text, "Exercises held in which it took part")
        self.assertIn(">2</a>", took_part[0])
        self.assertIn(">1</a>", took_part[1])
        self.assertIn("/en/exercises/?state=AAA", took_part[0])
        self.assertIn(">1</a>", self.row(text, "Exercises hosted")[0])
        self.assertIn(">0</a>", self.row(text, "Exercises hosted")[1])
        self.assertEqual(self.row(text, "Largest contingent"), ["1,200", "300"])
        self.assertIn(">1</a>", self.row(text, "Frameworks ratified")[0])
        self.assertIn("Member from 15 June 2001", self.row(text, "Standing")[0])

    def test_the_list_that_a_number_leads_to_has_as_many(self):
        text = self.client.get("/en/exercises/?state=AAA&role=host").text
        self.assertIn("1 entry", text)

    def test_only_what_was_held_with_all_of_them_is_shared(self):
        text = self.client.get(BOTH).text
        shared = text.split('id="exercises"')[1].split('id="frameworks"')[0]
        self.assertIn("Both drill", shared)
        self.assertNotIn("Lone drill", shared)
        self.assertNotIn("Planned drill", shared)
        self.assertIn("#fact-participants.BBB.personnel", shared)

    def test_a_framework_of_both_tells_the_steps_of_each(self):
        text = self.client.get(BOTH).text
        shared = text.split('id="frameworks"')[1]
        self.assertIn("The pact", shared)
        self.assertEqual(shared.count("#fact-parties.AAA.signed"), 1)
        self.assertEqual(shared.count("#fact-parties.BBB.signed"), 1)
        self.assertEqual(shared.count("#fact-parties.AAA.ratified"), 1)

    def test_without_two_states_there_is_a_form(self):
        for query in ("", "?state=AAA", "?state=AAA&state=", "?state=AAA&state=AAA"):
            answer = self.client.get(f"/en/states/compare/{query}")
            self.assertContains(answer, "Choose two to four states.")

    def test_what_cannot_be_compared_is_refused_in_words(self):
        for query, words in {
            "state=AAA&state=XXX": "no state XXX",
            "state=AAA&state=' OR 1=1": "no state",
            "state=A&state=B&state=C&state=D&state=E": "At most 4",
            "state=AAA&state=BBB&on=2016-01-01": "Leave “on” out",
        }.items():
            answer = self.client.get(f"/en/states/compare/?{query}")
            self.assertContains(answer, words, status_code=400)

    def test_it_reads_an_old_edition_as_it_was(self):
        publish(drill("both-2020", ("AAA", {}), ("BBB", {}), title="New drill"))
        self.assertContains(self.client.get(BOTH), "New drill")
        self.assertNotContains(self.client.get(f"{BOTH}&edition=1"), "New drill")

    def test_it_takes_as_many_queries_for_many_exercises_as_for_few(self):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as taken:
                self.client.get(BOTH)
            return len(taken)

        before = queries()
        publish(*(drill(f"many-{n}", ("AAA", {}), ("BBB", {})) for n in range(9)))
        self.assertEqual(queries(), before)
        self.assertLessEqual(before, 11)
