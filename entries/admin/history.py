"""The history of an entry: every revision, and the drafts between them."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from entries.admin.changes import changed
from entries.admin.submitting import SubmitsEntries
from entries.desk.entry import Entry
from entries.languages import SITE_LANGUAGES
from entries.pages import labels
from entries.pages.links import Links
from entries.publishing.history import (
    DRAFT,
    Done,
    Published,
    events,
    in_words,
    names,
    said,
    told,
)
from entries.publishing.transitions import OUTSIDE
from entries.vocabulary import ChangeWord

A_PAGE = 30
DRAFTS = 100
"""How many versions of a draft the page of a comparison offers."""
PATHS = 12
"""How many places of a change the history names; a comparison shows them all."""
NO_START = "Choose what to compare from."
FORGOTTEN = "is not kept: it was redacted, or there was none."


class ShowsHistory(SubmitsEntries):
    """The pages that tell what became of an entry, and compare two of its moments."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_compare"
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<int:pk>/compare/", view, name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def history_view(self, request, object_id, extra_context=None):
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        page = Paginator(events(entry), A_PAGE).get_page(request.GET.get("page"))
        rows = told(entry, page)
        context = {
            "title": f"History of {entry}",
            "page": page,
            "rows": [_row(entry, row) for row in rows],
            "from_name": _latest(rows),
            "may_restore": self.may_restore(request, entry),
            "may_redact": request.user.has_perm(OUTSIDE["redact"]),
        }
        return self._shown(request, entry, "history", context)

    @method_decorator(require_safe)
    def compare_view(self, request, pk):
        entry = self.entry_or_404(request, pk)
        one, other = request.GET.get("from", ""), request.GET.get("to", "") or DRAFT
        sides = [said(entry, name) for name in (one, other)]
        faults = [
            f"{in_words(name)} {FORGOTTEN}"
            for name, content in zip((one, other), sides, strict=True)
            if name and not content
        ]
        if not one:
            faults = [NO_START, *faults]
        choices = dict(names(entry, DRAFTS))
        choices |= {n: in_words(n) for n in (one, other) if n and n not in choices}
        context = {
            "title": f"Compare {entry}",
            "faults": faults,
            "one": one,
            "other": other,
            "words": [in_words(name) for name in (one, other)],
            "changes": [] if faults else changed(*sides),
            "choices": choices.items(),
            "restorable": [
                (n, in_words(n)) for n in (one, other) if n not in ("", DRAFT)
            ],
            "may_restore": self.may_restore(request, entry) and not faults,
        }
        return self._shown(request, entry, "compare", context)

    def may_restore(self, request, entry: Entry) -> bool:
        """Whether the editor may write a former text to the desk."""
        may = self.has_change_permission(request, entry)
        return may and request.user.has_perm(OUTSIDE["restore"])

    def _shown(self, request, entry: Entry, page: str, context: dict[str, Any]):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": entry,
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/entries/entry/{page}.html", context)


def _latest(events: list[Published | Done]) -> str:
    """The latest revision among them that can be compared: where one looks from."""
    for event in events:
        if isinstance(event, Published) and not event.revision.redacted:
            return event.name
    return ""


def _row(entry: Entry, event: Published | Done) -> dict[str, Any]:
    if isinstance(event, Done):
        return {
            "line": event.line,
            "name": event.after,
            "before": event.before,
            "is_undone": event.after == DRAFT and bool(event.before),
        }
    revision = event.revision
    address = Links(SITE_LANGUAGES[0]).revision(
        entry.kind, revision.address, revision.number
    )
    is_shown = not revision.withdrawn and not revision.redacted
    return {
        "revision": revision,
        "name": "" if revision.redacted else event.name,
        "before": f"revision-{revision.number - 1}" if revision.number > 1 else "",
        "submission": event.submission,
        "address": address if is_shown else "",
        "changes": [
            (ChangeWord(word).label, _places(paths))
            for word, paths in event.changes.items()
        ],
    }


def _places(paths: list[str]) -> str:
    """The places of a change, so many at most."""
    if paths == [""]:
        return "all of it"
    more = len(paths) - PATHS
    shown = ", ".join(labels.fact(path) for path in sorted(paths)[:PATHS])
    return f"{shown} and {more} more" if more > 0 else shown
