"""Search over everything that an edition shows."""

from typing import Any

from django.http import HttpResponse

from entries.record.search.hits import hits
from entries.site.paging import paged
from entries.site.visits import Visit, page

SIZE = 50


@page
def search(visit: Visit) -> HttpResponse:
    words = visit.request.GET.get("q", "").strip()
    context: dict[str, Any] = {"q": words}
    if words:
        part = paged(visit, hits(words, visit.edition), SIZE)
        context |= {
            "part": part,
            "rows": [
                (hit.kind, visit.links.named(hit.key, hit), hit)
                for hit in part.object_list
            ],
        }
    return visit.show("search.html", context)
