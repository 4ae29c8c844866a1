"""What a document still lacks before it can be submitted: one computation."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from entries.documents.facts import citable, covers, is_empty, unsourced
from entries.documents.finding import Finding
from entries.documents.kinds.base import PROSE
from entries.documents.references import references
from entries.documents.text import marks
from entries.vocabulary import FindingCode


def missing(
    document: dict[str, Any], unpublished: Collection[str] = ()
) -> list[Finding]:
    """All that is missing: citations, images' words, entries that it names.

    `unpublished` are the keys that readers could not open: what else is published, or
    published together with the document, no document knows by itself.
    """
    return [
        *_unsourced(document),
        *_about(document),
        *_emptied(document),
        *_marks(document),
        *_figures(document),
        *_references(document, unpublished),
    ]


def _unsourced(document: dict[str, Any]) -> Iterator[Finding]:
    marked = set(document["no_source"])
    for fact in unsourced(document):
        if not marked & set(covers(fact)):
            what = "has no citation and no mark “no source found”"
            yield Finding(FindingCode.UNCITED, fact, what)


def _about(document: dict[str, Any]) -> Iterator[Finding]:
    """What speaks of a fact that the entry does not have."""
    known = citable(document)
    for citation in document["citations"]:
        if citation["fact"] not in known:
            path = f"citations.{citation['key']}"
            what = f"cites {citation['fact']}, which is no fact here"
            yield Finding(FindingCode.STRAY, path, what)
    for remark in document["remarks"]:
        if remark["about"] and remark["about"] not in known:
            path = f"remarks.{remark['key']}"
            what = f"is about {remark['about']}, which is no fact here"
            yield Finding(FindingCode.STRAY, path, what)
    for fact in document["no_source"]:
        if fact not in known:
            what = f"marks {fact}, which is no fact here"
            yield Finding(FindingCode.STRAY, "no_source", what)


def _emptied(document: dict[str, Any]) -> Iterator[Finding]:
    """The facts that have citations and no value, each told once.

    A citation that contradicts is at fault too: where nothing is said, nothing can be
    supported or contradicted. A mark “no source found” and a remark may stand without
    a value: they say that it was looked for in vain, and why nothing is given.
    """
    known = citable(document)
    cited = Counter(citation["fact"] for citation in document["citations"])
    for fact, count in cited.items():
        if fact in known and is_empty(document, fact):
            are = "citation is" if count == 1 else "citations are"
            what = f"has no value, but {count} {are} given for it"
            yield Finding(FindingCode.STRAY, fact, what)


def _marks(document: dict[str, Any]) -> Iterator[Finding]:
    known = {citation["key"] for citation in document["citations"]}
    for name in PROSE:
        for key in marks(document[name]).citations if document[name] else ():
            if key not in known:
                what = f"its mark [^{key}] names no citation"
                yield Finding(FindingCode.DEAD_MARK, name, what)


def _figures(document: dict[str, Any]) -> Iterator[Finding]:
    for figure in document["figures"]:
        for column in ("alt", "credit", "licence"):
            if not figure[column]:
                path = f"figures.{figure['key']}.{column}"
                yield Finding(FindingCode.IMAGE_WORDS, path, "is empty")


def _references(
    document: dict[str, Any], unpublished: Collection[str]
) -> Iterator[Finding]:
    for one in references(document) if unpublished else ():
        if one.key in unpublished:
            what = f"names {one.key}, which was never published"
            yield Finding(FindingCode.UNPUBLISHED, one.fact, what)
