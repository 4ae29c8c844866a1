"""Opening documents of every schema number that ever was."""

from collections.abc import Callable
from typing import Any

from entries.documents.kinds import SCHEMA

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a schema number, the step that makes a document of the next."""


def upgrade(document: dict[str, Any]) -> dict[str, Any]:
    """The document in the present format.

    ValueError for one that is newer than this software or of a number that it never
    had.
    """
    number = document.get("schema", SCHEMA)
    while number != SCHEMA:
        step = UPGRADES.get(number)
        if step is None:
            msg = (
                f"schema {number!r} is unknown here: this software opens up to {SCHEMA}"
            )
            raise ValueError(msg)
        number += 1
        document = {**step(document), "schema": number}
    return document
