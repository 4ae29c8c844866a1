"""Facts: which there are, what covers them, how well they stand, what is missing."""

import pytest
from hypothesis import given

from entries.documents.facts import (
    Evidence,
    citable,
    covers,
    facts,
    unsourced,
    value_of,
)
from entries.documents.kinds import KINDS
from entries.documents.missing import missing
from entries.documents.references import references
from entries.tests.documents.strategies import QUICKLY, documents
from entries.tests.factories import citation, make_document, participant

PLACE = {"key": "chebarkul", "name": "Chebarkul", "lat": 55.0, "lon": 60.5}


def exercise(*citations, **fields):
    given = {
        "start": "2007-08-09",
        "personnel": 6500,
        "participants": [
            participant("CHN", personnel=1600),
            participant("RUS", "host"),
        ],
        "no_source": [],
        **fields,
    }
    return make_document("exercise", "x", citations=list(citations), **given)


def verified(fact, source, **fields):
    return citation(fact, source, verified_by="bob", verified_on="2026-11-22", **fields)


def lacking(document):
    return [str(lack) for lack in missing(document)]


def test_the_facts_of_an_exercise_are_its_declared_ones_that_have_a_value():
    document = exercise(
        locations=[PLACE],
        remarks=[{"key": "r", "note": "N", "accounts": [{"key": "1", "says": "S"}]}],
        relations=[{"key": "k", "relation": "about", "target": "CHN"}],
        claims=[{"key": "c", "claim": "C", "verdict": "partly"}],
        names=[{"key": "n", "language": "zh", "name": "中"}],
    )
    assert [fact.name for fact in facts(document)] == [
        "start",
        "personnel",
        "locations.chebarkul",
        "locations.chebarkul.name",
        "locations.chebarkul.lat",
        "locations.chebarkul.lon",
        "participants.CHN",
        "participants.CHN.role",
        "participants.CHN.personnel",
        "participants.RUS",
        "participants.RUS.role",
        "relations.k",
        "remarks.r.1",
        "claims.c",
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("state", ["defence_ministry", "defence_ministry_url"]),
        ("series", ["first_year", "note"]),
        ("topic", []),
        ("source", []),
    ],
)
def test_what_identifies_or_classifies_is_no_fact(kind, expected):
    assert list(KINDS[kind].facts) == expected


def test_what_identifies_or_classifies_may_be_cited_all_the_same():
    names = citable(exercise())
    assert {"title", "outcome", "series", "text", "locations"} <= names
    assert {"participants.CHN", "participants.CHN.personnel"} <= names
    assert not names & {"key", "participants.KAZ", "schema", "citations"}


@QUICKLY
@given(documents())
def test_every_fact_is_citable_named_once_and_has_its_value(document):
    found = list(facts(document))
    names = [fact.name for fact in found]
    assert len(names) == len(set(names))
    assert set(names) <= citable(document)
    for fact in found:
        if not fact.is_row:
            assert value_of(document, fact.name) == fact.value


def test_a_value_is_read_by_the_name_of_its_fact():
    document = exercise(
        remarks=[{"key": "r", "note": "N", "accounts": [{"key": "1", "says": "S"}]}]
    )
    assert value_of(document, "personnel") == 6500
    assert value_of(document, "participants.CHN")["personnel"] == 1600
    assert value_of(document, "participants.CHN.personnel") == 1600
    assert value_of(document, "remarks.r.1") == "S"
    assert value_of(document, "remarks.r.note") == "N"
    for name in ("nothing", "participants.KAZ", "start.x", "participants.CHN.role.x"):
        assert value_of(document, name) is None


def test_a_row_covers_its_columns_and_a_list_its_rows():
    assert list(covers("participants.CHN.personnel")) == [
        "participants.CHN.personnel",
        "participants.CHN",
        "participants",
    ]
    evidence = Evidence(
        exercise(citation("participants", "a"), citation("participants.CHN", "b"))
    )

    def sources(fact):
        return [row["source"] for row in evidence.sources(fact)]

    assert sources("participants.CHN.personnel") == ["b"]
    assert sources("participants.CHN") == ["b"]
    assert sources("participants.RUS.role") == ["a"]
    assert sources("start") == []


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([], "unsourced"),
        ([citation("personnel", "a")], "unverified"),
        ([citation("start", "a")], "unsourced"),
        ([citation("personnel", "a"), verified("personnel", "b")], "verified"),
        (
            [verified("personnel", "a"), citation("personnel", "b", value=4000)],
            "disputed",
        ),
        ([citation("personnel", "b", value=4000)], "disputed"),
    ],
)
def test_how_well_a_fact_stands_follows_from_its_citations(citations, expected):
    assert Evidence(exercise(*citations)).verification("personnel") == expected


def test_accounts_that_differ_make_a_fact_disputed():
    accounts = [{"key": "1", "says": "A"}, {"key": "2", "says": "B"}]
    one = [{"key": "r", "about": "start", "accounts": accounts[:1]}]
    two = [{"key": "r", "about": "start", "accounts": accounts}]
    cited = citation("start", "a")
    assert Evidence(exercise(cited, remarks=one)).verification("start") == "unverified"
    assert Evidence(exercise(cited, remarks=two)).verification("start") == "disputed"


def test_a_claim_stands_by_what_speaks_for_and_against_it():
    row = {"key": "x", "claim": "So.", "verdict": "contradicted"}
    against = citation("claims.x", "paper", "a", stance="contradicts")
    topic = make_document("topic", "t", claims=[row], citations=[against])
    assert topic["no_source"] == []
    assert missing(topic) == []
    assert Evidence(topic).verification("claims.x") == "unverified"
    verified = {"verified_by": "anna", "verified_on": "2026-01-01"}
    for_it = citation("claims.x", "book", "b", **verified)
    topic = make_document("topic", "t", claims=[row], citations=[against, for_it])
    evidence = Evidence(topic)
    assert evidence.verification("claims.x") == "verified"
    assert [one["source"] for one in evidence.shown("claims.x")] == ["book", "paper"]
    assert evidence.against("claims.x") == []


def test_a_claim_without_any_source_needs_the_mark():
    row = {"key": "x", "claim": "So.", "verdict": "no-evidence"}
    topic = make_document("topic", "t", claims=[row], no_source=[])
    assert [one.path for one in missing(topic)] == ["claims.x"]


def test_a_column_takes_the_verification_of_its_row_unless_it_has_its_own():
    document = exercise(
        verified("participants.CHN", "a"), citation("participants.CHN.role", "b")
    )
    evidence = Evidence(document)
    assert evidence.verification("participants.CHN.personnel") == "verified"
    assert evidence.verification("participants.CHN.role") == "unverified"


def test_a_column_marked_without_source_does_not_take_those_of_its_row():
    document = exercise(
        verified("participants.CHN", "a"), no_source=["participants.CHN.personnel"]
    )
    evidence = Evidence(document)
    assert evidence.verification("participants.CHN.personnel") == "unsourced"
    assert evidence.verification("participants.CHN.role") == "verified"
    assert "participants.CHN.personnel" in unsourced(document)
    cited = citation("participants.CHN.personnel", "b")
    document["citations"].append(cited)
    assert Evidence(document).sources("participants.CHN.personnel") == [cited]


def test_a_row_without_source_stands_for_its_columns():
    assert unsourced(exercise()) == [
        "start",
        "personnel",
        "participants.CHN",
        "participants.RUS",
    ]
    partly = exercise(citation("participants.CHN.personnel", "a"))
    assert "participants.CHN" in unsourced(partly)


def test_a_fact_needs_a_citation_or_the_mark():
    names = ["start", "personnel", "participants.CHN", "participants.RUS"]
    said = "has no citation and no mark “no source found”"
    assert lacking(exercise()) == [f"{name}: {said}" for name in names]
    assert lacking(exercise(no_source=["participants", "personnel", "start"])) == []
    cited = [citation(name, f"s{n}") for n, name in enumerate(names)]
    assert lacking(exercise(*cited)) == []


def test_a_citation_must_cite_something_that_is_there():
    document = exercise(
        *(citation(name, "s", name) for name in ("start", "personnel")),
        citation("participants", "s"),
        citation("participants.KAZ", "s", "kaz"),
        no_source=["ende"],
        remarks=[{"key": "r", "about": "begin"}, {"key": "s", "about": "start"}],
    )
    assert lacking(document) == [
        "citations.kaz: cites participants.KAZ, which is no fact here",
        "remarks.r: is about begin, which is no fact here",
        "no_source: marks ende, which is no fact here",
    ]


def test_a_mark_in_a_text_must_name_a_citation():
    sourced = ["start", "personnel", "participants"]
    document = exercise(
        citation("text", "s"), text="As said[^s] and[^gone].", no_source=sourced
    )
    assert lacking(document) == ["text: its mark [^gone] names no citation"]


def test_an_image_needs_its_words():
    figure = {"key": "f", "image": "figures/a.png", "alt": "A", "credit": "C"}
    document = make_document("topic", "x", figures=[figure])
    assert lacking(document) == ["figures.f.licence: is empty"]


def test_every_place_that_names_another_entry_is_a_reference():
    document = exercise(
        citation("start", "scio-2018"),
        series="peace-mission",
        hosts=["RUS"],
        locations=[{**PLACE, "state": "RUS"}],
        relations=[{"key": "k", "relation": "legal-basis", "target": "charter"}],
        text="[It](entry:CHN) had {{peace-mission-2005:personnel}}, [it](entry:CHN).",
    )
    found = {(one.fact, one.key, one.how) for one in references(document)}
    assert found == {
        ("series", "peace-mission", "fact"),
        ("hosts", "RUS", "fact"),
        ("locations.chebarkul", "RUS", "fact"),
        ("participants.CHN", "CHN", "fact"),
        ("participants.RUS", "RUS", "fact"),
        ("relations.k", "charter", "relation"),
        ("start", "scio-2018", "citation"),
        ("text", "CHN", "text"),
        ("text", "peace-mission-2005", "text"),
    }
    kinds = {one.key: one.kind for one in references(document) if one.how != "text"}
    assert kinds["peace-mission"] == "series"
    assert kinds["scio-2018"] == "source"
    assert kinds["charter"] is None


def test_what_is_cited_for_nothing_is_told_once_at_its_fact():
    document = exercise(
        citation("personnel", "a"),
        citation("personnel", "b", value=4000),
        citation("title_ru", "a", "ru"),
        citation("participants.CHN.note", "a", "note"),
        personnel=None,
        no_source=["start", "participants"],
    )
    assert lacking(document) == [
        "participants.CHN.note: has no value, but 1 citation is given for it",
        "personnel: has no value, but 2 citations are given for it",
        "title_ru: has no value, but 1 citation is given for it",
    ]


def test_a_list_may_be_cited_for_being_empty_and_a_search_may_have_been_in_vain():
    about = [{"key": "r", "about": "personnel", "note": "Nobody gives a number."}]
    document = exercise(
        citation("participants", "a"),
        citation("locations", "a", "places"),
        personnel=None,
        remarks=about,
        no_source=["start", "end"],
    )
    assert lacking(document) == []
