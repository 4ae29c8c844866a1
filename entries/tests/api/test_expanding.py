"""Names stand beside keys where they are asked for, as they are at the edition."""

import csv
import io

from django.test import TestCase

from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.api.asked import SEA, make_more
from entries.tests.api.test_schema import faults
from entries.tests.api.world import ask, make_world
from entries.tests.factories import (
    editor,
    make_exercise,
    make_source,
    make_state,
    publish,
    withdraw,
)

SEA_URL = f"exercises/{SEA}/"


def titles(answer, plural):
    return {one["key"]: one["title"] for one in answer["expanded"][plural]}


class ExpandingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()
        make_more()

    def test_what_an_entry_names_is_told_with_its_titles(self):
        said = ask(SEA_URL, expand="states,series,frameworks,sources").json()

        assert list(said["expanded"]) == ["states", "series", "frameworks", "sources"]
        assert titles(said, "states") == {
            "CHN": "China",
            "IRN": "Iran",
            "RUS": "Russia",
        }
        assert titles(said, "series") == {"sea": "Sea"}
        assert titles(said, "frameworks") == {"sco-charter": "SCO Charter"}
        [source] = said["expanded"]["sources"]
        assert source == {
            "key": "tass-2012",
            "kind": "source",
            "url": "http://testserver/api/v1/sources/tass-2012/",
            "page": "http://testserver/en/sources/tass-2012/",
            "title": "TASS",
            "title_ru": "",
            "title_zh": "",
            "withdrawn": False,
            "publisher": "TASS",
            "published": "2012-06",
            "language": "ru",
            "source_type": "official",
            "source_url": "https://tass.example/1",
        }

    def test_lists_and_revisions_tell_it_too(self):
        [row] = ask("exercises/", q="sea", expand="states").json()["results"]
        revision = ask(f"{SEA_URL}revisions/1/", expand="states").json()

        assert titles(row, "states") == titles(revision, "states")
        assert set(row["expanded"]) == {"states"}

    def test_without_being_asked_nothing_is_added(self):
        assert "expanded" not in ask(SEA_URL).json()
        assert "expanded" not in ask("exercises/").json()["results"][0]

    def test_it_is_as_described(self):
        asked = {"expand": "states,series,exercises,frameworks,topics,sources"}
        for path, address in (
            ("/api/v1/exercises/", "exercises/"),
            ("/api/v1/exercises/{key}/", SEA_URL),
            ("/api/v1/exercises/{key}/revisions/{number}/", f"{SEA_URL}revisions/1/"),
        ):
            assert faults(path, ask(address, **asked)) == []

    def test_beside_chosen_fields_it_is_added(self):
        [row] = ask("exercises/", q="sea", fields="key", expand="series").json()[
            "results"
        ]
        assert set(row) == {"key", "expanded"}

    def test_in_a_table_the_names_are_columns(self):
        response = ask(
            "exercises/",
            q="sea",
            format="csv",
            fields="hosts",
            expand="states,series",
        )
        text = response.getvalue().decode()
        [row] = csv.DictReader(io.StringIO(text, newline=""))

        assert row["hosts"] == "CHN|RUS"
        assert row["expanded.states.key"] == "CHN|IRN|RUS"
        assert row["expanded.states.title"] == "China|Iran|Russia"
        assert row["expanded.series.title"] == "Sea"
        assert "expanded.sources.title" not in row

    def test_names_are_those_of_the_edition(self):
        before = ask(SEA_URL, expand="states", edition=2).json()
        publish(make_state("RUS", title="Renamed"))

        assert (
            titles(ask(SEA_URL, expand="states").json(), "states")["RUS"] == "Renamed"
        )
        assert ask(SEA_URL, expand="states", edition=2).json() == before

    def test_who_is_gone_keeps_his_name_and_is_marked(self):
        withdraw(make_state("RUS", title="Russia"))

        told = ask(SEA_URL, expand="states").json()["expanded"]["states"]
        assert [(one["key"], one["withdrawn"]) for one in told] == [
            ("CHN", False),
            ("IRN", False),
            ("RUS", True),
        ]

    def test_of_what_the_law_took_out_the_key_is_left(self):
        publish(make_source("tass-2012", title="Clean", source_type="official"))
        redact(Revision.objects.get(key="tass-2012", number=2), editor(), "By law")

        [told] = ask(SEA_URL, expand="sources", edition=2).json()["expanded"]["sources"]
        assert (told["title"], told["publisher"]) == ("", None)

    def test_it_costs_one_query_however_much_is_named(self):
        states = [make_state(f"{a}{b}X") for a in "ABCDE" for b in "ABCDE"]
        many = [{"state": one.key, "role": "participant"} for one in states]
        publish(
            *states,
            *(make_exercise(f"drill-{n}", participants=many) for n in range(30)),
        )
        for address, query in (
            ("exercises/", {"page_size": 2}),
            ("exercises/", {"page_size": 40}),
        ):
            with self.assertNumQueries(4):
                ask(address, **query)
            with self.assertNumQueries(5):
                ask(address, expand="states,sources,series,frameworks", **query)
