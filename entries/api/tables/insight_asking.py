"""What the data of charts may be asked for."""

from typing import Any

import django_filters
from django import forms

from entries.record.filters import DECADE, KEY, MALFORMED, STATE
from entries.record.matrix import MatrixFilter


def _like(form: str, words: str) -> forms.RegexField:
    return forms.RegexField(
        form,
        required=False,
        strip=False,
        max_length=100,
        help_text=words,
        error_messages={"invalid": MALFORMED[form]},
    )


class ExercisesForm(forms.Form):
    """Of which exercises."""

    series = _like(KEY, "Exercises of that series alone, by its key.")
    state = _like(STATE, "Exercises in which that state took part alone.")


class PlacesForm(forms.Form):
    """Where which exercises were held."""

    series = _like(KEY, "Exercises of that series alone, by its key.")
    decade = _like(DECADE, "Exercises that began in the ten years from this one on.")


class InstrumentsFilter(MatrixFilter):
    """The matrix's own, for programs: true and false are written out."""

    all = django_filters.TypedChoiceFilter(
        choices=[("true", "Those too"), ("false", "Only those with a party")],
        coerce=lambda value: value == "true",
        method="with_all",
        label="With instruments of which no party is known",
    )

    def with_all(self, queryset: Any, _name: str, _value: Any) -> Any:
        return queryset
