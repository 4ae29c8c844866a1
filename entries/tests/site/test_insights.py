"""The record as pictures: their numbers, their tables, files and links."""

import csv
import re
from html import unescape
from io import StringIO
from unittest import mock

from django.test import TestCase

from entries.record import insights
from entries.tests.factories import (
    citation,
    make_exercise,
    make_series,
    make_source,
    make_state,
    participant,
    publish,
)

PAGES = ("participation", "together", "timeline", "membership", "scale")


def drill(key, *states, **fields):
    rows = [participant(state) for state in states]
    return make_exercise(key, participants=rows, **fields)


def standing(*rows):
    return [
        {"key": f"{role}-{n}", "role": role, "from": start, "to": end}
        for n, (role, start, end) in enumerate(rows)
    ]


class InsightsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        observer = ("observer", "2005", "2017-06-09")
        publish(
            make_source("paper"),
            make_source("other"),
            make_state(
                "AAA", title="Aland", standing=standing(("founder", "2001-06-15", None))
            ),
            make_state(
                "BBB",
                title="Beland",
                standing=standing(observer, ("member", "2017-06-09", None)),
            ),
            make_state("CCC", title="Celand"),
            make_series("big", title="Big drills"),
            drill("one", "AAA", "BBB", start="2007-08-09", series="big", hosts=["AAA"]),
            drill("two", "AAA", "BBB", start="2007-10", personnel=900),
            drill("long", "AAA", "CCC", start="2008-12-30", end="2009-01-02"),
            drill("planned", "AAA", "BBB", start="2030", outcome="announced"),
            drill("undated", "AAA"),
            drill(
                "disputed",
                start="2010",
                personnel=4000,
                title="=Disputed drill",
                citations=[
                    citation("personnel", "paper"),
                    citation("personnel", "other", "c2", value=6500),
                ],
            ),
        )

    def page(self, name, query=""):
        answer = self.client.get(f"/en/insights/{name}/{query}")
        self.assertEqual(answer.status_code, 200)
        return unescape(answer.text)

    def file(self, name):
        answer = self.client.get(f"/en/insights/{name}.csv")
        self.assertEqual(answer["Content-Type"], "text/csv; charset=utf-8")
        return list(csv.reader(StringIO(answer.text)))

    def test_what_is_counted_is_what_was_held(self):
        pairs = insights.together(1)
        self.assertEqual(
            pairs,
            {
                ("AAA", "AAA"): 4,
                ("BBB", "BBB"): 2,
                ("CCC", "CCC"): 1,
                ("AAA", "BBB"): 2,
                ("BBB", "AAA"): 2,
                ("AAA", "CCC"): 1,
                ("CCC", "AAA"): 1,
            },
        )
        self.assertEqual(
            {tuple(row) for row in insights.taken(1)},
            {
                ("host", "AAA", 2007, 2007, 1),
                ("state", "AAA", 2007, 2007, 2),
                ("state", "AAA", 2008, 2009, 1),
                ("state", "AAA", None, None, 1),
                ("state", "BBB", 2007, 2007, 2),
                ("state", "CCC", 2008, 2009, 1),
            },
        )

    def test_an_exercise_counts_in_every_year_that_it_touches(self):
        self.assertEqual(
            self.file("participation"),
            [
                ["State", "Code", "2007", "2008", "2009", "All"],
                ["Aland", "AAA", "2", "1", "1", "4"],
                ["Beland", "BBB", "2", "0", "0", "2"],
                ["Celand", "CCC", "0", "1", "1", "1"],
            ],
        )

    def test_every_number_of_the_grid_is_that_of_the_list_it_leads_to(self):
        text = self.page("participation")
        cells = re.findall(r'href="([^"]+)" title="[^"]*: (\d+)[^"]*">', text)
        self.assertEqual(len(cells), 6)
        for url, n in cells:
            answer = self.client.get(url.replace("/en/", "/api/v1/"))
            self.assertEqual(answer.json()["count"], int(n), url)

    def test_who_was_host_is_marked(self):
        text = self.page("participation")
        self.assertIn("Aland, 2007: 2 (hosted at least one)", text)
        self.assertNotIn("Beland, 2007: 2 (", text)

    def test_two_states_lead_to_both_side_by_side(self):
        text = self.page("together")
        url = "/en/states/compare/?state=AAA&state=BBB#exercises"
        self.assertIn(f'href="{url}" title="Aland, Beland: 2"', text)
        self.assertIn("The greatest number is 2. It is that of Aland and Beland.", text)
        self.assertIn("2 exercises, held", self.client.get(url).text)

    def test_all_exercises_stand_in_their_lanes(self):
        text = self.page("timeline")
        self.assertIn("6 exercises in lanes by series", text)
        self.assertIn("of 5 that they were held", text)
        for lane in ("Big drills", "In no series"):
            self.assertIn(lane, text)
        self.assertIn('href="/en/exercises/two/" aria-label="Two, October 2007;', text)
        rows = self.file("timeline")[1:]
        self.assertEqual(len(rows), 6)
        long = ["Long", "2008-12-30/2009-01-02", "In no series", "", "Held"]
        self.assertIn(long, rows)
        planned = next(row for row in rows if row[0] == "Planned")
        self.assertEqual(planned[-1], "Announced, no source that it was held")
        # What is as one expects is not said of each dot.
        self.assertNotIn("; Held", text)
        self.assertEqual(rows[0][:3], ["One", "2007-08-09", "Big drills"])

    def test_a_picture_that_leaves_exercises_out_says_so(self):
        with mock.patch("entries.pages.insights.MOST", 2):
            for name in ("timeline", "scale"):
                text = self.page(name)
                self.assertIn("Only the oldest 2 are drawn; the list has all.", text)
            self.assertEqual(len(self.file("timeline")), 3)
        self.assertNotIn("Only the oldest", self.page("timeline"))

    def test_a_small_picture_says_what_it_leaves_out(self):
        index = self.client.get("/en/insights/").text
        self.assertIn("Only the members are shown here.", index)
        self.assertNotIn("with the most are shown here", index)
        with mock.patch("entries.pages.insights.FEW", 1):
            small = self.client.get("/en/insights/").text
            self.assertEqual(small.count("Only the 1 with the most are shown"), 3)
            self.assertIn("Only the 1 with the most", self.client.get("/en/").text)
            self.assertNotIn("with the most are", self.page("participation"))

    def test_one_more_than_can_be_drawn_is_read_so_that_it_is_known(self):
        with mock.patch("entries.record.insights.MOST", 2):
            self.assertEqual(len(insights.exercises(1)), 3)

    def test_how_all_stood_through_time(self):
        text = self.page("membership")
        self.assertIn("2 states stand or stood", text)
        self.assertIn("2 are members, founding members among them", text)
        words = "Observer, 2005 – 9 June 2017; Member since 9 June 2017"
        self.assertIn(f'aria-label="{words}"', text)
        self.assertNotIn("Celand", text)

    def test_who_stood_how_on_a_day(self):
        text = self.page("membership", "?on=2016-06-01")
        self.assertIn('<h2 id="on-a-day">On 1 June 2016</h2>', text)
        self.assertIn("<dt>Founding member (1)</dt>", text)
        self.assertIn("<dt>Observer (1)</dt>", text)
        self.assertIn('class="day"', text)
        self.assertNotIn("uncertain", text)
        unsure = self.page("membership", "?on=2005-06-01")
        self.assertIn('<span class="standing">uncertain</span>', unsure)
        none = self.page("membership", "?on=1990-01-01")
        self.assertIn("no state that stood to the organization on that day", none)

    def test_a_day_is_asked_of_membership_alone(self):
        for path in ("", "scale/", "membership.csv"):
            answer = self.client.get(f"/en/insights/{path}?on=2016-06-01")
            self.assertContains(answer, "Leave “on” out", status_code=400)
        answer = self.client.get("/en/insights/membership/?on=2016-6-1")
        self.assertEqual(answer.status_code, 400)

    def test_disputed_numbers_are_ranges(self):
        text = self.page("scale")
        self.assertIn("Of 2 exercises out of 6", text)
        self.assertIn("on 1 of these numbers sources disagree", text)
        self.assertIn("other sources give 6,500", text)
        self.assertEqual(
            self.file("scale"),
            [
                ["Exercise", "When", "Personnel", "Other sources give"],
                ["Two", "2007-10", "900", ""],
                ["'=Disputed drill", "2010", "4000", "6500"],
            ],
        )

    def test_the_index_leads_to_each_and_the_navigation_to_the_index(self):
        text = self.client.get("/en/insights/").text
        for name in PAGES:
            self.assertIn(f'href="/en/insights/{name}/"', text)
        self.assertIn('href="/en/insights/"', self.client.get("/en/").text)

    def test_each_has_its_file_and_can_be_cited(self):
        for name in PAGES:
            text = self.page(name)
            self.assertIn(f'href="/en/insights/{name}.csv"', text)
            self.assertIn("/en/cite/?page=%2Fen%2Finsights%2F", text)

    def test_an_old_edition_is_drawn_as_it_was_and_so_is_its_file(self):
        before = {name: self.file(name) for name in PAGES}
        publish(
            drill("new", "AAA", "CCC", start="2025-01-01", personnel=50_000),
            make_state(
                "CCC", title="Celand", standing=standing(("partner", "2025", None))
            ),
        )
        for name in PAGES:
            self.assertNotEqual(self.file(name), before[name])
            old = self.client.get(f"/en/insights/{name}.csv?edition=1")
            self.assertEqual(list(csv.reader(StringIO(old.text))), before[name])
            self.assertIn("edition-1.csv", old["Content-Disposition"])
            text = self.page(name, "?edition=1")
            self.assertIn(f"/en/insights/{name}.csv?edition=1", text)
            for url in re.findall(r'href="(/en/(?:exercises|states)/[^"]*)"', text):
                self.assertTrue("edition=1" in url, url)


class NothingPublishedTests(TestCase):
    def test_there_is_nothing_to_draw(self):
        for name in PAGES:
            answer = self.client.get(f"/en/insights/{name}/")
            self.assertContains(answer, "There is nothing to draw in this edition.")
            self.assertEqual(
                self.client.get(f"/en/insights/{name}.csv").status_code, 200
            )
        self.assertContains(self.client.get("/en/insights/"), "Nothing is published")
