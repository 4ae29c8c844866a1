"""The charts on the pages of entries; where there is nothing to draw, there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from entries.pages.around import Part, Partner
from entries.pages.charts import ready
from entries.pages.charts.bars import Figure, bars
from entries.pages.charts.chart import Chart
from entries.pages.links import Link, Links
from entries.record.neighbours import Neighbour, Pointer

Document = dict[str, Any]
Names = Mapping[str, Neighbour]


def of_state(
    document: Document, link: Link, exercises: Iterable[Part], last: date
) -> list[Chart]:
    """How it stood through time, and its exercises by year."""
    starts = [(part.start, part.is_held) for part in exercises]
    standing = ready.standing(document, link, last)
    return _drawn(standing, ready.exercises_by_year(starts))


def of_partners(partners: Iterable[Partner]) -> list[Chart]:
    """With whom a state exercised most; each leads to both side by side."""
    figures = [
        Figure(replace(one.link, url=one.compare_url), one.exercises)
        for one in partners
    ]
    title = _("With whom it exercises most")
    said = _("Exercises, held, in which both took part.")
    return _drawn(bars("partners-chart", title, said, figures, head=_("State")))


def of_exercise(document: Document, names: Names, links: Links) -> list[Chart]:
    """What each state sent, where at least two numbers can be compared."""
    chart = ready.contingents(document, names, links)
    return _drawn(chart) if len(chart.bars) > 1 else []


def of_series(rows: Iterable[Pointer], names: Names, links: Links) -> list[Chart]:
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
    return _drawn(ready.scale(figures)) if len(figures) > 1 else []


def _claims(exercise: Neighbour | None) -> tuple[float, ...]:
    document = exercise.document if exercise else None
    return ready.claims(document, "personnel") if document else ()


def _drawn(*charts: Chart) -> list[Chart]:
    return [chart for chart in charts if not chart.is_empty]
