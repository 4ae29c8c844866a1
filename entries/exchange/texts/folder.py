"""What the check of a text has to know of all entries of its folder."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from entries.documents.facts import EMPTY, citable, facts, value_of

Document = dict[str, Any]

RUN = 8
"""So many words in a row are copied."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
TITLES = ("title", "official_name", "short_name")
OPEN_VALUES = {"region": "state", "publisher": "source", "language": "source"}
"""Filters that take what entries of a kind say, each a field of that kind."""


class Folder:
    """The documents of a folder by key, and what is asked of all of them."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        self._shown: dict[str, set[str]] = {}

    def lacks(self, place: str, own: str) -> str:
        """Why a live figure "key:fact" of a text shows no value; "" if it does."""
        key, _, fact = place.partition(":")
        document = self.documents.get(key)
        if document is None:
            return f"there is no entry {key}"
        if fact not in citable(document):
            return f"{key} has no fact {fact}"
        if value_of(document, fact) in EMPTY:
            return f"{fact} of {key} has no value"
        if key == own or fact in self._indexed(key):
            return ""
        return f"{fact} of another entry is not shown: it is no fact"

    def _indexed(self, key: str) -> set[str]:
        """The facts of an entry that the texts of others show."""
        if key not in self._shown:
            found = facts(self.documents[key])
            self._shown[key] = {one.name for one in found if one.value not in EMPTY}
        return self._shown[key]

    @cached_property
    def open_values(self) -> dict[str, set[str]]:
        """What the filters without a closed list of choices can be asked."""
        return {
            name: {one[name] for one in self.documents.values() if one["kind"] == kind}
            for name, kind in OPEN_VALUES.items()
        }

    @cached_property
    def dated_names(self) -> re.Pattern[str]:
        """Every name of an entry that has a digit in it: it is no typed number."""
        names = {
            name
            for document in self.documents.values()
            if document["kind"] != "source"
            for name in _names(document)
            if re.search(r"\d", name)
        }
        listed = sorted(map(re.escape, names), key=len, reverse=True)
        return re.compile("|".join(listed) or r"(?!)", re.IGNORECASE)

    @cached_property
    def quoted(self) -> dict[tuple[str, ...], str]:
        """Every run of words that stands in a quote, and where."""
        names: set[tuple[str, ...]] = set()
        for document in self.documents.values():
            for name in _names(document):
                names.update(runs(name))
        return {
            run: f"{document['key']}, citation {row['key']}"
            for document in self.documents.values()
            for row in document["citations"]
            if row["quote"]
            for run in runs(row["quote"])
            if run not in names
        }

    def copied(self, text: str) -> Iterator[tuple[str, str]]:
        """The runs of words that a text has from a quote, each told at its start."""
        follows = False
        for run in runs(text):
            where = self.quoted.get(run, "")
            if where and not follows:
                yield " ".join(run), where
            follows = bool(where)


def runs(text: str) -> Iterable[tuple[str, ...]]:
    """Every run of words of the length that counts as copied."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _names(document: Document) -> Iterator[str]:
    yield from (document[name] for name in TITLES if document.get(name))
    yield from (row["name"] for row in document["names"])
