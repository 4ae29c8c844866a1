"""Where on the desk a path of an entry's document is worked on."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from entries.desk.conversion.reading import MODELS
from entries.documents.kinds import KINDS
from entries.vocabulary import FindingCode

AT_CITATIONS = {
    FindingCode.UNCITED,
    FindingCode.UNSOURCED,
    FindingCode.UNVERIFIED,
    FindingCode.SINGLE,
    FindingCode.DISPUTED,
    FindingCode.DUE,
}
"""What is mended by citing; the rest is in the entry's form."""

AT_DESK = {"from": "start", "to": "end"}
"""The columns that the desk's forms name otherwise than the document."""


def form(kind: str, number: int) -> str:
    """The form of an entry."""
    model = MODELS[kind]._meta.model_name
    return reverse(f"admin:entries_{model}_change", args=[number])


def citing(kind: str, number: int, fact: str = "") -> str:
    """The page on which an entry's facts are cited, at one of them."""
    model = MODELS[kind]._meta.model_name
    page = reverse(f"admin:entries_{model}_cite", args=[number])
    return f"{page}?{urlencode({'fact': fact})}#cite" if fact else page


def place(
    kind: str, number: int, path: str, code: str, document: dict[str, Any]
) -> str:
    """Where to go for one finding: the fact's citations, or the field in the form."""
    head, *rest = path.split(".")
    if head == "citations" and rest:
        page = citing(kind, number)
        return f"{page}?{urlencode({'citation': rest[0]})}#cite"
    if code == FindingCode.STRAY and _is_cited(path):
        return f"{citing(kind, number)}#fact-{path}"
    if code in AT_CITATIONS or head == "no_source":
        return citing(kind, number, "" if head == "no_source" else path)
    return f"{form(kind, number)}#{field_id(kind, path, document)}"


def _is_cited(path: str) -> bool:
    """Whether citations speak of what is not there; else a remark or a mark does."""
    head, *rest = path.split(".")
    return head != "no_source" and (head != "remarks" or len(rest) > 1)


def field_id(kind: str, path: str, document: dict[str, Any]) -> str:
    """The id of a field, or of a row's column, in the entry's form."""
    head, *rest = path.split(".")
    row_format = KINDS[kind].row(head)
    if row_format is None:
        is_list = isinstance(document.get(head), list)
        return f"{head}-group" if is_list else f"id_{head}"
    keys = [row[row_format.key] for row in document.get(head, ())]
    if not rest or rest[0] not in keys:
        return f"{head}-group"
    row = f"{head}-{keys.index(rest[0])}"
    return f"id_{row}-{AT_DESK.get(rest[1], rest[1])}" if rest[1:] else row
