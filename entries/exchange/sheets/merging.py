"""Lays the rows of a sheet over the document of their entry."""

from collections.abc import Iterator
from typing import Any

from entries.documents.difference import same
from entries.documents.facts import Evidence, Fact, facts
from entries.documents.keys import free
from entries.documents.kinds import blank
from entries.documents.validation import InvalidDocumentError, validate
from entries.exchange.facts.merging import bare
from entries.exchange.sheets.columns import NONE_FOUND, SOURCE, Sheet
from entries.exchange.sheets.reading import Fault, SheetRow
from entries.vocabulary import Stance

Document = dict[str, Any]
NOTHING: Document = {
    "quote": "",
    "stance": str(Stance.SUPPORTS.value),
    "value": None,
    "verified_by": "",
    "verified_on": None,
    "review_by": None,
}
"""What a new citation has beside what a sheet gives."""
LONGEST_KEY = 90
"""Where a key made of a source's is cut; what is counted behind it comes on top."""


def merged(
    old: Document | None, sheet: Sheet, rows: list[SheetRow]
) -> tuple[Document | None, list[Fault]]:
    """The document with what the rows give, in its normal form; or every fault."""
    before = old or blank(sheet.kind.name, rows[0].entry)
    laid = _laid(before, sheet, rows)
    try:
        new = validate(laid)
    except InvalidDocumentError as error:
        found = [_placed(one, laid, sheet, rows) for one in error.faults]
        return None, [*_not_told(found, rows), *_bare(found, sheet, rows)]
    faults = list(_bare([], sheet, rows))
    told = {fault.row for fault in faults}
    citing = _Citing(before, new)
    for row in rows:
        lacking = citing.cite(row, sheet)
        faults += [fault for fault in lacking if fault.row not in told]
    return (None, faults) if faults else (citing.document, [])


def _not_told(faults: list[Fault], rows: list[SheetRow]) -> list[Fault]:
    """Faults at other cells than those that could not be read, which are told of."""
    told = {row.number: row.untold for row in rows}
    return [fault for fault in faults if fault.column not in told[fault.row]]


def _bare(faults: list[Fault], sheet: Sheet, rows: list[SheetRow]) -> Iterator[Fault]:
    """The rows that give a faulty fact, and no source for it either."""
    names = sheet.rows.facts if sheet.rows else sheet.kind.facts
    for row in rows:
        here = {fault.column for fault in faults if fault.row == row.number}
        given = [name for name in names if name in here or name in row.wrong]
        if given and _has_no_source(row):
            yield _sourceless(row, given[0])


def _has_no_source(row: SheetRow) -> bool:
    return not row.sources and not row.none_found and SOURCE not in row.untold


def _sourceless(row: SheetRow, fact: str) -> Fault:
    what = (
        f"is empty, but the row gives {fact}: name the sources that say so, "
        f"or write {NONE_FOUND} if you found none"
    )
    return Fault(row.number, SOURCE, "", what)


def _laid(before: Document, sheet: Sheet, rows: list[SheetRow]) -> Document:
    if sheet.rows is None:
        values = {name: value for row in rows for name, value in row.values.items()}
        return {**before, **values}
    name, key = sheet.rows.name, sheet.rows.key
    there = {row[key]: row for row in before[name]}
    for row in rows:
        present = there.get(row.key) or bare(sheet.rows)
        there[row.key] = {**present, **row.values}
    return {**before, name: list(there.values())}


def _placed(
    fault: tuple[str, str], laid: Document, sheet: Sheet, rows: list[SheetRow]
) -> Fault:
    """A fault of a document at the cell that it comes from."""
    path, what = fault
    head, *rest = path.split(".")
    row, column = rows[0], head
    if sheet.rows and head == sheet.rows.name and rest:
        column = ".".join(rest[1:])
        key = rest[0]
        if key.isdecimal() and int(key) < len(laid[head]):
            key = laid[head][int(key)][sheet.rows.key]
        row = next((one for one in rows if one.key == key), row)
    if column not in sheet.header:
        return Fault(row.number, "", "", f"{path}: {what}" if path else what)
    value = row.values.get(column, row.entry if column == sheet.entry else "")
    return Fault(row.number, column, "" if value is None else str(value), what)


class _Citing:
    """Gives what a sheet's rows set or change the sources of these rows."""

    def __init__(self, before: Document, new: Document) -> None:
        self.before, self.new = before, new
        self.citations: list[Document] = list(new["citations"])
        self.marks: list[str] = list(new["no_source"])
        self.taken = {citation["key"] for citation in self.citations}
        self.evidence = Evidence(before)
        self.was = {fact.name: fact for fact in facts(before)}
        self.now = {fact.name: fact for fact in facts(new)}
        self.changed = list(self._changed())

    @property
    def document(self) -> Document:
        """The new document, still in its normal form."""
        return {
            **self.new,
            "citations": sorted(self.citations, key=lambda c: (c["fact"], c["key"])),
            "no_source": sorted(set(self.marks)),
        }

    def cite(self, row: SheetRow, sheet: Sheet) -> Iterator[Fault]:
        """Cite the row's sources; a fault where it names none."""
        place = f"{sheet.rows.name}.{row.key}" if sheet.rows else ""
        for name in [name for name in self.was if name not in self.now]:
            self.citations = [one for one in self.citations if one["fact"] != name]
        for fact in self.changed:
            if place and fact.name != place and not fact.name.startswith(f"{place}."):
                continue
            if _has_no_source(row):
                yield _sourceless(row, fact.name)
                return
            if row.none_found and (fault := self._covered(row, fact)):
                yield fault
                return
            self._cite(fact, row)

    def _changed(self) -> Iterator[Fact]:
        """Facts that are new or another; a new row stands for its columns."""
        come: set[str] = set()
        for name, fact in self.now.items():
            before = self.was.get(name)
            if before is None:
                if fact.is_row:
                    come.add(name)
                if name.rpartition(".")[0] not in come:
                    yield fact
            elif not same(before.value, fact.value) and not self._is_by_column(fact):
                yield fact

    def _is_by_column(self, fact: Fact) -> bool:
        """Whether a row says something else in a column that is a fact of its own."""
        inside = f"{fact.name}."
        return fact.is_row and any(name.startswith(inside) for name in self.now)

    def _covered(self, row: SheetRow, fact: Fact) -> Fault | None:
        wider = [
            one for one in self.evidence.sources(fact.name) if one["fact"] != fact.name
        ]
        if not wider:
            return None
        what = (
            f"cannot stand: the citations of {wider[0]['fact']} cover {fact.name} too; "
            "change them at the desk first"
        )
        return Fault(row.number, SOURCE, NONE_FOUND, what)

    def _cite(self, fact: Fact, row: SheetRow) -> None:
        former = self._drop(fact.name, fact.value)
        for source in row.sources:
            key = former.get(source) or free(_cut(source), self.taken)
            self.taken.add(key)
            own = {"key": key, "fact": fact.name, "source": source}
            self.citations.append({**NOTHING, **own, "locator": row.locator})
        self.marks = [mark for mark in self.marks if mark != fact.name]
        if row.none_found:
            self.marks.append(fact.name)

    def _drop(self, fact: str, value: Any) -> dict[str, str]:
        """Take away what supported the old value, or gave the new one against it.

        A source that now says something else of the same fact keeps its key.
        """
        left, former = [], {}
        for one in self.citations:
            is_support = one["stance"] == Stance.SUPPORTS
            if one["fact"] == fact and (is_support or one["value"] == value):
                former[one["source"]] = one["key"]
            else:
                left.append(one)
        self.citations = left
        return former


def _cut(key: str) -> str:
    return key[:LONGEST_KEY].rstrip("-")
