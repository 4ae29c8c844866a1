"""What each fact's value is, in which unit, and how exactly it is given."""

import pytest
from rest_framework import serializers

from entries.documents.facts import Fact, facts
from entries.documents.kinds import KINDS
from entries.documents.measures import (
    TYPES,
    Measure,
    is_in_doubt,
    measure,
    precision,
)
from entries.tests.factories import make_document, participant
from entries.vocabulary import Unit, ValueType

DATE = Measure(ValueType.DATE, Unit.DATE)
DEGREES = Measure(ValueType.NUMBER, Unit.DEGREES)
PERSONS = Measure(ValueType.NUMBER, Unit.PERSONS)


def measures(document):
    return {one.name: measure(document["kind"], one) for one in facts(document)}


def test_the_facts_of_an_exercise_have_their_types_and_units():
    document = make_document(
        "exercise",
        "x",
        start="2007-08",
        hosts=["CHN"],
        personnel=4000,
        note="A note",
        locations=[{"key": "a", "name": "A", "state": "CHN", "lat": 1.0, "lon": 2.5}],
        participants=[participant("CHN", personnel=1600)],
        remarks=[{"key": "r", "note": "N", "accounts": [{"key": "1", "says": "S"}]}],
    )
    assert measures(document) == {
        "start": DATE,
        "hosts": Measure(ValueType.KEYS),
        "personnel": PERSONS,
        "note": Measure(ValueType.TEXT),
        "locations.a": Measure(ValueType.TEXT),
        "locations.a.name": Measure(ValueType.TEXT),
        "locations.a.state": Measure(ValueType.KEY),
        "locations.a.lat": DEGREES,
        "locations.a.lon": DEGREES,
        "participants.CHN": Measure(ValueType.WORD),
        "participants.CHN.role": Measure(ValueType.WORD),
        "participants.CHN.personnel": PERSONS,
        "remarks.r.1": Measure(ValueType.TEXT),
    }


def test_a_party_and_a_relation_name_an_entry_and_no_date():
    document = make_document(
        "framework",
        "x",
        parties=[{"state": "CHN", "signed": "2001"}],
        relations=[{"key": "k", "relation": "replaces", "target": "old"}],
    )
    found = {one.name: one.value for one in facts(document)}
    assert measures(document)["parties.CHN"] == Measure(ValueType.KEY)
    assert measures(document)["parties.CHN.signed"] == DATE
    assert found["parties.CHN"] == "CHN"
    assert found["relations.k"] == "old"


def test_every_declared_fact_has_a_type():
    known = tuple(sort for sort, _word in TYPES)
    for kind in KINDS.values():
        fields = kind.format().fields
        for name in kind.facts:
            assert isinstance(fields[name], known)
            assert measure(kind.name, Fact(name, None)).type
        for row in kind.all_rows:
            for name in row.facts:
                assert measure(kind.name, Fact(f"{row.name}.k.{name}", None)).type


def test_every_number_has_a_unit():
    """A number without one could be of anything."""
    for kind in KINDS.values():
        columns = {name: kind.format().fields[name] for name in kind.facts}
        for row in kind.all_rows:
            given = row.format().fields
            columns |= {f"{row.name}.{name}": given[name] for name in row.facts}
        for name, field in columns.items():
            if isinstance(field, serializers.IntegerField | serializers.FloatField):
                assert field.unit, name


@pytest.mark.parametrize(
    ("value", "of", "said"),
    [
        ("2007-08-09", DATE, "day"),
        ("2007-08", DATE, "month"),
        ("2007?", DATE, "year"),
        (4000, PERSONS, "1"),
        (55.0, DEGREES, "1"),
        (55.25, DEGREES, "0.01"),
        (-0.0001, DEGREES, "0.0001"),
        (1e-07, DEGREES, "0.0000001"),
        (2003, Measure(ValueType.NUMBER, Unit.YEAR), "year"),
        ("China", Measure(ValueType.TEXT), ""),
        (None, DATE, ""),
        (None, PERSONS, ""),
    ],
)
def test_how_exactly_a_value_is_given(value, of, said):
    assert precision(value, of) == said


def test_a_date_may_be_in_doubt():
    assert is_in_doubt("2019?", DATE)
    assert not is_in_doubt("2019", DATE)
    assert not is_in_doubt(None, DATE)
    assert not is_in_doubt("Really?", Measure(ValueType.TEXT))
