"""The tables of the archive, declared: one for each kind, one for each list of rows.

They are made from the declarations of the kinds, so that a new field or list is in the
next archive by itself. What the record keeps beside documents is declared here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import override
from rest_framework import serializers

from entries.documents import rows
from entries.documents.fields import Words
from entries.documents.kinds import KINDS, Kind
from entries.documents.kinds.base import COMMON_ROWS, RowFormat
from entries.exchange.dump import describing
from entries.exchange.dump.columns import (
    Column,
    of_field,
    own,
    owner,
)
from entries.vocabulary import ChangeWord, EntryKind, Unit, ValueType, Verification

Fields = Mapping[str, Any]

LEFT_OUT = ("schema", "kind", "key", "address", "no_source")
"""Fields of a document that are no columns of its kind's table."""


@dataclass(frozen=True)
class Foreign:
    """Columns that name a row of another table, or of the record."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table: what its rows are, and what no two of them share."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()

    @property
    def description(self) -> str:
        return describing.TABLES[self.name]

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]


@cache
def tables() -> dict[str, Table]:
    """The live tables by name, those first that others name."""
    with override("en"):
        made = [
            _entries(),
            *map(_kind, KINDS.values()),
            *(table for kind in KINDS.values() for table in _own_rows(kind)),
            *map(_common_rows, COMMON_ROWS),
            _accounts(),
            _citations(),
            _no_source(),
            _facts(),
        ]
    found = {table.name: table for table in made}
    if len(found) < len(made):
        msg = "two lists of rows have the same name"
        raise ValueError(msg)
    return found


@cache
def record() -> dict[str, Table]:
    """What the record keeps for ever: editions, revisions and changes."""
    with override("en"):
        return {table.name: table for table in (_editions(), _revisions(), _changes())}


def words(kind: Kind) -> dict[str, str]:
    """The fields of a kind that are lists of words, each with its table's column."""
    fields = kind.format().fields
    return {
        name: "state" if kind.names.get(name) == EntryKind.STATE else "word"
        for name, field in fields.items()
        if isinstance(field, Words)
    }


def fields(kind: Kind) -> Fields:
    """The fields of a kind that are columns of its table."""
    return {
        name: field
        for name, field in kind.format().fields.items()
        if name not in LEFT_OUT and not isinstance(field, serializers.ListSerializer)
    }


def row_fields(row_format: RowFormat) -> Fields:
    """The columns of a list of rows; rows inside a row have a table of their own."""
    inner = row_format.accounts
    return {n: f for n, f in row_format.format().fields.items() if n != inner}


def _of_fields(table: str, declared: Fields) -> tuple[Column, ...]:
    return tuple(
        column
        for name, field in declared.items()
        for column in of_field(table, name, field)
    )


def _to_entries(*columns: str) -> Iterator[Foreign]:
    """Columns that name entries; those that were withdrawn have a row there too."""
    for column in columns:
        yield Foreign((column,), "entries", ("key",))


def _entries() -> Table:
    titles = {n: f for n, f in KINDS["topic"].format().fields.items() if "title" in n}
    columns = (
        _entry_key(),
        own("entries", "kind", required=True, enum=tuple(EntryKind.values)),
        own("entries", "address", required=True),
        # Of what the law has taken out, no title is left.
        *(Column(n, description=describing.COLUMNS[n]) for n in titles),
        own("entries", "revision", type="integer", required=True, minimum=1),
        own("entries", "edition", type="integer", required=True, minimum=1),
        own("entries", "digest", required=True, pattern="^[0-9a-f]{64}$"),
        own("entries", "withdrawn", type="boolean", required=True),
        own("entries", "successor"),
        own("entries", "redacted", type="boolean", required=True),
    )
    foreign = (
        *_to_entries("successor"),
        Foreign(("key", "revision"), "revisions", ("key", "number")),
        Foreign(("edition",), "editions", ("number",)),
    )
    return Table("entries", columns, ("key",), foreign)


def _entry_key() -> Column:
    return Column("key", description=describing.ENTRY_KEY, required=True)


def _kind(kind: Kind) -> Table:
    named = [name for name in kind.names if name in fields(kind)]
    single = [name for name in named if name not in words(kind)]
    return Table(
        kind.plural,
        (_entry_key(), *_of_fields(kind.plural, fields(kind))),
        ("key",),
        tuple(_to_entries("key", *single)),
    )


def _own_rows(kind: Kind) -> Iterator[Table]:
    to_owner = Foreign((kind.name,), kind.plural, ("key",))
    for name, column in words(kind).items():
        several: Any = kind.format().fields[name]
        (word,) = of_field(name, column, several.child)
        yield Table(
            name,
            (owner(kind.name), _position(name), word),
            (kind.name, column),
            (to_owner, *_to_entries(*(["state"] if column == "state" else []))),
        )
    for listed in kind.rows:
        own_names = (
            name for name in row_fields(listed) if f"{listed.name}.{name}" in kind.names
        )
        yield Table(
            listed.name,
            (owner(kind.name), _position(listed.name), *_row_columns(listed)),
            (kind.name, listed.key),
            (to_owner, *_to_entries(*own_names)),
        )


def _row_columns(listed: RowFormat) -> tuple[Column, ...]:
    return _of_fields(listed.name, row_fields(listed))


def _position(table: str) -> Column:
    return own(table, "position", type="integer", required=True, minimum=1)


def _common_rows(listed: RowFormat) -> Table:
    named = ["entry"] + (["target"] if listed.name == "relations" else [])
    return Table(
        listed.name,
        (owner("entry"), _position(listed.name), *_row_columns(listed)),
        ("entry", listed.key),
        tuple(_to_entries(*named)),
    )


def _accounts() -> Table:
    return Table(
        "accounts",
        (
            owner("entry"),
            own("accounts", "remark", required=True),
            _position("accounts"),
            *_of_fields("accounts", rows.Account().fields),
        ),
        ("entry", "remark", "key"),
        (
            *_to_entries("entry"),
            Foreign(("entry", "remark"), "remarks", ("entry", "key")),
        ),
    )


def _citations() -> Table:
    return Table(
        "citations",
        (owner("entry"), *_of_fields("citations", rows.Citation().fields)),
        ("entry", "key"),
        tuple(_to_entries("entry", "source")),
    )


def _no_source() -> Table:
    columns = (owner("entry"), own("no_source", "fact", required=True))
    return Table("no_source", columns, ("entry", "fact"), tuple(_to_entries("entry")))


def _facts() -> Table:
    columns = (
        owner("entry"),
        own("facts", "fact", required=True),
        own("facts", "column", required=True),
        own("facts", "text"),
        own("facts", "type", required=True, enum=tuple(ValueType.values)),
        own("facts", "unit", enum=tuple(Unit.values)),
        own("facts", "precision"),
        own("facts", "in_doubt", type="boolean", required=True),
        own("facts", "number", type="number"),
        own("facts", "earliest", type="date"),
        own("facts", "latest", type="date"),
        own("facts", "verification", required=True, enum=tuple(Verification.values)),
        own("facts", "sources", type="integer", required=True, minimum=0),
    )
    return Table("facts", columns, ("entry", "fact"), tuple(_to_entries("entry")))


def _editions() -> Table:
    columns = (
        own("editions", "number", type="integer", required=True, minimum=1),
        own("editions", "published", type="datetime", required=True),
        own("editions", "reason", required=True),
        own("editions", "editor", required=True),
        own("editions", "approver"),
        own("editions", "self_approval"),
    )
    return Table("editions", columns, ("number",))


def _revisions() -> Table:
    columns = (
        own("revisions", "kind", required=True, enum=tuple(EntryKind.values)),
        _entry_key(),
        own("revisions", "number", type="integer", required=True, minimum=1),
        own("revisions", "edition", type="integer", required=True, minimum=1),
        own("revisions", "address", required=True),
        own("revisions", "schema", type="integer", required=True, minimum=1),
        own("revisions", "digest", required=True, pattern="^[0-9a-f]{64}$"),
        own("revisions", "withdrawn", type="boolean", required=True),
        own("revisions", "successor"),
        own("revisions", "redacted", type="boolean", required=True),
        own("revisions", "canonical"),
    )
    foreign = (Foreign(("edition",), "editions", ("number",)),)
    return Table("revisions", columns, ("key", "number"), foreign)


def _changes() -> Table:
    columns = (
        own("changes", "edition", type="integer", required=True, minimum=1),
        own("changes", "kind", required=True, enum=tuple(EntryKind.values)),
        _entry_key(),
        own("changes", "revision", type="integer", required=True, minimum=1),
        own("changes", "path"),
        own("changes", "old", type="any"),
        own("changes", "new", type="any"),
        own("changes", "word", required=True, enum=tuple(ChangeWord.values)),
    )
    foreign = (
        Foreign(("edition",), "editions", ("number",)),
        Foreign(("key", "revision"), "revisions", ("key", "number")),
    )
    return Table("changes", columns, ("edition", "key", "path"), foreign)
