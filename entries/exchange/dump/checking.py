"""What the record in an archive must say of itself to be one."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from entries.documents.canonical import canonical, digest
from entries.documents.kinds import KINDS
from entries.documents.schema import upgrade

Row = dict[str, Any]

SAME = ("kind", "key", "address", "schema")
"""What a revision says beside its document, and what the document says."""


def editions(rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """Each edition's number, with what is wrong with it, or "".

    The numbers grow by one, the dates never go back.
    """
    number, before = 0, None
    for row in rows:
        number += 1
        try:
            published = datetime.fromisoformat(row["published"])
            is_next = row["number"] == number
            is_later = before is None or published >= before
        except (KeyError, TypeError, ValueError) as error:
            yield number, f"editions, line {number}: {error!r}"
            continue
        before = published
        fault = "" if is_next else f"edition {row['number']} stands in line {number}"
        yield number, fault or ("" if is_later else f"edition {number} goes back")


def revisions_and_changes(
    revisions: Iterable[Row], changes: Iterable[Row], last: int
) -> Iterator[str]:
    """What is wrong with revisions and changes, given the last edition."""
    numbers: dict[str, int] = {}
    yield from _each("revisions", revisions, lambda row: _revision(row, numbers, last))
    yield from _each("changes", changes, lambda row: _change(row, numbers, last))


def _each(
    name: str, rows: Iterable[Row], faults: Callable[[Row], Iterator[str]]
) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        try:
            yield from faults(row)
        except (KeyError, TypeError, ValueError) as error:
            yield f"{name}, line {number}: {error!r}"


def _revision(row: Row, numbers: dict[str, int], last: int) -> Iterator[str]:
    key, number, text = row["key"], row["number"], row["canonical"]
    what = f"{key}, revision {number}"
    if number != numbers.get(key, 0) + 1:
        yield f"{what} comes after revision {numbers.get(key, 0)}"
    numbers[key] = number
    if not 1 <= row["edition"] <= last:
        yield f"{what} is of edition {row['edition']}, which is not there"
    if row["kind"] not in KINDS:
        yield f"{what} is of no known kind: {row['kind']}"
    if bool(row["redacted"]) == (text is not None):
        yield f"{what} has a text though it was redacted, or lacks one"
    elif text is not None:
        yield from (f"{what} {fault}" for fault in _text(row, text))


def _text(row: Row, text: str) -> Iterator[str]:
    if digest(text) != row["digest"]:
        yield "has another digest than it says: it was changed"
        return
    document = json.loads(text)
    if canonical(document) != text:
        yield "is not in canonical form"
    if any(document[name] != row[name] for name in SAME):
        yield "is said to be of another document"
    upgrade(document)


def _change(row: Row, numbers: dict[str, int], last: int) -> Iterator[str]:
    what = f"the change of {row['key']} in edition {row['edition']}"
    if not 1 <= row["edition"] <= last:
        yield f"{what}: there is no such edition"
    if not 1 <= row["revision"] <= numbers.get(row["key"], 0):
        yield f"{what}: there is no revision {row['revision']}"
