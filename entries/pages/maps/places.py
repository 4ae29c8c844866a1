"""The map of all places at which exercises were held, and the table of the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entries.pages.links import Link, Links, Named
from entries.pages.maps.drawing import Map, Spot, drawn
from entries.pages.maps.exercise import state_names
from entries.pages.maps.frame import fitted, in_place, is_mapped
from entries.record.neighbours import Neighbour
from entries.record.places import Site

WIDTH = 800
LEAST = 3000.0
MOST = 300
"""Places on the map and in the table; the file holds all."""
FEW = 12
"""Exercises named at one place; of more the number is told."""
COLUMNS = ("place", "state", "latitude", "longitude", "exercises", "keys")
"""Of the file, the same in every language."""


@dataclass(frozen=True)
class Shown:
    """An exercise at a place."""

    link: Link
    start: str
    end: str
    when_disputed: str


@dataclass(frozen=True)
class Place:
    """One point of the globe, with all exercises held there."""

    number: int
    names: tuple[str, ...]
    """What the exercises call it, the most frequent first."""
    states: tuple[str, ...]
    lat: float
    lon: float
    exercises: tuple[Neighbour, ...]

    @property
    def name(self) -> str:
        return self.names[0] if self.names else f"{self.lat}, {self.lon}"

    @property
    def others(self) -> str:
        """Its other names."""
        return "; ".join(self.names[1:])


@dataclass(frozen=True)
class Row:
    """A place as a row of the table."""

    place: Place
    states: tuple[Link, ...]
    exercises: tuple[Shown, ...]
    more: int
    """How many exercises are not named."""


def places(sites: Iterable[Site]) -> list[Place]:
    """Sites at the same point as one place; where most was held, first."""
    points: dict[tuple[float, float], list[Site]] = {}
    for site in sites:
        point = (round(site.lat, 2), round(site.lon, 2))
        points.setdefault(point, []).append(site)
    found = [
        (
            _frequent(site.name for site in some),
            _frequent(site.state for site in some),
            point,
            tuple({site.exercise.key: site.exercise for site in some}.values()),
        )
        for point, some in points.items()
    ]
    found.sort(key=lambda one: (-len(one[3]), one[0], one[2]))
    return [
        Place(number, names, states, *point, exercises)
        for number, (names, states, point, exercises) in enumerate(found, 1)
    ]


def _frequent(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, the most frequent first."""
    counted = Counter(word for word in words if word)
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))


def rows(found: Sequence[Place], names: Mapping[str, Named], links: Links) -> list[Row]:
    """The table of the map."""
    return [
        Row(
            place,
            tuple(links.named(code, names.get(code)) for code in place.states),
            tuple(
                Shown(
                    links.named(one.key, one),
                    one.columns["date"],
                    one.columns["end_date"],
                    one.when_disputed,
                )
                for one in place.exercises[:FEW]
            ),
            max(0, len(place.exercises) - FEW),
        )
        for place in found[:MOST]
    ]


def places_map(
    found: Sequence[Place],
    names: Mapping[str, Named],
    links: Links,
    key: str = "",
) -> Map | None:
    """The map of the places that lie in its region; none where there are none.

    Each dot leads to its row of the table. `key` is the name of the map and of its rows
    on a page where others stand.
    """
    spots = [
        Spot(
            place.number,
            place.name,
            in_place(place.lon),
            place.lat,
            f"#{key or 'place'}-{place.number}",
            f"{place.name}: {_exercises(len(place.exercises))}",
            len(place.exercises),
        )
        for place in found[:MOST]
        if is_mapped(place.lon, place.lat)
    ]
    if not spots:
        return None
    frame = fitted([(spot.lon, spot.lat) for spot in spots], WIDTH, LEAST)
    said = _(
        "A map of %(places)s at which exercises were held; each dot's area grows with "
        "their number. The most were held at %(first)s: %(most)s."
    ) % {
        "places": ngettext("%(n)s place", "%(n)s places", len(spots))
        % {"n": len(spots)},
        "first": spots[0].name,
        "most": spots[0].size,
    }
    title = _("Places at which exercises were held")
    return drawn(key or "places", title, said, spots, frame, state_names(names, links))


def _exercises(number: int) -> str:
    return ngettext("%(n)s exercise", "%(n)s exercises", number) % {"n": number}


def lines(found: Iterable[Place]) -> list[tuple[str | float, ...]]:
    """The rows of the file, without its head."""
    return [
        (
            " / ".join(place.names),
            " ".join(place.states),
            place.lat,
            place.lon,
            len(place.exercises),
            " ".join(one.key for one in place.exercises),
        )
        for place in found
    ]
