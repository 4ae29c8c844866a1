"""The list of each kind, filtered and paged."""

from datetime import date
from typing import Any

from django.http import HttpResponse

from entries.documents.kinds import PLURALS
from entries.pages import lists
from entries.record import reading
from entries.record.filters import FILTERS
from entries.record.neighbours import documents, mentioned, of_kinds
from entries.site.paging import paged
from entries.site.visits import Visit, page

SIZE = 50


@page
def entry_list(visit: Visit, plural: str) -> HttpResponse:
    kind = PLURALS[plural].name
    listed = reading.listed(kind, visit.edition)
    asked = FILTERS[kind](visit.request.GET, queryset=listed)
    kinds = lists.chosen(asked.form)
    named = of_kinds(kinds, visit.edition, lists.MOST_CHOICES) if kinds else []
    lists.dress(asked.form, named, visit.links)
    context: dict[str, Any] = {"kind": kind, "form": asked.form}
    if not asked.form.is_valid():
        return visit.show(f"{kind}_list.html", context, status=400)
    # Without the documents: a database would carry them through its sorting.
    part = paged(visit, asked.qs.select_related(None), SIZE)
    day: date | None = asked.form.cleaned_data.get("on")
    found = documents(part.object_list)
    keys = lists.keys(kind, found)
    names = mentioned(keys, visit.edition) if keys else {}
    context |= {
        "part": part,
        "rows": lists.rows(kind, found, names, visit.links, day),
        "day": day,
        "is_filtered": any(asked.form.cleaned_data.values()),
    }
    return visit.show(f"{kind}_list.html", context)
