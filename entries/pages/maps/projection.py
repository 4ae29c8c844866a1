"""Lambert's azimuthal equal-area projection: areas stand in their true relation.

On a sphere as large in area as the Earth. Formulas after J. P. Snyder, "Map
Projections: A Working Manual" (U.S. Geological Survey, 1987), pages 182 to 190.
"""

from dataclasses import dataclass, field
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from entries.pages.maps.geometry import Point

RADIUS = 6371.007
"""Of the sphere with the area of the WGS 84 ellipsoid, in kilometres."""


@dataclass(frozen=True)
class Lambert:
    """The projection around one point; longitudes and latitudes in degrees."""

    lon: float
    lat: float
    radius: float = RADIUS
    _sin: float = field(init=False, repr=False)
    _cos: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sin", sin(radians(self.lat)))
        object.__setattr__(self, "_cos", cos(radians(self.lat)))

    def at(self, lon: float, lat: float) -> Point:
        """Where a place is in the plane: kilometres to the east and to the north."""
        east, north = radians(lon - self.lon), radians(lat)
        sin_north, cos_north, cos_east = sin(north), cos(north), cos(east)
        near = 1 + self._sin * sin_north + self._cos * cos_north * cos_east
        # Of the point on the other side of the Earth there is no place: it is far off.
        scale = self.radius * sqrt(2 / max(near, 1e-9))
        x = scale * cos_north * sin(east)
        y = scale * (self._cos * sin_north - self._sin * cos_north * cos_east)
        return x, y

    def place(self, x: float, y: float) -> Point:
        """The longitude and latitude of a point of the plane."""
        far = hypot(x, y)
        if far == 0:
            return self.lon, self.lat
        angle = 2 * asin(min(1.0, far / (2 * self.radius)))
        north = cos(angle) * self._sin + y * sin(angle) * self._cos / far
        up = far * self._cos * cos(angle) - y * self._sin * sin(angle)
        east = atan2(x * sin(angle), up)
        return self.lon + degrees(east), degrees(asin(max(-1.0, min(1.0, north))))
