"""The views of the tables."""

from typing import Any

from django import forms
from django.http import QueryDict
from rest_framework.request import Request
from rest_framework.response import Response

from entries.api.pagination import page
from entries.api.parameters import Paging, Reading
from entries.api.tables import shapes
from entries.api.tables.facts import fact_rows
from entries.api.views import ReadView
from entries.record.facts import FactFilter
from entries.record.listing import FactIndex


class FactList(ReadView):
    """The facts of all entries, filtered."""

    operation = "facts_list"
    summary = "List facts"
    shape = shapes.FACT_LIST

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [Reading(query), Paging(query), self.filters(query).form]

    def filters(self, query: QueryDict | None) -> FactFilter:
        return FactFilter(query, queryset=FactIndex.objects.none())

    def get(self, request: Request) -> Response:
        shown = FactIndex.objects.at(self.pin.number)
        filters = self.filters(request.query_params)
        filters.form.full_clean()
        rows = filters.filter_queryset(shown).select_related("listing")
        rows = rows.order_by("listing__key", "fact")
        return Response(page(rows, self.asked, self.links, self.present))

    def present(self, rows: Any) -> list[dict[str, Any]]:
        return fact_rows(rows, self.links)
