"""Live counts and charts of texts: what readers see, and what it costs."""

import re
from unittest.mock import patch

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.documents.text import render
from entries.pages.links import Links
from entries.pages.live.asking import answers
from entries.record.asked import CHARTS
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
)

TAGS = re.compile(r"<[^>]+>")
SHOWN = {
    "participation": "China",
    "together": "Russia",
    "membership": "China",
    "timeline": "Planned",
    "by-year": "2010",
    "scale": "4,000",
    "places": "Field",
    "matrix": "The pact",
}
TOPIC = "/en/topics/joint-exercises/"


def write(text, **fields):
    """Publish a topic with a text."""
    cited = [citation("text", "paper")]
    publish(make_topic(text=text, citations=cited, **fields))


class LiveTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        standing = [{"key": "founder-2001", "role": "founder", "from": "2001-06-15"}]
        rows = [participant("CHN", "host"), participant("RUS")]
        place = {"key": "field", "name": "Field", "state": "CHN", "lat": 40, "lon": 80}
        publish(
            make_source("paper"),
            make_state("CHN", title="China", standing=standing),
            make_state("RUS", title="Russia", title_ru="Россия", standing=standing),
            make_series("drills", title="Drills"),
            make_exercise(
                "one",
                start="2007",
                hosts=["CHN"],
                series="drills",
                personnel=4000,
                participants=rows,
                locations=[place],
            ),
            make_exercise("two", start="2010", hosts=["CHN"], participants=rows),
            make_exercise("planned", start="2012", hosts=["CHN"], outcome="announced"),
            make_framework(
                "pact",
                title="The pact",
                binding=True,
                signed="2001",
                parties=[{"state": "CHN", "signed": "2001"}],
            ),
        )

    def html(self, path=TOPIC, **asked):
        answer = self.client.get(path, asked)
        self.assertEqual(answer.status_code, 200)
        return answer.content.decode()

    def test_a_count_is_what_its_list_shows_and_leads_there(self):
        write("China hosted {{count exercises?host=CHN&outcome=held}}.")
        place = "/en/exercises/?host=CHN&amp;outcome=held"
        link = f'<a class="live-count" href="{re.escape(place)}"[^>]*>(\\d+)</a>'
        link = re.search(link, self.html())
        self.assertEqual(link[1], "2")
        listed = self.html("/en/exercises/", host="CHN", outcome="held")
        self.assertEqual(len(re.findall(r'<th scope="row">', listed)), 2)

    def test_a_count_is_of_the_edition_that_is_read_and_keeps_to_it(self):
        write("There are {{count exercises}}.")
        publish(make_exercise("three"))
        self.assertRegex(self.html(), r'href="/en/exercises/"[^>]*>4</a>')
        self.assertRegex(
            self.html(edition=2), r'href="/en/exercises/\?edition=2"[^>]*>3</a>'
        )

    def test_a_count_leads_to_the_list_in_the_language_of_the_page(self):
        write("There are {{count states}}.")
        self.assertRegex(
            self.html("/ru/topics/joint-exercises/"), r'href="/ru/states/"[^>]*>2</a>'
        )

    def test_a_count_is_written_as_the_language_writes_numbers(self):
        with patch("entries.pages.live.asking.counts", return_value=[1234]):
            found = answers(["states"], [], 1, Links("en"), None)
        self.assertIn(">1,234</a>", found.counts["states"])

    def test_what_cannot_be_asked_has_no_answer(self):
        found = answers(
            ["states", "drills", "exercises?host=chn"], ["pie"], 1, Links("en"), None
        )
        self.assertEqual(list(found.counts), ["states"])
        self.assertEqual(found.charts, {})

    def test_a_text_that_asks_what_there_is_no_more_says_so(self):
        write("There are {{count states}}.")
        stored = render("Of {{count drills}}.\n\n{{chart pie}}")
        with patch(
            "entries.site.views.entries.neighbours.rendered",
            return_value={"text": stored},
        ):
            self.assertEqual(self.html().count("(no figure)"), 2)

    def test_all_counts_of_a_page_take_one_query(self):
        write("There are {{count states}}.")
        with CaptureQueriesContext(connection) as few:
            self.html()
        counts = " ".join(f"{{{{count exercises?year={1990 + n}}}}}" for n in range(20))
        write(counts, summary=counts)
        with CaptureQueriesContext(connection) as many:
            self.html()
        self.assertEqual(len(many), len(few))
        write("None is here.")
        with CaptureQueriesContext(connection) as none:
            self.html()
        self.assertEqual(len(none), len(few) - 1)

    def test_every_chart_is_drawn_with_its_table_and_its_ways(self):
        for name in CHARTS:
            with self.subTest(name):
                write(f"Before.\n\n{{{{chart {name}}}}}\n\nAfter.[^paper]")
                html = self.html()
                figure = re.search(
                    r'<figure class="chart in-text".*?</figure>', html, re.DOTALL
                )[0]
                self.assertIn('id="chart-1"', figure)
                self.assertIn("<table", figure)
                self.assertNotIn("There is nothing to draw", figure)
                self.assertIn("From the record at edition", figure)
                self.assertIn(SHOWN[name], TAGS.sub("", figure))
                for link in re.findall(r'<p class="chart-ways">.*', figure):
                    for url in re.findall(r'href="([^"]+)"', link):
                        answer = self.client.get(url.replace("&amp;", "&"))
                        self.assertEqual(answer.status_code, 200, url)
                style = "maps" if name == "places" else "charts"
                self.assertIn(f"css/{style}", html)

    def chart(self, place, path=TOPIC, **asked):
        write(f"{{{{chart {place}}}}}")
        html = self.html(path, **asked)
        found = re.search(r'<figure class="chart in-text".*?</figure>', html, re.DOTALL)
        return " ".join(TAGS.sub(" ", found[0]).split())

    def test_charts_of_states_are_narrowed_to_some(self):
        for name in ("participation", "membership"):
            words = self.chart(f"{name}?state=RUS")
            self.assertIn("Shown: Russia.", words)
            self.assertNotIn("China", words)
        words = self.chart("together?state=RUS&state=CHN")
        self.assertIn("Shown: Russia, China.", words)
        self.assertIn("CHN RUS", words)

    def test_charts_of_exercises_take_the_filters_of_their_list(self):
        for name in ("timeline", "scale", "places"):
            words = self.chart(f"{name}?series=drills")
            self.assertIn("Shown: Series: Drills.", words)
            self.assertIn("These exercises as a list", words)
            self.assertNotIn("Two", words)
        words = self.chart("by-year?host=CHN&outcome=announced")
        self.assertIn("Shown: Host: China; Outcome:", words)
        self.assertIn("2012", words)
        self.assertIn("?host=CHN&amp;outcome=announced&amp;year=2012", self.html())
        self.assertNotIn("2007", words)

    def test_the_matrix_takes_its_own_filters(self):
        self.assertIn("The pact", self.chart("matrix?binding=true"))
        empty = self.chart("matrix?binding=false")
        self.assertIn("There is nothing to draw in this edition.", empty)

    def test_a_chart_is_of_the_edition_and_in_the_language_of_the_page(self):
        write("{{chart together?state=RUS&state=CHN}}")
        publish(make_state("RUS", title="Russia now", title_ru="Россия"))
        self.assertIn("Russia now", self.html())
        old = self.html(edition=2)
        self.assertNotIn("Russia now", old)
        self.assertIn("/en/insights/together/?edition=2", old)
        russian = self.html("/ru/topics/joint-exercises/")
        self.assertIn('id="chart-1" lang="ru"', russian)
        self.assertIn("Россия", russian)

    def test_charts_have_names_of_their_own_and_one_drawn_twice_stands_once(self):
        write("{{chart scale}}\n\n{{chart scale?host=CHN}}\n\n{{chart scale}}")
        html = self.html()
        self.assertEqual(html.count('<figure class="chart in-text"'), 2)
        ids = re.findall(r'\bid="([^"]+)"', html)
        self.assertEqual(sorted(ids), sorted(set(ids)))

    def test_a_chart_takes_three_queries_at_most_and_two_share_what_they_can(self):
        def taken(text):
            write(text)
            with CaptureQueriesContext(connection) as asked:
                self.html()
            return len(asked)

        none = taken("None.")
        costs = {name: taken(f"{{{{chart {name}}}}}") - none for name in CHARTS}
        self.assertEqual(
            costs,
            {
                "participation": 2,
                "together": 2,
                "membership": 1,
                "timeline": 2,
                "by-year": 1,
                "scale": 2,
                "places": 3,
                "matrix": 2,
            },
        )
        both = taken("{{chart participation}}\n\n{{chart together}}")
        self.assertEqual(both - none, 3)

    def test_of_a_text_in_many_languages_only_what_shows_is_asked(self):
        write("None.")
        with CaptureQueriesContext(connection) as none:
            self.html()
        write("None.", text_ru="{{count states}}\n\n{{chart participation}}")
        with CaptureQueriesContext(connection) as other:
            self.html()
        self.assertEqual(len(other), len(none))

    def test_what_describes_a_page_has_counts_in_words_and_no_marks(self):
        write("Text.", summary="There are {{count exercises?host=CHN}} drills.")
        html = self.html()
        self.assertIn('<meta name="description" content="There are 3 drills.">', html)
        self.assertIn('"description":"There are 3 drills."', html)

    def test_the_api_gives_the_text_as_it_is_written(self):
        text = "There are {{count exercises?host=CHN}}.\n\n{{chart scale}}"
        write(text)
        answer = self.client.get("/api/v1/topics/joint-exercises/").json()
        self.assertEqual(answer["document"]["text"], text)

    def test_a_search_finds_words_and_not_what_marks_name(self):
        write(
            "Manoeuvres of {{count exercises?host=CHN&outcome=held}} sorts.[^paper]\n\n"
            "{{chart participation}}"
        )
        found = self.html("/en/search/", q="manoeuvres")
        self.assertIn("Manoeuvres</mark> of … sorts.", found)
        for word in ("outcome", "participation"):
            hits = self.html("/en/search/", q=word, literal=1)
            self.assertNotIn('href="/en/topics/joint-exercises/"', hits)
