"""Makes the file of outlines from Natural Earth's public GeoJSON.

Land, large lakes and outlines of states are carried over, cut to one region and with
fewer points. A boundary is kept as settled only where the data call it international
and no disputed area lies along it; what else there is of it is kept as unsettled. The
lines of claims are not carried over, the disputed areas themselves are, so that a map
can leave them to no state.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from entries.pages.maps.geometry import (
    Box,
    Line,
    Point,
    area,
    around,
    clip_line,
    clip_ring,
    distance,
    is_inside,
    simplified,
    simplified_ring,
)
from entries.pages.maps.outlines import packed

REGION = Box(-19, -12, 192, 82)
"""Longitudes and latitudes: Asia and Europe with Russia's far east, past 180°."""
SEAM = 180.0
FAR_EAST = -168.5
"""Longitudes west of this belong to the eastern end of Asia."""

TOLERANCE = 0.045
"""Degrees of latitude, about five kilometres."""
SMALLEST = 0.02
"""Square degrees: smaller islands and lakes are left out, but not small states."""
MOST_ISLANDS = 40
NEAR = 0.2
"""A boundary so near to a disputed area, in degrees, is not called settled."""
STEP = 0.1
"""How far apart the points are at which a boundary is held against those areas."""

LAND = "ne_50m_land"
LAKES = "ne_50m_lakes"
BOUNDARIES = "ne_50m_admin_0_boundary_lines_land"
STATES = "ne_50m_admin_0_countries"
DISPUTED = "ne_10m_admin_0_disputed_areas"
FILES = (LAND, LAKES, BOUNDARIES, STATES, DISPUTED)
SETTLED = "International boundary (verify)"
IN_DISPUTE = {
    "Admin-0 claim area",
    "Admin-0 breakaway and disputed",
    "Admin-0 indeterminant",
}
WITHOUT_CODE = {"France": "FRA", "Norway": "NOR", "S. Sudan": "SSD"}
"""States to which version 4 of the data gives no ISO code."""


class OutlinesError(ValueError):
    """Files that no outlines can be made of; the message says why."""


def made(folder: Path, source: dict[str, str]) -> dict[str, Any]:
    """The content of the file of outlines, from a folder of GeoJSON files."""
    read = {name: _read(folder / f"{name}.json") for name in FILES}
    areas = [
        ring
        for one in read[DISPUTED]
        if _said(one, "featurecla") in IN_DISPUTE
        for ring in _rings(one)
    ]
    settled, unsettled = _boundaries(read[BOUNDARIES], areas)
    kept = _large(_cut(_joined(_all_rings(read[LAND]))))
    lakes = (one for one in read[LAKES] if _said(one, "scalerank") <= 1)
    return {
        "source": source | {"sha256": _digests(folder)},
        "land": [packed(ring) for ring in kept],
        "lakes": [packed(ring) for ring in _large(_cut(_all_rings(lakes)))],
        "settled": [packed(line) for line in settled],
        "unsettled": [packed(line) for line in unsettled],
        "disputed": [packed(ring) for ring in _cut(areas) if area(ring) > 0],
        "states": dict(sorted(_states(read[STATES]))),
    }


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{file.name}: {error}"
        raise OutlinesError(msg) from error
    features: list[dict[str, Any]] = found.get("features", [])
    if not features:
        msg = f"{file.name} has no features"
        raise OutlinesError(msg)
    return features


def _digests(folder: Path) -> dict[str, str]:
    return {
        f"{name}.json": hashlib.sha256(
            (folder / f"{name}.json").read_bytes()
        ).hexdigest()
        for name in FILES
    }


def _said(feature: dict[str, Any], name: str) -> Any:
    """A property: some files have its name in capitals."""
    properties = feature["properties"]
    return properties.get(name, properties.get(name.upper()))


def _rings(feature: dict[str, Any]) -> Iterator[Line]:
    """The rings of a feature's areas, none joined to itself, the far east in place."""
    geometry = feature["geometry"]
    shapes = geometry["coordinates"]
    for shape in shapes if geometry["type"] == "MultiPolygon" else [shapes]:
        for ring in shape:
            yield _in_place([(x, y) for x, y, *_ in ring[:-1]])


def _all_rings(features: Iterable[dict[str, Any]]) -> list[Line]:
    return [ring for feature in features for ring in _rings(feature)]


def _lines(feature: dict[str, Any]) -> Iterator[Line]:
    geometry = feature["geometry"]
    parts = geometry["coordinates"]
    for part in parts if geometry["type"] == "MultiLineString" else [parts]:
        yield _in_place([(x, y) for x, y, *_ in part])


def _in_place(line: Line) -> Line:
    """What lies wholly west of the seam at 180° is put behind it."""
    if all(x <= FAR_EAST for x, _ in line):
        return [(x + 360, y) for x, y in line]
    return line


def _joined(rings: list[Line]) -> list[Line]:
    """Rings with those that meet at 180° made one: the data cut them there."""
    west = [ring for ring in rings if max(x for x, _ in ring) == SEAM]
    east = [ring for ring in rings if min(x for x, _ in ring) == SEAM]
    whole = [ring for ring in rings if ring not in west and ring not in east]
    for ring in west:
        other = next((one for one in east if _meets(ring, one)), None)
        if other is None:
            whole.append(ring)
            continue
        east.remove(other)
        whole.append([*_open(ring), *_open(other)])
    return whole + east


def _open(ring: Line) -> Line:
    """A ring as a line that begins and ends at the seam, without what is on it."""
    on = [x == SEAM for x, _ in ring]
    first = next(i for i in range(len(ring)) if on[i - 1] and not on[i])
    turned = [*ring[first:], *ring[:first]]
    off = next((i for i, (x, _) in enumerate(turned) if x == SEAM), len(turned))
    return turned[:off]


def _meets(one: Line, other: Line) -> bool:
    """Whether two rings have the same stretch of the seam, or most of it."""
    spans = [[y for x, y in ring if x == SEAM] for ring in (one, other)]
    least, most = max(map(min, spans)), min(map(max, spans))
    return most - least > max(max(span) - min(span) for span in spans) / 2


def _cut(rings: Iterable[Line]) -> list[Line]:
    """The rings in the region, with fewer points."""
    cut = (clip_ring(ring, REGION) for ring in rings)
    return [ring for one in cut if len(one) > 2 and len(ring := _fewer(one)) > 2]


def _large(rings: Iterable[Line]) -> list[Line]:
    return [ring for ring in rings if area(ring) >= SMALLEST]


def _fewer(ring: Line) -> Line:
    """A ring with fewer points, as it looks at its own latitude."""
    by = _narrowing([ring])
    flat = simplified_ring([(x * by, y) for x, y in ring], TOLERANCE)
    return [(x / by, y) for x, y in flat]


def _narrowing(lines: Iterable[Line]) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    box = around(point for line in lines for point in line)
    return max(0.2, cos(radians((box.low + box.high) / 2)))


def _boundaries(
    features: list[dict[str, Any]], areas: list[Line]
) -> tuple[list[Line], list[Line]]:
    """The settled and the unsettled boundaries in the region."""
    near = [DisputedArea.of(ring) for ring in areas]
    settled: list[Line] = []
    unsettled: list[Line] = []
    for feature in features:
        is_settled = _said(feature, "featurecla") == SETTLED
        for line in _lines(feature):
            for part in clip_line(line, REGION):
                if not is_settled:
                    unsettled.append(part)
                    continue
                for run, is_near in _runs(part, near):
                    (unsettled if is_near else settled).append(run)
    return (_simple(settled), _simple(unsettled))


def _simple(lines: list[Line]) -> list[Line]:
    return [simplified(line, TOLERANCE) for line in lines]


@dataclass(frozen=True)
class DisputedArea:
    """A disputed area, and where it can be near to anything."""

    ring: Line
    box: Box

    @classmethod
    def of(cls, ring: Line) -> "DisputedArea":
        box = around(ring)
        # A degree of longitude is short in the north.
        shorter = cos(radians(max(abs(box.low), abs(box.high))))
        wide = NEAR / max(0.1, shorter)
        low, high = box.low - NEAR, box.high + NEAR
        return cls(ring, Box(box.left - wide, low, box.right + wide, high))

    def is_near(self, point: Point, by: float = NEAR) -> bool:
        if not self.box.holds(point):
            return False
        if is_inside(point, self.ring):
            return True
        shorter = cos(radians(point[1]))
        x, y = point[0] * shorter, point[1]
        ends = [*self.ring[1:], self.ring[0]]
        return any(
            distance((x, y), (a[0] * shorter, a[1]), (b[0] * shorter, b[1])) < by
            for a, b in zip(self.ring, ends, strict=True)
        )


def _runs(line: Line, areas: list[DisputedArea]) -> Iterator[tuple[Line, bool]]:
    """A line in parts, each with whether it runs along or through a disputed area."""
    points = _denser(line)
    box = around(points)
    some = [one for one in areas if one.box.meets(box)]

    def is_near(stretch: tuple[Point, Point]) -> bool:
        (ax, ay), (bx, by) = stretch
        middle = ((ax + bx) / 2, (ay + by) / 2)
        return any(one.is_near(middle) for one in some)

    for near, run in groupby(pairwise(points), is_near):
        stretches = list(run)
        yield [stretches[0][0], *(end for _, end in stretches)], near


def _denser(line: Line) -> Line:
    """A line with points between, so that no stretch is longer than a step."""
    found = [line[0]]
    for (ax, ay), (bx, by) in pairwise(line):
        parts = max(1, int(hypot(bx - ax, by - ay) / STEP))
        for part in range(1, parts + 1):
            share = part / parts
            found.append((ax + share * (bx - ax), ay + share * (by - ay)))
    return found


def _states(features: list[dict[str, Any]]) -> Iterator[tuple[str, list[list[int]]]]:
    """The outline of each state of which nearly all lies in the region."""
    for feature in features:
        code = _said(feature, "iso_a3")
        if code == "-99":
            code = WITHOUT_CODE.get(_said(feature, "name"), "")
        rings = _joined(list(_rings(feature)))
        size = sum(map(area, rings))
        inside = _cut(rings)
        if not code or sum(map(area, inside)) < size * 0.9:
            continue
        # A state of small islands is its largest few; its name stands on the largest.
        large = sorted(_large(inside) or inside, key=area, reverse=True)
        yield code, [packed(ring) for ring in large[:MOST_ISLANDS]]
