"""How well the facts of an edition stand, counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils import timezone

from entries.dates import parse
from entries.documents.facts import Evidence, facts
from entries.record.listing import FactIndex, Listing
from entries.record.pin import Pin
from entries.vocabulary import Verification

HAS_REVIEW = '"review_by":"'
"""What a canonical text holds where a day for another check is set."""


@dataclass(frozen=True)
class Standing:
    """How many facts a group has, and how they stand."""

    facts: int = 0
    verified: int = 0
    unverified: int = 0
    disputed: int = 0
    unsourced: int = 0
    """These four make up all facts."""
    single: int = 0
    """Those that rest on one source, verified or not."""
    overdue: int = 0
    """Those with a day for another check that is over."""

    def __add__(self, other: "Standing") -> "Standing":
        names = (one.name for one in fields(self))
        return Standing(*(getattr(self, n) + getattr(other, n) for n in names))


Cell = tuple[str, str]
"""A kind and a year, the year empty where an entry has no date."""


def as_of(pin: Pin) -> date:
    """Today, or the day of an old edition: what was overdue then."""
    if pin.edition and pin.is_old:
        return pin.edition.published.date()
    return timezone.localdate()


def standings(edition: int, day: date) -> dict[Cell, Standing]:
    """How the facts of an edition stand on a day, by kind and year. Two queries.

    The year is that in which an exercise began or a framework was signed.
    """
    late = _overdue(edition, day)
    year = Substr("listing__date", 1, 4)
    shown = FactIndex.objects.at(edition).order_by()
    rows = shown.values("listing__kind", year=year).annotate(
        facts=Count("pk"),
        single=Count("pk", filter=Q(sources=1)),
        **{
            word.value: Count("pk", filter=Q(verification=word))
            for word in Verification
        },
    )
    found: dict[Cell, Standing] = {}
    for row in rows.order_by("listing__kind", "year"):
        counts: dict[str, Any] = dict(row)
        cell = (counts.pop("listing__kind"), counts.pop("year"))
        found[cell] = Standing(**counts, overdue=late[cell])
    return found


def _overdue(edition: int, day: date) -> Counter[Cell]:
    """Facts with a citation that was to be checked again before a day.

    No index has that day; only the documents that give one are read.
    """
    late: Counter[Cell] = Counter()
    rows = Listing.objects.shown(edition).filter(
        revision__canonical__contains=HAS_REVIEW
    )
    for row in rows.select_related("revision").iterator(chunk_size=100):
        document = row.revision.document
        evidence = Evidence(document)
        late[(row.kind, row.date[:4])] += sum(
            any(_is_over(citation, day) for citation in evidence.sources(fact.name))
            for fact in facts(document)
        )
    return late


def _is_over(citation: dict[str, Any], day: date) -> bool:
    due = parse(citation["review_by"])
    return due is not None and due.last < day


def together(
    standings: dict[Cell, Standing], group: Callable[[Cell], str]
) -> dict[str, Standing]:
    """The standings of cells, put together by what names a group."""
    found: dict[str, Standing] = {}
    for cell, standing in standings.items():
        name = group(cell)
        found[name] = found.get(name, Standing()) + standing
    return found
