"""What the data of charts may be asked for."""

from typing import Any

import django_filters
from django import forms

from entries.record.asking.parameter import many, pattern
from entries.record.filters import DECADE, KEY, STATE, Day
from entries.record.matrix import MatrixFilter


class ExercisesForm(forms.Form):
    """Of which exercises."""

    series = many(pattern(KEY), "Exercises of one of these series, by key.")
    state = many(pattern(STATE), "Exercises in which one of these states took part.")


class PlacesForm(forms.Form):
    """Where which exercises were held."""

    series = many(pattern(KEY), "Exercises of one of these series, by key.")
    decade = pattern(
        DECADE,
        required=False,
        help_text="Exercises that began in the ten years from this one on.",
    )


class InstrumentsFilter(MatrixFilter):
    """The matrix's own, for programs: true and false are written out."""

    on = Day(
        method="on_day",
        label="What was done by that day: instruments signed later are left out, and "
        "so are later steps, and states that had done nothing yet",
    )
    all = django_filters.TypedChoiceFilter(
        choices=[("true", "Those too"), ("false", "Only those with a party")],
        coerce=lambda value: value == "true",
        method="with_all",
        label="With instruments of which no party is known",
    )

    def with_all(self, queryset: Any, _name: str, _value: Any) -> Any:
        return queryset
