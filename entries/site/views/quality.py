"""How well the record stands, for everybody to see."""

from django.http import HttpResponse

from entries.pages import quality as shown
from entries.pages.gaps import groups
from entries.record.gaps import announced, disputed, uncounted, undated, unsourced
from entries.record.quality import Cell, Standing, as_of, standings
from entries.site.views.insights import csv_of
from entries.site.visits import Visit, page

GAPS = {
    "unsourced": unsourced,
    "undated": undated,
    "uncounted": uncounted,
    "announced": announced,
    "disputed": disputed,
}


@page
def quality(visit: Visit) -> HttpResponse:
    """Shares of facts by how they stand, by kind and by year; and what is open."""
    found = _standings(visit)
    asked = (visit.edition, visit.language)
    gaps = {name: find(*asked) for name, find in GAPS.items()}
    context = {
        "total": shown.total(found),
        "kinds": shown.by_kind(found, visit.links),
        "years": shown.by_year(found),
        "words": shown.words(),
        "gaps": groups(gaps, visit.links),
        "checked_on": as_of(visit.pin),
        "csv_url": visit.links.to("quality-csv"),
        "api_url": visit.links.data("insights-quality"),
    }
    return visit.show("quality.html", context)


@page
def quality_csv(visit: Visit) -> HttpResponse:
    """The same numbers as a file, of the same edition."""
    return csv_of(visit, "quality", shown.table(_standings(visit)))


def _standings(visit: Visit) -> dict[Cell, Standing]:
    return standings(visit.edition, as_of(visit.pin))
