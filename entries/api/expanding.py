"""The names of the entries that an answer names by key, if they are asked for."""

from collections.abc import Iterable, Mapping
from typing import Any

from entries.api.links import Links
from entries.documents.kinds import KINDS, PLURALS
from entries.documents.references import references
from entries.record.neighbours import Neighbour, mentioned

Document = dict[str, Any]
TITLES = ("title", "title_ru", "title_zh")
DESCRIBED = {
    "publisher": "publisher",
    "published": "published",
    "language": "language",
    "source_type": "source_type",
    "source_url": "url",
}
"""What is said of a source beside its titles: as here, and as its document has it."""


def expanded(
    documents: Iterable[Document], plurals: Iterable[str], links: Links
) -> list[dict[str, Any]]:
    """For each document the entries of some kinds that it names, by kind and key.

    As they are at the edition that is read. One query, however many there are.
    """
    named = [
        {one.key for one in references(document)} if document else set()
        for document in documents
    ]
    found = mentioned(set().union(*named), links.pin.number)
    asked = [plural for plural in PLURALS if plural in plurals]
    return [_of(keys, found, asked, links) for keys in named]


def _of(
    keys: set[str], found: Mapping[str, Neighbour], asked: list[str], links: Links
) -> dict[str, Any]:
    answer: dict[str, list[dict[str, Any]]] = {plural: [] for plural in asked}
    for key in sorted(keys & found.keys()):
        one = found[key]
        plural = KINDS[one.kind].plural
        if plural in answer:
            answer[plural].append(_entry(one, links))
    return answer


def _entry(one: Neighbour, links: Links) -> dict[str, Any]:
    told = {
        "key": one.key,
        "kind": one.kind,
        "url": links.entry(one.kind, one.key),
        "page": links.page(one),
        **{name: getattr(one, name) for name in TITLES},
        "withdrawn": one.withdrawn,
    }
    if one.kind == "source":
        document = one.document or {}
        told |= {name: document.get(own) for name, own in DESCRIBED.items()}
    return told
