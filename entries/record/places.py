"""Where exercises were held: the places of the record that have coordinates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min

from entries.record.listing import FactIndex, ListingRows
from entries.record.neighbours import DATES, Neighbour, as_neighbours
from entries.record.states import held

SHOWN = ("date", "end_date")


@dataclass(frozen=True)
class Site:
    """One place of one exercise."""

    exercise: Neighbour
    key: str
    name: str
    state: str
    """The state's code, or nothing for what lies in none."""
    lat: float
    lon: float


@dataclass(frozen=True)
class Held:
    """The exercises that were asked for, and those of their places on the globe."""

    exercises: int
    sites: tuple[Site, ...]

    @property
    def located(self) -> int:
        """How many of the exercises have a place with coordinates."""
        return len({site.exercise.key for site in self.sites})


def asked(
    edition: int, series: Sequence[str] = (), decade: int | None = None
) -> ListingRows:
    """The exercises held, of some series and a decade if they are given."""
    rows = held(edition)
    if series:
        rows = rows.named("series", *series)
    return rows if decade is None else rows.began_in(decade)


def held_places(exercises: ListingRows) -> Held:
    """The places of those exercises, in the order in which they were held.

    Two queries.
    """
    ordered = exercises.order_by("earliest", "key")
    found = as_neighbours(ordered, list(DATES), SHOWN)
    facts = FactIndex.objects.filter(
        listing__in=exercises.order_by(), fact__startswith="locations."
    )
    rows: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    columns = ("listing__key", "fact", "text", "number")
    for exercise, fact, text, number in facts.values_list(*columns).order_by("fact"):
        _, key, *column = fact.split(".")
        if column:
            rows[exercise, key][column[0]] = text if number is None else number
    place = {key: at for at, key in enumerate(found)}
    sites = (
        Site(
            found[exercise],
            key,
            str(row.get("name", "")),
            str(row.get("state", "")),
            row["lat"],
            row["lon"],
        )
        for (exercise, key), row in rows.items()
        if exercise in found and "lat" in row and "lon" in row
    )
    return Held(
        len(found),
        tuple(sorted(sites, key=lambda site: place[site.exercise.key])),
    )


def decades(edition: int) -> list[int]:
    """The first years of the decades in which exercises were held, in order."""
    span = held(edition).aggregate(first=Min("earliest"), last=Max("earliest"))
    if not span["first"]:
        return []
    first, last = (span[name].year // 10 * 10 for name in ("first", "last"))
    return list(range(first, last + 1, 10))
