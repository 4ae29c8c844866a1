"""A map as its template draws it: a ground, dots, names, and links on the dots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Any

from entries.pages.maps.base import Base, base, name_points
from entries.pages.maps.base import state as state_path
from entries.pages.maps.frame import Frame
from entries.pages.maps.geometry import Box, Point
from entries.pages.maps.labels import Dot, Label, placed, width
from entries.pages.maps.outlines import outlines

LETTERS, FIGURES = 13.0, 26.0
"""The size of names, and of the numbers in their stead where the map is small."""
NAMES = 10.5
"""The size of the names of states."""
TOUCH = 12.0
"""Half of what a link on the map is wide: 24 pixels can be touched."""
DOT, GROWTH, LARGEST = 4.5, 3.4, 20.0
EDGE = 4.0
SCALE_ROOM = Box(0, -34, 190, 0)
"""The lower left corner, from the bottom up."""


@dataclass(frozen=True)
class Spot:
    """What is to be shown at one place."""

    number: int
    name: str
    lon: float
    lat: float
    url: str
    words: str
    """What a link on it is called."""
    size: int = 1
    """How much there is of it: a dot's area grows with that."""


@dataclass(frozen=True)
class Mark:
    """A dot."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Target:
    """What can be touched on the map: one dot, or several that are close."""

    x: float
    y: float
    radius: float
    url: str
    words: str


@dataclass(frozen=True)
class StateName:
    """The name of a state on the ground."""

    text: str
    lang: str
    x: float
    y: float
    is_own: bool = False
    """Whether it is the state that the map is about."""


@dataclass(frozen=True)
class Map:
    """All that the template of a map shows."""

    key: str
    title: str
    said: str
    """What is seen, in words."""
    width: int
    height: int
    base: Base
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()
    numbers: tuple[Label, ...] = ()
    """In place of the names where the map is shown small."""
    targets: tuple[Target, ...] = ()
    spots: tuple[Spot, ...] = ()
    """What is shown, for the list beneath the map."""
    states: tuple[StateName, ...] = ()
    highlight: str = ""
    """The path of the state that the map is about."""
    has_sizes: bool = False

    @property
    def source(self) -> Mapping[str, Any]:
        """Whose the outlines are, in which version."""
        return outlines().source

    @property
    def corner(self) -> float:
        """Where the bar of the scale ends."""
        return round(10 + self.base.scale.pixels, 1)


def drawn(
    key: str,
    title: str,
    said: str,
    spots: Sequence[Spot],
    frame: Frame,
    states: dict[str, tuple[str, str]],
) -> Map:
    """The map of some places, with the names of states as far as there is room."""
    largest_first = sorted(spots, key=lambda spot: -spot.size)
    dots = [
        Dot(frame.at(spot.lon, spot.lat), _radius(spot.size), spot.name)
        for spot in largest_first
    ]
    room = frame.box.grown(-EDGE)
    taken = [scale_room(frame)]
    labels, full = placed(dots, room, LETTERS, taken)
    figures = [
        Dot(dot.at, dot.radius * 1.6, str(spot.number))
        for dot, spot in zip(dots, largest_first, strict=True)
    ]
    numbers, _ = placed(figures, room, FIGURES * frame.width / 700, away=())
    return Map(
        key,
        title,
        said,
        frame.width,
        frame.height,
        base(frame),
        tuple(Mark(*_rounded(dot.at), dot.radius) for dot in dots),
        tuple(filter(None, labels)),
        tuple(filter(None, numbers)) if len(spots) > 1 else (),
        tuple(_targets(largest_first, dots)),
        tuple(spots),
        tuple(names(frame, states, full)),
        has_sizes=any(spot.size > 1 for spot in spots),
    )


def _radius(size: int) -> float:
    return round(min(LARGEST, DOT + GROWTH * (sqrt(size) - 1)), 1)


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def scale_room(frame: Frame) -> Box:
    """Where the bar of the scale stands."""
    left, low, right, high = SCALE_ROOM
    return Box(left, frame.height + low, right, frame.height + high)


def _targets(spots: Sequence[Spot], dots: Sequence[Dot]) -> list[Target]:
    """Links on the dots; those so close that fingers could not part them are one."""
    groups: list[tuple[Dot, list[Spot]]] = []
    for spot, dot in zip(spots, dots, strict=True):
        for first, others in groups:
            if _apart(first.at, dot.at) < _touch(first) + _touch(dot):
                others.append(spot)
                break
        else:
            groups.append((dot, [spot]))
    return [
        Target(
            *_rounded(dot.at),
            _touch(dot),
            some[0].url,
            "; ".join(spot.words for spot in sorted(some, key=lambda s: s.number)),
        )
        for dot, some in sorted(groups, key=lambda group: group[1][0].number)
    ]


def _touch(dot: Dot) -> float:
    return max(TOUCH, dot.radius)


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def names(
    frame: Frame,
    states: dict[str, tuple[str, str]],
    taken: Sequence[Box],
    own: str = "",
) -> list[StateName]:
    """The names of states, each within its outline, where nothing else stands."""
    full = list(taken)
    found = []
    for code, (text, lang) in states.items():
        half = round(width(text, NAMES) * 0.62, 1)
        for x, y in name_points(frame, code, half):
            room = Box(x - half, y - NAMES, x + half, y + NAMES * 0.4)
            if not any(room.meets(other) for other in full):
                full.append(room)
                found.append(StateName(text, lang, *_rounded((x, y)), code == own))
                break
    return found


def highlighted(frame: Frame, code: str) -> str:
    """The path of one state's outline."""
    return state_path(frame, code)
