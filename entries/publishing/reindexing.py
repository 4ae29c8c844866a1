"""Rebuilding the record's indexes, for every edition, from the revisions alone."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from entries.publishing import indexing
from entries.publishing.submission import RecordLock
from entries.record.edition import OPEN, Revision
from entries.record.listing import (
    Address,
    Facet,
    FactIndex,
    Listing,
    Mention,
    PublicImage,
    RenderedText,
)
from entries.record.search import engine

CHUNK = 200
CLEARED = 2_000
HANGING = (
    Facet,
    FactIndex,
    Mention,
    RenderedText,
    PublicImage,
)


def reindex(keys: Iterable[str] | None = None) -> int:
    """Rebuild the indexes of the entries named, or of all.

    Returns how many revisions were indexed. Readers see the old indexes until it is
    done.
    """
    chosen = None if keys is None else list(keys)
    with transaction.atomic():
        RecordLock.take()
        _clear(chosen)
        count = 0
        for chunk in _chunks(chosen):
            indexing.write(indexing.index(row, until) for row, until in chunk)
            indexing.write_addresses([revision for revision, _ in chunk])
            count += len(chunk)
    return count


def _clear(keys: list[str] | None) -> None:
    listings = Listing.objects.all()
    addresses = Address.objects.all()
    if keys is not None:
        listings = listings.filter(key__in=keys)
        addresses = addresses.filter(key__in=keys)
        engine.remove(listings.values_list("pk", flat=True))
    else:
        engine.clear()
    for model in HANGING:
        model.objects.filter(listing__in=listings).delete()
    while some := list(listings.values_list("pk", flat=True)[:CLEARED]):
        Listing.objects.filter(pk__in=some).delete()
    addresses.delete()


def _chunks(keys: list[str] | None) -> Iterator[list[tuple[Revision, int]]]:
    """Each revision with the edition at which the next one of its key took over."""
    rows = Revision.objects.order_by("key", "number")
    if keys is not None:
        rows = rows.filter(key__in=keys)
    chunk: list[tuple[Revision, int]] = []
    waiting: Revision | None = None
    for revision in rows.iterator(chunk_size=CHUNK):
        if waiting:
            follows = waiting.key == revision.key
            chunk.append((waiting, revision.edition_id if follows else OPEN))
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
        waiting = revision
    if waiting:
        chunk.append((waiting, OPEN))
    if chunk:
        yield chunk
