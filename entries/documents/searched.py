"""The texts of a document that a search goes through, each with where it stands."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from entries.documents.kinds import kind_of
from entries.documents.kinds.base import PROSE

Document = dict[str, Any]
TITLES = ("title", "title_ru", "title_zh", "official_name", "short_name")


class Searched(NamedTuple):
    """A text, and the field or the list of rows that it stands in."""

    field: str
    text: str


def names(document: Document) -> Iterator[Searched]:
    """What the entry is called: its key, its titles, its other names."""
    yield Searched("key", document["key"])
    for name in TITLES:
        yield Searched(name, document.get(name) or "")
    for row in document["names"]:
        yield Searched("names", row["name"])


def texts(document: Document) -> Iterator[Searched]:
    """All else that it says in words."""
    for name in PROSE:
        yield Searched(name, document[name])
    kind = kind_of(document)
    yield from _strings(document, (*kind.identify, *kind.facts))
    for row_format in kind.all_rows:
        columns = row_format.columns[1:]
        for row in document[row_format.name]:
            for found in _strings(row, columns):
                yield Searched(row_format.name, found.text)
            for account in row.get("accounts", ()):
                yield Searched(row_format.name, account["says"])


def _strings(row: Document, names: Iterable[str]) -> Iterator[Searched]:
    return (Searched(name, row[name]) for name in names if isinstance(row[name], str))
