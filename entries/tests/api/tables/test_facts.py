"""The table of facts: a row for each fact, with all that is known of its value."""

import json

from django.test import Client, TestCase

from entries.documents.facts import Evidence, facts, value_of
from entries.record.edition import Revision
from entries.record.listing import FactIndex
from entries.tests.api.world import PEACE_MISSION_2007, ask, make_world
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_source,
    publish,
    withdraw,
)

PEACE, SARY, CHARTER = "peace-mission-2007", "sary-arka-2019", "sco-charter"


def rows(**query):
    answer = ask("facts/", page_size=200, **query)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["count"] == len(said["results"])
    return said["results"]


def named(**query):
    return [(row["entry"], row["fact"]) for row in rows(**query)]


def one(entry, fact, **query):
    [row] = rows(entry=entry, fact=fact, **query)
    return row


class FactTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_the_page_of_each_fact_has_its_place(self):
        basis = {"relation": "legal-basis", "target": CHARTER, "note": "As it says."}
        publish(
            make_exercise(
                "at-sea",
                locations=[{"key": "bay", "name": "The bay", "state": "CHN"}],
                relations=[{"key": "basis", **basis}],
            )
        )
        pages = {}
        for row in rows():
            page, _, place = row["page"].partition("#")
            text = pages.setdefault(page, Client().get(page).text)
            assert f'id="{place}"' in text, row["page"]
        columns = {row["page"].rpartition(".")[2] for row in rows()}
        assert columns >= {"role", "name", "note"}

    def test_every_fact_of_every_entry_has_a_row_with_its_value(self):
        found = {(row["entry"], row["fact"]): row for row in rows()}
        wanted = {}
        for revision in Revision.objects.all():
            document = revision.document
            evidence = Evidence(document)
            for fact in facts(document):
                wanted[revision.key, fact.name] = (fact.value, evidence, document)

        assert set(found) == set(wanted)
        assert len(found) > 30
        for place, (value, evidence, document) in wanted.items():
            row = found[place]
            assert row["value"] == value
            if isinstance(value_of(document, row["fact"]), dict):
                assert row["column"] == row["fact"].partition(".")[0]
            else:
                assert row["value"] == value_of(document, row["fact"])
            assert row["verification"] == evidence.verification(row["fact"])
            assert row["sources"] == len(
                {c["source"] for c in evidence.sources(row["fact"])}
            )
            cited = [c["key"] for c in row["citations"]]
            assert cited == [c["key"] for c in evidence.shown(row["fact"])]

    def test_a_disputed_number_has_all_values_with_their_sources(self):
        row = one(PEACE, "personnel")

        assert (row["value"], row["text"], row["type"]) == (4000, "4000", "number")
        assert (row["unit"], row["precision"]) == ("persons", "1")
        assert (row["least"], row["greatest"]) == (4000, 6500)
        assert row["verification"] == "disputed"
        assert row["sources"] == 1
        supports, contradicts = row["citations"]
        assert (supports["source"], supports["stance"]) == ("xinhua-2007", "supports")
        assert supports["value"] is None
        assert supports["title"] == "Xinhua on 2007"
        assert supports["url"] == "http://testserver/api/v1/sources/xinhua-2007/"
        assert (contradicts["source"], contradicts["value"]) == ("tass-2012", 6500)

    def test_a_date_has_its_precision_and_the_days_that_it_may_mean(self):
        day = one(PEACE, "start")
        year = one(CHARTER, "parties.CHN.ratified")
        doubt = one(SARY, "start")

        assert (day["value"], day["unit"], day["precision"]) == (
            "2007-08-09",
            "date",
            "day",
        )
        assert (day["earliest"], day["latest"]) == ("2007-08-09", "2007-08-09")
        assert not day["in_doubt"]
        assert (year["value"], year["precision"]) == ("2003", "year")
        assert (year["earliest"], year["latest"]) == ("2003-01-01", "2003-12-31")
        assert (doubt["value"], doubt["precision"]) == ("2019?", "year")
        assert doubt["in_doubt"]
        assert (doubt["earliest"], doubt["latest"]) == ("2018-01-01", "2020-12-31")

    def test_a_list_is_kept_as_one_and_told_as_text(self):
        row = one(PEACE, "hosts")

        assert (row["value"], row["text"], row["type"]) == (["CHN"], "CHN", "keys")
        assert row["unit"] is row["precision"] is row["least"] is None

    def test_a_row_says_where_the_entry_is_and_leads_to_the_fact(self):
        row = one(PEACE, "participants.CHN.personnel")

        assert row["kind"] == "exercise"
        assert row["title"] == "Peace Mission 2007"
        assert row["column"] == "participants.personnel"
        assert Client().get(row["url"]).status_code == 200
        page, _, anchor = row["page"].partition("#")
        assert anchor == "fact-participants.CHN.personnel"
        assert f'id="{anchor}"' in Client().get(page).content.decode()

    def test_a_citation_of_a_row_or_a_list_stands_beside_its_columns(self):
        publish(
            make_exercise(
                "cited-above",
                participants=[{"state": "CHN", "role": "host", "personnel": 7}],
                locations=[{"key": "a", "name": "A"}],
                citations=[
                    citation("participants", "xinhua-2007", locator="p. 3"),
                    citation("participants.CHN.personnel", "tass-2012", "t"),
                    citation("participants.CHN.personnel", "xinhua-2007", "x", value=9),
                ],
            )
        )
        role = one("cited-above", "participants.CHN.role")
        personnel = one("cited-above", "participants.CHN.personnel")

        [cited] = role["citations"]
        assert (cited["fact"], cited["locator"]) == ("participants", "p. 3")
        assert [c["key"] for c in personnel["citations"]] == ["t", "x"]
        assert named(entry="cited-above", source="xinhua-2007") == [
            ("cited-above", "participants.CHN"),
            ("cited-above", "participants.CHN.personnel"),
            ("cited-above", "participants.CHN.role"),
        ]
        assert named(entry="cited-above", source="tass-2012") == [
            ("cited-above", "participants.CHN.personnel")
        ]

    def test_a_remark_that_disputes_a_fact_is_named(self):
        accounts = [{"key": "one", "says": "One"}, {"key": "two", "says": "Two"}]
        remark = {"key": "size", "about": "personnel", "accounts": accounts}
        publish(make_exercise("remarked", personnel=5, remarks=[remark]))

        row = one("remarked", "personnel")

        assert row["verification"] == "disputed"
        assert row["remarks"] == ["remarks.size"]
        assert one("remarked", "remarks.size.one")["value"] == "One"

    def test_filters_by_name(self):
        assert named(fact="personnel") == [(PEACE, "personnel")]
        assert named(under="participants.CHN") == [
            (PEACE, "participants.CHN"),
            (PEACE, "participants.CHN.personnel"),
            (PEACE, "participants.CHN.role"),
        ]
        assert named(column="personnel") == [
            (PEACE, "participants.CHN.personnel"),
            (PEACE, "personnel"),
        ]
        assert named(column="participants.personnel") == [
            (PEACE, "participants.CHN.personnel")
        ]

    def test_a_name_is_taken_whole_and_to_the_letter(self):
        for query in (
            {"under": "part"},
            {"under": "participants.chn"},
            {"column": "sonnel"},
            {"fact": "Personnel"},
        ):
            assert ask("facts/", **query).status_code == 400, query

    def test_filters_by_entry_kind_and_standing(self):
        assert {entry for entry, _ in named(kind="framework")} == {
            CHARTER,
            "old-protocol",
        }
        assert {entry for entry, _ in named(entry="IRN")} == {"IRN"}
        assert named(verification="disputed") == [(PEACE, "personnel")]
        assert named(verification="unverified") == [(PEACE, "start")]
        assert named(entry="nothing-like-it") == []

    def test_filters_by_source_and_their_number(self):
        assert named(source="tass-2012") == [(PEACE, "personnel")]
        assert named(source="xinhua-2007") == [(PEACE, "personnel"), (PEACE, "start")]
        assert named(sources="1") == [(PEACE, "personnel"), (PEACE, "start")]
        assert named(sources_min="1") == named(sources="1")
        assert named(sources_min="2") == []
        assert set(named(sources_max="0")) | set(named(sources="1")) == set(named())

    def test_filters_by_value(self):
        assert named(number_min="1600", number_max="3999.5") == [
            (PEACE, "participants.CHN.personnel")
        ]
        assert named(number_max="-1") == []
        assert named(date_from="2007-08-10", date_to="2007-12-31") == [(PEACE, "end")]
        assert (SARY, "start") in named(date_from="2020-12-31")
        assert (SARY, "start") not in named(date_from="2021-01-01")
        assert (CHARTER, "parties.CHN.ratified") in named(date_to="2003-01-01")

    def test_several_values_stand_with_commas_and_one_is_enough(self):
        assert named(fact="personnel,start") == [
            (PEACE, "personnel"),
            (PEACE, "start"),
            (SARY, "start"),
        ]
        assert named(under="hosts,participants.CHN", entry=f"{PEACE},{SARY}") == [
            (PEACE, "hosts"),
            (PEACE, "participants.CHN"),
            (PEACE, "participants.CHN.personnel"),
            (PEACE, "participants.CHN.role"),
        ]
        assert named(column="personnel,end") == [
            (PEACE, "end"),
            (PEACE, "participants.CHN.personnel"),
            (PEACE, "personnel"),
        ]
        assert named(source="tass-2012,xinhua-2007") == named(source="xinhua-2007")
        assert named(verification="disputed,unverified") == [
            (PEACE, "personnel"),
            (PEACE, "start"),
        ]
        assert named(number="1600,4000", sources="0,1") == [
            (PEACE, "participants.CHN.personnel"),
            (PEACE, "personnel"),
        ]
        assert named(kind="state,series") == named(kind="state")
        assert named(text="host,observer", kind="exercise") == [
            (PEACE, "participants.CHN"),
            (PEACE, "participants.CHN.role"),
            (SARY, "participants.IRN"),
            (SARY, "participants.IRN.role"),
        ]

    def test_dates_by_periods(self):
        assert named(date="2007-08") == [(PEACE, "end"), (PEACE, "start")]
        assert (SARY, "start") in named(date="1990,2020")
        assert (SARY, "start") not in named(date_after="2019")
        assert (SARY, "start") in named(date_after="2017")
        assert (SARY, "start") in named(date_before="2021")
        assert (PEACE, "end") in named(date_before="2007-08-18")
        assert (PEACE, "end") not in named(date_before="2007-08")

    def test_they_are_ordered_as_asked_what_lacks_it_last(self):
        numbers = [row["value"] for row in rows(column="personnel", order="-number")]
        up = [row["fact"] for row in rows(entry=PEACE, order="number")]
        days = [row["earliest"] for row in rows(order="-date")]

        assert numbers == [4000, 1600]
        assert up[:2] == ["participants.CHN.personnel", "personnel"]
        assert up[2:] == sorted(up[2:])
        known = [day for day in days if day]
        assert known == sorted(known, reverse=True)
        assert days[: len(known)] == known
        assert rows(order="-entry")[0]["entry"] == max(r["entry"] for r in rows())
        names = [row["fact"] for row in rows(order="fact")]
        assert names == sorted(names)
        assert [row["sources"] for row in rows(order="-sources")][:3] == [1, 1, 0]

    def test_walking_in_any_order_meets_each_once(self):
        wanted = sorted(named())
        for order in ("number", "-number", "date", "-date,number", "sources,-fact"):
            answer = ask("facts/", page_size=9, order=order).json()
            seen = answer["results"]
            while answer["next"]:
                answer = Client().get(answer["next"]).json()
                seen += answer["results"]
            assert sorted((row["entry"], row["fact"]) for row in seen) == wanted

    def test_what_is_withdrawn_has_no_facts_and_old_editions_keep_theirs(self):
        before = rows()
        withdraw(make_framework(CHARTER))
        publish(make_exercise(PEACE, **{**PEACE_MISSION_2007, "personnel": 4500}))

        assert named(entry=CHARTER) == []
        assert one(PEACE, "personnel")["value"] == 4500
        assert one(PEACE, "personnel")["edition"] == 3
        assert rows(edition=1) == before
        assert one(PEACE, "personnel", edition=2)["value"] == 4000

    def test_a_source_that_was_withdrawn_keeps_its_title(self):
        withdraw(make_source("tass-2012"))

        cited = one(PEACE, "personnel")["citations"][1]
        assert (cited["source"], cited["title"]) == ("tass-2012", "TASS")

    def test_walking_on_gives_every_fact_once_in_order(self):
        answer = ask("facts/", page_size=7).json()
        seen = answer["results"]
        while answer["next"]:
            publish(make_exercise(PEACE, title=f"Named {len(seen)}"))
            answer = Client().get(answer["next"]).json()
            seen += answer["results"]

        places = [(row["entry"], row["fact"]) for row in seen]
        assert places == sorted(set(places))
        assert seen == rows(edition=1)
        assert answer["count"] == len(seen)
        assert answer["count"] == FactIndex.objects.at(1).count()

    def test_a_wrong_question_is_refused(self):
        for query, name in (
            ({"fact": "participants..CHN"}, "fact"),
            ({"under": "a.b.c.d"}, "under"),
            ({"column": "Personnel"}, "column"),
            ({"column": "participants.CHN.personnel"}, "column"),
            ({"number_min": "1,000"}, "number_min"),
            ({"number_max": "nan"}, "number_max"),
            ({"sources": "-1"}, "sources"),
            ({"sources_min": "40000"}, "sources_min"),
            ({"verification": "verifed"}, "verification"),
            ({"date_from": "2007-13"}, "date_from"),
            ({"order": "value"}, "order"),
            ({"colum": "personnel"}, "colum"),
            ({"on": "2007-01-01"}, "on"),
        ):
            answer = ask("facts/", **query)
            assert answer.status_code == 400, query
            [fault] = answer.json()["errors"]
            assert fault["parameter"] == name
        nearest = ask("facts/", verification="verifed").json()["errors"][0]["nearest"]
        assert nearest == "verified"

    def test_its_numbers_stay_numbers(self):
        said = ask("facts/", fact="personnel").content.decode()
        assert '"value":4000,' in said
        assert json.loads(said)["results"][0]["least"] == 4000
