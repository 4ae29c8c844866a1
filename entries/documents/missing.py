"""What a document still lacks before it can be submitted: one computation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entries.documents.facts import citable, covers, unsourced
from entries.documents.kinds.base import PROSE
from entries.documents.text import marks


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, at one path."""

    path: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def missing(document: dict[str, Any]) -> list[Missing]:
    """All that is missing: citations, and images' words."""
    return [
        *_unsourced(document),
        *_about(document),
        *_marks(document),
        *_figures(document),
    ]


def _unsourced(document: dict[str, Any]) -> Iterator[Missing]:
    marked = set(document["no_source"])
    for fact in unsourced(document):
        if not marked & set(covers(fact)):
            yield Missing(fact, "has no citation and no mark “no source found”")


def _about(document: dict[str, Any]) -> Iterator[Missing]:
    """What speaks of a fact that the entry does not have."""
    known = citable(document)
    for citation in document["citations"]:
        if citation["fact"] not in known:
            path = f"citations.{citation['key']}"
            yield Missing(path, f"cites {citation['fact']}, which is no fact here")
    for remark in document["remarks"]:
        if remark["about"] and remark["about"] not in known:
            path = f"remarks.{remark['key']}"
            yield Missing(path, f"is about {remark['about']}, which is no fact here")
    for fact in document["no_source"]:
        if fact not in known:
            yield Missing("no_source", f"marks {fact}, which is no fact here")


def _marks(document: dict[str, Any]) -> Iterator[Missing]:
    known = {citation["key"] for citation in document["citations"]}
    for name in PROSE:
        for key in marks(document[name]).citations if document[name] else ():
            if key not in known:
                yield Missing(name, f"its mark [^{key}] names no citation")


def _figures(document: dict[str, Any]) -> Iterator[Missing]:
    for figure in document["figures"]:
        for column in ("alt", "credit", "licence"):
            if not figure[column]:
                yield Missing(f"figures.{figure['key']}.{column}", "is empty")
