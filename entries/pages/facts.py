"""Facts as a page shows them: value, verification, sources, what contradicts them."""

import json
from dataclasses import dataclass, field
from typing import Any

from entries.documents.facts import EMPTY
from entries.documents.kinds import RowFormat, kind_of
from entries.pages import labels
from entries.pages.citing import Mark, Sources
from entries.pages.values import NONE, Shower, Value
from entries.vocabulary import Verification


@dataclass(frozen=True)
class Other:
    """Another value that sources give for a fact."""

    value: Value
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ShownFact:
    """One fact, or what identifies or classifies an entry."""

    name: str
    label: str
    value: Value
    verification: str = ""
    """Empty for what needs no source."""
    marks: tuple[Mark, ...] = ()
    others: tuple[Other, ...] = ()
    notes: tuple[str, ...] = ()
    """Words on the dispute."""
    remarks: tuple[str, ...] = ()
    """The keys of the remarks on it, which stand further down."""
    is_own: bool = True
    """Whether it has sources, or a lack of them, apart from its row."""

    @property
    def is_single(self) -> bool:
        """Whether all that is known of it comes from one source."""
        return bool(self.verification) and len(self.marks) == 1 and not self.others

    @property
    def reach(self) -> tuple[float, float] | None:
        """The least and the greatest number that sources give, where they differ."""
        values = [self.value.raw, *(other.value.raw for other in self.others)]
        numbers = [one for one in values if isinstance(one, int | float)]
        if self.value.form != "number" or min(numbers) == max(numbers):
            return None
        return min(numbers), max(numbers)


@dataclass(frozen=True)
class TableRow:
    """A row of a table of facts."""

    fact: ShownFact
    head_name: str
    """The fact that its head says."""
    head: Value
    cells: tuple[ShownFact, ...]


@dataclass(frozen=True)
class Table:
    """A list of rows as a table."""

    name: str
    caption: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    list_fact: ShownFact


@dataclass
class Facts:
    """Shows the facts of one document, in the order in which it is asked."""

    document: dict[str, Any]
    shower: Shower
    sources: Sources
    rows: dict[str, str]
    """What its rows are called."""
    anchors: set[str] = field(default_factory=set)
    """The facts that have a place on the page."""

    def __post_init__(self) -> None:
        self.kind = kind_of(self.document)
        self.evidence = self.sources.evidence
        self.without = set(self.document["no_source"])

    def fields(self, *names: str) -> list[ShownFact]:
        """The fields that say anything, or for which no source was found."""
        return [self.field(name) for name in names if self._says(name)]

    def _says(self, name: str) -> bool:
        return self.document[name] not in EMPTY or name in self.without

    def field(self, name: str) -> ShownFact:
        is_fact = name in self.kind.facts
        shown = self.shower.value(name, self.document[name])
        return self.fact(name, str(labels.field(name)), shown, is_fact=is_fact)

    def fact(
        self, name: str, label: str, value: Value, *, is_fact: bool = True
    ) -> ShownFact:
        """A fact by its name; what is none still shows its citations, if any."""
        self.anchors.add(name)
        standing: str = self.evidence.verification(name)
        if not is_fact and standing == Verification.UNSOURCED:
            standing = ""
        remarks = [row for row in self.document["remarks"] if row["about"] == name]
        is_own = name in self.evidence.supports or name in self.without or bool(remarks)
        return ShownFact(
            name,
            label,
            value,
            standing,
            self.sources.marks(self.evidence.sources(name)),
            self._others(name),
            tuple(r["note"] for r in remarks if r["note"] and not r["accounts"]),
            tuple(r["key"] for r in remarks if r["accounts"]),
            is_own or name in self.evidence.contradicts,
        )

    def _others(self, name: str) -> tuple[Other, ...]:
        grouped: dict[str, list[dict[str, Any]]] = {}
        for citation in self.evidence.against(name):
            same = json.dumps(citation["value"], sort_keys=True)
            grouped.setdefault(same, []).append(citation)
        return tuple(
            Other(
                NONE if value == "null" else self.shower.value(name, json.loads(value)),
                self.sources.marks(citations),
            )
            for value, citations in grouped.items()
        )

    def table(self, name: str, head: str, *columns: str) -> Table | None:
        """A list of rows; columns in which no row says anything are left out."""
        row_format = self.kind.row(name)
        rows = self.document[name]
        if row_format is None or not (rows or name in self.without):
            return None
        columns = tuple(c for c in columns if self._says_column(row_format, rows, c))
        label = str(labels.field(name))
        whole = self.fact(name, label, NONE if not rows else Value("plain", len(rows)))
        return Table(
            name,
            label,
            str(labels.COLUMNS[head]),
            tuple(str(labels.COLUMNS[column]) for column in columns),
            tuple(self._row(row_format, row, head, columns) for row in rows),
            whole,
        )

    def _says_column(
        self, row_format: RowFormat, rows: list[dict[str, Any]], column: str
    ) -> bool:
        return any(
            row[column] not in EMPTY
            or f"{row_format.name}.{row[row_format.key]}.{column}" in self.without
            for row in rows
        )

    def _row(
        self,
        row_format: RowFormat,
        row: dict[str, Any],
        head: str,
        columns: tuple[str, ...],
    ) -> TableRow:
        name = f"{row_format.name}.{row[row_format.key]}"
        fact = self.fact(name, self.rows.get(name, name), NONE)
        cells = tuple(self._cell(row_format, row, name, column) for column in columns)
        shown = self.shower.column(row_format.name, head, row[head])
        self.anchors.add(f"{name}.{head}")
        return TableRow(fact, f"{name}.{head}", shown, cells)

    def _cell(
        self, row_format: RowFormat, row: dict[str, Any], name: str, column: str
    ) -> ShownFact:
        return self.fact(
            f"{name}.{column}",
            str(labels.COLUMNS[column]),
            self.shower.column(row_format.name, column, row[column]),
        )
