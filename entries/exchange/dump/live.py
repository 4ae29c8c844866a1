"""The rows of the live tables: what the record shows at one edition."""

from collections.abc import Iterable, Iterator
from typing import Any

from entries.documents.facts import Fact, column_of, facts
from entries.documents.kinds import KINDS, Kind
from entries.documents.kinds.base import COMMON_ROWS, RowFormat
from entries.documents.measures import is_in_doubt, measure, precision
from entries.documents.rows import Account, Citation
from entries.exchange.dump.columns import cells
from entries.exchange.dump.tables import Fields, fields, row_fields, words
from entries.publishing.indexing import fact_rows
from entries.record.listing import FactIndex, Listing

Document = dict[str, Any]
Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]
"""Rows, each with the name of its table."""


def rows_of(listing: Listing) -> Rows:
    """The rows of one entry; of one that was withdrawn only that it was there."""
    yield "entries", _entry(listing)
    document = listing.revision.document
    if not document or listing.withdrawn:
        return
    kind, key = KINDS[listing.kind], listing.key
    yield kind.plural, {"key": key} | _cells(fields(kind), document)
    yield from _words(kind, document)
    for listed in kind.rows:
        yield from _listed(listed, {kind.name: key}, document)
    for listed in COMMON_ROWS:
        yield from _listed(listed, {"entry": key}, document)
    for remark in document["remarks"]:
        place = {"entry": key, "remark": remark["key"]}
        yield from _placed("accounts", place, Account().fields, remark["accounts"])
    for citation in document["citations"]:
        row = {"entry": key} | _cells(Citation().fields, citation)
        yield "citations", row
    for fact in document["no_source"]:
        yield "no_source", {"entry": key, "fact": fact}
    for fact, indexed in zip(facts(document), fact_rows(document), strict=True):
        yield "facts", _fact(listing, fact, indexed)


def _entry(listing: Listing) -> Row:
    revision = listing.revision
    return {
        "key": listing.key,
        "kind": listing.kind,
        "address": listing.address,
        "title": listing.title,
        "title_ru": listing.title_ru,
        "title_zh": listing.title_zh,
        "revision": revision.number,
        "edition": revision.edition_id,
        "digest": revision.digest,
        "withdrawn": revision.withdrawn,
        "successor": revision.successor,
        "redacted": revision.redacted,
    }


def _cells(declared: Fields, values: Document) -> Row:
    row: Row = {}
    for name, field in declared.items():
        row |= cells(name, field, values[name])
    return row


def _words(kind: Kind, document: Document) -> Rows:
    for name, cell in words(kind).items():
        for position, word in enumerate(document[name], 1):
            place = {kind.name: document["key"], "position": position}
            yield name, place | {cell: word}


def _listed(listed: RowFormat, owner: Row, document: Document) -> Rows:
    return _placed(listed.name, owner, row_fields(listed), document[listed.name])


def _placed(table: str, owner: Row, declared: Fields, rows: Iterable[Document]) -> Rows:
    for position, row in enumerate(rows, 1):
        yield table, owner | {"position": position} | _cells(declared, row)


def _fact(listing: Listing, fact: Fact, indexed: FactIndex) -> Row:
    of = measure(listing.kind, fact)
    return {
        "entry": listing.key,
        "fact": fact.name,
        "column": column_of(fact),
        "text": indexed.text,
        "type": str(of.type),
        "unit": of.unit and str(of.unit),
        "precision": precision(fact.value, of),
        "in_doubt": is_in_doubt(fact.value, of),
        "number": _plain(indexed.number),
        "earliest": indexed.earliest and indexed.earliest.isoformat(),
        "latest": indexed.latest and indexed.latest.isoformat(),
        "verification": str(indexed.verification),
        "sources": indexed.sources,
    }


def _plain(number: float | None) -> float | None:
    """A whole number without a point behind it."""
    return int(number) if number is not None and number.is_integer() else number
