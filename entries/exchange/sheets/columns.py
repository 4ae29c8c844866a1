"""The columns of a kind's sheets, made from its declaration."""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from entries.documents.fields import StateKey, Words
from entries.documents.kinds import KINDS, Kind, RowFormat
from entries.documents.kinds.base import COMMON_FIELDS

LONGEST_CELL = 32_767
"""More characters no cell of a spreadsheet holds."""

ENTRY, VERSION, SOURCE, LOCATOR = "entry", "version", "source", "locator"
EMPTY, NONE_FOUND, BETWEEN = "(empty)", "(none)", ";"
"""The word that clears a cell's field; that for no source found; between several."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet that carries a field of the format."""

    name: str
    field: Any
    place: str
    """Where the document has it: `start`, `participants.personnel`."""


@dataclass(frozen=True)
class Sheet:
    """What the rows of a sheet are: entries of a kind, or rows of one of its lists."""

    kind: Kind
    rows: RowFormat | None
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return self.rows.name if self.rows else self.kind.plural

    @property
    def entry(self) -> str:
        """The column that names the entry."""
        return ENTRY if self.rows else "key"

    @property
    def is_sourced(self) -> bool:
        """Whether its rows carry facts, which need sources."""
        return bool(self.rows or self.kind.facts)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of all columns, as the template has them."""
        own = (column.name for column in self.columns)
        behind = (SOURCE, LOCATOR) if self.is_sourced else ()
        return (self.entry, VERSION, *own, *behind)

    def column(self, name: str) -> Column | None:
        """The column of that name, if it carries a field."""
        return next((one for one in self.columns if one.name == name), None)


def sheet(kind: str, rows: str = "") -> Sheet:
    """The sheet of a kind's entries, or of one of its lists; KeyError where none is."""
    declared = KINDS[kind]
    if not rows:
        return Sheet(declared, None, tuple(_of_entries(declared)))
    row_format = declared.row(rows)
    if row_format is None or not row_format.is_fact:
        raise KeyError(rows)
    fields = row_format.format().fields
    columns = (Column(n, f, f"{rows}.{n}") for n, f in fields.items())
    return Sheet(declared, row_format, tuple(columns))


def lists(kind: str) -> list[str]:
    """The lists of a kind that have sheets of their own."""
    return [rows.name for rows in KINDS[kind].all_rows if rows.is_fact]


def _of_entries(kind: Kind) -> list[Column]:
    """Every field that one cell can hold: long texts are written at the desk."""
    left_out = {*COMMON_FIELDS[:3], "no_source", "citations"}
    return [
        Column(name, field, name)
        for name, field in kind.format().fields.items()
        if name not in left_out
        and not isinstance(field, serializers.ListSerializer)
        and (getattr(field, "max_length", None) or 0) <= LONGEST_CELL
    ]


def choices(field: Any) -> list[str]:
    """The words that a cell may have; none where it is free."""
    child = getattr(field, "child", field)
    if isinstance(child, serializers.BooleanField):
        return ["yes", "no"]
    if isinstance(child, serializers.ChoiceField):
        return [str(word) for word in child.choices]
    return []


def explained(field: Any) -> str:
    """What a cell of a field may hold, in words."""
    child = getattr(field, "child", field)
    if words := choices(field):
        text = f"one of: {', '.join(words)}"
    elif isinstance(child, StateKey):
        text = "a state by its three capital letters: CHN"
    else:
        text = next(
            (words for sort, words in SORTS.items() if type(child).__name__ == sort),
            "a text",
        )
    several = isinstance(field, Words)
    return f"several with {BETWEEN} between them, each {text}" if several else text


SORTS = {
    "Date": "a date as text: 2007, 2007-08 or 2007-08-09, with ? behind it in doubt",
    "Whole": "a whole number",
    "Real": "a number",
    "Key": "a key: small letters, digits, single hyphens",
    "OptionalKey": "the key of an entry on the desk",
    "Address": "an http or https address",
}
