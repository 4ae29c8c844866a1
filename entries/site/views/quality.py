"""How well the record stands, for everybody to see."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone

from entries.pages import quality as shown
from entries.pages.gaps import groups
from entries.record.gaps import uncounted, undated, unsourced
from entries.record.quality import Cell, Standing, standings
from entries.site.views.insights import csv_of
from entries.site.visits import Visit, page


@page
def quality(visit: Visit) -> HttpResponse:
    """Shares of facts by how they stand, by kind and by year; and what is open."""
    found = _standings(visit)
    asked = (visit.edition, visit.language)
    gaps = (unsourced(*asked), undated(*asked), uncounted(*asked))
    context = {
        "total": shown.total(found),
        "kinds": shown.by_kind(found, visit.links),
        "years": shown.by_year(found),
        "words": shown.words(),
        "gaps": groups(*gaps, visit.links),
        "checked_on": _day(visit),
        "csv_url": visit.links.to("quality-csv"),
    }
    return visit.show("quality.html", context)


@page
def quality_csv(visit: Visit) -> HttpResponse:
    """The same numbers as a file, of the same edition."""
    return csv_of(visit, "quality", shown.table(_standings(visit)))


def _standings(visit: Visit) -> dict[Cell, Standing]:
    return standings(visit.edition, _day(visit))


def _day(visit: Visit) -> date:
    """Today, or the day of an old edition: what was overdue then."""
    edition = visit.pin.edition
    if edition and visit.pin.is_old:
        return edition.published.date()
    return timezone.localdate()
