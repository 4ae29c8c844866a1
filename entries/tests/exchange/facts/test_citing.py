"""Checking what a record says of its own facts."""

import pytest

from entries.exchange.facts.checking import check
from entries.tests.exchange.facts.records import make_exercise, make_folder


def wrong(**fields):
    folder = make_folder(exercises=[make_exercise(**fields)])
    return [f"{fault.field}: {fault.what}" for fault in check(folder, {})]


def dispute(*values, fact="personnel", **fields):
    pairs = zip(values, (["scio-2018"], ["rian-2007"]), strict=False)
    rows = [{"value": value, "sources": sources} for value, sources in pairs]
    return [{"fact": fact, "values": rows, "note": None, **fields}]


def remark(**fields):
    account = {"says": "In Urumqi.", "sources": ["scio-2018"]}
    whole = {"key": "a", "about": None, "subject": "b", "accounts": [account]}
    return [{**whole, "note": None, **fields}]


@pytest.mark.parametrize(
    ("citations", "said"),
    [
        ({"start": ["scio-2019"]}, "start: 'scio-2019' is no source of the files or"),
        ({"start": ["scio-2019"]}, "(nearest: 'scio-2018')"),
        ({"start": ["scio-2018", "scio-2018"]}, "start: 'scio-2018' stands twice"),
        ({"start": "scio-2018"}, "start: 'scio-2018' is no list"),
        ({"start": None}, "start: null is no list"),
        ({"start": [7]}, "start: 7 is no key"),
        ({"strat": []}, "strat: 'strat' is no fact (nearest: 'start')"),
        ({"id": []}, "id: 'id' is no fact"),
        ({"start.x": []}, "'start.x' is no fact: start has no rows"),
        ({"participants.KAZ": []}, "'KAZ' is no row of participants"),
        ({"participants.CHN.rol": []}, "'rol' is no column of participants (nearest"),
        ({"participants.CHN.role.x": []}, "'role.x' is no column of participants"),
        ([], "citations: a list is no object"),
    ],
)
def test_a_wrong_citation_is_named(citations, said):
    found = wrong(citations=citations)
    assert any(line.startswith("citations") and said in line for line in found), found


def test_a_fact_that_the_record_leaves_out_cannot_be_cited():
    record = make_exercise(citations={"end": ["scio-2018"]})
    del record["end"]
    [fault] = check(make_folder(exercises=[record]), {})
    assert fault.what == "'end' is cited, but the record does not give end"


def test_a_row_and_its_column_can_be_cited():
    assert wrong(citations={"participants.CHN.role": ["scio-2018"]}) == []
    assert wrong(citations={"locations.chebarkul": ["scio-2018"]}) == []


@pytest.mark.parametrize(
    ("disputed", "said"),
    [
        (dispute(5000, 6500), "values: none of them is the record's own, 4000"),
        (dispute(True, 6500), "values: none of them is the record's own, 4000"),
        (dispute(4000, "many"), "values.#2.value: 'many' is no number"),
        (dispute(4000, None), "values.#2.value: is missing or null"),
        (dispute(4000, 4000), "values.#2: 4000 stands twice"),
        (dispute(), "values: is missing or empty"),
        (dispute(4000, fact="persons"), "fact: 'persons' is no fact"),
        (dispute(4000, fact=None), "#1.fact: is missing"),
        (dispute("host", fact="participants.RUS"), "a row cannot be disputed"),
        (dispute(4000, colour=1), "colour: is no field here"),
        (dispute(4000, note=1), "note: 1 is no text"),
        (dispute(4000) * 2, "'personnel' is disputed twice"),
        ([7], "disputed.#1: 7 is no object"),
        ({}, "disputed: an object is no list"),
    ],
)
def test_a_wrong_dispute_is_named(disputed, said):
    found = wrong(disputed=disputed)
    assert any(line.startswith("disputed") and said in line for line in found), found


def test_a_source_carries_one_value_of_a_fact():
    found = wrong(disputed=dispute(4000, 6500), citations={"personnel": ["rian-2007"]})
    assert found == ["disputed.personnel.values: 'rian-2007' carries two values"]


def test_a_disputed_value_has_sources():
    rows = [{"value": 4000, "sources": []}]
    assert wrong(disputed=[{"fact": "personnel", "values": rows}]) == [
        "disputed.personnel.values.#1.sources: is missing or empty"
    ]


def test_a_column_can_be_disputed():
    assert wrong(disputed=dispute(1600, 1700, fact="participants.CHN.personnel")) == []
    assert wrong(disputed=dispute("2007-08-17", "2007-08-18?", fact="end")) == []


@pytest.mark.parametrize(
    ("remarks", "said"),
    [
        (remark(accounts=[{"sources": []}]), "a.accounts.#1.says: is missing"),
        (remark(accounts=[{"says": " "}]), "a.accounts.#1.says: is empty"),
        (remark(accounts=[{"says": "x", "sources": ["y"]}]), "'y' is no source"),
        (remark(about="begin"), "a.about: 'begin' is no fact"),
        (remark(key="A"), "A.key: 'A' is not a slug"),
        (remark(key="disputed-x"), "kept for notes of disputes"),
        (remark(colour=1), "a.colour: is no field here"),
        (remark() * 2, "remarks.a: 'a' stands twice"),
        ([7], "remarks.#1: 7 is no object"),
    ],
)
def test_a_wrong_remark_is_named(remarks, said):
    found = wrong(remarks=remarks)
    assert any(line.startswith("remarks") and said in line for line in found), found
