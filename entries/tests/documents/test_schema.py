"""Documents of every schema number that ever was open; none is guessed at."""

import json
from pathlib import Path

import pytest

from entries.documents.canonical import canonical
from entries.documents.facts import facts
from entries.documents.kinds import KINDS, SCHEMA
from entries.documents.schema import UPGRADES, upgrade
from entries.documents.validation import InvalidDocumentError, validate
from entries.tests.factories import make_document

KEPT = Path(__file__).parent / "schemas"
"""One document of each kind for each number: never changed, only added to."""

SAMPLES = {
    int(path.stem): json.loads(path.read_text("utf-8")) for path in KEPT.glob("*.json")
}


def test_a_sample_of_every_number_is_kept():
    assert set(SAMPLES) == set(range(1, SCHEMA + 1))
    assert set(UPGRADES) == set(range(1, SCHEMA))
    for number, documents in SAMPLES.items():
        assert {document["kind"] for document in documents} == set(KINDS)
        assert {document["schema"] for document in documents} == {number}


@pytest.mark.parametrize("number", list(SAMPLES))
def test_every_kept_document_opens(number):
    for kept in SAMPLES[number]:
        opened = validate(kept)
        assert opened["schema"] == SCHEMA
        assert opened["title"] == "Title"
        assert list(facts(opened))


def test_the_samples_of_the_present_number_fill_every_field():
    for kept in SAMPLES[SCHEMA]:
        assert canonical(validate(kept)) == canonical(kept)
        empty = {name for name, value in kept.items() if value in ("", None, [])}
        assert empty <= {"summary_ru", "summary_zh", "text_ru", "text_zh", "no_source"}


def older(document):
    """The document as a number 0 might have had it: one name in place of `title`."""
    old = {**document, "schema": 0, "name": document["title"]}
    del old["title"]
    return old


def from_nought(document):
    new = {**document, "title": document["name"]}
    del new["name"]
    return new


def test_an_older_document_is_brought_up_step_by_step(monkeypatch):
    document = make_document("topic", "t", title="First")
    monkeypatch.setitem(UPGRADES, 0, from_nought)
    monkeypatch.setitem(UPGRADES, -1, lambda old: {**old, "subject": 7})
    assert upgrade(older(document)) == document
    assert upgrade({**older(document), "schema": -1}) == {**document, "subject": 7}
    assert validate(older(document)) == document
    assert "title" not in older(document)


@pytest.mark.parametrize("number", [0, 3, 99, "1", None])
def test_a_number_that_never_was_is_told(number):
    document = {**make_document("topic", "t"), "schema": number}
    with pytest.raises(ValueError, match="is unknown here"):
        upgrade(document)
    with pytest.raises(InvalidDocumentError, match="schema"):
        validate(document)
