"""A made-up chart of every sort, and a map."""

from datetime import date

from django.utils.translation import gettext as _

from entries.pages.charts.bars import Figure, bars
from entries.pages.charts.chart import Chart
from entries.pages.charts.columns import columns
from entries.pages.charts.grid import Head, grid
from entries.pages.charts.ready import standing_sign
from entries.pages.charts.spans import Row, Span, spans
from entries.pages.charts.timeline import Event, Lane, timeline
from entries.pages.links import Link, Links
from entries.pages.maps.drawing import Map
from entries.pages.maps.exercise import exercise_map
from entries.vocabulary import StandingRole

HERE = "#pictures"
LAST = date(2025, 12, 31)


def charts() -> list[Chart]:
    """Figures, counts by year, spans, a grid and a timeline."""
    return [_bars(), _columns(), _spans(), _grid(), _timeline()]


def a_map(language: str) -> Map | None:
    """Two places of an exercise."""
    places = [
        {"key": "one", "name": _("A place"), "lat": 43.83, "lon": 87.62},
        {"key": "two", "name": _("Another place"), "lat": 54.97, "lon": 60.4},
    ]
    return exercise_map({"locations": places}, {}, Links(language))


def _states() -> tuple[Link, Link]:
    names = _("A state"), _("Another state")
    return Link(names[0], "", HERE), Link(names[1], "", HERE)


def _bars() -> Chart:
    one, other = _states()
    figures = [Figure(one, 1600, (1200, 2000)), Figure(other, 400)]
    said = _("Every other value that a source gives is a tick.")
    return bars("sample-bars", _("Figures"), said, figures, head=_("State"))


def _columns() -> Chart:
    groups = [
        (_("Held"), {2020: 2, 2021: 4, 2022: 3, 2024: 5}),
        (_("Announced"), {2022: 1, 2024: 1, 2025: 2}),
    ]
    said = _("How many there were in each year.")
    return columns("sample-columns", _("Counts by year"), said, groups)


def _spans() -> Chart:
    one, other = _states()
    founder = standing_sign(StandingRole.FOUNDER)
    observer = standing_sign(StandingRole.OBSERVER)
    member = standing_sign(StandingRole.MEMBER)
    rows = [
        Row(one, (Span(founder, "2001-06-15", None),)),
        Row(other, (Span(observer, "2005", "2017-06"), Span(member, "2017-06", None))),
    ]
    said = _("What held from when until when; a date in doubt is hatched.")
    return spans("sample-spans", _("Spans"), said, rows, last=LAST, head=_("State"))


def _grid() -> Chart:
    one, other = _states()
    rows = [("a", one), ("b", other)]
    heads = [Head(str(year), f"’{year % 100}", str(year)) for year in range(2020, 2025)]
    counts = {
        ("a", "2020"): 1,
        ("a", "2021"): 3,
        ("a", "2024"): 9,
        ("b", "2021"): 2,
        ("b", "2023"): 5,
    }
    said = _("The darker a cell, the greater its number, which stands in it.")
    return grid(
        "sample-grid",
        _("Rows by columns"),
        said,
        rows,
        heads,
        counts,
        corner=_("State"),
    )


def _timeline() -> Chart:
    one, other = _states()
    lanes = [
        Lane(one, (Event(one, "2020-05", size=800), Event(one, "2021-09", size=4000))),
        Lane(other, (Event(other, "2020-11"), Event(other, "2022-03", is_sure=False))),
    ]
    said = _("The larger a dot, the more people took part.")
    return timeline("sample-timeline", _("A timeline"), said, lanes)
