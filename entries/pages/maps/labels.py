"""Room for names: beside their dots, else at the end of a short line, else nowhere.

No two names overlap, and none covers a dot.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from entries.pages.maps.geometry import Box, Point

GAP = 3.0
"""Pixels between a dot and its name."""
WIDEST = 24
"""Letters in a line of a name; longer ones take two."""
AWAY = (16.0, 30.0, 46.0)
"""How far off a name may stand, with a line to it."""
AROUND = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.0, -1.0),
    (0.0, 1.0),
    (0.8, -0.8),
    (-0.8, -0.8),
    (0.8, 0.8),
    (-0.8, 0.8),
)
"""The sides of a dot, the better ones first."""


@dataclass(frozen=True)
class Dot:
    """A place on the map, with the name that is to stand at it."""

    at: Point
    radius: float
    name: str


@dataclass(frozen=True)
class Label:
    """A name where there is room for it."""

    lines: tuple[str, ...]
    x: float
    y: float
    """Of the baseline of the first line."""
    anchor: str
    """`start`, `middle` or `end`."""
    leader: tuple[Point, Point] | None = None
    """The line from the dot to the name, where that stands off."""
    step: float = 0.0
    """From line to line."""


def lettered(name: str) -> tuple[str, ...]:
    """A name in one or two lines, without what a comma or a bracket adds."""
    short = name.partition(",")[0].partition(" (")[0].strip() or name
    if len(short) <= WIDEST:
        return (short,)
    lines = [""]
    for word in short.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= WIDEST or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]} …"]
    return tuple(line if len(line) <= 2 * WIDEST else f"{line[:40]}…" for line in lines)


def width(text: str, size: float) -> float:
    """About how wide a text is: Chinese letters are as wide as they are high."""
    return sum(1.0 if letter >= "\u2e80" else 0.56 for letter in text) * size


def placed(
    dots: Sequence[Dot],
    box: Box,
    size: float,
    taken: Iterable[Box] = (),
    away: Sequence[float] = AWAY,
) -> tuple[list[Label | None], list[Box]]:
    """For each dot its label, or nothing where there is no room; the first come first.

    And all that is then taken up. `away` are the distances at which a name may stand
    off with a line to it.
    """
    full = [*taken, *(_around(dot) for dot in dots)]
    found: list[Label | None] = []
    for dot in dots:
        label, room = _first(_tries(dot, size, away), _around(dot), box, full)
        found.append(label)
        if room:
            full.append(room)
    return found, full


def _around(dot: Dot) -> Box:
    x, y = dot.at
    return Box(x, y, x, y).grown(dot.radius)


def _first(
    tries: Iterable[tuple[Label, Box]], own: Box, box: Box, full: Sequence[Box]
) -> tuple[Label | None, Box | None]:
    """The first of some places for a name that is free, with what it takes up."""
    others = [other for other in full if other != own]
    for label, room in tries:
        if not _within(room, box) or any(room.meets(other) for other in others):
            continue
        if not (label.leader and _crosses(label.leader, others)):
            return label, room
    return None, None


def _within(inner: Box, outer: Box) -> bool:
    low, high = (inner.left, inner.low), (inner.right, inner.high)
    return outer.holds(low) and outer.holds(high)


def _crosses(leader: tuple[Point, Point], others: Sequence[Box]) -> bool:
    """Whether a line to a name runs over another name or dot."""
    (ax, ay), (bx, by) = leader
    points = [(ax + (bx - ax) * i / 6, ay + (by - ay) * i / 6) for i in range(1, 6)]
    return any(box.holds(point) for box in others for point in points)


def _tries(dot: Dot, size: float, away: Sequence[float]) -> Iterator[tuple[Label, Box]]:
    """Where a name could stand, the best places first."""
    lines = lettered(dot.name)
    for far in (0.0, *away):
        for side in AROUND:
            yield _try(dot, lines, size, side, far)


def _try(
    dot: Dot,
    lines: tuple[str, ...],
    size: float,
    side: tuple[float, float],
    away: float,
) -> tuple[Label, Box]:
    step = size * 1.15
    wide, high = max(width(line, size) for line in lines), step * len(lines)
    far = dot.radius + GAP + away
    length = hypot(*side)
    x = dot.at[0] + side[0] / length * far
    y = dot.at[1] + side[1] / length * far
    anchor = "start" if side[0] > 0 else "end" if side[0] < 0 else "middle"
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    top = y - high / 2
    if anchor == "middle":
        top = y - high if side[1] < 0 else y
    leader = None
    if away:
        near = dot.radius / length
        start = (dot.at[0] + side[0] * near, dot.at[1] + side[1] * near)
        leader = (start, (x, y))
    label = Label(
        lines, round(x, 1), round(top + size * 0.9, 1), anchor, leader, round(step, 1)
    )
    return label, Box(left - 1, top, left + wide + 1, top + high)
