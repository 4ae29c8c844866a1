"""The record as pictures: each with its table, its file, and a way to cite it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse

from entries.pages import insights as drawn
from entries.pages.charts.chart import Chart, Table
from entries.pages.charts.sheet import written
from entries.record import insights as asked
from entries.site.visits import Visit, page


def _last_day(visit: Visit) -> date:
    """The day of the edition: what has no end holds until then."""
    edition = visit.pin.edition
    return edition.published.date() if edition else date.min


def _with_data(visit: Visit, insight: str, chart: Chart) -> Chart:
    """A chart that leads to its data in the API, of the same day if one is asked."""
    url = visit.links.data(f"insights-{insight}")
    on = f"on={visit.day.isoformat()}" if visit.day else ""
    return replace(chart, api_url=visit.links.asking(url, on))


def _file(visit: Visit, insight: str) -> str:
    return visit.links.to("insight-csv", insight=insight)


def _participation(visit: Visit) -> Chart:
    return drawn.participation(
        asked.taken(visit.edition),
        asked.named(visit.edition),
        visit.links,
        csv_url=_file(visit, "participation"),
    )


def _together(visit: Visit) -> Chart:
    return drawn.together(
        asked.together(visit.edition),
        asked.named(visit.edition),
        visit.links,
        csv_url=_file(visit, "together"),
    )


def _timeline(visit: Visit) -> Chart:
    return drawn.events(
        asked.exercises(visit.edition),
        asked.named(visit.edition),
        visit.links,
        csv_url=_file(visit, "timeline"),
    )


def _membership(visit: Visit) -> Chart:
    return drawn.membership(
        asked.named(visit.edition),
        visit.links,
        _last_day(visit),
        csv_url=_file(visit, "membership"),
    )


def _scale(visit: Visit) -> Chart:
    return drawn.scale(
        asked.exercises(visit.edition),
        asked.named(visit.edition),
        visit.links,
        csv_url=_file(visit, "scale"),
    )


CHARTS: dict[str, Callable[[Visit], Chart]] = {
    "participation": _participation,
    "together": _together,
    "timeline": _timeline,
    "membership": _membership,
    "scale": _scale,
}


@page
def index(visit: Visit) -> HttpResponse:
    """A small picture of each, and what it shows."""
    named = asked.named(visit.edition)
    pairs = asked.together(visit.edition)
    exercises = asked.exercises(visit.edition)
    taken = asked.taken(visit.edition)
    links = visit.links
    last = _last_day(visit)
    charts = {
        "participation": drawn.participation(taken, named, links, is_small=True),
        "together": drawn.together(pairs, named, links, is_small=True),
        "timeline": drawn.by_year(exercises, links),
        "membership": drawn.membership(named, links, last, is_small=True),
        "scale": drawn.scale(exercises, named, links, is_small=True),
    }
    return visit.show("insights/index.html", {"charts": charts})


@page
def insight(visit: Visit, insight: str) -> HttpResponse:
    """One picture, with all that belongs to it."""
    if insight == "membership":
        return _through_time(visit)
    if insight == "timeline":
        return _in_time(visit)
    chart = _with_data(visit, insight, CHARTS[insight](visit))
    context = {"chart": chart, "insight": insight}
    return visit.show("insights/insight.html", context)


def _in_time(visit: Visit) -> HttpResponse:
    exercises = asked.exercises(visit.edition)
    named = asked.named(visit.edition)
    chart = drawn.events(
        exercises, named, visit.links, csv_url=_file(visit, "timeline")
    )
    context = {
        "chart": _with_data(visit, "timeline", chart),
        "by_year": _with_data(visit, "years", drawn.by_year(exercises, visit.links)),
        "insight": "timeline",
    }
    return visit.show("insights/timeline.html", context)


def _through_time(visit: Visit) -> HttpResponse:
    named = asked.named(visit.edition)
    chart = drawn.membership(
        named,
        visit.links,
        _last_day(visit),
        day=visit.day,
        csv_url=_file(visit, "membership"),
    )
    context: dict[str, Any] = {
        "chart": _with_data(visit, "membership", chart),
        "insight": "membership",
        "day": visit.day,
    }
    if visit.day:
        context["stood"] = drawn.stood_on(named, visit.links, visit.day)
    return visit.show("insights/membership.html", context)


@page
def insight_csv(visit: Visit, insight: str) -> HttpResponse:
    """The numbers of a picture as a file, of the same edition."""
    return csv_of(visit, insight, CHARTS[insight](visit).table)


def csv_of(visit: Visit, name: str, table: Table) -> HttpResponse:
    """A table as a file that says of which edition it is."""
    answer = HttpResponse(written(table), content_type="text/csv; charset=utf-8")
    name = f"{name}-edition-{visit.edition}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
