"""The start-up check that each kind's declaration fits its model and its format."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db.models import ForeignObjectRel

from entries.desk.columns import Row
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.documents.kinds import KINDS
from entries.documents.kinds.base import COMMON_FIELDS, Kind, RowFormat
from entries.languages import TEXT_FIELDS, columns

DESK_ONLY = {
    "id",
    "kind",
    "version",
    "imported_version",
    "checked_version",
    "created",
    "updated",
}
"""Columns that are the desk's own affair and stand in no document."""


@register()
def check_declarations(**_: Any) -> list[CheckMessage]:
    """Every kind's declared fields, rows and columns are those of its model."""
    return [
        Error(fault, id="entries.E001", obj=MODELS.get(kind.name))
        for kind in KINDS.values()
        for fault in faults(kind, MODELS.get(kind.name))
    ]


def faults(kind: Kind, model: type[Entry] | None) -> Iterator[str]:
    """What in a kind's declaration does not fit, in words."""
    if model is None:
        yield f"{kind.name}: no model of the desk is of this kind"
        return
    texts = {name for field in TEXT_FIELDS for name in columns(field)}
    common = {*COMMON_FIELDS, *texts, "citations", "no_source"}
    declared = [*kind.fields, *(row.name for row in kind.all_rows)]
    for name in sorted({name for name in declared if declared.count(name) > 1}):
        yield f"{kind.name}: {name} is declared twice"
    yield from _compared(f"{kind.name}'s model", {*declared, *texts}, _fields(model))
    fields = set(kind.format().fields) - common
    yield from _compared(f"{kind.name}'s format", set(declared), fields)
    for row in kind.all_rows:
        yield from _row_faults(kind, row, model)
    for place in kind.references:
        name, _, column = place.partition(".")
        row_format = kind.row(name)
        known = row_format.columns if row_format else kind.fields
        if (column or name) not in known and name != "citations":
            yield f"{kind.name}: {place} names entries but is not declared"


def _compared(what: str, declared: set[str], found: set[str]) -> Iterator[str]:
    for name in sorted(declared - found):
        yield f"{what} has no {name}, which is declared"
    for name in sorted(found - declared):
        yield f"{what} has {name}, which is not declared"


def _fields(model: type[Entry]) -> set[str]:
    """What of a model stands in its documents: columns, and lists of its rows."""
    names = set()
    for field in model._meta.get_fields():
        if isinstance(field, ForeignObjectRel):
            row = field.related_model
            if isinstance(row, type) and issubclass(row, Row):
                names.add(field.get_accessor_name() or "")
        elif field.name != "entry_ptr":
            names.add(field.name)
    return names - DESK_ONLY - {"key", "address", ""}


def _row_faults(kind: Kind, row: RowFormat, model: type[Entry]) -> Iterator[str]:
    what = f"{kind.name}.{row.name}"
    declared = set(row.columns)
    yield from _compared(f"{what}'s format", declared, set(row.format().fields))
    relation = next((f for f in model._meta.get_fields() if f.name == row.name), None)
    row_model = getattr(relation, "related_model", None)
    if not (isinstance(row_model, type) and issubclass(row_model, Row)):
        yield f"{what} has no model of rows"
        return
    renamed = {row_model.COLUMNS.get(name, name) for name in declared}
    found = {
        field.get_accessor_name() or ""
        if isinstance(field, ForeignObjectRel)
        else field.name
        for field in row_model._meta.get_fields()
    }
    yield from _compared(
        f"{what}'s model", renamed, found - {"id", "position", row_model.OWNER}
    )
