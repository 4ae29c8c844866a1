"""A draft, and what was put forward, in the page in which readers would see it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from entries.admin.asking import refusal
from entries.admin.images import address_at_desk
from entries.admin.site import desk
from entries.admin.submitting import SubmitsEntries
from entries.desk.conversion import document, with_rows
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.documents.kinds.base import PROSE
from entries.documents.text import render
from entries.languages import SITE_LANGUAGES
from entries.pages.composition import Asking, composed
from entries.pages.links import Link, Links, Named
from entries.publishing.indexing import fact_rows
from entries.publishing.submission import Proposal, Submission
from entries.publishing.submitting import documents
from entries.record.listing import FactIndex
from entries.record.neighbours import FACT_COLUMNS, Neighbour
from entries.record.pin import pin
from entries.vocabulary import EntryKind

Document = dict[str, Any]

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
HEADERS = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex"}


@dataclass
class Draft(Neighbour):
    """An entry that only the desk has, as a page names it."""


@dataclass(frozen=True)
class PreviewLinks(Links):
    """The addresses of the site, and names that none of its pages has yet."""

    kind: str = ""

    def image(self, name: str) -> str:
        return address_at_desk(name, self.kind)

    def named(self, key: str, named: Named | None) -> Link:
        if isinstance(named, Draft):
            text, lang = self.title(named)
            return Link(text or key, lang, gone="draft")
        return super().named(key, named)


class PreviewAsking(Asking):
    """What the record does not name, the desk does."""

    def names(
        self, keys: set[str], facts: Iterable[str] = (), whole: Iterable[str] = ()
    ) -> dict[str, Neighbour]:
        found = super().names(keys, facts, whole)
        return found | drafts(keys - set(found), set(facts))


def drafts(keys: set[str], facts: set[str]) -> dict[str, Neighbour]:
    """Entries of the desk as neighbours: sources with their documents.

    The others with the facts asked for.
    """
    entries = Entry.objects.filter(key__in=keys)
    found: dict[str, Neighbour] = {one.key: _draft(one) for one in entries}
    read = entries if facts else entries.filter(kind=EntryKind.SOURCE)
    for entry, content in documents(read) if found else ():
        one = found[entry.key]
        if entry.kind == EntryKind.SOURCE:
            one.document = content
        rows = fact_rows(content) if facts else ()
        one.facts = {row.fact: _columns(row) for row in rows if row.fact in facts}
    return found


def _draft(entry: Entry) -> Draft:
    return Draft(
        entry.key,
        entry.kind,
        entry.address,
        entry.title,
        entry.title_ru,
        entry.title_zh,
        withdrawn=False,
    )


def _columns(row: FactIndex) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FACT_COLUMNS}


def preview(
    request: HttpRequest, content: Document, words: str, back: str
) -> HttpResponseBase:
    """The readers' page of a document that is no part of the record. Only reads."""
    day = request.GET.get("on", "")
    try:
        asked = date.fromisoformat(day if DAY.fullmatch(day) else "") if day else None
    except ValueError:
        return refusal(desk, request, "Write the day as year-month-day: on=2016-06-01.")
    try:
        html = {name: render(content[name]) for name in PROSE if content[name]}
    except ValueError as error:
        return refusal(desk, request, str(error))
    links = PreviewLinks(SITE_LANGUAGES[0], kind=content["kind"])
    last, part = timezone.localdate(), partial(_part, request)
    asking = PreviewAsking(pin().number, links, asked, last, part)
    context = composed(content, html, asking) | {
        "links": links,
        "language": links.language,
        "preview": {"words": words, "back": back},
    }
    template = f"{content['kind']}_detail.html"
    return TemplateResponse(request, template, context, headers=HEADERS)


def _part(request: HttpRequest, rows: Any, size: int) -> Any:
    return Paginator(rows, size).get_page(request.GET.get("page"))


class ShowsDrafts(SubmitsEntries):
    """The preview of a draft, for those who may see its entry."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def preview_view(self, request, pk):
        entry = self.entry_or_404(request, pk)
        content = document(with_rows(entry.kind).get(pk=entry.pk))
        words = f"Draft of {entry.key}, version {entry.version}: not published."
        return preview(request, content, words, self.address_of("change", entry))


@require_safe
def preview_of_proposal(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was put forward of one entry, for those who may see both."""
    proposal = Proposal.objects.filter(pk=pk).select_related("entry").first()
    if proposal is None or not proposal.canonical:
        msg = "nothing was put forward here that has a page"
        raise Http404(msg)
    for model in (Submission, MODELS[proposal.entry.kind]):
        if not desk.get_model_admin(model).has_view_permission(request):
            raise PermissionDenied
    number = proposal.submission_id
    words = f"{proposal.key} as it was put forward in submission {number}."
    back = reverse("admin:entries_submission_change", args=[number])
    return preview(request, proposal.document, words, back)


desk.pages.append(
    (
        "entries/proposal/<int:pk>/preview/",
        preview_of_proposal,
        "entries_proposal_preview",
    )
)
