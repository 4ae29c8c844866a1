"""The small map that shows where a state lies."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from entries.pages.links import Links, Named
from entries.pages.maps.base import base
from entries.pages.maps.drawing import Map, highlighted, names, scale_room
from entries.pages.maps.exercise import state_names
from entries.pages.maps.frame import fitted
from entries.pages.maps.outlines import outlines

WIDTH = 420
LEAST = 2600.0
LARGE = 0.06
"""Islands smaller than this share of the largest part do not widen the window."""


def locator(
    key: str, title: str, known: Mapping[str, Named], links: Links
) -> Map | None:
    """The map of a state by its code; none of which no outline is kept."""
    rings = outlines().states.get(key)
    if not rings:
        return None
    most = len(rings[0])
    shown = [ring for ring in rings if len(ring) >= most * LARGE]
    places = [point for ring in shown for point in ring]
    frame = fitted(places, WIDTH, LEAST, (0.6, 0.72))
    said = _("A map that shows where %(state)s lies.") % {"state": title}
    titles = {key: (title, links.language)} | state_names(known, links)
    return Map(
        "locator",
        _("Where it lies"),
        said,
        frame.width,
        frame.height,
        base(frame),
        states=tuple(names(frame, titles, [scale_room(frame)], key)),
        highlight=highlighted(frame, key),
    )
