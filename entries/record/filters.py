"""The filters of each kind's lists, the same for pages and API.

Every parameter is checked: a value that is no choice or no number is refused with a
message, never answered with every row.
"""

import re
from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from entries.record.listing import Facet, ListingRows
from entries.record.search import engine
from entries.record.spans import facets_on, held_on
from entries.vocabulary import (
    Auspices,
    Domain,
    Focus,
    FrameworkStatus,
    FrameworkType,
    Outcome,
    ParticipantRole,
    SizeClass,
    SourceType,
    StandingRole,
    Theme,
)

Rows = ListingRows
STATE = r"^[A-Z]{3}\Z"
KEY = r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{3})\Z"
LANGUAGE = r"^[a-z]{2,3}\Z"
NAME = r"^[^\x00-\x1f]+\Z"
DECADE = r"^[12][0-9]{2}0\Z"
MALFORMED = {
    STATE: _("This must be three capital letters: CHN."),
    KEY: _("This must be a key: small letters, digits and hyphens."),
    LANGUAGE: _("This must be the code of a language: zh."),
    NAME: _("This must be a name in one line."),
    DECADE: _("This must be the first year of a decade: 2010."),
}
SIZES: dict[str, tuple[int, int]] = {
    SizeClass.UNDER_500: (0, 499),
    SizeClass.UNDER_2000: (500, 1_999),
    SizeClass.UNDER_10000: (2_000, 9_999),
    SizeClass.FROM_10000: (10_000, 2**31 - 1),
}
"""The least and the most of each class of sizes."""
BINDING = (("true", _("Legally binding")), ("false", _("Not legally binding")))


class WholeField(forms.IntegerField):
    """A whole number in plain digits, however Python would read it otherwise."""

    default_error_messages = {"invalid": _("This must be a whole number.")}

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not re.fullmatch("[0-9]{1,10}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class DayField(forms.DateField):
    """A day in the one form that the portal writes."""

    default_error_messages = {"invalid": _("This must be a day: 2016-06-24.")}

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if text and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class FacetChoice(django_filters.ChoiceFilter):
    """One word of a closed list, kept as a facet."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.named(self.field_name, value) if value else qs


class FacetKey(django_filters.Filter):
    """A key or code, kept as a facet."""

    field_class = forms.RegexField

    def __init__(self, *args: Any, regex: str = KEY, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        kwargs["error_messages"] = {"invalid": MALFORMED[regex]}
        super().__init__(*args, regex=regex, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.named(self.field_name, value) if value else qs


class Decade(django_filters.Filter):
    """A decade by its first year, for lists of what began in it."""

    field_class = forms.RegexField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"invalid": MALFORMED[DECADE]}
        super().__init__(*args, regex=DECADE, **kwargs)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.began_in(int(value)) if value else qs


class Year(django_filters.Filter):
    """A year, for lists of what happened in or around it."""

    field_class = WholeField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=1000, max_value=2999, **kwargs)


class Day(django_filters.Filter):
    """A day, for what held then."""

    field_class = DayField


class ListFilter(django_filters.FilterSet):
    """What can be asked of the list of every kind."""

    q = django_filters.CharFilter(method="by_words", max_length=200, label=_("Words"))
    source = FacetKey(field_name="source", label=_("Cites the source"))
    order = django_filters.OrderingFilter(
        fields=(("sort_title", "title"), ("key", "key")),
        label=_("Order"),
        empty_label=_("By title"),
    )

    default_order: tuple[str, ...] = ("sort_title",)

    def by_words(self, queryset: Rows, _name: str, value: str) -> Rows:
        return queryset.filter(pk__in=engine.matching(value))

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        asked = queryset.query.order_by if self.form.cleaned_data.get("order") else ()
        return queryset.order_by(*map(_nulls_last, asked or self.default_order), "key")


def _nulls_last(name: str) -> OrderBy:
    """What has no date or size stands at the end, on every database."""
    column = F(name.removeprefix("-"))
    if name.startswith("-"):
        return column.desc(nulls_last=True)
    return column.asc(nulls_last=True)


class DatedFilter(ListFilter):
    """What can be asked of lists of what happened at a time."""

    decade = Decade(label=_("Began in the decade"))
    year = Year(method="in_year", label=_("Year"))
    year_from = Year(method="since_year", label=_("From the year"))
    year_to = Year(method="until_year", label=_("To the year"))
    order = django_filters.OrderingFilter(
        fields=(
            ("sort_title", "title"),
            ("earliest", "date"),
            ("size", "size"),
            ("key", "key"),
        ),
        label=_("Order"),
        empty_label=_("Newest first"),
    )

    default_order = ("-earliest", "sort_title")

    def in_year(self, queryset: Rows, _name: str, value: Any) -> Rows:
        return queryset.filter(earliest__year__lte=value, latest__year__gte=value)

    def since_year(self, queryset: Rows, _name: str, value: Any) -> Rows:
        return queryset.filter(latest__year__gte=value)

    def until_year(self, queryset: Rows, _name: str, value: Any) -> Rows:
        return queryset.filter(earliest__year__lte=value)


class StateFilter(ListFilter):
    """States, by how they stand, on a day or ever."""

    role = django_filters.ChoiceFilter(
        choices=StandingRole.choices, method="by_role", label=_("Standing")
    )
    region = FacetKey(
        field_name="region",
        regex=NAME,
        max_length=200,
        label=_("Region"),
    )
    on = Day(method="on_day", label=_("On the day"))

    def by_role(self, queryset: Rows, _name: str, value: str) -> Rows:
        day = self.form.cleaned_data.get("on")
        if day:
            return queryset.filter(pk__in=facets_on("role", value, day))
        return queryset.named("role", value)

    def on_day(self, queryset: Rows, _name: str, value: Any) -> Rows:
        if self.form.cleaned_data.get("role"):
            return queryset
        rows = Facet.objects.filter(held_on(value), name="role")
        return queryset.filter(pk__in=rows.values("listing"))


class SeriesFilter(ListFilter):
    """Exercise series."""

    auspices = FacetChoice(
        field_name="auspices", choices=Auspices.choices, label=_("Auspices")
    )


class ExerciseFilter(DatedFilter):
    """Exercises."""

    state = FacetKey(method="by_state", regex=STATE, label=_("State that took part"))
    role = django_filters.ChoiceFilter(
        choices=ParticipantRole.choices, method="by_role", label=_("Role of the state")
    )
    host = FacetKey(field_name="host", regex=STATE, label=_("Host"))
    series = FacetKey(field_name="series", label=_("Series"))
    focus = FacetChoice(field_name="focus", choices=Focus.choices, label=_("Focus"))
    domain = FacetChoice(field_name="domain", choices=Domain.choices, label=_("Domain"))
    auspices = FacetChoice(
        field_name="auspices", choices=Auspices.choices, label=_("Auspices")
    )
    outcome = FacetChoice(
        field_name="outcome", choices=Outcome.choices, label=_("Outcome")
    )
    size = django_filters.ChoiceFilter(
        choices=SizeClass.choices, method="of_size", label=_("Size")
    )

    def of_size(self, queryset: Rows, _name: str, value: str) -> Rows:
        return queryset.filter(size__range=SIZES[value])

    def by_state(self, queryset: Rows, _name: str, value: str) -> Rows:
        if self.form.cleaned_data.get("role"):
            return queryset
        return queryset.named("state", value)

    def by_role(self, queryset: Rows, _name: str, value: str) -> Rows:
        state = self.form.cleaned_data.get("state")
        return queryset.named("role", f"{value}.{state}" if state else value)


class FrameworkFilter(DatedFilter):
    """Frameworks."""

    state = FacetKey(method="by_state", regex=STATE, label=_("Party"))
    type = FacetChoice(
        field_name="type", choices=FrameworkType.choices, label=_("Type")
    )
    status = FacetChoice(
        field_name="status", choices=FrameworkStatus.choices, label=_("Status")
    )
    theme = FacetChoice(field_name="theme", choices=Theme.choices, label=_("Theme"))
    binding = FacetChoice(field_name="binding", choices=BINDING, label=_("Legal force"))
    on = Day(method="on_day", label=_("On the day"))

    def by_state(self, queryset: Rows, _name: str, value: str) -> Rows:
        day = self.form.cleaned_data.get("on")
        if day:
            return queryset.filter(pk__in=facets_on("state", value, day))
        return queryset.named("state", value)

    def on_day(self, queryset: Rows, _name: str, value: Any) -> Rows:
        """Adopted by that day, and not surely expired."""
        going_on = Q(end_date="") | Q(latest__gt=value)
        return queryset.filter(going_on, earliest__lte=value)


class TopicFilter(ListFilter):
    """Topics."""


class SourceFilter(DatedFilter):
    """Sources."""

    type = FacetChoice(field_name="type", choices=SourceType.choices, label=_("Type"))
    language = FacetKey(field_name="language", regex=LANGUAGE, label=_("Language"))
    publisher = FacetKey(
        field_name="publisher",
        regex=NAME,
        max_length=200,
        label=_("Publisher"),
    )


FILTERS: dict[str, type[ListFilter]] = {
    "state": StateFilter,
    "series": SeriesFilter,
    "exercise": ExerciseFilter,
    "framework": FrameworkFilter,
    "topic": TopicFilter,
    "source": SourceFilter,
}
