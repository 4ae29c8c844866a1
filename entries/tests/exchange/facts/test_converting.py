"""Turning a record into a patch."""

from entries.exchange.facts.converting import CitedSource, patch
from entries.tests.exchange.facts.records import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
)
from entries.vocabulary import Stance


def rows_of(found):
    return [(name, [row["key"] for row in given.rows]) for name, given in found.rows]


def remarks_of(found):
    return [
        row for name, given in found.rows if name == "remarks" for row in given.rows
    ]


def test_a_patch_holds_only_what_the_record_gives():
    found = patch("exercise", {"id": "a", "start": None, "note": None, "hosts": None})
    assert found.key == "a"
    assert found.fields == {"start": None, "note": "", "hosts": []}
    assert found.rows == []
    assert found.citations == {}


def test_names_become_titles_and_nulls_of_texts_empty():
    found = patch("series", make_series())
    assert found.fields["title"] == "Peace Mission"
    assert found.fields["title_ru"] == "Мирная миссия"
    assert found.fields["title_zh"] == ""
    assert found.citations == {"title_ru": [CitedSource("rian-2007")]}
    assert patch("source", make_source()).fields["title"] == "Title of scio-2018"


def test_rows_keep_to_the_columns_given():
    [(name, given)] = patch("state", make_state()).rows
    assert name == "standing"
    assert given.rows[0] == {
        "key": "observer-2005",
        "role": "observer",
        "from": "2005",
        "to": "2017",
    }


def test_citations_keep_their_order_and_the_empty_ones():
    found = patch("exercise", make_exercise(disputed=[], remarks=[]))
    assert found.citations == {
        "start": [CitedSource("scio-2018"), CitedSource("rian-2007")],
        "participants.CHN": [CitedSource("scio-2018")],
        "hosts": [],
    }


def test_disputed_values_support_or_contradict():
    found = patch("exercise", make_exercise(citations={"personnel": ["scio-2018"]}))
    assert found.citations["personnel"] == [
        CitedSource("scio-2018"),
        CitedSource("rian-2007", Stance.CONTRADICTS, 6500),
    ]


def test_a_note_on_a_dispute_becomes_a_remark():
    fact = "participants.CHN.personnel"
    values = [{"value": 1600, "sources": ["scio-2018"]}]
    disputed = [{"fact": fact, "values": values, "note": "x"}]
    found = patch("exercise", {**make_exercise(), "disputed": disputed})
    row = remarks_of(found)[0]
    assert row == {
        "key": "disputed-participants-chn-personnel",
        "about": fact,
        "subject": "",
        "accounts": [],
        "note": "x",
    }


def test_a_dispute_on_a_name_is_one_on_the_title():
    values = [{"value": "Мирная миссия", "sources": ["scio-2018"]}]
    disputed = [{"fact": "name_ru", "values": values, "note": "x"}]
    found = patch("series", make_series(disputed=disputed))
    assert rows_of(found) == [("remarks", ["disputed-title-ru"])]
    assert CitedSource("scio-2018") in found.citations["title_ru"]


def test_accounts_are_numbered_and_cited():
    found = patch("exercise", make_exercise())
    assert found.citations["remarks.locations.2"] == [CitedSource("rian-2007")]
    remark = remarks_of(found)[-1]
    assert remark["accounts"][1] == {"key": "2", "says": "In Chelyabinsk."}
    assert remark["note"] == ""


def test_superseded_frameworks_become_relations():
    record = make_framework(supersedes=["old"], citations={"supersedes": ["scio-2018"]})
    found = patch("framework", record)
    assert "supersedes" not in found.fields
    relations = dict(found.rows)["relations"]
    assert relations.rows == [
        {"key": "replaces-old", "relation": "replaces", "target": "old"}
    ]
    assert found.citations == {"relations.replaces-old": [CitedSource("scio-2018")]}
