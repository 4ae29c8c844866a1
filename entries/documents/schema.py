"""Opening documents of every schema number that ever was."""

from collections.abc import Callable, Mapping
from typing import Any

from entries.documents.kinds import SCHEMA
from entries.vocabulary import EntryKind


def _checks_and_copies(document: dict[str, Any]) -> dict[str, Any]:
    """Schema 2: when a citation is due for a check, a source's copy, images' sizes."""
    new = dict(document)
    for name, added in (
        ("citations", {"review_by": None}),
        ("figures", {"width": None, "height": None}),
    ):
        rows = document.get(name)
        if isinstance(rows, list):
            new[name] = [
                {**added, **row} if isinstance(row, Mapping) else row for row in rows
            ]
    if document.get("kind") == EntryKind.SOURCE:
        new.setdefault("archive_url", "")
    return new


UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: _checks_and_copies,
}
"""From a schema number, the step that makes a document of the next."""


def upgrade(document: dict[str, Any]) -> dict[str, Any]:
    """The document in the present format.

    ValueError for one that is newer than this software or of a number that it never
    had.
    """
    number = document.get("schema", SCHEMA)
    while number != SCHEMA:
        step = UPGRADES.get(number)
        if step is None or isinstance(number, bool):
            msg = (
                f"schema {number!r} is unknown here: this software opens up to {SCHEMA}"
            )
            raise ValueError(msg)
        number += 1
        document = {**step(document), "schema": number}
    return document
