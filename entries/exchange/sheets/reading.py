"""A sheet's rows, each cell typed by its column, with every fault found."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any

from entries.exchange.facts.faults import nearest, shortened
from entries.exchange.sheets import cells
from entries.exchange.sheets.cells import WrongCellError
from entries.exchange.sheets.columns import (
    BETWEEN,
    EMPTY,
    LOCATOR,
    NONE_FOUND,
    SOURCE,
    VERSION,
    Column,
    Sheet,
)
from entries.exchange.sheets.limits import Limits, WrongFileError
from entries.exchange.sheets.tables import Refused, table
from entries.vocabulary import EntryKind

LONGEST_LOCATOR = 300


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, as the sheet numbers its rows, and what to do."""

    row: int
    column: str
    value: str
    what: str

    def __str__(self) -> str:
        value = f" {shortened(self.value)!r}" if self.value else ""
        place = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        return f"{place}:{value} {self.what}" if self.row else self.what


@dataclass(frozen=True)
class SheetRow:
    """What one row gives; a column that it leaves empty is not in here."""

    number: int
    entry: str
    key: str
    """The row's key within the entry's list; empty where the row is an entry."""
    values: dict[str, Any]
    version: int | None = None
    sources: tuple[str, ...] = ()
    locator: str = ""
    none_found: bool = False
    """Whether it was looked for sources, and none found."""
    wrong: tuple[str, ...] = ()
    """The columns at fault, whose cells are left out of all this."""
    absent: tuple[str, ...] = ()
    """The columns that a faulty header may have meant to name."""

    @property
    def untold(self) -> set[str]:
        """The columns of which nothing more is said than what is already."""
        return {*self.wrong, *self.absent}


@dataclass
class Read:
    """A file as it was read."""

    rows: list[SheetRow] = field(default_factory=list)
    partial: list[SheetRow] = field(default_factory=list)
    """Rows with faults, for what else is wrong with them: they are never written."""
    faults: list[Fault] = field(default_factory=list)


Known = Mapping[str, str]
"""The kind of each entry on the desk, by key."""


def read(
    opened: IO[bytes], sheet: Sheet, known: Known, limits: Limits, name: str = ""
) -> Read:
    """Every row of a file that has no fault, and every fault; `name` is the file's."""
    found = Read()
    try:
        rows = table(opened, limits, name)
        number, names = next(rows, (1, []))
        header = [str(name).strip() if name is not None else "" for name in names]
        found.faults += _wrong_header(number, header, sheet)
        absent = set(sheet.header) - set(header) if found.faults else set()
        _Reader(sheet, known, found, absent).read(header, rows)
    except WrongFileError as error:
        found.faults.append(Fault(0, "", "", f"The file {error}."))
    return found


def _wrong_header(number: int, header: list[str], sheet: Sheet) -> Iterator[Fault]:
    expected = sheet.header
    for name in dict.fromkeys(filter(None, header)):
        if name not in expected:
            what = f"is no column of {sheet.name}{nearest(name, expected)}"
            yield Fault(number, name, "", what)
        elif header.count(name) > 1:
            yield Fault(number, name, "", "stands twice: take one of them away")
    needed = (sheet.entry, sheet.rows.key) if sheet.rows else (sheet.entry,)
    for name in needed:
        if name not in header:
            what = "is missing: the first row must name the columns"
            yield Fault(number, name, "", what)


class _Reader:
    """Types the rows of one file; `absent` as in its rows."""

    def __init__(
        self, sheet: Sheet, known: Known, found: Read, absent: Collection[str]
    ) -> None:
        self.sheet, self.known, self.found = sheet, known, found
        self.absent = tuple(sorted(absent))
        self.seen: dict[tuple[str, str], int] = defaultdict(int)
        self.columns = {column.name: column for column in sheet.columns}

    def read(self, header: list[str], rows: Iterable[tuple[int, list[Any]]]) -> None:
        for number, cells_ in rows:
            row: dict[str, Any] = {}
            faults = len(self.found.faults)
            for place, cell in enumerate(cells_):
                name = header[place] if place < len(header) else ""
                if isinstance(cell, Refused):
                    self._fault(number, name, cell.shown, cell.why)
                elif cell is not None and not name:
                    self._fault(number, "", cell, "stands under no column's name")
                elif cell is not None:
                    row[name] = cell
            typed = self._typed(number, row)
            wrong = {fault.column for fault in self.found.faults[faults:]}
            if not wrong and not self.absent:
                self.found.rows.append(typed)
            elif typed.entry and not wrong & self._named_by:
                self.found.partial.append(self._left(typed, wrong))

    @property
    def _named_by(self) -> set[str]:
        """The columns without which nobody knows what a row is of."""
        rows = self.sheet.rows
        return {self.sheet.entry, rows.key} if rows else {self.sheet.entry}

    def _left(self, row: SheetRow, wrong: set[str]) -> SheetRow:
        """A row without its faulty cells."""
        values = {name: v for name, v in row.values.items() if name not in wrong}
        version = None if VERSION in wrong else row.version
        return replace(
            row,
            values=values,
            version=version,
            wrong=tuple(sorted(wrong)),
            absent=self.absent,
        )

    def _fault(self, number: int, column: str, value: Any, what: str) -> None:
        shown = "" if value is None else str(value)
        self.found.faults.append(Fault(number, column, shown, what))

    def _typed(self, number: int, row: dict[str, Any]) -> SheetRow:
        values = {}
        for name, cell in row.items():
            column = self.columns.get(name)
            if column is not None:
                values[name] = self._value(number, column, cell)
        entry, key = self._names(number, row, values)
        sources, none_found = self._sources(number, row.get(SOURCE))
        return SheetRow(
            number=number,
            entry=entry,
            key=key,
            values=values,
            version=self._version(number, row.get(VERSION), entry),
            sources=sources,
            locator=self._text(number, LOCATOR, row.get(LOCATOR), LONGEST_LOCATOR),
            none_found=none_found,
        )

    def _value(self, number: int, column: Column, cell: Any) -> Any:
        try:
            value = cells.value(column.field, cell)
        except WrongCellError as error:
            self._fault(number, column.name, cell, str(error))
            return None
        places = self.sheet.kind.references
        if column.place in places and value:
            kind = places[column.place]
            for key in value if isinstance(value, list) else [value]:
                self._known(number, column.name, key, kind)
        return value

    def _known(
        self, number: int, column: str, key: str, kind: EntryKind | None
    ) -> None:
        found = self.known.get(key)
        if found is None or (kind and found != kind):
            word = kind.value if kind else "entry"
            keys = [one for one, other in self.known.items() if other == kind]
            what = f"is no {word} on the desk{nearest(key, keys)}: add it there first"
            self._fault(number, column, key, what)

    def _text(self, number: int, column: str, cell: Any, longest: int) -> str:
        try:
            given = "" if cell is None else cells.text(cell).strip()
        except WrongCellError as error:
            self._fault(number, column, cell, str(error))
            return ""
        if len(given) > longest:
            what = f"is longer than {longest} characters: shorten it"
            self._fault(number, column, given, what)
        return given

    def _names(
        self, number: int, row: dict[str, Any], values: dict[str, Any]
    ) -> tuple[str, str]:
        sheet = self.sheet
        entry = self._text(number, sheet.entry, row.get(sheet.entry), 100)
        key = str(values.get(sheet.rows.key) or "") if sheet.rows else ""
        if not entry:
            if sheet.entry not in self.absent:
                self._fault(number, sheet.entry, "", "must name the entry")
            return "", key
        kind = self.known.get(entry)
        if kind not in (None, sheet.kind.name):
            what = f"is a {kind} on the desk, no {sheet.kind.name}"
            self._fault(number, sheet.entry, entry, what)
        if sheet.rows and kind is None:
            what = f"is no {sheet.kind.name} on the desk: add it there first"
            self._fault(number, sheet.entry, entry, what)
        if sheet.rows and sheet.rows.key in self.absent:
            return "", key
        if sheet.rows and not row.get(sheet.rows.key):
            self._fault(number, sheet.rows.key, "", "must name the row in the list")
        if first := self.seen.get((entry, key)):
            column = sheet.rows.key if sheet.rows else sheet.entry
            what = f"stands in row {first} already: put them together"
            self._fault(number, column, key or entry, what)
        self.seen.setdefault((entry, key), number)
        return entry, key

    def _version(self, number: int, cell: Any, entry: str) -> int | None:
        if cell is None:
            return None
        try:
            version = cells.whole(cell)
        except WrongCellError as error:
            self._fault(number, VERSION, cell, str(error))
            return None
        if entry and entry not in self.known:
            what = (
                f"but {entry} is not on the desk: leave the version of a new one empty"
            )
            self._fault(number, VERSION, cell, what)
        return version

    def _sources(self, number: int, cell: Any) -> tuple[tuple[str, ...], bool]:
        given = self._text(number, SOURCE, cell, 5_000)
        if given in ("", EMPTY, NONE_FOUND):
            return (), given == NONE_FOUND
        parts = (part.strip() for part in given.split(BETWEEN))
        keys = tuple(dict.fromkeys(part for part in parts if part))
        for key in keys:
            self._known(number, SOURCE, key, EntryKind.SOURCE)
        return keys, False
