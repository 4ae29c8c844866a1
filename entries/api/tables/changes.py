"""What editions did as rows, and beside them what brings a copy up to date."""

import json
from collections.abc import Iterable
from typing import Any

from entries.api.links import Links
from entries.documents.facts import EMPTY
from entries.record.changes import shown_then
from entries.record.edition import Change, Revision
from entries.record.listing import Listing
from entries.vocabulary import EntryStatus


def change_rows(
    found: Iterable[Any], links: Links, *, with_documents: bool
) -> list[dict[str, Any]]:
    """Changes as rows of the table. Two queries, however many there are."""
    rows = list(found)
    shown = shown_then(rows, with_documents=with_documents)
    digests = _digests(rows)
    return [
        _row(
            row,
            shown[row.edition_id, row.key],
            digests[row.key, row.revision],
            links,
            with_document=with_documents and row.is_first,
        )
        for row in rows
    ]


def _digests(rows: Iterable[Change]) -> dict[tuple[str, int], str]:
    """The digest of each revision that a change names."""
    named = Revision.objects.filter(
        key__in={row.key for row in rows}, number__in={row.revision for row in rows}
    )
    found = named.values_list("key", "number", "digest")
    return {(key, number): digest for key, number, digest in found}


def _row(
    row: Change, listing: Listing, digest: str, links: Links, *, with_document: bool
) -> dict[str, Any]:
    status = _status(listing)
    is_told = with_document and status == EntryStatus.SHOWN
    return {
        "id": f"{row.edition_id}/{row.key}/{row.path}",
        "edition": row.edition_id,
        "published": row.edition.published,
        "reason": row.edition.reason,
        "entry": row.key,
        "kind": row.kind,
        "title": listing.title,
        "title_ru": listing.title_ru,
        "title_zh": listing.title_zh,
        "path": row.path,
        "old": _told(row.old),
        "new": _told(row.new),
        "word": row.word,
        "revision": row.revision,
        "digest": digest,
        "status": status,
        "successor": listing.successor or None,
        "document": json.loads(listing.revision.canonical) if is_told else None,
        "url": links.revision(row.kind, row.key, row.revision),
        "page": links.edition_page(row.edition_id),
    }


def _told(value: Any) -> Any:
    """A value; null for what a document has where it has nothing."""
    return None if value in EMPTY else value


def _status(listing: Listing) -> EntryStatus:
    """What an edition shows of an entry: as of now, a redaction reaches back."""
    if listing.withdrawn:
        return EntryStatus.WITHDRAWN
    return EntryStatus.REDACTED if listing.revision.redacted else EntryStatus.SHOWN
