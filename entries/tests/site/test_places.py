"""The map of all places: its numbers, its filters, its file, its queries."""

import csv
import re
from io import StringIO

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.tests.factories import (
    make_exercise,
    make_series,
    make_state,
    publish,
    withdraw,
)

MAP, FILE = "/en/insights/map/", "/en/insights/map.csv"


def place(key, name, lat, lon, state="KAZ"):
    return {"key": key, "name": name, "state": state, "lat": lat, "lon": lon}


CITY = place("city", "Almaty", 43.24, 76.9)
TOWN = place("town", "=Cmd() town", 44.5, 78.1)
NOWHERE = place("nowhere", "Unknown range", None, None)
FAR = place("far", "Ocean", -40.0, -30.0, None)


class PlacesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        state = make_state("KAZ", title="Kazakhstan")
        cls.withdrawn = make_exercise("gone-2008", locations=[CITY], start="2008")
        publish(
            state,
            make_series("alpha", title="Alpha series"),
            make_exercise("first-2007", series="alpha", start="2007", locations=[CITY]),
            make_exercise(
                "second-2014",
                title="Second drill",
                start="2014-05",
                locations=[{**CITY, "name": "Almaty, Medeo"}, TOWN],
            ),
            make_exercise("third-2015", start="2015", locations=[NOWHERE]),
            make_exercise("fourth-2016", start="2016", locations=[FAR]),
            make_exercise(
                "planned-2030", start="2030", outcome="announced", locations=[TOWN]
            ),
            cls.withdrawn,
        )
        withdraw(cls.withdrawn)

    def page(self, query=""):
        answer = self.client.get(MAP + query)
        assert answer.status_code == 200
        return answer.content.decode()

    def rows(self, query=""):
        answer = self.client.get(FILE + query)
        assert answer.status_code == 200
        return list(csv.DictReader(StringIO(answer.content.decode())))

    def test_places_at_one_point_are_one_where_most_was_held_first(self):
        city, *others = self.rows()
        assert city == {
            "place": "Almaty / Almaty, Medeo",
            "state": "KAZ",
            "latitude": "43.24",
            "longitude": "76.9",
            "exercises": "2",
            "keys": "first-2007 second-2014",
        }
        assert [row["exercises"] for row in others] == ["1", "1"]

    def test_what_was_not_held_or_is_withdrawn_is_not_counted(self):
        keys = {key for row in self.rows() for key in row["keys"].split()}
        assert keys == {"first-2007", "second-2014", "fourth-2016"}

    def test_the_page_shows_the_numbers_of_the_file(self):
        text = " ".join(re.sub(r"<[^>]+>", " ", self.page()).split())
        assert "Of 4 exercises held, 3 have a place with coordinates" in text
        html = self.page()
        for number in range(1, len(self.rows()) + 1):
            assert f'id="place-{number}"' in html
        assert html.count('class="dot" cx') >= 2

    def test_every_link_of_the_map_leads_to_a_row(self):
        html = self.page()
        drawing = re.search(r'<svg class="map".*?</svg>', html, re.DOTALL)[0]
        links = re.findall(r'href="#(place-\d+)"', drawing)
        assert links
        assert all(f'id="{link}"' in html for link in links)

    def test_a_place_off_the_map_is_in_the_table_alone(self):
        html = self.page()
        drawing = re.search(r'<svg class="map".*?</svg>', html, re.DOTALL)[0]
        assert "Ocean" in html
        assert "Ocean" not in drawing

    def test_a_series_and_a_decade_can_be_asked_for(self):
        assert [row["keys"] for row in self.rows("?series=alpha")] == ["first-2007"]
        keys = {row["keys"] for row in self.rows("?decade=2010")}
        assert keys == {"second-2014", "fourth-2016"}
        html = self.page("?series=alpha&decade=2000")
        assert f"{FILE}?series=alpha&amp;decade=2000" in html
        assert "Second drill" not in html

    def test_what_fits_no_place_says_so(self):
        assert "Nothing fits this filter" in self.page("?series=alpha&decade=2010")

    def test_what_is_no_choice_is_refused(self):
        for query in ("?series=beta", "?decade=1066", "?decade=x"):
            assert self.client.get(MAP + query).status_code == 400, query
            assert self.client.get(FILE + query).status_code == 400, query

    def test_no_cell_of_the_file_is_a_formula(self):
        assert "'=Cmd() town" in {row["place"] for row in self.rows()}

    def test_an_old_edition_has_its_own_places(self):
        assert {key for row in self.rows("?edition=1") for key in row["keys"].split()}
        assert "gone-2008" in self.rows("?edition=1")[0]["keys"]
        html = self.page("?edition=1")
        assert f"{FILE}?edition=1" in html

    def test_an_exercise_has_its_map_beside_its_places(self):
        html = self.client.get("/en/exercises/second-2014/").content.decode()
        assert html.count('<svg class="map"') == 1
        assert 'href="#fact-locations.city"' in html
        assert 'id="fact-locations.city"' in html
        assert 'href="/en/insights/map/"' in html

    def test_an_exercise_without_coordinates_has_none(self):
        html = self.client.get("/en/exercises/third-2015/").content.decode()
        assert "<svg class=" not in html
        assert "maps.css" not in html

    def test_a_state_has_its_locator(self):
        html = self.client.get("/en/states/kaz/").content.decode()
        assert html.count('<svg class="map"') == 1
        assert 'class="state"' in html

    def test_the_list_of_exercises_leads_to_the_map(self):
        html = self.client.get("/en/exercises/").content.decode()
        assert 'href="/en/insights/map/"' in html


class EmptyTests(TestCase):
    def test_before_the_first_edition_there_is_nothing_on_the_map(self):
        answer = self.client.get(MAP)
        assert answer.status_code == 200
        assert b"Nothing is published yet." in answer.content

    def test_and_the_file_has_only_its_head(self):
        answer = self.client.get(FILE)
        assert answer.content.decode().strip().count("\n") == 0


class QueryTests(TestCase):
    def queries(self, path):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert self.client.get(path).status_code == 200
        return len(captured)

    def test_the_map_takes_as_many_queries_for_thirty_places_as_for_three(self):
        publish(make_state("KAZ"), *self.drills(0, 3))
        few = {path: self.queries(path) for path in (MAP, FILE)}
        publish(*self.drills(3, 30))
        assert {path: self.queries(path) for path in (MAP, FILE)} == few
        assert few[MAP] <= 6
        assert few[FILE] <= 5

    def drills(self, start, end):
        return [
            make_exercise(
                f"drill-{n}",
                start=str(2000 + n % 20),
                locations=[place("one", f"Range {n}", 40 + n / 10, 70 + n / 5)],
            )
            for n in range(start, end)
        ]
