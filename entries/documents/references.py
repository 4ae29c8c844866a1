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
        if place == "citations.source":
            for row in document["citations"]:
                yield Reference(row["fact"], row["source"], expected, "citation")
            continue
        name, _, column = place.partition(".")
        how = "relation" if name == "relations" else "fact"
        row_format = kind.row(name)
        if row_format:
            for row in document[name]:
                if row[column]:
                    fact = f"{name}.{row[row_format.key]}"
                    yield Reference(fact, row[column], expected, how)
        else:
            value = document[name]
            for key in value if isinstance(value, list) else [value] if value else []:
                yield Reference(name, key, expected, how)
    for name in PROSE:
        for key in marks(document[name]).entries if document[name] else ():
            yield Reference(name, key, None, "text")
