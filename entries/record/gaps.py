"""What an edition leaves open: facts without a source, and what no source tells."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Window

from entries.languages import column
from entries.record.listing import Facet, FactIndex, Listing, ListingRows
from entries.vocabulary import (
    EntryKind,
    FrameworkStatus,
    FrameworkType,
    Outcome,
    Verification,
)

MOST = 100
"""How many of each are named; the rest is counted."""
TREATIES = (
    FrameworkType.CHARTER,
    FrameworkType.CONVENTION,
    FrameworkType.TREATY,
    FrameworkType.AGREEMENT,
    FrameworkType.PROTOCOL,
)
"""The instruments that enter into force on a day."""


@dataclass(frozen=True)
class Gaps:
    """The first rows of what lacks something, and how many there are in all."""

    rows: tuple[Any, ...]
    total: int


def unsourced(edition: int, language: str) -> Gaps:
    """The facts that no source supports, by the titles of their entries. One query.

    A popular claim is no fact that the record states: for some no evidence is found.
    """
    return _facts(edition, language, Verification.UNSOURCED)


def disputed(edition: int, language: str) -> Gaps:
    """The facts on which sources disagree, by the titles of their entries."""
    return _facts(edition, language, Verification.DISPUTED)


def _facts(edition: int, language: str, verification: Verification) -> Gaps:
    title = column("sort_title", language)
    rows = (
        FactIndex.objects.at(edition)
        .filter(verification=verification)
        .exclude(Q(listing__title="") | Q(fact__startswith="claims."))
        .select_related("listing")
        .order_by(f"listing__{title}", "listing__key", "fact")
    )
    return _first(rows.annotate(total=_total()))


def undated(edition: int, language: str) -> Gaps:
    """Treaties that no source dates the entry into force of. One query.

    What is known not to be in force lacks no date.
    """
    dated = FactIndex.objects.filter(listing=OuterRef("pk"), fact="in_force")
    waiting = _facet("status", FrameworkStatus.NOT_IN_FORCE)
    rows = Listing.objects.shown(edition).of(EntryKind.FRAMEWORK)
    return _lacking(
        rows.filter(~Exists(dated), ~waiting, subtype__in=TREATIES), language
    )


def uncounted(edition: int, language: str) -> Gaps:
    """Exercises held of how many people no source tells. One query."""
    rows = Listing.objects.shown(edition).of(EntryKind.EXERCISE)
    held = _facet("outcome", Outcome.HELD)
    return _lacking(rows.filter(held, size__isnull=True), language)


def announced(edition: int, language: str) -> Gaps:
    """Exercises announced of which no source says that they took place. One query."""
    rows = Listing.objects.shown(edition).of(EntryKind.EXERCISE)
    return _lacking(rows.filter(subtype=Outcome.ANNOUNCED), language)


def _facet(name: str, value: str) -> Exists:
    return Exists(Facet.objects.filter(listing=OuterRef("pk"), name=name, value=value))


def _lacking(rows: ListingRows, language: str) -> Gaps:
    title = F(column("sort_title", language))
    return _first(rows.order_by(title, "key").annotate(total=_total()))


def _total() -> Window:
    return Window(Count("pk"))


def _first(rows: Any) -> Gaps:
    found = tuple(rows[:MOST])
    return Gaps(found, found[0].total if found else 0)
