"""How the record is spread over the years."""

from django.db.models import Count
from django.db.models.functions import Substr

from entries.record.listing import Listing, Mention
from entries.vocabulary import EntryKind, Outcome

Years = tuple[tuple[int, int], ...]
"""Pairs of a year and a number, the earliest first."""


def exercises_held(edition: int, facet: str = "", value: str = "") -> Years:
    """How many exercises were held in each year, of all or of those with a facet.

    By the year in which each began. One query.
    """
    rows = Listing.objects.shown(edition).of(EntryKind.EXERCISE)
    rows = rows.filter(subtype=Outcome.HELD).exclude(date="")
    if facet:
        rows = rows.named(facet, value)
    counted = rows.order_by().values(year=Substr("date", 1, 4)).annotate(n=Count("pk"))
    return tuple((int(row["year"]), row["n"]) for row in counted.order_by("year"))


def resting_by_kind(key: str, edition: int) -> dict[str, int]:
    """How many facts of each kind of entry cite a source. One query."""
    rows = Mention.objects.filter(
        key=key,
        how="citation",
        listing__since__lte=edition,
        listing__until__gt=edition,
        listing__withdrawn=False,
    )
    counted = rows.order_by().values_list("listing__kind").annotate(n=Count("pk"))
    return dict(counted.order_by("listing__kind"))
