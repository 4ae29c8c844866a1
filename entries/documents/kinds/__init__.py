"""The kinds of entries. A seventh is one file here and its name in `KINDS`."""

from typing import Any

from rest_framework.fields import empty

from entries.documents.kinds.base import SCHEMA, EntryFormat, Kind, RowFormat
from entries.documents.kinds.exercise import EXERCISE
from entries.documents.kinds.framework import FRAMEWORK
from entries.documents.kinds.series import SERIES
from entries.documents.kinds.source import SOURCE
from entries.documents.kinds.state import STATE
from entries.documents.kinds.topic import TOPIC

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (STATE, SERIES, EXERCISE, FRAMEWORK, TOPIC, SOURCE)
}
PLURALS: dict[str, Kind] = {kind.plural: kind for kind in KINDS.values()}

__all__ = [
    "KINDS",
    "PLURALS",
    "SCHEMA",
    "EntryFormat",
    "Kind",
    "RowFormat",
    "blank",
    "kind_of",
]


def kind_of(document: dict[str, Any]) -> Kind:
    """What a document is. KeyError where it names no kind."""
    return KINDS[document["kind"]]


def blank(kind: str, key: str) -> dict[str, Any]:
    """A document with nothing in it: every field at its default.

    A choice that has none is ""; it must be made before the document is valid.
    """
    fields = KINDS[kind].format().fields
    document: dict[str, Any] = {}
    for name, field in fields.items():
        default = "" if field.default is empty else field.default
        document[name] = default() if callable(default) else default
    return {
        **document,
        "schema": SCHEMA,
        "kind": kind,
        "key": key,
        "address": key.lower(),
    }
