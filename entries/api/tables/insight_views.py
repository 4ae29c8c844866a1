"""The views of what the charts of the site are drawn from."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from entries.api import fields
from entries.api.lists import ListView
from entries.api.parameters import OnDay, Paging
from entries.api.problems import InvalidParameters
from entries.api.reads import ReadView
from entries.api.shapes import listing
from entries.api.tables import insight_shapes as shapes
from entries.api.tables import insights
from entries.api.tables.insight_asking import (
    ExercisesForm,
    InstrumentsFilter,
    PlacesForm,
)
from entries.pages import matrix as drawn
from entries.pages.maps import places as placed
from entries.record import insights as asked
from entries.record import places
from entries.record.listing import Listing
from entries.record.matrix import roles
from entries.record.pin import Pin
from entries.record.quality import as_of, standings
from entries.record.walking import Order, Sort
from entries.vocabulary import EntryKind

Rows = list[dict[str, Any]]


class ChartView(ListView):
    """What a chart is drawn from."""

    title = ""
    page = ""
    """The page of the site that shows the chart."""


class TableView(ChartView):
    """A table in one answer, whole: a chart has no pages either."""

    def forms(self, query: Any = None) -> list[forms.Form]:
        known = super().forms(query)
        return [form for form in known if not isinstance(form, Paging)]

    def pinned(self) -> Pin:
        return ReadView.pinned(self)

    def table(self) -> Rows:
        """All rows, at the pinned edition."""
        raise NotImplementedError

    def get(self, request: Request, **place: Any) -> HttpResponseBase:
        rows = self.table()
        response: HttpResponseBase
        if self.form.write:
            response = self._file([rows], len(rows))
        else:
            response = Response(
                {
                    "count": len(rows),
                    "edition": self.pin.number or None,
                    "results": fields.pick(rows, self.wanted),
                }
            )
        response["X-Total-Count"] = str(len(rows))
        return response


class Participation(TableView):
    """Who took part, year by year."""

    operation = "insights_participation"
    title = summary = "Who took part in exercises, year by year"
    name = page = "participation"
    row = shapes.ParticipationRow
    shape = shapes.whole(row)

    def table(self) -> Rows:
        return insights.participation(self.pin.number, self.links)


class Together(TableView):
    """Who exercises with whom."""

    operation = "insights_together"
    title = summary = "Who exercises with whom"
    name = page = "together"
    row = shapes.TogetherRow
    shape = shapes.whole(row)

    def table(self) -> Rows:
        return insights.together(self.pin.number, self.links)


class OfExercises(ChartView):
    """What is drawn of exercises, of all or of some."""

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), ExercisesForm(query)]

    def rows(self) -> QuerySet[Listing]:
        rows = Listing.objects.shown(self.pin.number).of(EntryKind.EXERCISE)
        for name in ("series", "state"):
            if values := self.asked[name]:
                rows = rows.named(name, *values)
        return rows


class OldestFirst(OfExercises):
    """A row for each exercise: they may be many, so this is a list like others."""

    def order(self) -> Order:
        return Order(Sort("earliest", may_lack=True), Sort("sort_title"), Sort("key"))


class Timeline(OldestFirst):
    """All exercises in time."""

    operation = "insights_timeline"
    title = summary = "All exercises in time"
    name = page = "timeline"
    row = shapes.TimelineRow
    shape = listing(row)

    def whole(self) -> QuerySet[Listing]:
        return asked.in_series(Listing.objects.all())

    def present(self, rows: list[Listing]) -> Rows:
        return insights.timeline(rows, self.links)


class Scale(OldestFirst):
    """How many took part in each exercise."""

    operation = "insights_scale"
    title = summary = "How many took part in each exercise"
    name = page = "scale"
    row = shapes.ScaleRow
    shape = listing(row)

    def rows(self) -> QuerySet[Listing]:
        return super().rows().filter(size__gt=0)

    def whole(self) -> QuerySet[Listing]:
        return asked.with_dispute(asked.in_series(Listing.objects.all()))

    def present(self, rows: list[Listing]) -> Rows:
        return insights.scale(rows, self.links)


class Years(TableView, OfExercises):
    """How many exercises a year."""

    operation = "insights_years"
    title = summary = "How many exercises began in each year"
    name, page = "years", "timeline"
    row = shapes.YearsRow
    shape = shapes.whole(row)

    def table(self) -> Rows:
        return insights.years(self.rows())


class Membership(TableView):
    """Who stood how to the organization, ever or on a day."""

    operation = "insights_membership"
    title = summary = "How states stood to the organization through time"
    name = page = "membership"
    row = shapes.MembershipRow
    shape = shapes.whole(row)

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), OnDay(query)]

    def table(self) -> Rows:
        return insights.membership(self.pin.number, self.links, self.asked["on"])


class Matrix(TableView):
    """What each state did with each instrument."""

    operation = "insights_matrix"
    title = summary = "Which state signed, ratified or acceded to which instrument"
    name, page = "matrix", "matrix"
    row = shapes.MatrixRow
    shape = shapes.whole(row)

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), self.filters(query).form]

    def filters(self, query: QueryDict | None, rows: Any = None) -> InstrumentsFilter:
        nothing = Listing.objects.none()
        return InstrumentsFilter(query, queryset=nothing if rows is None else rows)

    def table(self) -> Rows:
        edition, chosen = self.pin.number, self.asked["standing"]
        rows = Listing.objects.shown(edition).of(EntryKind.FRAMEWORK)
        found = asked.instruments(self.filters(self.request.query_params, rows).qs)
        if len(found) > asked.MOST:
            message = f"These are more than {asked.MOST} instruments: ask for fewer."
            raise InvalidParameters([{"parameter": "theme", "message": message}])
        named = asked.named(edition)
        by = roles(chosen) if chosen else ()
        day = self.asked["on"]
        shown = drawn.matrix(found, named, self.links.pages, by, day)
        return insights.matrix(shown, found, named, self.links)


class Places(TableView):
    """Where exercises were held."""

    operation = "insights_places"
    title = summary = "The places at which exercises were held"
    name, page = "places", "places"
    formats = (*TableView.formats, "geojson")
    row = shapes.PlacesRow
    shape = shapes.whole(row)

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), PlacesForm(query)]

    def table(self) -> Rows:
        decade = self.asked["decade"]
        rows = places.asked(
            self.pin.number, self.asked["series"], int(decade) if decade else None
        )
        found = placed.places(places.held_places(rows).sites)
        return insights.places(found, self.links)

    def features(self, row: dict[str, Any]) -> Rows:
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        said = fields.pick(row, self.wanted)
        name = str(row["number"])
        return [{"type": "Feature", "id": name, "geometry": point, "properties": said}]


class Quality(TableView):
    """How well the facts stand."""

    operation = "insights_quality"
    title = summary = "How many facts stand how well, by kind and year"
    name = page = "quality"
    row = shapes.QualityRow
    shape = shapes.whole(row)

    def table(self) -> Rows:
        day = as_of(self.pin)
        return insights.quality(standings(self.pin.number, day), day)


TABLES: dict[str, type[ChartView]] = {
    view.name: view
    for view in (
        Participation,
        Together,
        Timeline,
        Years,
        Membership,
        Scale,
        Matrix,
        Places,
        Quality,
    )
}


class Index(ReadView):
    """Where the data of each chart are."""

    operation = "insights_list"
    summary = "See which charts have data"
    shape = shapes.Insights

    def get(self, request: Request) -> Response:
        return Response(
            {
                "edition": self.pin.number or None,
                "insights": [
                    {
                        "insight": name,
                        "title": view.title,
                        "url": self.links.named(f"insights-{name}"),
                        "page": self.links.chart(view.page),
                    }
                    for name, view in TABLES.items()
                ],
            }
        )
