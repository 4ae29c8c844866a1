"""Points, lines and rings in a plane: cut to a box, made simpler, measured."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

Point = tuple[float, float]
Line = list[Point]
"""A line from point to point; as a ring, the last is joined to the first."""


class Box(NamedTuple):
    """A rectangle along the axes."""

    left: float
    low: float
    right: float
    high: float

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.low - by, self.right + by, self.high + by)

    def holds(self, point: Point) -> bool:
        x, y = point
        return self.left <= x <= self.right and self.low <= y <= self.high

    def meets(self, other: "Box") -> bool:
        across = self.left <= other.right and other.left <= self.right
        return across and self.low <= other.high and other.low <= self.high


def around(points: Iterable[Point]) -> Box:
    """The least box around some points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def clip_ring(ring: Line, box: Box) -> Line:
    """The part of a ring in a box, as one ring along its edges; empty if outside.

    After Sutherland and Hodgman: one edge of the box after the other.
    """
    for axis, bound, sign in _edges(box):
        if not ring:
            return []
        ring = list(_kept(ring, axis, bound, sign))
    return ring


def _edges(box: Box) -> tuple[tuple[int, float, int], ...]:
    return ((0, box.left, 1), (0, box.right, -1), (1, box.low, 1), (1, box.high, -1))


def _kept(ring: Line, axis: int, bound: float, sign: int) -> Iterator[Point]:
    """The ring on one side of an edge."""
    before = ring[-1]
    was_in = (before[axis] - bound) * sign >= 0
    for point in ring:
        is_in = (point[axis] - bound) * sign >= 0
        if is_in != was_in:
            yield _crossing(before, point, axis, bound)
        if is_in:
            yield point
        before, was_in = point, is_in


def _crossing(start: Point, end: Point, axis: int, bound: float) -> Point:
    share = (bound - start[axis]) / (end[axis] - start[axis])
    other = 1 - axis
    across = start[other] + share * (end[other] - start[other])
    return (bound, across) if axis == 0 else (across, bound)


def clip_line(line: Line, box: Box) -> list[Line]:
    """The parts of a line in a box."""
    parts: list[Line] = []
    part: Line = []
    for start, end in pairwise(line):
        inside = _inside(start, end, box)
        if inside is None:
            continue
        first, last = inside
        if not part or part[-1] != first:
            part = [first]
            parts.append(part)
        part.append(last)
    return parts


def _inside(start: Point, end: Point, box: Box) -> tuple[Point, Point] | None:
    """The part of one stretch in a box, after Liang and Barsky."""
    first, last = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for step, room in (
        (-dx, start[0] - box.left),
        (dx, box.right - start[0]),
        (-dy, start[1] - box.low),
        (dy, box.high - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    if first >= last:
        return None
    return (
        start if first == 0 else (start[0] + first * dx, start[1] + first * dy),
        end if last == 1 else (start[0] + last * dx, start[1] + last * dy),
    )


def simplified(line: Line, tolerance: float) -> Line:
    """The line with fewer points, none of the others further off than a tolerance.

    After Douglas and Peucker; the first and the last point stay.
    """
    if len(line) < 3:
        return list(line)
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        far, at = 0.0, 0
        for index in range(start + 1, end):
            off = distance(line[index], line[start], line[end])
            if off > far:
                far, at = off, index
        if far > tolerance:
            keep.add(at)
            waiting += [(start, at), (at, end)]
    return [line[index] for index in sorted(keep)]


def simplified_ring(ring: Line, tolerance: float) -> Line:
    """A ring with fewer points: each half, from its first point to the farthest."""
    start = ring[0]
    far = max(range(len(ring)), key=lambda i: _squared(start, ring[i]))
    there = simplified(ring[: far + 1], tolerance)
    back = simplified([*ring[far:], start], tolerance)
    return [*there[:-1], *back[:-1]]


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a stretch."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = 0.0
    if length:
        share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
        share = min(1.0, max(0.0, share))
    nearest = (start[0] + share * dx, start[1] + share * dy)
    return float(_squared(point, nearest) ** 0.5)


def is_inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in a ring: a ray from it crosses the ring an odd time."""
    x, y = point
    inside = False
    before = ring[-1]
    for corner in ring:
        if (corner[1] > y) != (before[1] > y):
            share = (y - corner[1]) / (before[1] - corner[1])
            if x < corner[0] + share * (before[0] - corner[0]):
                inside = not inside
        before = corner
    return inside


def area(ring: Sequence[Point]) -> float:
    """The area of a ring, whichever way round it goes."""
    shifted = [*ring[1:], ring[0]]
    pairs = zip(ring, shifted, strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2
