"""The views of the tables."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from entries.api.lists import ListView
from entries.api.problems import NotThere
from entries.api.tables import shapes
from entries.api.tables.changes import change_rows
from entries.api.tables.facts import fact_rows
from entries.record.asking.tables import (
    CHANGES,
    FACTS,
    FactOrderForm,
    TableForm,
    fact_order,
    filtered,
)
from entries.record.changes import after, in_full
from entries.record.edition import OPEN
from entries.record.filters import WholeField
from entries.record.listing import FactIndex
from entries.record.pin import Pin
from entries.record.walking import Order, Sort


class FactList(ListView):
    """The facts of all entries, filtered."""

    operation = "facts_list"
    summary = "List facts"
    name = "facts"
    row = shapes.FactItem
    shape = shapes.FACT_LIST

    def forms(self, query: Any = None) -> list[forms.Form]:
        own = (TableForm(FACTS, query), FactOrderForm(query))
        return [*super().forms(query), *own]

    def rows(self) -> QuerySet[FactIndex]:
        return filtered(FACTS, FactIndex.objects.at(self.pin.number), self.asked)

    def whole(self) -> QuerySet[FactIndex]:
        return FactIndex.objects.select_related("listing")

    def order(self) -> Order:
        return fact_order(self.asked["order"])

    def present(self, rows: list[FactIndex]) -> list[dict[str, Any]]:
        return fact_rows(rows, self.links)


class Since(forms.Form):
    """After which edition, and what to give besides."""

    since = WholeField(
        required=False,
        min_value=0,
        max_value=OPEN - 1,
        help_text="What was done after this edition; all of it unless told.",
    )
    expand = forms.ChoiceField(
        required=False,
        choices=[("document", "The whole document, as the edition shows it")],
        help_text="What the first row of each entry in an edition gives besides; "
        "the first of those that are asked for.",
    )


class ChangeList(ListView):
    """What editions did, in their order."""

    operation = "changes_list"
    summary = "List changes"
    name = "changes"
    row = shapes.ChangeItem
    shape = shapes.CHANGE_LIST

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), Since(query), TableForm(CHANGES, query)]

    @property
    def since(self) -> int:
        return self.asked["since"] or 0

    def pinned(self) -> Pin:
        pin = super().pinned()
        if self.since <= pin.number:
            return pin
        message = f"This is after edition {pin.number}, up to which is asked."
        if self.since > pin.newest:
            message = f"There is no edition {self.since} after which to begin."
        fault = {"parameter": "since", "message": message, "nearest": str(pin.number)}
        raise NotThere(message, errors=[fault])

    def rows(self) -> QuerySet[Any]:
        return filtered(CHANGES, after(self.since, self.pin.number), self.asked)

    def whole(self) -> QuerySet[Any]:
        return in_full(self.rows())

    def order(self) -> Order:
        return Order(Sort("edition_id"), Sort("key"), Sort("path"))

    def present(self, rows: list[Any]) -> list[dict[str, Any]]:
        is_whole = self.asked["expand"] == "document"
        return change_rows(rows, self.links, with_documents=is_whole)
