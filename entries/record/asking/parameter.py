"""What a parameter of a list is, and the values that each sort of field takes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q

from entries.documents.fields import WHOLE_LIMIT, Whole
from entries.record.asking.declared import Declared, Sort
from entries.record.asking.values import LineField, ManyField, PeriodField, RealField
from entries.record.filters import (
    BINDING,
    DECADE,
    KEY,
    LANGUAGE,
    MALFORMED,
    STATE,
    WholeField,
)

Asked = Mapping[str, Any]
Test = Callable[[Any, Asked], Q]
FLAGS = tuple((word, word) for word, _ in BINDING)


@dataclass(frozen=True)
class Parameter:
    """One thing that entries may be asked for."""

    name: str
    field: forms.Field
    test: Test
    """Which entries are meant by a value; or which facts, of the columns of rows."""
    rows: str = ""
    """The list of rows that it is a column of: all such are asked of the same row."""
    is_key: bool = False
    """Whether it is the key of the rows."""


@dataclass(frozen=True)
class Columns:
    """Where an index keeps what is compared."""

    text: str
    number: str
    earliest: str
    latest: str


FACT = Columns("text", "number", "earliest", "latest")
FACET = Columns("value", "number", "start_earliest", "start_latest")


@dataclass(frozen=True)
class Lookup:
    """One way in which a value may be asked for."""

    suffix: str
    field: forms.Field
    found: Callable[[Any], Q]
    """The rows of the index that are meant by a value."""


def lookups(one: Declared, columns: Columns) -> Iterator[Lookup]:
    """All ways to ask for the value of a field."""
    if one.sort == Sort.DATE:
        yield from _of_dates(one.name, columns)
    elif one.sort == Sort.NUMBER:
        yield from _of_numbers(one, columns)
    else:
        text = columns.text
        said = f"`{one.name}` is one of these."
        yield Lookup("", many(_choice(one), said), lambda value: _among(text, value))


def _of_dates(name: str, columns: Columns) -> Iterator[Lookup]:
    early, late = columns.earliest, columns.latest

    def within(periods: Any) -> Q:
        found = Q()
        for period in periods:
            found |= Q(**{f"{early}__lte": period.last, f"{late}__gte": period.first})
        return found

    said = f"`{name}` lies in one of these days, months or years, or may."
    yield Lookup("", many(PeriodField(), said), within)
    for suffix, comparison, side, words in (
        ("_from", f"{late}__gte", "first", "lies then or later, or may"),
        ("_to", f"{early}__lte", "last", "lies then or earlier, or may"),
        ("_before", f"{late}__lt", "first", "surely lies before that"),
        ("_after", f"{early}__gt", "last", "surely lies after that"),
    ):
        field = PeriodField(required=False, help_text=f"`{name}` {words}.")
        yield Lookup(suffix, field, _bound(comparison, side))


def _bound(comparison: str, side: str) -> Callable[[Any], Q]:
    return lambda period: Q(**{comparison: getattr(period, side)})


def _of_numbers(one: Declared, columns: Columns) -> Iterator[Lookup]:
    number = columns.number
    said = f"`{one.name}` is one of these numbers."
    yield Lookup("", many(_number(one), said), lambda value: _among(number, value))
    for suffix, comparison, words in (
        ("_min", "gte", "at least"),
        ("_max", "lte", "at most"),
    ):
        field = _number(one, required=False, help_text=f"`{one.name}` is {words} this.")
        yield Lookup(suffix, field, _compared(f"{number}__{comparison}"))


def _compared(comparison: str) -> Callable[[Any], Q]:
    return lambda value: Q(**{comparison: value})


def _among(column: str, values: Any) -> Q:
    return Q(**{f"{column}__in": values})


def many(child: forms.Field, said: str) -> ManyField:
    """Several values, of which one is enough."""
    return ManyField(child, required=False, help_text=said)


def _number(one: Declared, **kwargs: Any) -> forms.Field:
    if isinstance(one.field, Whole):
        return WholeField(min_value=0, max_value=WHOLE_LIMIT, **kwargs)
    field: Any = one.field
    return RealField(least=field.min_value, most=field.max_value, **kwargs)


def _choice(one: Declared) -> forms.Field:
    field: Any = getattr(one.field, "child", one.field)
    if one.sort == Sort.WORD:
        return forms.ChoiceField(choices=list(field.choices.items()))
    if one.sort == Sort.FLAG:
        return forms.ChoiceField(choices=FLAGS)
    if one.sort == Sort.STATE:
        return pattern(STATE)
    if one.sort == Sort.KEY:
        return pattern(KEY)
    return LineField(max_length=field.max_length)


def pattern(form: str, **kwargs: Any) -> forms.RegexField:
    """A key, a code or a decade, in the form that each has."""
    messages = {"invalid": MALFORMED[form]}
    longest = LONGEST.get(form, 100)
    if form in LONGEST:
        # It says how long it is already.
        messages["max_length"] = MALFORMED[form]
    return forms.RegexField(
        form, strip=False, max_length=longest, error_messages=messages, **kwargs
    )


LONGEST = {STATE: 3, LANGUAGE: 3, DECADE: 4}
"""The characters of what is always short."""
