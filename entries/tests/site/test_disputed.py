"""A day on which sources disagree is marked wherever it is told, and leads to them."""

from html import unescape

from django.test import TestCase

from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    participant,
    publish,
)


def drill(key, **fields):
    fields = {"participants": [participant("CHN")], **fields}
    return make_exercise(key, series="drills", **fields)


class DisputedDayTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            make_source("one"),
            make_source("other"),
            make_state("CHN", title="China"),
            make_series("drills", title="Drills"),
            drill(
                "start-drill",
                start="2005-08-18",
                end="2005-08-25",
                citations=[
                    citation("start", "one"),
                    citation("start", "other", "c2", value="2005-08-19"),
                ],
            ),
            drill(
                "end-drill",
                start="2011-09-19",
                end="2011-09-27",
                outcome="cancelled",
                citations=[citation("end", "other", value="2011-09-26")],
            ),
            drill("sure-drill", start="2009"),
            make_framework(
                "pact",
                signed="2001-06-15",
                parties=[{"state": "CHN"}],
                citations=[citation("signed", "other", value="2001-06-14")],
            ),
        )

    def marks(self, path):
        """The places that the marks of a page lead to."""
        text = self.client.get(path).text.split("<main")[1]
        parts = text.split('class="standing standing-disputed"><a href="')[1:]
        return {part.partition('"')[0] for part in parts}

    def test_lists_mark_it(self):
        self.assertEqual(
            self.marks("/en/exercises/"),
            {
                "/en/exercises/start-drill/#fact-start",
                "/en/exercises/end-drill/#fact-end",
            },
        )

    def test_tables_of_a_state_and_of_a_series_mark_it(self):
        days = {
            "/en/exercises/start-drill/#fact-start",
            "/en/exercises/end-drill/#fact-end",
        }
        self.assertEqual(self.marks("/en/series/drills/"), days)
        signed = "/en/frameworks/pact/#fact-signed"
        self.assertEqual(self.marks("/en/states/chn/"), {*days, signed})
        old = {place.replace("/#", "/?edition=1#") for place in days}
        publish(make_state("CHN", title="Zhongguo"))
        self.assertEqual(self.marks("/en/series/drills/?edition=1"), old)

    def test_the_exercise_beside_and_the_basis_mark_it(self):
        self.assertIn(
            "/en/exercises/start-drill/#fact-start",
            self.marks("/en/exercises/sure-drill/"),
        )
        basis = {"key": "b", "relation": "legal-basis", "target": "pact"}
        publish(
            drill(
                "end-drill",
                start="2011",
                relations=[basis],
                citations=[
                    citation("start", "other", value="2012"),
                ],
            )
        )
        self.assertEqual(
            self.marks("/en/frameworks/pact/"), {"/en/exercises/end-drill/#fact-start"}
        )

    def test_hits_states_side_by_side_and_places_mark_it(self):
        start = "/en/exercises/start-drill/#fact-start"
        self.assertIn(start, self.marks("/en/search/?q=drill"))
        publish(
            make_state("RUS", title="Russia"),
            drill(
                "start-drill",
                start="2005-08-18",
                locations=[{"key": "a", "name": "Shore", "lat": 36.9, "lon": 120.9}],
                participants=[participant("CHN"), participant("RUS")],
                citations=[citation("start", "other", value="2005-08-19")],
            ),
            make_framework(
                "pact",
                signed="2001-06-15",
                parties=[{"state": "CHN"}, {"state": "RUS"}],
                citations=[citation("signed", "other", value="2001-06-14")],
            ),
        )
        self.assertEqual(
            self.marks("/en/states/compare/?state=CHN&state=RUS"),
            {start, "/en/frameworks/pact/#fact-signed"},
        )
        self.assertEqual(self.marks("/en/insights/map/"), {start})

    def test_the_first_glance_marks_it(self):
        def glance(path):
            text = unescape(self.client.get(path).text)
            return text.split('class="glances"')[1].split("</dl>")[0]

        start = glance("/en/exercises/start-drill/")
        self.assertIn('<a href="#fact-start">sources disagree</a>', start)
        end = glance("/en/exercises/end-drill/")
        self.assertIn('<a href="#fact-end">Cancelled; sources disagree</a>', end)
        pact = glance("/en/frameworks/pact/")
        self.assertIn('<a href="#fact-signed">sources disagree</a>', pact)
        self.assertNotIn("disagree", glance("/en/exercises/sure-drill/"))
