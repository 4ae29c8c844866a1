"""The difference of two documents: paths with the old and the new value."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entries.documents.kinds import kind_of
from entries.documents.kinds.base import COMMON_FIELDS


@dataclass(frozen=True)
class Difference:
    """What differs at one path; None stands for a row or field that is not there."""

    path: str
    old: Any
    new: Any


def difference(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Every path at which two documents of one kind differ, rows matched by key.

    A path is a field (`start`), a row that came or went (`participants.CHN`), a
    column (`participants.CHN.personnel`), or `locations` where the order of the rows
    that stayed differs.
    """
    kind = kind_of(new)
    keys = {row.name: row.key for row in kind.all_rows} | {"citations": "key"}
    found: list[Difference] = []
    for name in sorted({*old, *new} - set(COMMON_FIELDS[:3])):
        if name in keys:
            found += _rows(name, old.get(name, []), new.get(name, []), keys[name])
        elif not same(old.get(name), new.get(name)):
            found.append(Difference(name, old.get(name), new.get(name)))
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two values are written alike: true is not 1, and 1 is not 1.0.

    In which order the columns of a row come makes no difference.
    """
    return bool(one == other) and _written(one) == _written(other)


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _rows(
    path: str, old: list[dict[str, Any]], new: list[dict[str, Any]], key: str
) -> Iterator[Difference]:
    before = {row[key]: row for row in old}
    after = {row[key]: row for row in new}
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one is None or other is None:
            yield Difference(f"{path}.{name}", one, other)
            continue
        for column in sorted({*one, *other}):
            if not same(one.get(column), other.get(column)):
                yield from _column(f"{path}.{name}", column, one, other)
    # The order of citations says nothing: it follows from what they cite.
    stayed = [name for name in before if name in after]
    if path != "citations" and stayed != [name for name in after if name in before]:
        yield Difference(path, list(before), list(after))


def _column(
    path: str, column: str, one: dict[str, Any], other: dict[str, Any]
) -> Iterator[Difference]:
    if column == "accounts":
        yield from _rows(path, one[column], other[column], "key")
    else:
        yield Difference(f"{path}.{column}", one.get(column), other.get(column))
