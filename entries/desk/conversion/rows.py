"""Rows brought to what a document says, each keeping its identity."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Manager, Model

Columns = dict[str, Any]


def placed(rows: Iterable[Columns]) -> list[Columns]:
    """The rows with their place in the list."""
    return [{**row, "position": place} for place, row in enumerate(rows)]


def sync(manager: Manager[Any], key: str, wanted: Iterable[Columns]) -> None:
    """Bring an entry's rows to those wanted.

    By key, what is there is changed, what is new made, what is gone deleted.
    """
    wanted = list(wanted)
    present: dict[Any, Model] = {getattr(row, key): row for row in manager.all()}
    kept = {columns[key] for columns in wanted}
    if gone := [row.pk for name, row in present.items() if name not in kept]:
        manager.filter(pk__in=gone).delete()
    new: list[Model] = []
    for columns in wanted:
        row = present.get(columns[key])
        if row is None:
            new.append(_new(manager, columns))
        elif _changed(row, columns):
            row.save(update_fields=list(columns))
    if new:
        manager.bulk_create(new)


def _new(manager: Any, columns: Columns) -> Model:
    owner: Mapping[str, Any] = manager.core_filters
    fixed = {name.removesuffix("__exact"): value for name, value in owner.items()}
    row: Model = manager.model(**fixed, **columns)
    return row


def same(one: Any, other: Any) -> bool:
    """Whether a column says so already; as JSON, true is not 1, and 1 is not 1.0."""
    return bool(one == other) and (isinstance(other, str) or repr(one) == repr(other))


def _changed(row: Model, columns: Columns) -> bool:
    changed = False
    for name, value in columns.items():
        if not same(getattr(row, name), value):
            setattr(row, name, value)
            changed = True
    return changed
