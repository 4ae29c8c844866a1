"""A verification stands while its citation and the value of its fact do."""

import pytest

from entries.documents.verification import looked_at, lost, unverify
from entries.tests.factories import citation, make_document, participant


def exercise(row=None, **fields):
    cited = citation(
        "participants.CHN", "a", verified_by="bob", verified_on="2026-01-01"
    )
    given = {"participants": [participant("CHN")], "personnel": 4000, **fields}
    return make_document("exercise", "e", citations=[{**cited, **(row or {})}], **given)


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ({}, {}),
        ({"locator": "p. 3"}, {}),
        ({"review_by": "2030"}, {}),
        ({}, {"personnel": 5000}),
    ],
)
def test_what_nobody_looked_at_may_change(row, fields):
    assert lost(exercise(row, **fields), exercise()) == []


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ({"quote": "Another"}, {}),
        ({"source": "b"}, {}),
        ({"fact": "personnel"}, {}),
        ({"stance": "contradicts"}, {}),
        ({"stance": "contradicts", "value": "absent"}, {}),
        ({"verified_by": "anna"}, {}),
        ({"verified_on": "2026-01-02"}, {}),
        ({}, {"participants": [participant("CHN", "observer")]}),
    ],
)
def test_what_was_looked_at_may_not(row, fields):
    assert lost(exercise(row, **fields), exercise()) == ["a"]


def test_nothing_is_verified_that_is_not_verified_there():
    assert lost(exercise(), None) == ["a"]
    other = exercise({"verified_by": "", "verified_on": None})
    assert lost(exercise(), other) == ["a"]
    assert lost(other, exercise()) == []


def test_a_lost_verification_is_taken_from_the_document():
    content = exercise({"quote": "Another"})
    assert unverify(content, exercise()) == 1
    row = content["citations"][0]
    assert (row["verified_by"], row["verified_on"]) == ("", None)


def test_who_looks_at_a_citation_sees_its_place_in_the_source():
    assert looked_at(exercise({"locator": "p. 3"}), "a") != looked_at(exercise(), "a")
    assert looked_at(exercise({"review_by": "2030"}), "a") == looked_at(exercise(), "a")
    assert looked_at(exercise(), "b") is None
