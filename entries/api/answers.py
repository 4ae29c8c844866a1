"""What is answered: plain objects, in the shapes that `shapes` declares."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count

from entries.api.links import Links
from entries.documents.kinds import KINDS
from entries.documents.kinds.base import Kind
from entries.documents.quality import quality
from entries.record.asking.declared import asked_as
from entries.record.edition import Edition, Revision
from entries.record.listing import Listing
from entries.record.spans import parties_on, standing_on

TITLES = ("title", "title_ru", "title_zh")


def item(
    listing: Listing, revision: Revision, document: dict[str, Any], links: Links
) -> dict[str, Any]:
    """An entry as a row of a list."""
    kind = KINDS[listing.kind]
    return {
        "key": listing.key,
        "kind": listing.kind,
        "url": links.entry(listing.kind, listing.key),
        "page": links.page(listing),
        **{name: document[name] for name in TITLES},
        "edition": listing.since,
        "revision": revision.number,
        "digest": revision.digest,
        **{named: document[name] for name, named in item_fields(kind).items()},
    }


def item_fields(kind: Kind) -> dict[str, str]:
    """What a list shows of a kind's own fields and rows, and under what name."""
    names = (*kind.fields, *(row.name for row in kind.rows))
    return {name: asked_as(kind, name) for name in names}


def entry(listing: Listing, links: Links, day: date | None) -> dict[str, Any]:
    """An entry whole: the document as published, and how well each fact stands."""
    found = {
        "key": listing.key,
        "kind": listing.kind,
        "url": links.entry(listing.kind, listing.key),
        "page": links.page(listing),
        "revision": {
            "number": listing.revision.number,
            "edition": listing.revision.edition_id,
            "published": listing.revision.edition.published,
            "schema": listing.revision.schema,
            "digest": listing.revision.digest,
            "url": links.revision(listing.kind, listing.key, listing.revision.number),
        },
        "document": json.loads(listing.revision.canonical),
        "facts": list(
            listing.fact_index.order_by("pk").values(
                "fact", "verification", "sources", "earliest", "latest"
            )
        ),
    }
    found["findings"] = [
        {"code": one.code, "path": one.path, "text": one.what, "due": one.due or None}
        for one in quality(listing.revision.document)
    ]
    if listing.kind in HELD:
        found["on"] = HELD[listing.kind](listing, day) if day else None
    return found


def _standing(listing: Listing, day: date) -> dict[str, Any]:
    return {"day": day, "standing": standing_on(listing.revision.document, day)}


def _parties(listing: Listing, day: date) -> dict[str, Any]:
    rows = parties_on(listing.revision.document, day)
    for row in rows:
        row["steps"] = [{"step": s, "answer": answer} for s, answer in row["steps"]]
    return {"day": day, "parties": rows}


HELD = {"state": _standing, "framework": _parties}
"""The kinds of which may be asked what held on a day."""


def tombstone(listing: Listing, successor: Listing | None, links: Links) -> Any:
    """What is left of an entry that was withdrawn."""
    edition = listing.revision.edition
    return {
        "key": listing.key,
        "kind": listing.kind,
        "title": listing.title,
        "title_ru": listing.title_ru,
        "title_zh": listing.title_zh,
        "edition": edition.number,
        "published": edition.published,
        "reason": edition.reason,
        "successor": successor
        and {
            "key": successor.key,
            "kind": successor.kind,
            "title": successor.title,
            "url": links.entry(successor.kind, successor.key),
        },
    }


def revision(row: Revision, links: Links) -> dict[str, Any]:
    """A revision as a row of a list."""
    return {
        "key": row.key,
        "kind": row.kind,
        "number": row.number,
        "url": links.revision(row.kind, row.key, row.number),
        "edition": row.edition_id,
        "published": row.edition.published,
        "schema": row.schema,
        "digest": row.digest,
        "withdrawn": row.withdrawn,
        "successor": row.successor or None,
        "redacted": row.redacted,
    }


def whole_revision(row: Revision, links: Links) -> dict[str, Any]:
    """A revision with its document as published; null where it was redacted."""
    document = json.loads(row.canonical) if row.canonical else None
    return {**revision(row, links), "document": document}


def editions(rows: Iterable[Edition], links: Links) -> list[dict[str, Any]]:
    """Editions, each with how many revisions it published. One query."""
    found = list(rows)
    counts: dict[int, dict[str, int]] = {row.number: {} for row in found}
    revisions = Revision.objects.filter(edition__in=counts).order_by()
    for row in revisions.values("edition", "kind").annotate(n=Count("pk")):
        counts[row["edition"]][row["kind"]] = row["n"]
    return [
        {
            "number": row.number,
            "url": links.edition(row.number),
            "page": links.edition_page(row.number),
            "published": row.published,
            "reason": row.reason,
            "editor": row.editor,
            "approver": row.approver,
            "self_approval": row.self_approval,
            "counts": by_kind(counts[row.number]),
        }
        for row in found
    ]


def by_kind(counts: dict[str, int]) -> dict[str, int]:
    """Counts under the words of the addresses, those of nothing among them."""
    return {kind.plural: counts.get(name, 0) for name, kind in KINDS.items()}
