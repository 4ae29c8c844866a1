"""What a parameter takes, as JSON schema and in words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django_filters.fields import BaseCSVField

from entries.api.parameters import LONGEST, choices
from entries.record.asking.values import (
    LineField,
    ManyField,
    NameField,
    PeriodField,
    RealField,
)
from entries.record.filters import DayField, WholeField

Schema = dict[str, Any]

BREAKS = r"\x09-\x0d\x1c-\x1f\x85"
CONTROLS = r"\x00-\x1f\x7f-\x9f"
SPACES = r"\x20\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""Each named, for programs do not agree on which characters are spaces."""


def schema(field: forms.Field) -> Schema:
    """The values that a parameter takes."""
    for sort, told in SORTS:
        if isinstance(field, sort):
            return told(field)
    return _text(field)


def _many(field: Any) -> Schema:
    items = schema(field.child)
    return {"type": "array", "items": items, "minItems": 1, "maxItems": field.most}


def _words(field: Any) -> Schema:
    return {"type": "array", "items": _word(field), "minItems": 1}


def _word(field: Any) -> Schema:
    words = list(choices(field))
    if words == ["true", "false"]:
        return {"type": "boolean"}
    return {"type": "string", "enum": words}


def _whole(field: Any) -> Schema:
    bounds = {"minimum": field.min_value, "maximum": field.max_value}
    return {"type": "integer"} | {n: v for n, v in bounds.items() if v is not None}


def _day(_: Any) -> Schema:
    return {"type": "string", "format": "date"}


def _period(_: Any) -> Schema:
    year, month = "^[12][0-9]{3}", "-(0[1-9]|1[0-2])"
    return {
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "pattern": f"{year}{month}$"},
            {"type": "string", "pattern": f"{year}$"},
        ]
    }


def _name(field: Any) -> Schema:
    """A name of the list, or one that is formed so."""
    named = {"type": "string", "enum": list(field.known.closed)}
    if not field.known.form:
        return named
    return {"anyOf": [named, {"type": "string", "pattern": f"^{field.known.form}$"}]}


def _line(field: Any) -> Schema:
    inner, edge = rf"[^{CONTROLS},\\]", rf"[^{CONTROLS}{SPACES},\\]"
    form = rf"^{edge}({inner}*{edge})?$"
    return {"type": "string", "pattern": form, "maxLength": field.max_length}


def _real(field: Any) -> Schema:
    return {
        "type": "number",
        "minimum": field.min_value,
        "maximum": field.max_value,
    }


SORTS: tuple[tuple[type[forms.Field], Callable[[Any], Schema]], ...] = (
    (ManyField, _many),
    (BaseCSVField, _words),
    (forms.ChoiceField, _word),
    (WholeField, _whole),
    (DayField, _day),
    (PeriodField, _period),
    (NameField, _name),
    (LineField, _line),
    (RealField, _real),
)
"""The sorts of fields, the special ones first."""


def _text(field: forms.Field) -> Schema:
    found: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if isinstance(field, forms.CharField) and field.max_length:
        found["maxLength"] = field.max_length
    if isinstance(field, forms.RegexField):
        found["pattern"] = field.regex.pattern.replace(r"\Z", "$")
    else:
        found["pattern"] = rf"^[^\x00]*[^\x00{BREAKS}{SPACES}][^\x00]*$"
    return found


def style(field: forms.Field) -> dict[str, Any]:
    """Several values stand behind one name, with commas between."""
    return (
        {"style": "form", "explode": False}
        if isinstance(field, BaseCSVField | ManyField)
        else {}
    )


def said(field: forms.Field) -> str:
    """What a parameter is, in words, with the names of its choices."""
    words = [field.help_text or f"{field.label}."]
    one = field.child if isinstance(field, ManyField) else field
    if isinstance(one, forms.ChoiceField) and not isinstance(field, BaseCSVField):
        named = choices(one)
        # Names of fields have no other names.
        if any(word != name for word, name in named.items()):
            words += [f"* `{word}`: {name}" for word, name in named.items()]
    return "\n".join(map(str, words))
