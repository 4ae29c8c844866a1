"""The list of each kind, filtered and paged, with the choices of its filters."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpResponse

from entries.documents.kinds import PLURALS
from entries.pages import lists
from entries.pages.choices import Choices, asked_of, named_in
from entries.pages.links import Named
from entries.record import reading
from entries.record.faceting import FACETED, Faceting
from entries.record.filters import FILTERS
from entries.record.neighbours import Neighbour, documents, mentioned, of_kinds
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
    found: Any = asked.qs
    part = paged(visit, found.select_related(None).sorted_in(visit.language), SIZE)
    day: date | None = asked.form.cleaned_data.get("on")
    shown = documents(part.object_list)
    known = {one.key: one for one in named}
    names = _named(lists.keys(kind, shown), known, visit.edition)
    context |= {
        "part": part,
        "rows": lists.rows(kind, shown, names, visit.links, day),
        "day": day,
        **_choices(visit, kind, asked.form, known, part.paginator.count),
    }
    return visit.show(f"{kind}_list.html", context)


def _named(
    keys: set[str], known: dict[str, Neighbour], edition: int
) -> dict[str, Neighbour]:
    """The entries that rows name; a query only for those that are not known yet."""
    return known if keys <= known.keys() else known | mentioned(keys, edition)


def _choices(
    visit: Visit, kind: str, form: Form, known: Mapping[str, Named], total: int
) -> dict[str, Any]:
    """What the filters offer, what is in force, and what to loosen."""
    asked = asked_of(visit.request.GET, form)
    faceting = Faceting(kind, asked, visit.edition, total)
    counted = faceting.counted()
    if not known and (keys := named_in(counted, asked)):
        # There are too many to know them all.
        known = reading.names(keys, visit.edition)
    choices = Choices(form, visit.request.path, asked, visit.links, known)
    in_force = faceting.chosen
    numbers = [] if total else faceting.loosened()
    return {
        "is_filtered": bool(in_force),
        "groups": choices.groups(counted, FACETED[kind]),
        "chips": choices.chips(in_force),
        "sorts": choices.sorts(kind),
        "loosened": choices.loosened(numbers),
    }
