"""What a parameter takes, as JSON schema and in words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django_filters.fields import BaseCSVField

from entries.api.parameters import LONGEST, choices
from entries.record.asking.values import MOST, ManyField
from entries.record.facts import NumberField
from entries.record.filters import DayField, WholeField

WORDS = {
    "q": "Words that must all be found, in English, Russian or Chinese.",
    "order": "What to sort by, first things first; `-` turns it round.",
    "decade": "What began in the ten years from this one on, or may have.",
    "size": "How many took part.",
    "on": "A day: what held then, or may have held.",
    "year": "What happened in the year, or may have.",
    "year_from": "What happened in the year or later, or may have.",
    "year_to": "What happened in the year or earlier, or may have.",
}
"""Parameters whose label alone would say too little."""


Schema = dict[str, Any]


def schema(field: forms.Field) -> Schema:
    """The values that a parameter takes."""
    for sort, told in SORTS:
        if isinstance(field, sort):
            return told(field)
    return _text(field)


def _many(field: Any) -> Schema:
    items = schema(field.child)
    return {"type": "array", "items": items, "minItems": 1, "maxItems": MOST}


def _words(field: Any) -> Schema:
    return {"type": "array", "items": _word(field), "minItems": 1}


def _word(field: Any) -> Schema:
    return {"type": "string", "enum": list(choices(field))}


def _whole(field: Any) -> Schema:
    bounds = {"minimum": field.min_value, "maximum": field.max_value}
    return {"type": "integer"} | {n: v for n, v in bounds.items() if v is not None}


def _day(_: Any) -> Schema:
    return {"type": "string", "format": "date"}


def _number(_: Any) -> Schema:
    return {"type": "number"}


SORTS: tuple[tuple[type[forms.Field], Callable[[Any], Schema]], ...] = (
    (ManyField, _many),
    (BaseCSVField, _words),
    (forms.ChoiceField, _word),
    (WholeField, _whole),
    (DayField, _day),
    (NumberField, _number),
)
"""The sorts of fields, the special ones first."""


def _text(field: forms.Field) -> Schema:
    found: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if isinstance(field, forms.CharField) and field.max_length:
        found["maxLength"] = field.max_length
    if isinstance(field, forms.RegexField):
        found["pattern"] = field.regex.pattern.replace(r"\Z", "$")
    else:
        found["pattern"] = r"^[^\x00]*[^\s\x00][^\x00]*$"
    return found


def style(field: forms.Field) -> dict[str, Any]:
    """Several values stand behind one name, with commas between."""
    return (
        {"style": "form", "explode": False}
        if isinstance(field, BaseCSVField | ManyField)
        else {}
    )


def said(name: str, field: forms.Field) -> str:
    """What a parameter is, in words, with the names of its choices."""
    words = [field.help_text or WORDS.get(name, f"{field.label}.")]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, BaseCSVField):
        words += [f"* `{word}`: {name}" for word, name in choices(field).items()]
    return "\n".join(map(str, words))
