"""What can be asked of each kind: every field and column that it declares.

For each it is said what sort of value it has and which index keeps it; where it cannot
be filtered by, why. `docs/api.md` says the same, and a test compares the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from rest_framework import serializers

from entries.documents.fields import (
    Address,
    Date,
    Flag,
    Key,
    Real,
    StateKey,
    Text,
    Whole,
    Words,
)
from entries.documents.kinds import KINDS
from entries.documents.kinds.base import Kind, RowFormat

Field = serializers.Field[Any, Any, Any, Any]
ANSWERS = ("key", "kind", "url", "page", "edition", "revision", "digest")
"""What every row of a list has beside the titles and the fields of its kind."""
SHORT = {
    "domains": "domain",
    "framework_type": "type",
    "hosts": "host",
    "source_type": "type",
    "themes": "theme",
}
"""Fields that facets, and the filters of pages, name otherwise."""
LONG = 1_000
"""Texts that may be longer are prose."""

PROSE = "A long text. `q` finds its words; `has` and `lacks` ask whether it is there."
NAMES = "`q` finds an entry by all its names."
IMAGES = "What describes an image is no fact of the entry."
REMARKS = "A remark speaks of a fact: ask how well that stands, as `disputed`."
CLAIMS = "The list of claims is `/api/v1/claims/`; here only `claims.verdict`."
TITLE = (
    "`q` finds words of titles. Lists are ordered by them; `has` and `lacks` ask for "
    "the Russian and the Chinese one."
)
KIND = "A list has one kind, and its address says which."
ADDRESS = "An address follows from the key: ask for `key`."
EDITION = (
    "As a parameter it says which edition is read. Lists are ordered by it; "
    "`/api/v1/changes/` has what came after one."
)
REVISION = (
    "They tell the revisions of one entry apart, and these have a list of their own: "
    "`…/revisions/`."
)
BESIDE = {
    **dict.fromkeys(("title", "title_ru", "title_zh"), TITLE),
    "kind": KIND,
    **dict.fromkeys(("url", "page"), ADDRESS),
    "edition": EDITION,
    **dict.fromkeys(("revision", "digest"), REVISION),
}
"""What every row of a list has beside the fields of its kind and the key, and why it
cannot be filtered by."""


class Sort(Enum):
    """What sort of value stands in a field."""

    DATE = "date"
    NUMBER = "number"
    WORD = "word"
    FLAG = "flag"
    KEY = "key"
    STATE = "state"
    TEXT = "text"


@dataclass(frozen=True)
class Declared:
    """A field of a kind, or a column of its rows."""

    name: str
    """As it is asked for, and as rows of lists have it."""
    place: str
    """As its document has it."""
    field: Field
    sort: Sort = Sort.TEXT
    is_many: bool = False
    """Whether it holds several values."""
    facet: str = ""
    """The name of the facets that keep it."""
    column: str = ""
    """The column of the facts that keep it, and how well they stand."""
    rows: str = ""
    """The list that it is a column of."""
    is_key: bool = False
    """Whether it names the row."""
    why_not: str = ""
    """Why it cannot be filtered by."""


def asked_as(kind: Kind, name: str) -> str:
    """The name of a field where every answer has one of that name already.

    A source has an address of its own: it is `source_url`.
    """
    return f"{kind.name}_{name}" if name in ANSWERS else name


@cache
def declared(kind: str) -> dict[str, Declared]:
    """All fields and columns of a kind, by the names that they are asked by."""
    of = KINDS[kind]
    found = [*_fields(of), *(one for rows in of.all_rows for one in _columns(rows))]
    return {one.name: one for one in found}


def _fields(kind: Kind) -> Iterator[Declared]:
    fields = kind.format().fields
    for name in kind.fields:
        field = fields[name]
        is_fact = name in kind.facts
        is_kept = is_fact and not isinstance(field, Words)
        yield Declared(
            asked_as(kind, name),
            name,
            field,
            _sort(field),
            isinstance(field, Words),
            facet="" if is_kept else SHORT.get(name, name),
            column=name if is_fact else "",
            why_not=_prose(field),
        )


def _columns(rows: RowFormat) -> Iterator[Declared]:
    fields = rows.format().fields
    for name in rows.columns:
        field = fields[name]
        place = f"{rows.name}.{name}"
        is_key = name == rows.key and rows.is_fact
        column = rows.name if is_key else place if name in rows.facts else ""
        yield Declared(
            place,
            place,
            field,
            _sort(field),
            column=column,
            rows=rows.name,
            is_key=is_key,
            facet=place if place in PAIRED else "",
            why_not=WHY_NOT.get(rows.name, "") or _prose(field)
            if not column and place not in PAIRED
            else _prose(field),
        )


PAIRED = ("relations.relation", "relations.target", "claims.verdict")
"""Columns that facets keep in forms of their own."""
WHY_NOT = {"names": NAMES, "figures": IMAGES, "remarks": REMARKS, "claims": CLAIMS}


def _sort(field: Field) -> Sort:
    one = field.child if isinstance(field, Words) else field
    return next((sort for of, sort in SORTS if isinstance(one, of)), Sort.TEXT)


SORTS: tuple[tuple[type[Field], Sort], ...] = (
    (Date, Sort.DATE),
    (Whole, Sort.NUMBER),
    (Real, Sort.NUMBER),
    (Flag, Sort.FLAG),
    (serializers.ChoiceField, Sort.WORD),
    (StateKey, Sort.STATE),
    (Key, Sort.KEY),
)


def _prose(field: Field) -> str:
    """Why a field is not filtered by its text; "" where it is."""
    is_text = type(field) is Text or isinstance(field, Address)
    return PROSE if is_text and (getattr(field, "max_length", 0) or 0) > LONG else ""
