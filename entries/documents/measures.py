"""What sort of value each fact holds, in which unit, and how exactly it is given."""

from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from rest_framework import serializers

from entries.dates import parse
from entries.documents.facts import Fact
from entries.documents.fields import (
    Address,
    Choice,
    Date,
    Key,
    Real,
    Text,
    Whole,
    Words,
)
from entries.documents.kinds import KINDS
from entries.vocabulary import Unit, ValueType

Declared = serializers.Field[Any, Any, Any, Any]
TYPES: tuple[tuple[type[Declared], ValueType], ...] = (
    (Address, ValueType.ADDRESS),
    (Key, ValueType.KEY),
    (Text, ValueType.TEXT),
    (Choice, ValueType.WORD),
    (Date, ValueType.DATE),
    (Whole, ValueType.NUMBER),
    (Real, ValueType.NUMBER),
    (Words, ValueType.KEYS),
)
"""The sort of value of each field of the format, the narrower ones first."""


class Measure(NamedTuple):
    """What a value is, and what it counts in."""

    type: ValueType
    unit: Unit | None = None


def measure(kind: str, fact: Fact) -> Measure:
    """What the value of a fact of a kind is; a row's is that of its first column."""
    measures = _measures(kind)
    head, *rest = fact.name.split(".")
    if not rest:
        return measures[head]
    if fact.is_row:
        return measures[f"{head}."]
    # What is no column is an account: a text under a key of its own.
    return measures.get(f"{head}.{rest[-1]}", Measure(ValueType.TEXT))


@cache
def _measures(kind: str) -> dict[str, Measure]:
    """By the name of each fact, a column after that of its list."""
    declared = KINDS[kind]
    fields = declared.format().fields
    found = {name: _measure(fields[name]) for name in declared.facts}
    for row in declared.all_rows:
        columns = row.format().fields
        for name in row.facts:
            found[f"{row.name}.{name}"] = _measure(columns[name])
        if row.is_fact:
            found[f"{row.name}."] = _measure(columns[row.value])
    return found


def _measure(field: Declared) -> Measure:
    sort = next(sort for sort_of, sort in TYPES if isinstance(field, sort_of))
    return Measure(sort, getattr(field, "unit", None))


def precision(value: Any, of: Measure) -> str:
    """How exactly a value is given.

    Of a date `day`, `month` or `year`; of a number the step in which it is written
    (`1`, `0.01`); nothing of anything else.
    """
    if of.type == ValueType.DATE:
        date = parse(value)
        return date.precision if date else ""
    if of.type != ValueType.NUMBER or value is None:
        return ""
    if of.unit == Unit.YEAR:
        return "year"
    written = Decimal(repr(value)).normalize().as_tuple().exponent
    decimals = max(0, -written) if isinstance(written, int) else 0
    return f"{Decimal(1).scaleb(-decimals):f}"


def is_in_doubt(value: Any, of: Measure) -> bool:
    """Whether the source of a date is itself in doubt."""
    date = parse(value) if of.type == ValueType.DATE else None
    return date is not None and date.uncertain
