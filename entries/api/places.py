"""The lists that lie on a map: states by their capitals, exercises by their places."""

from typing import Any

from entries.api import fields
from entries.api.views import EntryList

Feature = dict[str, Any]
Row = dict[str, Any]


class PlacedList(EntryList):
    """The entries of a kind that have places, as GeoJSON (RFC 7946) too."""

    formats = (*EntryList.formats, "geojson")

    def features(self, row: Row) -> list[Feature]:
        """One for each place of an entry, and one without a place if it has none."""
        if self.kind.name == "state":
            point = _point(row["capital_lat"], row["capital_lon"])
            return [_feature(row["key"], point, fields.pick(row, self.wanted))]
        wanted = {n: inner for n, inner in self.wanted.items() if n != "locations"}
        said = fields.pick(row, wanted) if wanted else {}
        if not row["locations"]:
            return [_feature(row["key"], None, {**said, "location": None})]
        return [
            _feature(
                f"{row['key']}/{place['key']}",
                _point(place["lat"], place["lon"]),
                {**said, "location": {n: place[n] for n in ("key", "name", "state")}},
            )
            for place in row["locations"]
        ]


def _point(lat: float | None, lon: float | None) -> Feature | None:
    if lat is None or lon is None:
        return None
    return {"type": "Point", "coordinates": [lon, lat]}


def _feature(name: str, geometry: Feature | None, said: Row) -> Feature:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": said}


PLACED = ("exercise", "state")
"""The kinds whose entries have places."""
