"""The lists behind the numbers of the first page, to be worked off."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from entries.admin import places
from entries.admin.site import desk
from entries.admin.wording import Words
from entries.desk.conversion import document, with_rows
from entries.desk.finding import Finding
from entries.desk.findings import found, refresh
from entries.desk.titles import titles_in
from entries.documents.facts import value_of
from entries.documents.missing import missing
from entries.documents.quality import quality
from entries.pages import labels
from entries.vocabulary import EntryKind, FindingCode

A_PAGE = 50
TO_DO = {
    FindingCode.UNSOURCED: "Look for a source and cite it.",
    FindingCode.UNVERIFIED: "Compare the fact with its source, then verify it.",
    FindingCode.SINGLE: "Look for a second, independent source.",
    FindingCode.DISPUTED: "See whether newer or better sources settle it.",
    FindingCode.DUE: "Look at the source again, and set the next date.",
    FindingCode.NO_RUSSIAN: "Write the summary in Russian.",
    FindingCode.NO_CHINESE: "Write the summary in Chinese.",
    FindingCode.NO_PLACE: "Find the coordinates, with a source.",
    FindingCode.UNCITED: "Cite a source, or mark that none was found.",
    FindingCode.STRAY: "Correct what it speaks of, or take it away.",
    FindingCode.DEAD_MARK: "Correct the mark in the text, or add the citation.",
    FindingCode.IMAGE_WORDS: "Give the image its words.",
}


@dataclass(frozen=True)
class Task:
    """One row of a list: where it is, what stands there, what was found."""

    entry: Any
    form_url: str
    label: str
    value: str
    what: str
    url: str


def quality_view(request: HttpRequest, code: str) -> HttpResponse:
    """The list of one sort of findings, by kind if asked."""
    if code not in TO_DO:
        raise Http404
    if not request.user.has_perm("entries.view_entry"):
        raise PermissionDenied
    refresh()
    kind = request.GET.get("kind", "")
    rows = found(code, timezone.localdate()).select_related("entry")
    if kind in EntryKind.values:
        rows = rows.filter(entry__kind=kind)
    rows = rows.order_by("entry__kind", "entry__key", "pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **desk.each_context(request),
        "title": FindingCode(code).label,
        "to_do": TO_DO[FindingCode(code)],
        "kinds": EntryKind.choices,
        "kind": kind,
        "page": page,
        "tasks": tasks(page.object_list),
    }
    request.current_app = desk.name
    return TemplateResponse(request, "admin/entries/quality.html", context)


def tasks(rows: Iterable[Finding]) -> list[Task]:
    """Findings with the words and values of the documents that they are about."""
    rows = list(rows)
    documents: dict[int, dict[str, Any]] = {}
    for kind in sorted({row.entry.kind for row in rows}):
        numbers = {row.entry_id for row in rows if row.entry.kind == kind}
        for entry in with_rows(kind).filter(pk__in=numbers):
            documents[entry.pk] = document(entry)
    # What each finding says is worked out again: only its place is kept.
    said = {
        (number, one.code, one.path): one.what
        for number, content in documents.items()
        for one in (*missing(content), *quality(content))
    }
    titles = titles_in(documents.values())
    return [
        _task(row, documents[row.entry_id], said, titles)
        for row in rows
        if row.entry_id in documents
    ]


def _task(
    row: Finding,
    content: dict[str, Any],
    said: dict[Any, str],
    titles: dict[str, str],
) -> Task:
    kind, number = row.entry.kind, row.entry_id
    value = value_of(content, row.path)
    is_whole = isinstance(value, list) and any(isinstance(v, dict) for v in value)
    return Task(
        row.entry,
        places.form(kind, number),
        labels.fact(row.path, labels.row_names(content, titles)),
        "" if value is None or is_whole else Words(kind, titles).of(row.path, value),
        said.get((number, row.code, row.path), ""),
        places.place(kind, number, row.path, row.code, content),
    )


desk.pages.append(("quality/<slug:code>/", quality_view, "quality"))
