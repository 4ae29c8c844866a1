"""Two documents that were made from the same one, laid together path by path."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from entries.documents.difference import Difference, difference, same
from entries.documents.kinds import kind_of

Document = dict[str, Any]

LONGEST = 5_000
"""How many words are compared one by one; longer texts go by their lines."""
_WORD = re.compile(r"[\u2e80-\u9fff]|\s+|[^\s\u2e80-\u9fff]+")


@dataclass(frozen=True)
class Path:
    """One place at which either document differs from the one before."""

    path: str
    before: Any
    theirs: Any
    yours: Any
    is_theirs: bool
    """Whether they changed it."""
    is_yours: bool
    """Whether you did."""
    both: Any = None
    """A value that keeps what both did; None where there is none."""

    @property
    def is_clash(self) -> bool:
        """Whether both changed it, each in their own way."""
        return self.is_theirs and self.is_yours and not same(self.theirs, self.yours)


def paths(before: Document, theirs: Document, yours: Document) -> list[Path]:
    """Every place at which one of two documents differs from the one before.

    Where a row came or went on one side, the row stands for its columns on both.
    """
    ours = {one.path: one for one in difference(before, yours)}
    others = {one.path: one for one in difference(before, theirs)}
    whole = {one.path for one in (*ours.values(), *others.values()) if _is_row(one)}
    names = {_folded(name, whole) for name in (*ours, *others)}
    return [
        _path(
            name,
            (before, theirs, yours),
            is_theirs=_touches(others, name),
            is_yours=_touches(ours, name),
        )
        for name in sorted(names)
    ]


def merged(
    theirs: Document, yours: Document, chosen: Mapping[str, Any], kept: Iterable[str]
) -> Document:
    """Their document with what was chosen.

    `kept` are the paths at which yours is taken, `chosen` has values of its own.
    """
    result = deepcopy(theirs)
    # Rows in the order of yours, so that each finds the one before it; the order of a
    # list last, for what is to be ordered must be there.
    for path in sorted(kept, key=lambda one: _turn(yours, one)):
        _put(result, path, value_at(yours, path))
        _place(result, path, yours)
    for path, value in chosen.items():
        _put(result, path, value)
    return result


def value_at(document: Document, path: str) -> Any:
    """What stands at a path of a difference.

    A field, a row, a column of one, an account; for a list of rows their keys in
    their order; None for what is not there.
    """
    head, *rest = path.split(".")
    key = _key(document, head)
    if not key:
        return document.get(head)
    rows = document[head]
    if not rest:
        return [row[key] for row in rows]
    row = next((one for one in rows if one[key] == rest[0]), None)
    for name in rest[1:]:
        if isinstance(row, list):
            row = next((one for one in row if one["key"] == name), None)
        elif row is not None:
            row = row[name] if name in row else _account(row, name)
    return row


def _account(row: Mapping[str, Any], name: str) -> Any:
    return next((one for one in row.get("accounts", ()) if one["key"] == name), None)


def _key(document: Document, head: str) -> str:
    """What names the rows of a list; empty for a field."""
    if head == "citations":
        return "key"
    row_format = kind_of(document).row(head)
    return row_format.key if row_format else ""


def _is_row(one: Difference) -> bool:
    """Whether a row or an account came or went, or a remark's accounts moved."""
    value = one.old if one.new is None else one.new
    came_or_went = (one.old is None) != (one.new is None)
    return one.path.count(".") == 1 or (came_or_went and isinstance(value, dict))


def _folded(name: str, whole: set[str]) -> str:
    """The row that stands for a column, where the row itself came or went."""
    parts = name.split(".")
    for end in range(1, len(parts)):
        if (start := ".".join(parts[:end])) in whole:
            return start
    return name


def _touches(found: Mapping[str, Any], name: str) -> bool:
    return any(one == name or one.startswith(f"{name}.") for one in found)


def _path(
    name: str,
    documents: tuple[Document, Document, Document],
    *,
    is_theirs: bool,
    is_yours: bool,
) -> Path:
    before, theirs, yours = (value_at(one, name) for one in documents)
    if name.count(".") == 0 and _key(documents[0], name):
        # A list of rows: only their order is chosen here, the rows by themselves.
        is_theirs, is_yours = before != theirs, before != yours
        return Path(name, before, theirs, yours, is_theirs, is_yours)
    path = Path(name, before, theirs, yours, is_theirs, is_yours)
    if not path.is_clash:
        return path
    both = _both(before, theirs, yours)
    return Path(name, before, theirs, yours, is_theirs, is_yours, both)


def _both(before: Any, theirs: Any, yours: Any) -> Any:
    values = (before, theirs, yours)
    if all(isinstance(one, str) for one in values):
        return both_texts(before, theirs, yours)
    if all(isinstance(one, list) for one in values):
        gone = [one for one in before if one not in yours]
        kept = [one for one in theirs if one not in gone]
        return [*kept, *(one for one in yours if one not in [*before, *kept])]
    return None


def both_texts(before: str, theirs: str, yours: str) -> str | None:
    """A text with the changes of both; None where they touch the same words."""
    pieces = [_WORD.findall(text) for text in (before, theirs, yours)]
    if max(map(len, pieces)) > LONGEST:
        pieces = [text.splitlines(keepends=True) for text in (before, theirs, yours)]
    base = pieces[0]
    edits = sorted({*_edits(base, pieces[1]), *_edits(base, pieces[2])})
    done: list[str] = []
    position = 0
    last = (-1, -1)
    for start, end, words in edits:
        if start < position or (start, end) == last:
            return None
        done += [*base[position:start], *words]
        position, last = end, (start, end)
    return "".join([*done, *base[position:]])


def _edits(
    one: list[str], other: list[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield start, end, tuple(other[first:last])


def _put(document: Document, path: str, value: Any) -> None:
    head, *rest = path.split(".")
    key = _key(document, head)
    if not key:
        document[head] = value
    elif not rest:
        places = {name: place for place, name in enumerate(value or ())}
        document[head].sort(key=lambda row: places.get(row[key], len(places)))
    else:
        _put_row(document[head], key, rest, value)


def _turn(document: Document, path: str) -> tuple[bool, int]:
    head, *rest = path.split(".")
    key = _key(document, head)
    if not key:
        return False, 0
    order = [row[key] for row in document[head]]
    return not rest, order.index(rest[0]) if rest and rest[0] in order else 0


def _place(document: Document, path: str, like: Document) -> None:
    """Bring a row that came in its place: behind the one that it came behind."""
    head, *rest = path.split(".")
    key = _key(document, head)
    if not key or len(rest) != 1:
        return
    rows = document[head]
    order = [row[key] for row in like[head]]
    row = next((one for one in rows if one[key] == rest[0]), None)
    if row is None or rest[0] not in order:
        return
    rows.remove(row)
    before = set(order[: order.index(rest[0])])
    last = max((n for n, one in enumerate(rows) if one[key] in before), default=-1)
    rows.insert(last + 1, row)


def _put_row(rows: list[dict[str, Any]], key: str, rest: list[str], value: Any) -> None:
    place = next((n for n, row in enumerate(rows) if row[key] == rest[0]), None)
    if len(rest) == 1:
        if place is not None:
            rows[place : place + 1] = [] if value is None else [deepcopy(value)]
        elif value is not None:
            rows.append(deepcopy(value))
    elif place is not None:
        row = rows[place]
        if rest[1] in row and rest[1] != "accounts":
            row[rest[1]] = value
        else:
            _put_row(row["accounts"], "key", [rest[1], *rest[2:]], value)
