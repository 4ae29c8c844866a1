"""What editions did, change by change, and what each of them showed then."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from entries.record.edition import Change
from entries.record.listing import Listing

Rows = QuerySet[Any]
Place = tuple[int, str]
"""An edition and the key of an entry that it changed."""


def after(since: int, edition: int) -> Rows:
    """All that editions did after one and up to another."""
    return Change.objects.filter(edition__gt=since, edition__lte=edition)


def in_full(asked: Rows) -> Rows:
    """Changes with their editions.

    Each with `is_first`: whether it is the first of those asked for that its edition
    did to its entry.
    """
    before = asked.filter(
        edition=OuterRef("edition"), key=OuterRef("key"), path__lt=OuterRef("path")
    )
    rows: Rows = Change.objects.select_related("edition").annotate(
        is_first=~Exists(before)
    )
    return rows


def shown_then(
    rows: Iterable[Change], *, with_documents: bool = False
) -> dict[Place, Listing]:
    """What the edition of each change shows of its entry. One query."""
    places = {(row.edition_id, row.key) for row in rows}
    if not places:
        return {}
    found = Listing.objects.filter(
        key__in={key for _edition, key in places},
        since__lte=max(edition for edition, _key in places),
        until__gt=min(edition for edition, _key in places),
    ).select_related("revision")
    if not with_documents:
        found = found.defer("revision__canonical")
    spans: dict[str, list[Listing]] = {}
    for listing in found:
        spans.setdefault(listing.key, []).append(listing)
    return {
        (edition, key): next(
            one for one in spans[key] if one.since <= edition < one.until
        )
        for edition, key in places
    }
