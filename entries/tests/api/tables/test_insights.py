"""The data behind the charts: the numbers of the drawings, the tables and the files."""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from entries.api.tables.insight_views import TABLES
from entries.tests.api.tables.reading import PAGED, file, rows, text
from entries.tests.api.world import ask
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_state,
    participant,
    publish,
)
from entries.tests.site import test_insights

QUERIES = {
    "participation": 3,
    "together": 3,
    "timeline": 4,
    "years": 2,
    "membership": 2,
    "scale": 4,
    "matrix": 3,
    "places": 3,
    "quality": 3,
}
"""With the one that pins the edition."""


class ChartTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        test_insights.InsightsTests.setUpTestData.__func__(cls)

    def test_participation_is_that_of_the_file(self):
        head, found = file("/en/insights/participation.csv")
        years = head[2:-1]
        said = {
            (row["state"]["key"], str(row["year"])): row
            for row in rows("participation")
        }

        assert len(found) == 3
        for _name, key, *numbers, total in found:
            for year, number in zip(years, numbers, strict=True):
                row = said.pop((key, year), None)
                assert int(number) == (row["exercises"] if row else 0)
                assert row is None or row["of_all_years"] == int(total)
        assert said == {}

    def test_participation_says_who_was_a_host(self):
        hosted = [
            (row["state"]["key"], row["year"], row["hosted"])
            for row in rows("participation")
            if row["hosted"]
        ]
        assert hosted == [("AAA", 2007, 1)]

    def test_together_is_that_of_the_file(self):
        head, found = file("/en/insights/together.csv")
        numbers = {
            frozenset((row[1], other)): int(n)
            for row in found
            for other, n in zip(head[2:], row[2:], strict=True)
            if n not in ("", "0")
        }
        said = rows("together")

        assert numbers == {
            frozenset((row["state"]["key"], row["other"]["key"])): row["exercises"]
            for row in said
        }
        first = said[0]
        assert (first["state"]["title"], first["other"]["title"]) == (
            "Aland",
            "Beland",
        )
        assert (first["exercises"], first["of_state"], first["of_other"]) == (2, 4, 2)

    def test_the_timeline_is_that_of_the_file(self):
        _head, found = file("/en/insights/timeline.csv")
        said = [
            (
                row["exercise"]["title"].replace("=Dis", "'=Dis"),
                "/".join(filter(None, (row["start"], row["end"]))),
                row["series"]["title"] if row["series"] else "In no series",
                text(row["personnel"]),
                row["outcome"].capitalize(),
            )
            for row in rows("timeline")
        ]

        assert sorted(said) == sorted(
            (*one[:4], one[4].partition(",")[0]) for one in found
        )
        assert len(said) == 6

    def test_the_timeline_gives_the_days_that_dates_may_mean(self):
        days = {
            row["exercise"]["key"]: (row["earliest"], row["latest"])
            for row in rows("timeline")
        }
        assert days["two"] == ("2007-10-01", "2007-10-31")
        assert days["long"] == ("2008-12-30", "2009-01-02")
        assert days["undated"] == (None, None)

    def test_the_years_are_those_of_the_chart(self):
        page = Client().get("/en/insights/timeline/").context["by_year"]
        drawn = {
            (int(row[0].plain), outcome): row[column].plain
            for row in page.table.rows
            for column, outcome in ((1, "held"), (2, "announced"))
            if row[column].plain
        }
        said = {
            (row["year"], row["outcome"]): row["exercises"] for row in rows("years")
        }

        assert said == drawn
        assert said[2007, "held"] == 2
        assert said[2030, "announced"] == 1

    def test_the_scale_is_that_of_the_file(self):
        _head, found = file("/en/insights/scale.csv")
        said = [
            [
                row["exercise"]["title"].replace("=Dis", "'=Dis"),
                text(row["start"]),
                text(row["personnel"]),
                " ".join(f"{n:g}" for n in row["others"]),
            ]
            for row in rows("scale")
        ]

        assert said == found
        disputed = rows("scale")[1]
        assert (disputed["least"], disputed["greatest"]) == (4000, 6500)

    def test_membership_is_that_of_the_file(self):
        _head, found = file("/en/insights/membership.csv")
        words = {"Founding member": "founder", "Member": "member"}
        said = [
            [row["state"]["title"], row["role"], text(row["from"]), text(row["to"])]
            for row in rows("membership")
        ]

        assert said == [
            [state, words.get(word, word.lower()), start, end]
            for state, word, start, end in found
        ]
        assert {row["answer"] for row in rows("membership")} == {None}

    def test_membership_on_a_day_is_what_the_page_says(self):
        said = {
            (row["state"]["key"], row["role"]): row["answer"]
            for row in rows("membership", on="2005-03-01")
        }
        stood = Client().get("/en/insights/membership/?on=2005-03-01").context["stood"]

        assert said == {("AAA", "founder"): "yes", ("BBB", "observer"): "uncertain"}
        assert [
            (word, [is_sure for _link, is_sure in states]) for word, states in stood
        ] == [("Founding member", [True]), ("Observer", [False])]

    def test_exercises_of_a_series_or_a_state(self):
        for name in ("timeline", "scale"):
            of_all = {row["exercise"]["key"] for row in rows(name)}
            of_state = {row["exercise"]["key"] for row in rows(name, state="BBB")}
            assert of_state < of_all
        assert [row["exercise"]["key"] for row in rows("timeline", series="big")] == [
            "one"
        ]
        assert rows("years", state="CCC") == [
            {"year": 2008, "outcome": "held", "exercises": 1}
        ]
        assert rows("timeline", series="no-such-series") == []
        both = {row["exercise"]["key"] for row in rows("timeline", state="BBB,CCC")}
        assert both == {"one", "two", "planned", "long"}

    def test_old_editions_keep_their_numbers(self):
        names = [name for name in TABLES if name != "quality"]
        before = {name: rows(name) for name in names}
        attended = [participant("CCC"), participant("BBB")]
        publish(
            make_state("BBB", title="Renamed", standing=[]),
            make_exercise("new", start="2011", personnel=7, participants=attended),
        )

        for name in names:
            assert rows(name, edition=1) == before[name]
        for name in ("participation", "together", "timeline", "membership", "scale"):
            assert rows(name) != before[name]

    def test_the_index_leads_to_each_and_to_its_page(self):
        said = ask("insights/").json()

        assert [one["insight"] for one in said["insights"]] == list(TABLES)
        for one in said["insights"]:
            answer = Client().get(one["url"]).json()
            page = Client().get(one["page"])
            path = one["url"].removeprefix("http://testserver")
            assert answer["edition"] == said["edition"] == 1
            assert page.status_code == 200
            # A chart of nothing leads nowhere.
            assert (f'href="{path}"' in page.text) == bool(answer["count"])

    def test_a_chart_of_an_old_edition_leads_to_the_data_of_that(self):
        publish(make_state("CCC", title="Renamed"))

        page = Client().get("/en/insights/scale/?edition=1").text
        on = Client().get("/en/insights/membership/?on=2005-03-01").text

        assert 'href="/api/v1/insights/scale/?edition=1"' in page
        assert 'href="/api/v1/insights/membership/?on=2005-03-01"' in on

    def test_what_is_too_much_to_draw_is_given_whole(self):
        with patch("entries.record.insights.MOST", 2):
            assert len(rows("timeline")) == 6
            assert len(rows("scale")) == 2
            assert sum(row["exercises"] for row in rows("years")) == 5

    def test_a_list_of_exercises_goes_on_page_by_page(self):
        answer = ask("insights/timeline/", page_size=4).json()
        rest = Client().get(answer["next"]).json()

        assert answer["count"] == rest["count"] == 6
        assert [*answer["results"], *rest["results"]] == rows("timeline")
        assert rest["next"] is None

    def test_a_wrong_question_is_refused(self):
        for name, query, wrong in (
            ("participation", {"on": "2005-01-01"}, "on"),
            ("participation", {"page": "1"}, "page"),
            ("membership", {"on": "2005"}, "on"),
            ("timeline", {"state": "aaa"}, "state"),
            ("scale", {"series": "Big drills"}, "series"),
            ("matrix", {"theme": "narcotic"}, "theme"),
            ("matrix", {"all": "on"}, "all"),
            ("matrix", {"on": "2010"}, "on"),
            ("places", {"decade": "2005"}, "decade"),
            ("quality", {"kind": "state"}, "kind"),
        ):
            answer = ask(f"insights/{name}/", **query)
            assert answer.status_code == 400, name
            [fault] = answer.json()["errors"]
            assert fault["parameter"] == wrong

    def test_each_takes_few_queries_however_many_rows_there_are(self):
        def counts():
            found = {}
            for name in TABLES:
                with CaptureQueriesContext(connection) as queries:
                    rows(name)
                found[name] = len(queries)
            return found

        few = counts()
        states = [f"{letter}ZZ" for letter in "DEFGHIJK"]
        publish(
            *(make_state(state) for state in states),
            *(
                make_exercise(
                    f"more-{n}",
                    start=str(1990 + n),
                    personnel=n + 1,
                    participants=[participant(state) for state in states],
                    locations=[{"key": "a", "name": "A", "lat": 1.0, "lon": float(n)}],
                )
                for n in range(20)
            ),
            *(
                make_framework(f"pact-{n}", parties=[{"state": s} for s in states])
                for n in range(5)
            ),
        )

        assert counts() == few == QUERIES


@pytest.mark.django_db
def test_a_record_with_nothing_in_it_has_tables_without_rows():
    for name in TABLES:
        said = ask(f"insights/{name}/").json()
        nothing = {"count": 0, "edition": None, "results": []}
        if name in PAGED:
            nothing |= {"next": None, "previous": None}
        assert said == nothing


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
@pytest.mark.django_db
def test_every_table_comes_in_every_form(form):
    attended = [participant("CHN", personnel=5), participant("RUS")]
    place = {"key": "a", "name": "A", "lat": 1.0, "lon": 2.0}
    publish(
        make_state("CHN", standing=test_insights.standing(("founder", "2001", None))),
        make_state("RUS"),
        make_exercise(
            "one", start="2007", personnel=9, participants=attended, locations=[place]
        ),
        make_framework("pact", parties=[{"state": "CHN", "signed": "2001"}]),
    )
    for name in TABLES:
        answer = ask(f"insights/{name}/", format=form)
        assert answer.status_code == 200
        content = b"".join(answer.streaming_content)
        count = int(answer["X-Row-Count"])
        assert count == len(rows(name)) > 0
        if form != "xlsx":
            assert content.count(b"\n") == count + (form == "csv")
