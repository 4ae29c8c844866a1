"""What is asked of the whole record at once: who took part when, with whom, how many.

Each question is one query, however much there is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
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
from django.db.models.functions import Cast, Substr

from entries.record.listing import Facet, FactIndex, Listing
from entries.record.neighbours import Neighbour, as_neighbours
from entries.vocabulary import EntryKind, Outcome, Verification

MOST = 2_000
"""How many entries of a kind are drawn at most; one more tells that there are more."""

OLDEST = (F("earliest").asc(nulls_last=True), "sort_title", "key")


class Taken(NamedTuple):
    """In how many exercises of the same years a state took part, or was a host."""

    word: str
    """`state` for whoever took part, hosted or observed, `host` for hosts alone."""
    key: str
    first: int | None
    last: int | None
    """None where nobody knows when."""
    n: int


def taken(edition: int) -> list[Taken]:
    """The exercises held in which each state took part, by the years they touch."""
    rows = _held(edition).filter(name__in=("state", "host"))
    rows = rows.annotate(
        first=_year("listing__earliest"), last=_year("listing__latest")
    )
    counted = rows.order_by().values_list("name", "value", "first", "last")
    # An exercise has each of these facets once.
    return [
        Taken(word, key, first and int(first), last and int(last), n)
        for word, key, first, last, n in counted.annotate(n=Count("pk"))
    ]


def _year(day: str) -> Substr:
    """A year as text: of a day as both databases write it, without a function call."""
    return Substr(Cast(day, CharField()), 1, 4)


class Counted(NamedTuple):
    """In how many exercises states took part."""

    parts: Counter[tuple[str, int]]
    """By state and year; one that lasted into another year counts in both."""
    hosted: Counter[tuple[str, int]]
    """Those of them of which it was a host."""
    totals: Counter[str]
    """By state, each exercise once, with those that nobody can date."""


def counted(rows: Iterable[Taken]) -> Counted:
    """What states took part in, put together by state and year."""
    found = Counted(Counter(), Counter(), Counter())
    for row in rows:
        is_host = row.word == "host"
        found.totals[row.key] += 0 if is_host else row.n
        counts = found.hosted if is_host else found.parts
        for year in _touched(row):
            counts[row.key, year] += row.n
    return found


def _touched(row: Taken) -> range:
    """The years that exercises touch; none of those that nobody can date."""
    if row.first is None or row.last is None:
        return range(0)
    return range(row.first, row.last + 1)


def together(edition: int) -> dict[tuple[str, str], int]:
    """In how many exercises held two states took part, under both orders.

    A state with itself has the number of all in which it took part.
    """
    rows = _held(edition).filter(name="state").order_by()
    took: dict[int, list[str]] = defaultdict(list)
    for listing, state in rows.values_list("listing_id", "value"):
        took[listing].append(state)
    # A database would join every part in an exercise with every other; most exercises
    # have the same states as some others.
    found: Counter[tuple[str, str]] = Counter()
    for states, n in Counter(tuple(sorted(one)) for one in took.values()).items():
        for one, other in product(states, states):
            found[one, other] += n
    return dict(found)


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


def standing(named: Mapping[str, Neighbour]) -> list[Neighbour]:
    """The states that stand or stood to the organization, the first to do so first."""
    known = [one for one in named.values() if one.document and one.kind == "state"]

    def first(one: Neighbour) -> tuple[str, str]:
        rows: list[dict[str, Any]] = (one.document or {})["standing"]
        return min(row["from"] or "" for row in rows), one.title

    return sorted(known, key=first)


def exercises(edition: int) -> list[Neighbour]:
    """Every exercise, as `exercises_of` tells of them."""
    return exercises_of(Listing.objects.shown(edition).of(EntryKind.EXERCISE))


def exercises_of(rows: QuerySet[Listing]) -> list[Neighbour]:
    """Some exercises, the oldest first, those without a date last.

    Each with its date, outcome, size and series; with its document where sources
    disagree on the size.
    """
    rows = in_series(rows).order_by(*OLDEST)
    columns = ("date", "end_date", "subtype", "size", "series")
    return list(_with_documents(rows, Exists(_disputed()), columns).values())


def in_series(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """Exercises, each with the key of its series."""
    series = Facet.objects.filter(listing=OuterRef("pk"), name="series")
    return rows.annotate(series=Subquery(series.values("value")[:1]))


def with_dispute(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """Exercises, each with whether sources disagree on its size."""
    return rows.annotate(is_disputed=Exists(_disputed()))


def _disputed() -> QuerySet[FactIndex]:
    return FactIndex.objects.filter(
        listing=OuterRef("pk"),
        fact="personnel",
        verification=Verification.DISPUTED,
    )


def years(rows: QuerySet[Listing]) -> Counter[tuple[int, str]]:
    """How many exercises began in each year, by what became of them. One query."""
    dated = rows.exclude(date="").order_by()
    began = dated.values("subtype", year=Substr("date", 1, 4))
    counted = began.annotate(n=Count("pk")).values_list("year", "subtype", "n")
    return Counter({(int(year), subtype): n for year, subtype, n in counted})


def instruments(rows: QuerySet[Listing]) -> list[Neighbour]:
    """Some frameworks with their documents, the oldest first."""
    found = rows.annotate(card=F("revision__canonical")).order_by(*OLDEST)[: MOST + 1]
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
