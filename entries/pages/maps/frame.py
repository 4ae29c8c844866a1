"""What of the Earth a map shows: a projection and a window, fitted to some places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin

from entries.pages.maps.geometry import Box, Point, around
from entries.pages.maps.projection import Lambert

LON, LAT = (-19.0, 192.0), (-12.0, 82.0)
"""The region of which there are outlines."""
MARGIN = 0.16
"""Of the places' extent: room for names at the edge."""


@dataclass(frozen=True)
class Frame:
    """A window onto the plane of a projection, in pixels from its upper left corner."""

    projection: Lambert
    left: float
    top: float
    """Kilometres east and north of the projection's middle."""
    scale: float
    """Pixels to a kilometre."""
    width: int
    height: int

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def at(self, lon: float, lat: float) -> Point:
        """Where a place is drawn."""
        x, y = self.projection.at(lon, lat)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def place(self, x: float, y: float) -> Point:
        """The longitude and latitude of a point of the drawing."""
        return self.projection.place(
            self.left + x / self.scale, self.top - y / self.scale
        )

    def extent(self) -> Box:
        """Longitudes and latitudes that hold all of the window, and a little more."""
        steps = range(9)
        points = (
            self.place(self.width * i / 8, self.height * j / 8)
            for i in steps
            for j in steps
        )
        return around(points).grown(2)


def in_place(lon: float) -> float:
    """A longitude as the outlines have it: what is behind 180° stands there."""
    return lon + 360 if lon < LON[0] and lon + 360 <= LON[1] else lon


def is_mapped(lon: float, lat: float) -> bool:
    """Whether a place lies where there are outlines."""
    return LON[0] <= in_place(lon) <= LON[1] and LAT[0] <= lat <= LAT[1]


def middle(places: Iterable[Point]) -> Point:
    """The middle of places on the globe: of the directions in which they lie."""
    x = y = z = 0.0
    for lon, lat in places:
        x += cos(radians(lat)) * cos(radians(lon))
        y += cos(radians(lat)) * sin(radians(lon))
        z += sin(radians(lat))
    far = hypot(x, y, z) or 1.0
    lon = in_place(degrees(atan2(y, x)))
    return round(lon), round(degrees(asin(z / far)))


def fitted(
    places: Sequence[Point],
    width: int,
    least: float,
    ratio: tuple[float, float] = (0.55, 0.75),
) -> Frame:
    """The window of that width that shows all the places, at least so many km wide.

    Its height follows the places, within a ratio to its width.
    """
    projection = Lambert(*middle(places))
    box = around(projection.at(lon, lat) for lon, lat in places)
    wide, high = box.right - box.left, box.high - box.low
    margin = MARGIN * max(wide, high, least / 2)
    wide, high = max(wide + 2 * margin, least), high + 2 * margin
    shape = min(max(high / wide, ratio[0]), ratio[1])
    wide = max(wide, high / shape)
    scale = width / wide
    return Frame(
        projection,
        round((box.left + box.right - wide) / 2, 1),
        round((box.low + box.high + wide * shape) / 2, 1),
        round(scale, 6),
        width,
        round(width * shape),
    )
