"""What happened, in lanes along a line of time, each with a label of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from entries.dates import PartialDate, parse
from entries.pages import formatting
from entries.pages.charts.chart import Cell, Chart, Sign, Table, Tick, link_cell
from entries.pages.charts.scales import pixels, width
from entries.pages.formatting import number
from entries.pages.links import Link

YEAR = 42
"""The pixels of a year."""
BEFORE, AFTER = 14, 170
"""The space before the first year and after the last, for the last one's label."""
ROW = 26
LONGEST = 30
"""How many letters of a label are drawn."""
SIZES = ((1_000, 4.0), (10_000, 6.0), (100_000, 8.5))
"""Up to how many people a dot has which radius."""
LARGEST = 11.0
UNKNOWN = 5.0
LONG = 30
"""From how many days on an event is drawn as a line, too."""


@dataclass(frozen=True)
class Event:
    """Something with a date and perhaps a size."""

    link: Link
    start: str
    end: str = ""
    size: int | None = None
    is_sure: bool = True
    """Whether a source says that it took place."""
    word: str = ""
    """What became of it."""


@dataclass(frozen=True)
class Lane:
    """Events that belong together."""

    link: Link
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Dot:
    """An event with its place in its lane."""

    event: Event
    x: str
    y: str
    radius: str
    """Empty where nobody knows the size."""
    label: str
    label_x: str
    words: str
    left: str
    right: str
    """From where to where it may have lasted; empty where that is no matter."""
    box_x: str
    box_y: str
    box_width: str

    @property
    def is_largest(self) -> bool:
        return self.radius == pixels(LARGEST)


class _Place(NamedTuple):
    """Where an event and its label stand in their row, in pixels."""

    left: float
    right: float
    radius: float
    x: float
    label_x: float
    label: str
    begin: float
    end: float


@dataclass(frozen=True)
class DrawnLane:
    """A lane with its dots."""

    link: Link
    height: int
    dots: tuple[Dot, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline(Chart):
    """Lanes of events."""

    template = "charts/_timeline.html"

    width: int = 0
    lanes: tuple[DrawnLane, ...] = ()
    axis: tuple[Tick, ...] = ()


def timeline(
    name: str,
    title: str,
    said: str,
    lanes: Sequence[Lane],
    *,
    csv_url: str = "",
) -> Timeline:
    """Lanes of events; one without a date stands in the table only."""
    dates = [
        when
        for lane in lanes
        for event in lane.events
        for when in (parse(event.start), parse(event.end))
        if when
    ]
    first = min((when.earliest.year for when in dates), default=0)
    last = max((when.latest.year for when in dates), default=0)
    drawn = tuple(_lane(lane, first) for lane in lanes)
    years = range(first, last + 2) if dates else range(0)
    return Timeline(
        name=name,
        title=title,
        said=said,
        csv_url=csv_url,
        is_empty=not dates,
        table=_table(lanes),
        signs=_signs(lanes),
        width=BEFORE + (last + 1 - first) * YEAR + AFTER,
        lanes=tuple(lane for lane in drawn if lane.dots),
        axis=tuple(
            Tick(pixels(BEFORE + (year - first) * YEAR), str(year)) for year in years
        ),
    )


def _lane(lane: Lane, first: int) -> DrawnLane:
    """Each event in the first row in which its label touches no other."""
    ends: list[float] = []
    dots = []
    dated = [event for event in lane.events if event.start]
    for event in sorted(dated, key=lambda event: PartialDate.parse(event.start)):
        place = _place(event, first)
        row = next((n for n, end in enumerate(ends) if end <= place.begin), len(ends))
        ends[row : row + 1] = [place.end]
        dots.append(_dot(event, place, row * ROW + ROW / 2))
    return DrawnLane(lane.link, max(1, len(ends)) * ROW, tuple(dots))


def _place(event: Event, first: int) -> _Place:
    left, right = _reach(event, first)
    radius = _radius(event.size)
    x = (left + right) / 2
    reach = radius or UNKNOWN
    label_x = max(x + reach, right) + 5
    label = _shortened(event.link.text)
    end = label_x + width(label) + 8
    return _Place(left, right, radius, x, label_x, label, min(x - reach, left) - 4, end)


def _dot(event: Event, place: _Place, y: float) -> Dot:
    is_long = place.right - place.left > LONG / 365 * YEAR
    return Dot(
        event,
        pixels(place.x),
        pixels(y),
        pixels(place.radius) if place.radius else "",
        place.label,
        pixels(place.label_x),
        _words(event),
        pixels(place.left) if is_long else "",
        pixels(place.right) if is_long else "",
        pixels(place.begin),
        pixels(y - ROW / 2 + 1),
        pixels(place.end - place.begin),
    )


def _reach(event: Event, first: int) -> tuple[float, float]:
    """From the first day possible to the last, in pixels."""
    start = parse(event.start)
    end = parse(event.end) or start
    if start is None or end is None:
        return 0.0, 0.0
    places = [
        BEFORE + (day.year - first + (day.timetuple().tm_yday - 1) / 366) * YEAR
        for day in (start.earliest, max(start.latest, end.latest))
    ]
    return places[0], places[1]


def _radius(size: int | None) -> float:
    if not size:
        return 0.0
    return next((radius for most, radius in SIZES if size < most), LARGEST)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _when(event: Event) -> str:
    return formatting.date_range(event.start, event.end)


def _words(event: Event) -> str:
    size = ""
    if event.size:
        size = _("personnel: %(n)s") % {"n": number(event.size)}
    word = "" if event.is_sure else event.word
    return "; ".join(filter(None, (f"{event.link.text}, {_when(event)}", size, word)))


def _signs(lanes: Sequence[Lane]) -> tuple[Sign, ...]:
    events = [event for lane in lanes for event in lane.events]
    signs = [
        Sign(0, _("personnel under 1,000"), shape="size-1"),
        Sign(0, _("1,000 to 9,999"), shape="size-2"),
        Sign(0, _("10,000 to 99,999"), shape="size-3"),
        Sign(0, _("100,000 and more"), shape="size-4"),
        Sign(0, _("number not known"), shape="unknown"),
    ]
    if any(not event.is_sure for event in events):
        signs.append(Sign(0, _("no source that it was held"), shape="unsure"))
    return tuple(signs)


def _table(lanes: Sequence[Lane]) -> Table:
    body = [
        (
            link_cell(event.link),
            Cell(_when(event), raw="/".join(filter(None, (event.start, event.end)))),
            link_cell(lane.link),
            Cell(number(event.size), raw=event.size) if event.size else Cell(""),
            Cell(event.word),
        )
        for lane in lanes
        for event in lane.events
    ]
    heads = (_("Exercise"), _("When"), _("Series"), _("Personnel"), _("Outcome"))
    return Table(heads, tuple(body))
