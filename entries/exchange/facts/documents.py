"""A checked folder of facts turned into documents, over what the desk has."""

from typing import Any

from entries.documents.validation import InvalidDocumentError
from entries.exchange.facts.checking import check
from entries.exchange.facts.converting import patch
from entries.exchange.facts.faults import Fault
from entries.exchange.facts.merging import merge
from entries.exchange.facts.reading import KINDS, Folder

Document = dict[str, Any]


def faults(folder: Folder, known: dict[str, set[str]]) -> list[Fault]:
    """Every fault of a folder; `known` names the desk's entries by kind."""
    return [*folder.faults, *check(folder, known)]


def keys(folder: Folder) -> list[str]:
    """The keys of a folder's records."""
    return [record["id"] for rows in folder.records.values() for record in rows]


def merged(
    folder: Folder, present: dict[str, Document]
) -> tuple[dict[str, Document], list[Fault]]:
    """The documents that a faultless folder makes of those the desk has, by key.

    With them the faults that show only when the two are laid together.
    """
    documents: dict[str, Document] = {}
    found: list[Fault] = []
    for stem, rows in folder.records.items():
        for record in rows:
            key = record["id"]
            try:
                documents[key] = merge(present.get(key), patch(KINDS[stem], record))
            except InvalidDocumentError as error:
                found += [
                    Fault(f"{stem}.json", key, path, what)
                    for path, what in error.faults
                ]
    return documents, found
