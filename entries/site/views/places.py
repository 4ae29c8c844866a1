"""Where exercises were held: on a map, in a table, and as a file."""

import csv
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from entries.pages.charts.sheet import harmless
from entries.pages.maps import places as shown
from entries.record import neighbours
from entries.record.places import Held, asked, decades, held_places
from entries.site.visits import BadQueryError, Visit, page

CHOICES = 500


class PlacesForm(forms.Form):
    """What the map can be asked for."""

    series = forms.ChoiceField(required=False)
    decade = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit.request.GET)
        series = neighbours.of_kinds(["series"], visit.edition, CHOICES)
        titles = visit.links.sorted_titles(series)
        years = [(str(year), f"{year}–{year + 9}") for year in decades(visit.edition)]
        fields: dict[str, Any] = self.fields
        fields["series"].label = _("Series")
        fields["series"].choices = [("", _("Any")), *titles]
        fields["decade"].label = _("Decade")
        fields["decade"].choices = [("", _("Any")), *years]

    def held(self, visit: Visit) -> Held:
        """The exercises that are asked for, with their places."""
        chosen = self.cleaned_data
        series = [chosen["series"]] if chosen["series"] else ()
        rows = asked(visit.edition, series, chosen["decade"])
        return held_places(rows)

    @property
    def query(self) -> str:
        """What is asked, as the end of an address."""
        given = {name: self.data.get(name, "") for name in self.fields}
        return "&".join(f"{name}={value}" for name, value in given.items() if value)


@page
def places(visit: Visit) -> HttpResponse:
    """The places of exercises as a map and a table."""
    form = PlacesForm(visit)
    context: dict[str, Any] = {"form": form}
    if not form.is_valid():
        return visit.show("places.html", context, status=400)
    held = form.held(visit)
    found = shown.places(held.sites)
    states = neighbours.of_kinds(["state"], visit.edition, CHOICES)
    codes = {code for place in found for code in place.states}
    names = {one.key: one for one in states}
    if codes - set(names):
        names |= neighbours.mentioned(codes, visit.edition)
    file = visit.links.to("places-file")
    context |= {
        "is_filtered": bool(form.query),
        "held": held,
        "rows": shown.rows(found, names, visit.links),
        "beyond": len(found) > shown.MOST,
        "map": shown.places_map(found, names, visit.links),
        "csv_url": visit.links.asking(file, form.query),
        "api_url": visit.links.asking(visit.links.data("insights-places"), form.query),
    }
    return visit.show("places.html", context)


@page
def places_file(visit: Visit) -> HttpResponse:
    """The table of the map as comma-separated values."""
    form = PlacesForm(visit)
    if not form.is_valid():
        raise BadQueryError(_("There is no such series or decade in this edition."))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="places.csv"'
    writer = csv.writer(answer)
    writer.writerow(shown.COLUMNS)
    for line in shown.lines(shown.places(form.held(visit).sites)):
        writer.writerow(map(harmless, line))
    return answer
