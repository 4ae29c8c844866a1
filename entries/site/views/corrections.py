"""The list of what was mistaken and has been put right."""

from django.http import HttpResponse

from entries.pages import changes
from entries.pages.corrections import corrections
from entries.record import reading
from entries.record.neighbours import mentioned
from entries.site.paging import paged
from entries.site.visits import Visit, page

SIZE = 50


@page
def correction_list(visit: Visit) -> HttpResponse:
    """Every fact that an edition corrected, the newest first."""
    part = paged(visit, reading.corrections(visit.edition), SIZE)
    keys = changes.keys(part.object_list)
    names = mentioned(keys, visit.edition) if keys else {}
    rows = corrections(part.object_list, names, visit.links)
    return visit.show("correction_list.html", {"part": part, "rows": rows})
