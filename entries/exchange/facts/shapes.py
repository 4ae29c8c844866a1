"""What a value of a facts file may look like, and what is wrong where it does not."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from entries.dates import PartialDate, ends_before_start
from entries.documents.fields import CONTROL, SLUG, STATE_CODE
from entries.exchange.facts.faults import LONGEST, NO_NUMBER, nearest, shown
from entries.exchange.facts.reading import LARGEST, joined, row_name

Wrong: TypeAlias = tuple[str, str]
"""The place inside a value, and what is wrong there."""


@dataclass(frozen=True)
class Scope:
    """What a record may name, and whether the desk has the record's entry yet."""

    keys: Mapping[str, Collection[str]]
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A value of one sort; null where no source says it."""

    empty: object = None
    """What a document holds where a record has null."""
    needed: bool = False
    """Whether it must not be null, and must stand in the record of a new entry."""

    def wrong(self, value: object, scope: Scope) -> Iterator[Wrong]:
        if value is not None:
            yield from self.wrong_given(value, scope)
        elif self.needed:
            yield "", "is null, and must not be"

    def wrong_given(self, value: object, scope: Scope, /) -> Iterator[Wrong]:
        raise NotImplementedError

    def taken_up(self, value: object) -> object:
        """The value as a document holds it."""
        return self.empty if value is None else value


@dataclass(frozen=True, kw_only=True)
class Words(Shape):
    """A text in the words of a language."""

    empty: object = ""
    limit: int = 10_000

    def wrong_given(self, value: object, _: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield "", f"{shown(value)} is no text"
            return
        if self.needed and not value.strip():
            yield "", "is empty, and must not be"
        if len(value) > self.limit:
            yield "", f"has {len(value)} characters, {self.limit} are allowed"
        if found := CONTROL.search(value):
            sign, place = ord(found[0]), found.start() + 1
            yield "", f"holds the control character U+{sign:04X} at character {place}"


@dataclass(frozen=True, kw_only=True)
class Url(Words):
    """An address in the web."""

    limit: int = 500

    def wrong_given(self, value: object, scope: Scope, /) -> Iterator[Wrong]:
        faults = list(super().wrong_given(value, scope))
        yield from faults
        if faults or not value:
            return
        try:
            URLValidator(schemes=["http", "https"])(value)
        except ValidationError:
            yield "", f"{shown(value)} is no http or https address"


@dataclass(frozen=True, kw_only=True)
class Code(Words):
    """A text of a fixed form."""

    form: re.Pattern[str]
    what: str

    def wrong_given(self, value: object, _: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield "", f"{shown(value)} is no text"
        elif not self.form.fullmatch(value):
            yield "", f"{shown(value)} is not {self.what}"
        elif len(value) > self.limit:
            yield "", f"has {len(value)} characters, {self.limit} are allowed"


SLUG_KEY = Code(
    form=SLUG, what="a slug (small letters, digits, single hyphens)", limit=100
)
STATE_KEY = Code(form=STATE_CODE, what="an alpha-3 code (three capital letters)")


@dataclass(frozen=True, kw_only=True)
class Day(Shape):
    """A date with its precision."""

    def wrong_given(self, value: object, _: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield "", f'{shown(value)} is no date: write a text, "2007-08-09"'
            return
        try:
            PartialDate.parse(value)
        except ValueError as error:
            short = len(value) <= LONGEST
            yield "", str(error) if short else f"{shown(value)} is no date"


@dataclass(frozen=True, kw_only=True)
class Number(Shape):
    """A number in a range, with both its ends."""

    low: float
    high: float
    is_whole: bool = True

    def wrong_given(self, value: object, _: Scope, /) -> Iterator[Wrong]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield "", f"{shown(value)} is no number"
        elif not abs(value) <= LARGEST:
            yield "", NO_NUMBER
        elif self.is_whole and not isinstance(value, int):
            yield "", f"{shown(value)} is no whole number"
        elif not self.low <= value <= self.high:
            yield "", f"{value} is out of range ({self.low} to {self.high})"


@dataclass(frozen=True, kw_only=True)
class YesNo(Shape):
    """True or false."""

    def wrong_given(self, value: object, _: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, bool):
            yield "", f"{shown(value)} is neither true nor false"


@dataclass(frozen=True, kw_only=True)
class Choice(Shape):
    """One word of a closed list."""

    words: tuple[str, ...]
    needed: bool = True

    def wrong_given(self, value: object, _: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield "", f"{shown(value)} is no text"
        elif value not in self.words:
            hint = nearest(value, self.words) or f" (one of {', '.join(self.words)})"
            yield "", f"{shown(value)} is no choice{hint}"


@dataclass(frozen=True, kw_only=True)
class Reference(Shape):
    """The key of another entry."""

    kind: str

    def wrong_given(self, value: object, scope: Scope, /) -> Iterator[Wrong]:
        keys = scope.keys.get(self.kind, ())
        if not isinstance(value, str):
            yield "", f"{shown(value)} is no key: write a text"
        elif value not in keys:
            hint = nearest(value, keys)
            what = f"{shown(value)} is no {self.kind} of the files or the desk"
            yield "", f"{what}{hint}"


@dataclass(frozen=True, kw_only=True)
class Several(Shape):
    """A list of different values."""

    each: Shape

    def wrong_given(self, value: object, scope: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield "", f"{shown(value)} is no list"
            return
        seen: set[str] = set()
        for item in value:
            if item is None:
                yield "", "null stands in the list"
                continue
            yield from self.each.wrong(item, scope)
            if isinstance(item, str):
                if item in seen:
                    yield "", f"{shown(item)} stands twice"
                seen.add(item)

    def taken_up(self, value: object) -> object:
        return list(value) if isinstance(value, list) else []


@dataclass(frozen=True, kw_only=True)
class Form(Shape):
    """An object: its fields, and what holds between them."""

    fields: Mapping[str, Shape]
    key: str = ""
    """The field that names it, which can never be left out."""
    spans: tuple[tuple[str, str], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def wrong_given(self, value: object, scope: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, dict):
            yield "", f"{shown(value)} is no object"
            return
        for name, item in value.items():
            if shape := self.fields.get(name):
                for place, what in shape.wrong(item, scope):
                    yield joined(name, place), what
            else:
                yield name, f"is no field here{nearest(name, list(self.fields))}"
        for name in self.lacking(value, scope):
            yield name, "is missing"
        yield from self._between(value)

    def lacking(self, value: Mapping[str, object], scope: Scope) -> Iterator[str]:
        for name, shape in self.fields.items():
            is_needed = name == self.key or (shape.needed and scope.is_new)
            if is_needed and name not in value:
                yield name

    def _between(self, value: Mapping[str, object]) -> Iterator[Wrong]:
        for first, last in self.spans:
            start, end = value.get(first), value.get(last)
            if _is_before(end, start):
                yield last, f"{shown(end)} is before {first}, {shown(start)}"
        for one, other in self.pairs:
            if one not in value and other not in value:
                continue
            for here, there in ((one, other), (other, one)):
                if value.get(here) is None and value.get(there) is not None:
                    yield here, f"is not given, but {there} is"


def _is_before(end: object, start: object) -> bool:
    if not isinstance(end, str) or not isinstance(start, str):
        return False
    try:
        return ends_before_start(start, end)
    except ValueError:
        return False  # said where the date itself is looked at


@dataclass(frozen=True, kw_only=True)
class Rows(Shape):
    """A list of objects, each named by a key of its own."""

    form: Form
    empty: object = field(default_factory=list)

    def wrong_given(self, value: object, scope: Scope, /) -> Iterator[Wrong]:
        if not isinstance(value, list):
            yield "", f"{shown(value)} is no list"
            return
        seen: set[str] = set()
        for number, row in enumerate(value, start=1):
            name = row_name(row, number)
            for place, what in self.form.wrong_given(row, scope):
                yield joined(name, place), what
            key = row.get(self.form.key) if isinstance(row, dict) else None
            if isinstance(key, str):
                if key in seen:
                    yield name, f"{shown(key)} stands twice"
                seen.add(key)
            elif isinstance(row, dict) and self.form.key in row and key is None:
                yield joined(name, self.form.key), "is null, and must not be"
