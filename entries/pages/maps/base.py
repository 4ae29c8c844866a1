"""What lies beneath the places: land, lakes, boundaries, a grid and a scale."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from entries.pages.maps.frame import Frame
from entries.pages.maps.geometry import (
    Box,
    Line,
    Point,
    area,
    around,
    clip_line,
    clip_ring,
    is_inside,
    simplified,
)
from entries.pages.maps.outlines import outlines

OVER = 6.0
"""Pixels by which shapes reach over the edge, so that no cut is seen."""
FINE, ROUGH = 1.0, 3.0
"""Pixels by which a drawn line may be off, and one that is only reckoned with."""
SMALLEST = 6.0
"""Square pixels: what is smaller is not drawn."""
TRIES = 9
"""Across and down: places in a state that are tried for its name."""
NAME_HIGH = 9.0
GRID = ((600, 20), (250, 10), (120, 5), (0, 2))
"""By kilometres to a tenth of the width: degrees from line to line."""
LENGTHS = (2000, 1000, 500, 200, 100, 50)
SCALE_MOST = 0.22
"""Of the width, for the bar that shows the scale."""


@dataclass(frozen=True)
class Scale:
    """A bar of so many kilometres, true in the middle of the map."""

    kilometres: int
    pixels: float


@dataclass(frozen=True)
class Base:
    """The paths of a map's ground, for the attribute `d`; empty where nothing is."""

    land: str
    lakes: str
    settled: str
    unsettled: str
    disputed: str
    grid: str
    scale: Scale


@lru_cache(maxsize=256)
def base(frame: Frame) -> Base:
    """The ground of a window, the same for all that is shown on it."""
    found, extent = outlines(), frame.extent()
    return Base(
        _areas(found.land, frame, extent),
        _areas(found.lakes, frame, extent),
        _strokes(found.settled, frame, extent),
        _strokes(found.unsettled, frame, extent),
        _areas(found.disputed, frame, extent),
        _grid(frame, extent),
        _scale(frame),
    )


@lru_cache(maxsize=256)
def state(frame: Frame, code: str) -> str:
    """The path of a state's outline in a window."""
    return _areas(outlines().states.get(code, ()), frame, frame.extent())


@lru_cache(maxsize=2048)
def name_points(frame: Frame, code: str, half: float) -> tuple[Point, ...]:
    """Points of the window at which a name so wide lies within a state, best first.

    Never in a disputed area: a name there would say whose it is.
    """
    rings = outlines().states.get(code, ())
    extent = frame.extent()
    if not rings or not _near(rings[0], extent):
        return ()
    rough = simplified(_drawn(rings[0], frame), ROUGH)
    ring = clip_ring(rough, frame.box.grown(-half / 4))
    if len(ring) < 3:
        return ()
    disputed = _disputed(frame)
    box = around(ring)
    steps = [(1 + 2 * i) / (2 * TRIES) for i in range(TRIES)]
    spots = (
        (box.left + i * (box.right - box.left), box.low + j * (box.high - box.low))
        for i in steps
        for j in steps
    )
    inside = [
        (x, y)
        for x, y in spots
        if all(is_inside((x + at * half, y), ring) for at in (-0.7, 0, 0.7))
        and not any(_touches(x, y, half, one) for one in disputed)
    ]
    return tuple(sorted(inside, key=lambda spot: -_room(spot, ring)))


@lru_cache(maxsize=256)
def _disputed(frame: Frame) -> tuple[Line, ...]:
    extent = frame.extent()
    return tuple(
        _drawn(ring, frame) for ring in outlines().disputed if _near(ring, extent)
    )


def _touches(x: float, y: float, half: float, ring: Line) -> bool:
    """Whether a name there would run into an area."""
    name = Box(x - half, y - NAME_HIGH, x + half, y + NAME_HIGH)
    return bool(clip_ring(ring, name)) or is_inside((x, y), ring)


def _room(spot: Point, ring: Line) -> float:
    """How far the ring is from a spot; to its sides more is asked than up and down."""
    x, y = spot
    return min(abs(x - a) / 2.5 + abs(y - b) for a, b in ring)


def _areas(rings: Iterable[Line], frame: Frame, extent: Box) -> str:
    window = frame.box.grown(OVER)
    cut = (
        clip_ring(_drawn(ring, frame), window) for ring in rings if _near(ring, extent)
    )
    large = (ring for ring in cut if len(ring) > 2 and area(ring) >= SMALLEST)
    return path((simplified(ring, FINE) for ring in large), closed=True)


def _strokes(lines: Iterable[Line], frame: Frame, extent: Box) -> str:
    window = frame.box.grown(OVER)
    parts = (
        simplified(part, FINE)
        for line in lines
        if _near(line, extent)
        for part in clip_line(_drawn(line, frame), window)
    )
    return path(parts)


def _near(line: Line, extent: Box) -> bool:
    return around(line).meets(extent)


def _drawn(line: Line, frame: Frame) -> Line:
    return [frame.at(lon, lat) for lon, lat in line]


def _grid(frame: Frame, extent: Box) -> str:
    """Meridians and parallels, at whole steps of degrees."""
    tenth = frame.width / frame.scale / 10
    step = next(degrees for least, degrees in GRID if tenth >= least)
    west, east = int(extent.left // step), int(extent.right // step) + 1
    south, north = int(extent.low // step), int(extent.high // step) + 1
    fine = [extent.low + (extent.high - extent.low) * i / 40 for i in range(41)]
    wide = [extent.left + (extent.right - extent.left) * i / 60 for i in range(61)]
    lines = [[(float(lon * step), lat) for lat in fine] for lon in range(west, east)]
    lines += [
        [(lon, float(lat * step)) for lon in wide]
        for lat in range(south, north)
        if -90 < lat * step < 90
    ]
    return _strokes(lines, frame, extent)


def _scale(frame: Frame) -> Scale:
    room = frame.width * SCALE_MOST / frame.scale
    length = next((one for one in LENGTHS if one <= room), LENGTHS[-1])
    return Scale(length, round(length * frame.scale, 1))


def path(lines: Iterable[Line], *, closed: bool = False) -> str:
    """Lines as one path, each by steps in tenths of a pixel."""
    end = "z" if closed else ""
    drawn = []
    for line in lines:
        tenths = [(round(x * 10), round(y * 10)) for x, y in line]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths) if a != b]
        if steps:
            words = " ".join(f"{_tenth(x)} {_tenth(y)}" for x, y in steps)
            drawn.append(f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}l{words}{end}")
    return "".join(drawn)


def _tenth(value: int) -> str:
    return f"{value / 10:g}"
