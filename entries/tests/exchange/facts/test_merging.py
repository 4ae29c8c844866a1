"""Laying a patch over a document."""

import pytest

from entries.documents.validation import InvalidDocumentError, validate
from entries.exchange.facts.converting import patch
from entries.exchange.facts.merging import merge
from entries.tests.exchange.facts.records import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
)

MADE = {
    "source": make_source,
    "state": make_state,
    "series": make_series,
    "exercise": make_exercise,
    "framework": make_framework,
}
VERIFIED = {"verified_by": "anna", "verified_on": "2026-11-01"}
KEY = "peace-mission-2007"


def imported(**fields):
    return merge(None, patch("exercise", make_exercise(**fields)))


def laid(document, **fields):
    return merge(document, patch("exercise", {"id": KEY, **fields}))


def cited(document, fact):
    return {c["key"]: c for c in document["citations"] if c["fact"] == fact}


def verified(document):
    """The document with all its citations verified, located and quoted."""
    known = {**VERIFIED, "locator": "p. 4", "quote": "so it was"}
    citations = [{**citation, **known} for citation in document["citations"]]
    return {**document, "citations": citations}


@pytest.mark.parametrize("kind", MADE)
def test_a_new_document_is_valid_and_in_its_normal_form(kind):
    document = merge(None, patch(kind, MADE[kind]()))
    assert validate(document) == document
    assert document["key"] == MADE[kind]()["id"]


@pytest.mark.parametrize("kind", MADE)
def test_the_same_record_again_changes_nothing(kind):
    found = patch(kind, MADE[kind]())
    document = merge(None, found)
    assert merge(document, found) == document
    assert merge(document, patch(kind, {"id": document["key"]})) == document


def test_absent_fields_are_left_alone():
    document = imported()
    changed = laid(document, personnel_note="About.")
    assert changed["personnel_note"] == "About."
    assert {**changed, "personnel_note": ""} == {
        **document,
        "no_source": changed["no_source"],
    }


def test_rows_replace_the_list_and_keep_columns_left_out():
    rows = [{"state": "RUS", "personnel": 2100}]
    changed = laid(imported(), participants=rows)
    assert changed["participants"] == [
        {"state": "RUS", "role": "host", "personnel": 2100, "note": "Host."}
    ]


def test_citations_of_a_row_that_went_go_with_it():
    rows = [{"state": "RUS"}]
    changed = laid(imported(), participants=rows)
    assert cited(changed, "participants.CHN") == {}
    assert cited(changed, "start") == cited(imported(), "start")


def test_citations_of_facts_named_become_those_given():
    changed = laid(imported(), start="2007-08-09", citations={"start": ["new"]})
    assert list(cited(changed, "start")) == ["new"]
    assert list(cited(changed, "participants.CHN")) == ["scio-2018-2"]


def test_a_citation_that_stays_keeps_its_key_locator_quote_and_verification():
    document = verified(imported())
    given = {"start": ["new", "rian-2007"]}
    changed = laid(document, start="2007-08-09", citations=given)
    stays = cited(document, "start")["rian-2007"]
    assert cited(changed, "start")["rian-2007"] == stays
    assert cited(changed, "start")["new"]["verified_by"] == ""


def test_a_changed_value_loses_its_verification_and_nothing_else():
    document = verified(imported())
    same = {"start": ["scio-2018", "rian-2007"]}
    changed = laid(document, start="2007-08-10", citations=same)
    for key, citation in cited(changed, "start").items():
        before = cited(document, "start")[key]
        assert citation == {**before, "verified_by": "", "verified_on": None}
    assert cited(changed, "personnel") == cited(document, "personnel")


def test_a_changed_column_unverifies_its_row():
    document = verified(imported())
    rows = [{"state": "CHN", "personnel": 1700}, {"state": "RUS"}]
    same = {"participants.CHN": ["scio-2018"]}
    changed = laid(document, participants=rows, citations=same)
    [citation] = cited(changed, "participants.CHN").values()
    assert citation["verified_on"] is None


def test_a_new_value_without_its_citations_is_refused():
    rows = [{"state": "CHN", "personnel": 1700}, {"state": "RUS"}]
    with pytest.raises(InvalidDocumentError, match="from 1600 to 1700 without"):
        laid(imported(), participants=rows)


def test_keys_are_numbered_per_source_and_never_given_again():
    document = imported(citations={"start": ["a"], "end": ["a"], "hosts": ["a"]})
    keys = {c["fact"]: c["key"] for c in document["citations"] if c["source"] == "a"}
    assert keys == {"start": "a", "end": "a-2", "hosts": "a-3"}
    changed = laid(document, end=None, note="x", citations={"end": [], "note": ["a"]})
    keys = {c["fact"]: c["key"] for c in changed["citations"] if c["source"] == "a"}
    assert keys == {"start": "a", "hosts": "a-3", "note": "a-4"}


def test_a_source_that_changes_sides_keeps_its_key():
    document = imported(disputed=[], citations={"personnel": ["a", "b"]})
    values = [{"value": 4000, "sources": ["a"]}, {"value": 9, "sources": ["b"]}]
    disputed = [{"fact": "personnel", "values": values}]
    changed = laid(document, personnel=4000, disputed=disputed)
    assert cited(changed, "personnel")["b"]["stance"] == "contradicts"
    assert cited(changed, "personnel")["b"]["value"] == 9


def test_facts_without_a_source_are_marked():
    document = imported()
    assert "end" in document["no_source"]
    assert "start" not in document["no_source"]
    assert "participants.CHN" not in document["no_source"]
    assert "participants.RUS" in document["no_source"]
    assert "participants.RUS.personnel" not in document["no_source"]


def test_marks_of_facts_that_now_are_sourced_or_gone_are_dropped():
    document = imported()
    changed = laid(document, end="2007-08-17", citations={"end": ["scio-2018"]})
    assert "end" not in changed["no_source"]
    changed = laid(document, locations=[])
    assert not [mark for mark in changed["no_source"] if "chebarkul" in mark]


def test_marks_of_the_desk_stay_where_they_hold():
    marks = ["participants", "personnel_note", "start", "no-such-fact"]
    document = {**imported(), "no_source": marks}
    changed = laid(document)["no_source"]
    assert "participants" in changed
    assert "personnel_note" in changed
    assert "participants.RUS" not in changed
    assert "start" not in changed
    assert "no-such-fact" not in changed


def test_remarks_and_notes_on_disputes_do_not_touch_each_other():
    document = imported()
    assert [r["key"] for r in document["remarks"]] == [
        "disputed-personnel",
        "locations",
    ]
    assert [r["key"] for r in laid(document, remarks=[])["remarks"]] == [
        "disputed-personnel"
    ]
    assert [r["key"] for r in laid(document, disputed=[])["remarks"]] == ["locations"]


def test_relations_of_another_sort_stay_where_they_are():
    document = merge(None, patch("framework", make_framework(supersedes=["old"])))
    basis = {"key": "basis", "relation": "legal-basis", "target": "x", "note": ""}
    document["relations"].append(basis)
    again = merge(document, patch("framework", make_framework(supersedes=["old"])))
    assert again["relations"] == document["relations"]
    none = merge(document, patch("framework", make_framework(supersedes=[])))
    assert none["relations"] == [basis]


def test_a_replaced_framework_named_on_the_desk_is_not_named_twice():
    row = {"key": "by-hand", "relation": "replaces", "target": "old", "note": ""}
    document = {**merge(None, patch("framework", make_framework())), "relations": [row]}
    found = patch("framework", make_framework(supersedes=["old"]))
    assert [r["key"] for r in merge(document, found)["relations"]] == ["replaces-old"]


def test_what_does_not_go_with_the_desk_is_refused():
    with pytest.raises(InvalidDocumentError, match="end"):
        laid(imported(), end="2007-08-01")


def test_a_patch_leaves_the_document_given_untouched():
    document = imported()
    before = merge(document, patch("exercise", {"id": KEY}))
    laid(document, participants=[], remarks=[], citations={})
    assert document == before
