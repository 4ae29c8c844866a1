"""The map of one exercise: the places of its document that have coordinates."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entries.pages.links import Links, Named
from entries.pages.maps.drawing import Map, Spot, drawn
from entries.pages.maps.frame import fitted, in_place, is_mapped
from entries.vocabulary import EntryKind

WIDTH = 700
LEAST = 1800.0
"""Kilometres: a map of one place still shows where on Earth it is."""


def exercise_map(
    document: dict[str, Any], names: Mapping[str, Named], links: Links
) -> Map | None:
    """The map of an exercise's places; none where no coordinates are given."""
    spots = [
        Spot(
            number,
            row["name"],
            in_place(row["lon"]),
            row["lat"],
            f"#fact-locations.{row['key']}",
            row["name"],
        )
        for number, row in enumerate(document["locations"], 1)
        if row["lat"] is not None
        and row["lon"] is not None
        and is_mapped(row["lon"], row["lat"])
    ]
    if not spots:
        return None
    frame = fitted([(spot.lon, spot.lat) for spot in spots], WIDTH, LEAST)
    many = len(spots)
    said = ngettext(
        "A map of %(n)s place: %(names)s.", "A map of %(n)s places: %(names)s.", many
    ) % {"n": many, "names": "; ".join(spot.name for spot in spots)}
    title = _("Places of the exercise")
    return drawn("places", title, said, spots, frame, state_names(names, links))


def state_names(names: Mapping[str, Named], links: Links) -> dict[str, tuple[str, str]]:
    """The titles of the states among some entries, each with its language."""
    return {
        key: links.title(named)
        for key, named in names.items()
        if named.kind == EntryKind.STATE and not named.withdrawn
    }
