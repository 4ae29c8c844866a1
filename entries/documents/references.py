"""Which other entries a document names, and at which fact."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entries.documents.kinds import kind_of
from entries.documents.kinds.base import PROSE
from entries.documents.text import marks
from entries.vocabulary import EntryKind


@dataclass(frozen=True)
class Reference:
    """One place that names another entry."""

    fact: str
    key: str
    kind: EntryKind | None
    """The kind that the other must be of; None where any will do."""
    how: str
    """`fact`, `citation`, `relation` or `text`."""


def references(document: dict[str, Any]) -> Iterator[Reference]:
    """Every place in a document that names another entry."""
    kind = kind_of(document)
    for place, expected in kind.references.items():
        for fact, key, how in _named(document, place):
            yield Reference(fact, key, expected, how)
    for name in PROSE:
        if document[name]:
            named = marks(document[name])
            figures = (value.partition(":")[0] for value in named.values)
            for key in dict.fromkeys((*named.entries, *figures)):
                yield Reference(name, key, None, "text")


def _named(document: dict[str, Any], place: str) -> Iterator[tuple[str, str, str]]:
    """What stands at one place of the declaration: fact, key, and how it names it."""
    name, _, column = place.partition(".")
    if name == "citations":
        for row in document[name]:
            yield row["fact"], row[column], "citation"
        return
    row_format = kind_of(document).row(name)
    if row_format is None:
        value = document[name]
        for key in value if isinstance(value, list) else filter(None, [value]):
            yield name, key, "fact"
        return
    how = "relation" if name == "relations" else "fact"
    for row in document[name]:
        if row[column]:
            yield f"{name}.{row[row_format.key]}", row[column], how
