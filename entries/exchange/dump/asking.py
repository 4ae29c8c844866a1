"""What the archive asks of the record: rows one after the other, never all at once.

Texts are ordered by their bytes, so that every database gives them in the same order.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate

from entries.documents.kinds import KINDS
from entries.exchange.dump.files import as_json
from entries.record.edition import Change, Edition, Revision
from entries.record.listing import Listing, PublicImage

Row = dict[str, Any]

DOCUMENTS, ROWS = 50, 500
"""How many rows are read at once: those with a document, and others."""


def by_bytes(name: str) -> Collate:
    """A column of texts as what rows are ordered by."""
    return Collate(name, "C" if connection.vendor == "postgresql" else "BINARY")


def editions(last: int) -> Iterator[Row]:
    """The editions up to one, the oldest first."""
    for row in Edition.objects.filter(number__lte=last).order_by("number").iterator():
        yield {
            "number": row.number,
            "published": moment(row.published),
            "reason": row.reason,
            "editor": row.editor,
            "approver": row.approver,
            "self_approval": row.self_approval,
        }


def moment(when: datetime) -> str:
    """A point of time in UTC, to the last digit that is kept."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


def revisions(last: int) -> Iterator[Row]:
    """The revisions up to an edition; of a redacted one there is no text."""
    rows = Revision.objects.filter(edition__lte=last)
    rows = rows.order_by("edition_id", by_bytes("key"))
    for row in rows.iterator(chunk_size=DOCUMENTS):
        yield {
            "kind": row.kind,
            "key": row.key,
            "number": row.number,
            "edition": row.edition_id,
            "address": row.address,
            "schema": row.schema,
            "digest": row.digest,
            "withdrawn": row.withdrawn,
            "successor": row.successor,
            "redacted": row.redacted,
            "canonical": row.canonical or None,
        }


def changes(last: int) -> Iterator[Row]:
    """The changes up to an edition."""
    rows = Change.objects.filter(edition__lte=last)
    rows = rows.order_by("edition_id", by_bytes("key"), by_bytes("path"))
    for row in rows.iterator(chunk_size=ROWS):
        yield {
            "edition": row.edition_id,
            "kind": row.kind,
            "key": row.key,
            "revision": row.revision,
            "path": row.path,
            "old": row.old,
            "new": row.new,
            "word": row.word,
        }


def live(at: int) -> Iterator[Listing]:
    """What the record shows at an edition, tombstones too, kind by kind."""
    for kind in KINDS:
        rows: QuerySet[Listing] = Listing.objects.at(at).of(kind)
        rows = rows.select_related("revision").order_by(by_bytes("key"))
        yield from rows.iterator(chunk_size=DOCUMENTS)


def images(last: int) -> Iterator[str]:
    """The images that a page of any edition up to one shows."""
    rows = PublicImage.objects.filter(listing__since__lte=last)
    names = rows.order_by(by_bytes("name")).values_list("name", flat=True)
    yield from names.distinct().iterator(chunk_size=ROWS)


def line(row: Row) -> str:
    """A row as a line of JSON: its names in the order of the table."""
    pairs = (f"{as_json(name)}:{as_json(value)}" for name, value in row.items())
    return f"{{{','.join(pairs)}}}\n"
