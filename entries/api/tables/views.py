"""The views of the tables."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from entries.api.lists import ListView
from entries.api.tables import shapes
from entries.api.tables.facts import fact_rows
from entries.record.facts import FactFilter
from entries.record.listing import FactIndex
from entries.record.walking import Order, Sort


class FactList(ListView):
    """The facts of all entries, filtered."""

    operation = "facts_list"
    summary = "List facts"
    name = "facts"
    row = shapes.FactItem
    shape = shapes.FACT_LIST

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), self.filters(query).form]

    def filters(self, query: QueryDict | None) -> FactFilter:
        return FactFilter(query, queryset=FactIndex.objects.none())

    def rows(self) -> QuerySet[FactIndex]:
        shown = FactIndex.objects.at(self.pin.number)
        filters = self.filters(self.request.query_params)
        filters.form.full_clean()
        found: QuerySet[FactIndex] = filters.filter_queryset(shown)
        return found

    def whole(self) -> QuerySet[FactIndex]:
        return FactIndex.objects.select_related("listing")

    def order(self) -> Order:
        return Order(Sort("listing__key"), Sort("fact"))

    def present(self, rows: list[FactIndex]) -> list[dict[str, Any]]:
        return fact_rows(rows, self.links)
