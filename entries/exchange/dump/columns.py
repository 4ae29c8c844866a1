"""The columns of the archive's tables: what each holds, in the words of Table Schema.

Those of entries and rows are made from the format of documents, so that what a document
has, a table has.
"""

from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from entries.dates import FORM, parse
from entries.documents.fields import Date, Flag, Real, StateKey, Value, Whole, Words
from entries.exchange.dump.describing import SPANS, WORDS, of_column

DATE_FORM = f"^{FORM.pattern}$".replace(r"\d", "[0-9]")
STATE_FORM = "^[A-Z]{3}$"


@dataclass(frozen=True)
class Column:
    """One column: its name, the type of its values, and what it says."""

    name: str
    type: str = "string"
    """A type of Table Schema."""
    description: str = ""
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None


def own(table: str, name: str, **what: Any) -> Column:
    """A column that no document has: of the record, or made for the table."""
    return Column(name, description=of_column(table, name), **what)


def owner(name: str) -> Column:
    """The column of a row that names what the row belongs to."""
    return Column(name, description=f"The key of the {name} it is of.", required=True)


def of_field(table: str, name: str, field: Any) -> tuple[Column, ...]:
    """The columns of a document's field; a date has its bounds beside it."""
    words = said(table, name, field)
    if isinstance(field, Date):
        bounds = (
            Column(f"{name}_{end}", "date", f"Of `{name}`: {meaning}.")
            for end, meaning in SPANS.items()
        )
        return (Column(name, "string", words, pattern=DATE_FORM), *bounds)
    return (Column(name, description=words, **_typed(field)),)


def said(table: str, name: str, field: Any) -> str:
    """What a field holds, with the words that it may take."""
    words = of_column(table, name)
    child = getattr(field, "child", field)
    if isinstance(child, serializers.ChoiceField):
        choices = "; ".join(f"{word}: {label}" for word, label in child.choices.items())
        return f"{words} {WORDS}: {choices}."
    return words


def _typed(field: Any) -> dict[str, Any]:
    """Type and bounds of a field's values."""
    if isinstance(field, Words):
        return {"type": "array", "required": True}
    if isinstance(field, Flag):
        return {"type": "boolean"}
    if isinstance(field, Whole | Real):
        kind = "integer" if isinstance(field, Whole) else "number"
        return {"type": kind, "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, Value):
        return {"type": "any"}
    found: dict[str, Any] = {"required": bool(field.required and not field.allow_null)}
    if isinstance(field, serializers.ChoiceField):
        found["enum"] = tuple(map(str, field.choices))
    if isinstance(field, StateKey):
        found["pattern"] = STATE_FORM
    return found


def cells(name: str, field: Any, value: Any) -> dict[str, Any]:
    """The values of a field's columns in one row."""
    if not isinstance(field, Date):
        return {name: value}
    when = parse(value)
    return {
        name: value,
        f"{name}_earliest": when.earliest.isoformat() if when else None,
        f"{name}_latest": when.latest.isoformat() if when else None,
    }
