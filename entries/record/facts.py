"""All facts of an edition as one table, and what it may be asked for."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Left, Right
from django.db.models.lookups import Exact

from entries.documents.fields import REAL_LIMIT
from entries.record.asking.values import RealField
from entries.record.filters import Day, FacetKey, WholeField
from entries.record.listing import RESTS, FactRows, Mention
from entries.vocabulary import EntryKind, Verification

Rows = FactRows
NAME = r"^[A-Za-z0-9_-]{1,100}(?:\.[A-Za-z0-9_-]{1,100}){0,2}\Z"
COLUMN = r"^[a-z0-9_-]{1,100}(?:\.[a-z0-9_-]{1,100})?\Z"
MALFORMED = {
    NAME: "This must be the name of a fact: participants.CHN.personnel.",
    COLUMN: "This must be the name of a column: participants.personnel.",
}
MOST_SOURCES = 32_767
"""What the index can count to."""


class Number(django_filters.Filter):
    """A bound of numbers."""

    field_class = RealField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, least=-REAL_LIMIT, most=REAL_LIMIT, **kwargs)


class Sources(django_filters.Filter):
    """A number of sources."""

    field_class = WholeField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=MOST_SOURCES, **kwargs)


class FactName(django_filters.Filter):
    """The name of a fact, or a part of one."""

    field_class = forms.RegexField

    def __init__(self, *args: Any, regex: str = NAME, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"invalid": MALFORMED[regex]}
        super().__init__(*args, regex=regex, max_length=200, **kwargs)


class FactFilter(django_filters.FilterSet):
    """What the table of facts may be asked for; said by the API, in its language."""

    kind = django_filters.ChoiceFilter(
        field_name="listing__kind",
        choices=EntryKind.choices,
        label="Facts of entries of one kind",
    )
    entry = FacetKey(method="of_entry", label="Facts of one entry, by its key")
    fact = FactName(field_name="fact", label="Facts of just that name")
    under = FactName(
        method="below",
        label="Facts of that name and what is below it: `participants.CHN`",
    )
    column = FactName(
        method="in_column",
        regex=COLUMN,
        label="Facts of one column, of whatever list: `personnel`; "
        "or of one list alone: `participants.personnel`",
    )
    verification = django_filters.ChoiceFilter(
        choices=Verification.choices, label="How well the fact stands"
    )
    source = FacetKey(
        method="of_source",
        label="Facts that a source supports or contradicts, by its key",
    )
    sources = Sources(field_name="sources", label="So many sources support the fact")
    sources_min = Sources(
        field_name="sources", lookup_expr="gte", label="So many sources or more"
    )
    sources_max = Sources(
        field_name="sources", lookup_expr="lte", label="So many sources or fewer"
    )
    number_min = Number(
        field_name="number", lookup_expr="gte", label="Numbers from this one on"
    )
    number_max = Number(
        field_name="number", lookup_expr="lte", label="Numbers up to this one"
    )
    date_from = Day(
        field_name="latest",
        lookup_expr="gte",
        label="Dates that lie on this day or later, or may",
    )
    date_to = Day(
        field_name="earliest",
        lookup_expr="lte",
        label="Dates that lie on this day or earlier, or may",
    )

    def of_entry(self, queryset: Rows, _name: str, value: str) -> Rows:
        return queryset.filter(listing__key=value)

    def below(self, queryset: Rows, _name: str, value: str) -> Rows:
        return queryset.filter(Q(fact=value) | begins("fact", f"{value}."))

    def in_column(self, queryset: Rows, _name: str, value: str) -> Rows:
        own = Q(column=value)
        return queryset.filter(own if "." in value else own | ends("fact", f".{value}"))

    def of_source(self, queryset: Rows, _name: str, value: str) -> Rows:
        rests = Mention.objects.filter(key=value, how=RESTS)
        beside = rests.filter(listing=OuterRef("listing"), fact=OuterRef("fact"))
        # The few entries that cite it are found first, by an index.
        return queryset.filter(Exists(beside), listing__in=rests.values("listing"))


# A database's own search for beginnings takes small letters for great ones, or not.
def begins(column: str, text: str) -> Q:
    """Whether a column begins so, in these very letters."""
    return Q(Exact(Left(column, len(text)), text))


def ends(column: str, text: str) -> Q:
    """Whether a column ends so, in these very letters."""
    return Q(Exact(Right(column, len(text)), text))
