"""What is asked of the whole record at once: who took part when, with whom, how many.

Each question is one query, however much there is.
"""

from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import ExtractYear

from entries.record.listing import Facet, FactIndex, Listing
from entries.record.neighbours import Neighbour, as_neighbours
from entries.vocabulary import EntryKind, Outcome, Verification

MOST = 2_000
"""How many entries of a kind are drawn at most; one more tells that there are more."""


class Taken(NamedTuple):
    """In how many exercises of the same years a state took part, or was a host."""

    word: str
    """`state` for whoever took part, hosted or observed, `host` for hosts alone."""
    key: str
    first: int
    last: int
    n: int


def taken(edition: int) -> list[Taken]:
    """The exercises held in which each state took part, by the years they touch."""
    rows = _held(edition).filter(name__in=("state", "host"))
    rows = rows.filter(listing__earliest__isnull=False)
    rows = rows.annotate(
        first=ExtractYear("listing__earliest"), last=ExtractYear("listing__latest")
    )
    counted = rows.order_by().values_list("name", "value", "first", "last")
    numbered = counted.annotate(n=Count("listing", distinct=True))
    return [Taken(*row) for row in numbered]


def together(edition: int) -> dict[tuple[str, str], int]:
    """In how many exercises held two states took part, under both orders.

    A state with itself has the number of all in which it took part.
    """
    rows = _held(edition).filter(
        name="state",
        listing__facets__name="state",
        value__lte=F("listing__facets__value"),
    )
    counted = rows.order_by().values_list("value", "listing__facets__value")
    found: dict[tuple[str, str], int] = {}
    for one, other, n in counted.annotate(n=Count("listing", distinct=True)):
        found[one, other] = found[other, one] = n
    return found


def _held(edition: int) -> QuerySet[Facet]:
    """The facets of the exercises of an edition that a source says were held."""
    return Facet.objects.filter(
        listing__since__lte=edition,
        listing__until__gt=edition,
        listing__withdrawn=False,
        listing__kind=EntryKind.EXERCISE,
        listing__subtype=Outcome.HELD,
    )


def named(edition: int) -> dict[str, Neighbour]:
    """Every state and series by its key, by title.

    States that stand or stood to the organization come with their documents.
    """
    rows = Listing.objects.shown(edition)
    rows = rows.filter(kind__in=(EntryKind.STATE, EntryKind.SERIES))
    standing = Facet.objects.filter(listing=OuterRef("pk"), name="role")
    has_standing = Q(Exists(standing), kind=EntryKind.STATE)
    return _with_documents(rows.order_by("sort_title", "key"), has_standing, ())


def exercises(edition: int) -> list[Neighbour]:
    """Every exercise, as `exercises_of` tells of them."""
    return exercises_of(Listing.objects.shown(edition).of(EntryKind.EXERCISE))


def exercises_of(rows: QuerySet[Listing]) -> list[Neighbour]:
    """Some exercises, the oldest first, those without a date last.

    Each with its date, outcome, size and series; with its document where sources
    disagree on the size.
    """
    series = Facet.objects.filter(listing=OuterRef("pk"), name="series")
    rows = rows.annotate(series=Subquery(series.values("value")[:1]))
    disputed = FactIndex.objects.filter(
        listing=OuterRef("pk"),
        fact="personnel",
        verification=Verification.DISPUTED,
    )
    oldest = (F("earliest").asc(nulls_last=True), "sort_title", "key")
    columns = ("date", "end_date", "subtype", "size", "series")
    found = _with_documents(rows.order_by(*oldest), Exists(disputed), columns)
    return list(found.values())


def instruments(rows: QuerySet[Listing]) -> list[Neighbour]:
    """Some frameworks with their documents, the oldest first."""
    oldest = (F("earliest").asc(nulls_last=True), "sort_title", "key")
    found = rows.annotate(card=F("revision__canonical")).order_by(*oldest)[: MOST + 1]
    return list(as_neighbours(found, [], ("card",)).values())


def _with_documents(
    rows: QuerySet[Listing], condition: Any, columns: tuple[str, ...]
) -> dict[str, Neighbour]:
    document = Case(
        When(condition, then=F("revision__canonical")),
        default=Value(""),
        output_field=TextField(),
    )
    rows = rows.annotate(card=document)[: MOST + 1]
    return as_neighbours(rows, [], (*columns, "card"))
