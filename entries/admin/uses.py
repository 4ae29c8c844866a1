"""All that rests on one source, on the desk: to look through, and to verify."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from entries.admin import places
from entries.admin.submitting import SubmitsEntries
from entries.admin.versions import NAME, posted
from entries.admin.wording import Words
from entries.admin.writing import demand
from entries.desk.citation import Citation
from entries.desk.conversion import document, with_rows
from entries.desk.entry import StaleError
from entries.desk.titles import titles_in
from entries.documents.facts import value_of
from entries.pages import labels
from entries.publishing.transitions import OUTSIDE, PublishingError
from entries.publishing.verifying import verify

A_PAGE = 50


@dataclass(frozen=True)
class Use:
    """One citation of the source: where, what stands there, and how."""

    citation: Citation
    label: str
    value: str
    url: str
    form_url: str
    is_due: bool
    """Whether the citation should have been checked again by now."""

    @property
    def name(self) -> str:
        """What the page's boxes call it."""
        return f"{self.citation.entry.key} {self.citation.key}"


def use_count() -> Any:
    """How many citations each source carries, as a column of the list's query."""
    rows = Citation.objects.filter(source=OuterRef("pk")).order_by().values("source")
    count = rows.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


def uses(citations: Iterable[Citation]) -> list[Use]:
    """Citations with the words and values that they are given for."""
    citations = list(citations)
    documents: dict[int, dict[str, Any]] = {}
    for kind in sorted({row.entry.kind for row in citations}):
        numbers = {row.entry_id for row in citations if row.entry.kind == kind}
        for entry in with_rows(kind).filter(pk__in=numbers):
            documents[entry.pk] = document(entry)
    titles = titles_in(documents.values())
    return [
        _use(row, documents[row.entry_id], titles)
        for row in citations
        if row.entry_id in documents
    ]


def _use(row: Citation, content: dict[str, Any], titles: dict[str, str]) -> Use:
    kind, number = row.entry.kind, row.entry_id
    value = value_of(content, row.fact)
    return Use(
        row,
        labels.fact(row.fact, labels.row_names(content, titles)),
        "" if value is None else Words(kind, titles).of(row.fact, value),
        places.citing(kind, number, row.fact),
        places.form(kind, number),
        row.is_due(timezone.localdate()),
    )


class ShowsUses(SubmitsEntries):
    """A source's page of uses."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_uses"
        view = self.admin_site.admin_view(self.uses_view)
        return [path("<int:pk>/uses/", view, name=name), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(use_count=use_count())

    def render_change_form(self, request, context, *args: Any, **kwargs: Any):
        context["shows_uses"] = True
        return super().render_change_form(request, context, *args, **kwargs)

    def uses_view(self, request, pk):
        source = self.entry_or_404(request, pk)
        if request.method == "POST":
            demand(request, OUTSIDE["verify"])
            if self._verify(request, source):
                return HttpResponseRedirect(request.get_full_path())
        rows = Citation.objects.filter(source=source).select_related("entry", "source")
        only = request.GET.get("only", "")
        if only == "unverified":
            rows = rows.filter(verified_by="")
        rows = rows.order_by("entry__kind", "entry__key", "fact", "key")
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Uses of {source}",
            "opts": self.opts,
            "original": source,
            "page": page,
            "uses": uses(page.object_list),
            "only": only,
            "may_verify": request.user.has_perm(OUTSIDE["verify"]),
            "entries": {row.entry for row in page.object_list},
            "version_field": NAME,
            "chosen": request.POST.getlist("chosen"),
            "review_by": request.POST.get("review_by", ""),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entries/uses.html", context)

    def _verify(self, request, source: Any) -> bool:
        """Whether what was chosen is verified; what stood in the way is told."""
        rows = Citation.objects.filter(source=source)
        there = set(rows.values_list("entry__key", "key"))
        chosen: dict[str, list[str]] = defaultdict(list)
        for name in request.POST.getlist("chosen"):
            entry, _, key = name.partition(" ")
            if (entry, key) in there:
                chosen[entry].append(key)
        shown = {key: posted(request.POST, f"{NAME}-{key}") for key in chosen}
        versions = {key: -1 if v is None else v for key, v in shown.items()}
        day = request.POST.get("review_by", "").strip()
        try:
            done = verify(chosen, versions, request.user, day)
        except PublishingError as error:
            for fault in error.faults:
                messages.error(request, f"Nothing was verified: {fault}.")
        except StaleError as error:
            messages.error(request, f"Nothing was verified: {error}.")
        else:
            messages.success(request, f"Verified: {done}.")
            return True
        return False


@admin.display(description="Uses", ordering="use_count")
def use_column(source: Any) -> int:
    """The column of the list of sources."""
    return int(source.use_count)
