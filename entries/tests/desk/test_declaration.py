"""A declaration that does not fit its model or its format is refused at start-up."""

from dataclasses import replace

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from entries.desk.conversion.reading import MODELS
from entries.desk.declaration import check_declarations, faults
from entries.documents.kinds import KINDS
from entries.documents.kinds.base import RowFormat
from entries.vocabulary import EntryKind

EXERCISE, STATE = KINDS["exercise"], KINDS["state"]
PARTICIPANTS = EXERCISE.rows[1]


def with_participants(**columns):
    rows = (EXERCISE.rows[0], replace(PARTICIPANTS, **columns))
    return replace(EXERCISE, rows=rows)


def test_the_declarations_fit():
    assert check_declarations() == []
    assert check_declarations in checks.registry.registry.get_checks()


BROKEN = {
    "a fact that the model does not have": (
        replace(EXERCISE, facts=(*EXERCISE.facts, "cost")),
        "exercise's model has no cost, which is declared",
    ),
    "a column of the model that nobody declared": (
        replace(EXERCISE, facts=tuple(f for f in EXERCISE.facts if f != "personnel")),
        "exercise's model has personnel, which is not declared",
    ),
    "a field of the format that nobody declared": (
        replace(EXERCISE, classify=EXERCISE.classify[1:]),
        "exercise's format has outcome, which is not declared",
    ),
    "a field declared both as fact and as what classifies": (
        replace(EXERCISE, classify=(*EXERCISE.classify, "start")),
        "exercise: start is declared twice",
    ),
    "a list of rows that is not declared": (
        replace(EXERCISE, rows=EXERCISE.rows[:1]),
        "exercise's model has participants, which is not declared",
    ),
    "a list of rows that the model does not have": (
        replace(STATE, rows=(*STATE.rows, RowFormat("visits", PARTICIPANTS.format))),
        "state.visits has no model of rows",
    ),
    "a column that the row does not have": (
        with_participants(facts=(*PARTICIPANTS.facts, "rank")),
        "exercise.participants's model has no rank, which is declared",
    ),
    "a column of the row that is not declared": (
        with_participants(facts=("role", "note")),
        "exercise.participants's format has personnel, which is not declared",
    ),
    "a renamed column that is not declared": (
        replace(STATE, rows=(replace(STATE.rows[0], facts=("role", "from", "note")),)),
        "state.standing's model has end, which is not declared",
    ),
    "a name of another entry in a field that is not there": (
        replace(EXERCISE, names={**EXERCISE.names, "venue": EntryKind.STATE}),
        "exercise: venue names entries but is not declared",
    ),
    "a name of another entry in a column that is not there": (
        replace(EXERCISE, names={"participants.ally": EntryKind.STATE}),
        "exercise: participants.ally names entries but is not declared",
    ),
}


@pytest.mark.parametrize(("kind", "fault"), BROKEN.values(), ids=BROKEN)
def test_what_does_not_fit_is_named(kind, fault):
    assert fault in list(faults(kind, MODELS[kind.name]))


def test_a_kind_needs_a_model():
    kind = replace(KINDS["topic"], kind=EntryKind.TOPIC)
    assert list(faults(kind, None)) == ["topic: no model of the desk is of this kind"]


def test_the_portal_does_not_start_with_a_declaration_that_does_not_fit(monkeypatch):
    broken, _ = BROKEN["a fact that the model does not have"]
    monkeypatch.setitem(KINDS, "exercise", broken)
    with pytest.raises(SystemCheckError, match=r"entries\.E001"):
        call_command("check")
