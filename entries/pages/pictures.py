"""The charts on the pages of entries; where there is nothing to draw, there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from entries.pages.around import Newest, Partner
from entries.pages.charts import ready
from entries.pages.charts.bars import Figure, bars
from entries.pages.charts.chart import Chart
from entries.pages.formatting import number
from entries.pages.links import Link, Links
from entries.record.neighbours import Neighbour, Pointer

Document = dict[str, Any]
Names = Mapping[str, Neighbour]


DATA = {
    "standing": ("insights-membership", ""),
    "exercises-by-year": ("insights-years", "state={}"),
    "scale": ("insights-scale", "series={}"),
    "contingents": ("facts", "under=participants&entry={}"),
}
"""Where the numbers of each chart are in the API, and what is asked there."""


def with_data(charts: Iterable[Chart], key: str, links: Links) -> list[Chart]:
    """The charts of an entry, each with a way to its numbers."""
    found = []
    for chart in charts:
        route, asked = DATA[chart.name]
        url = links.asking(links.data(route), asked.format(key))
        file = links.asking(url, "format=csv")
        found.append(replace(chart, api_url=url, csv_url=file))
    return found


def of_state(
    document: Document, link: Link, exercises: Newest, last: date
) -> list[Chart]:
    """How it stood through time, and its exercises by year."""
    starts = [(part.start, part.is_held) for part in exercises.rows]
    standing = ready.standing(document, link, last)
    by_year = ready.exercises_by_year(starts)
    return _drawn(standing, _cut(by_year, exercises))


def _cut(chart: Chart, rows: Newest) -> Chart:
    """The chart, with a word on what it leaves out."""
    if not rows.all_url:
        return chart
    words = _("Of more, only the newest %(n)s are drawn.") % {
        "n": number(len(rows.rows))
    }
    return replace(chart, said=f"{chart.said} {words}")


def of_partners(partners: Iterable[Partner]) -> list[Chart]:
    """With whom a state exercised most; each leads to both side by side."""
    figures = [
        Figure(replace(one.link, url=one.compare_url), one.exercises)
        for one in partners
    ]
    title = _("With whom it exercises most")
    said = _("Exercises, held, in which both took part.")
    chart = bars(
        "partners-chart", title, said, figures, head=_("State"), unit=_("Exercises")
    )
    return _drawn(chart)


def of_exercise(document: Document, names: Names, links: Links) -> list[Chart]:
    """What each state sent, where at least two numbers can be compared."""
    chart = ready.contingents(document, names, links)
    return _drawn(chart) if len(chart.bars) > 1 else []


def of_series(
    rows: Iterable[Pointer], names: Names, links: Links, exercises: Newest
) -> list[Chart]:
    """How many took part in each exercise, with every number that sources give."""
    figures = [
        Figure(
            links.named(one.listing.key, one.listing),
            one.listing.size,
            _claims(names.get(one.listing.key)),
            one.listing.date,
        )
        for one in rows
        if one.listing.size
    ]
    if len(figures) < 2:
        return []
    return _drawn(_cut(ready.scale(figures), exercises))


def _claims(exercise: Neighbour | None) -> tuple[float, ...]:
    document = exercise.document if exercise else None
    return ready.claims(document, "personnel") if document else ()


def _drawn(*charts: Chart) -> list[Chart]:
    return [chart for chart in charts if not chart.is_empty]
