"""Instruments by states."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from entries.pages import matrix as drawn
from entries.pages.insights import cut
from entries.record import insights as asked
from entries.record.listing import Listing
from entries.record.matrix import MatrixFilter, roles
from entries.site.views.insights import csv_of
from entries.site.visits import BadQueryError, Visit, page
from entries.vocabulary import EntryKind


def _filtered(visit: Visit) -> MatrixFilter:
    rows = Listing.objects.shown(visit.edition).of(EntryKind.FRAMEWORK)
    return MatrixFilter(visit.request.GET, queryset=rows)


def _drawn(visit: Visit, filtered: MatrixFilter) -> tuple[drawn.Matrix, str]:
    """The matrix, and a word on what it leaves out."""
    standing = filtered.form.cleaned_data["standing"]
    instruments, left_out = cut(asked.instruments(filtered.qs))
    matrix = drawn.matrix(
        instruments,
        asked.named(visit.edition),
        visit.links,
        roles(standing) if standing else (),
        filtered.form.cleaned_data["on"],
    )
    return matrix, left_out


@page
def matrix(visit: Visit) -> HttpResponse:
    """What each state did with each instrument, filtered."""
    filtered = _filtered(visit)
    context: dict[str, Any] = {"form": filtered.form, "kind": "framework"}
    if not filtered.form.is_valid():
        return visit.show("framework_matrix.html", context, status=400)
    query = visit.request.GET.copy()
    for name in [name for name in query if name not in filtered.form.fields]:
        del query[name]
    links = visit.links
    shown, left_out = _drawn(visit, filtered)
    context |= {
        "matrix": shown,
        "left_out": left_out,
        "sorts": drawn.sort_words(),
        "is_filtered": any(filtered.form.cleaned_data.values()),
        "csv_url": links.asking(links.to("matrix-csv"), query.urlencode()),
        "api_url": links.asking(links.data("insights-matrix"), _chosen(filtered)),
    }
    return visit.show("framework_matrix.html", context)


def _chosen(filtered: MatrixFilter) -> str:
    """What was chosen, as a program asks for it."""
    chosen = filtered.form.cleaned_data
    return urlencode(
        {
            name: "true" if value is True else value
            for name, value in chosen.items()
            if value
        }
    )


@page
def matrix_csv(visit: Visit) -> HttpResponse:
    """The same as a file, one line for each instrument and state."""
    filtered = _filtered(visit)
    if not filtered.form.is_valid():
        message = "; ".join(
            f"{name}: {' '.join(map(str, faults))}"
            for name, faults in filtered.form.errors.items()
        )
        raise BadQueryError(message)
    return csv_of(visit, "matrix", drawn.table(_drawn(visit, filtered)[0]))
