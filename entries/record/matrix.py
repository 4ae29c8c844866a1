"""What the matrix of instruments and states is filtered by."""

from typing import Any

import django_filters
from django.db.models import Q
from django.forms import CheckboxInput, DateInput
from django.utils.translation import gettext_lazy as _

from entries.record.filters import Day, FacetChoice, Rows
from entries.record.listing import Facet
from entries.vocabulary import FrameworkType, StandingRole, Theme

MEMBERS = "members"
"""Whoever is a member, as a founder or since."""


class MatrixFilter(django_filters.FilterSet):
    """Instruments by what binds and what they are about; states by their standing."""

    binding = FacetChoice(
        field_name="binding",
        choices=[("true", _("Binding only")), ("false", _("Not binding"))],
        label=_("Legally binding"),
        empty_label=_("Any"),
    )
    theme = FacetChoice(
        field_name="theme",
        choices=Theme.choices,
        label=_("Theme"),
        empty_label=_("Any"),
    )
    type = FacetChoice(
        field_name="type",
        choices=FrameworkType.choices,
        label=_("Type"),
        empty_label=_("Any"),
    )
    standing = django_filters.ChoiceFilter(
        choices=[(MEMBERS, _("Members, with the founders")), *StandingRole.choices],
        method="of_states",
        label=_("States that stand as"),
        empty_label=_("Any that an instrument names"),
    )
    on = Day(
        method="on_day",
        # The one form that browsers take for the value of a date.
        widget=DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        label=_("On the day"),
    )
    all: django_filters.Filter = django_filters.BooleanFilter(
        method="with_all",
        widget=CheckboxInput,
        label=_("With those of which no party is known"),
    )

    def of_states(self, queryset: Rows, _name: str, _value: str) -> Rows:
        """It chooses columns, and leaves the rows."""
        return queryset

    def on_day(self, queryset: Rows, _name: str, value: Any) -> Rows:
        """Those that were not surely signed later."""
        return queryset.filter(Q(earliest__isnull=True) | Q(earliest__lte=value))

    def with_all(self, queryset: Rows, _name: str, _value: Any) -> Rows:
        return queryset

    @property
    def qs(self) -> Any:
        """The instruments; without being asked for, only those with a party."""
        rows = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("all"):
            return rows
        named = Facet.objects.filter(name="state").values("listing")
        return rows.filter(pk__in=named)


def roles(standing: str) -> tuple[str, ...]:
    """The standings that a choice of the filter means."""
    if standing == MEMBERS:
        return (StandingRole.FOUNDER, StandingRole.MEMBER)
    return (standing,)
