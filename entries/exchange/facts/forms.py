"""The form of a record of each file: the documents' fields, under the files' names."""

import re
from functools import cache

from rest_framework import serializers

from entries.documents import fields
from entries.documents.kinds import KINDS as DOCUMENT_KINDS
from entries.documents.kinds import Kind, RowFormat
from entries.exchange.facts.reading import KINDS
from entries.exchange.facts.shapes import (
    SLUG_KEY,
    STATE_KEY,
    Choice,
    Code,
    Day,
    Form,
    Number,
    Reference,
    Rows,
    Several,
    Shape,
    Url,
    Words,
    YesNo,
)
from entries.vocabulary import EntryKind

TITLES = {"name": "title", "name_ru": "title_ru", "name_zh": "title_zh"}
"""Fields that a document calls otherwise, in every file but `sources.json`."""

CITING = ("citations", "disputed", "remarks")
"""What a record says about its own facts: `citing.py` looks at these."""

SPANS = {
    "exercises": (("start", "end"),),
    "frameworks": (("signed", "expires"), ("in_force", "expires")),
    "standing": (("from", "to"),),
}
PAIRS = {
    "states": (("capital_lat", "capital_lon"),),
    "locations": (("lat", "lon"),),
}
OWN: dict[str, dict[str, Shape]] = {
    "sources": {
        "url": Url(needed=True),
        "language": Code(
            form=re.compile(r"[a-z]{2}", re.ASCII),
            what="a language (two small letters, ISO 639-1)",
            needed=True,
        ),
    },
    "states": {
        "iso2": Code(
            form=re.compile(r"[A-Z]{2}", re.ASCII),
            what="an alpha-2 code (two capital letters)",
            needed=True,
        ),
    },
    "frameworks": {
        "supersedes": Several(each=Reference(kind=EntryKind.FRAMEWORK.value)),
    },
}
"""Where a file asks for more than the documents do, or for something else."""


@cache
def form_of(stem: str) -> Form:
    """The form of a record of `STEM.json`, without what it says of its citations."""
    kind = DOCUMENT_KINDS[KINDS[stem]]
    formats = kind.format().fields
    shapes: dict[str, Shape] = {
        "id": STATE_KEY if stem == "states" else SLUG_KEY,
    }
    titles = ("title",) if stem == "sources" else tuple(TITLES)
    for name in (*titles, *kind.fields):
        shapes[name] = _shape(formats[TITLES.get(name, name)], kind, name)
    for row_format in kind.rows:
        shapes[row_format.name] = Rows(form=_row_form(row_format, kind))
    shapes |= OWN.get(stem, {})
    return Form(
        fields=shapes,
        spans=SPANS.get(stem, ()),
        pairs=PAIRS.get(stem, ()),
    )


def _row_form(row_format: RowFormat, kind: Kind) -> Form:
    name = row_format.name
    columns = {
        column: _shape(field, kind, f"{name}.{column}")
        for column, field in row_format.format().fields.items()
    }
    return Form(
        fields=columns,
        key=row_format.key,
        spans=SPANS.get(name, ()),
        pairs=PAIRS.get(name, ()),
    )


def _shape(field: object, kind: Kind, place: str) -> Shape:
    if isinstance(field, fields.Words):
        return Several(each=_shape(field.child, kind, place))
    if named := kind.names.get(place):
        return Reference(kind=named.value)
    if isinstance(field, serializers.ChoiceField):
        return Choice(words=tuple(str(word) for word in field.choices))
    if isinstance(field, fields.Date | fields.Flag):
        return Day() if isinstance(field, fields.Date) else YesNo()
    if isinstance(field, fields.Whole | fields.Real):
        return _number(field)
    return _words(field)


def _number(field: fields.Whole | fields.Real) -> Number:
    low, high = field.min_value, field.max_value
    return Number(
        low=-fields.REAL_LIMIT if low is None else low,
        high=fields.REAL_LIMIT if high is None else high,
        is_whole=isinstance(field, fields.Whole),
    )


def _words(field: object) -> Shape:
    if isinstance(field, fields.Key):
        return SLUG_KEY
    if isinstance(field, fields.Address):
        return Url()
    if isinstance(field, fields.Text) and field.max_length:
        return Words(limit=field.max_length, needed=field.required)
    return Words()
