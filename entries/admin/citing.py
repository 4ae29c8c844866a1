"""The citations of one entry, on a page of their own, fact by fact."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse

from entries.admin.citations import CitationForm, FactTable
from entries.admin.submitting import SubmitsEntries
from entries.admin.versions import KEPT, NAME, posted, stale
from entries.desk.citation import Citation, NoSource
from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry, StaleError
from entries.publishing import audit
from entries.vocabulary import Stance


def _version(request, entry: Entry, form: Any) -> Any:
    """The version that the page carries on.

    It shows all as it is now, what others did among it; only a form that changes a
    citation may hold what they have changed since.
    """
    if form.instance.pk and NAME in request.POST:
        return request.POST[NAME]
    return entry.version


class CitesFacts(SubmitsEntries):
    """The page on which the facts of an entry get their sources."""

    def citations_view(self, request, pk):
        entry = self.entry_or_404(request, pk)
        full = with_rows(entry.kind).get(pk=entry.pk)
        table = FactTable(document(full), list(full.citations.all()))
        may_change = self.has_change_permission(request, entry)
        form: Any = None
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            answer = self._act(request, full, table)
            if isinstance(answer, HttpResponseRedirect):
                return answer
            form = answer
        if form is None:
            form = self._form(request, full, table)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Citations of {entry}",
            "opts": self.opts,
            "original": entry,
            "table": table,
            "form": form,
            "may_change": may_change,
            "started_from": _version(request, full, form),
            "chosen": request.POST.getlist("chosen"),
            "media": self.media + form.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entries/citations.html", context)

    def _form(self, request, entry: Entry, table: FactTable, data: Any = None):
        """The form that adds a citation, or changes the one that the address names."""
        key = request.GET.get("citation", "")
        one = table.citation(key)
        form = CitationForm(
            data,
            instance=one or Citation(entry=entry),
            initial={} if one else {"fact": request.GET.get("fact", "")},
            table=table,
        )
        field = form.fields["source"]
        field.widget = RelatedFieldWidgetWrapper(
            field.widget,
            Citation._meta.get_field("source").remote_field,
            self.admin_site,
            can_add_related=request.user.has_perm("entries.add_source"),
            can_change_related=False,
            can_view_related=False,
        )
        return form

    def _act(self, request, entry: Entry, table: FactTable):
        """What was asked: a redirect if it is done, else the form with its faults."""
        form = None
        if "save" in request.POST:
            form = self._form(request, entry, table, request.POST)
            if not form.is_valid():
                return form
        start = posted(request.POST)
        fault = stale(entry, start)
        if not fault and start is not None:
            try:
                with transaction.atomic():
                    said = self._write(request, entry, table, form, start)
            except StaleError:
                fault = stale(Entry.objects.get(pk=entry.pk), start)
            else:
                messages.success(request, f"{said}.")
                self.log_change(request, entry, said)
                return HttpResponseRedirect(request.path)
        if form is None:
            messages.error(request, fault)
        else:
            form.add_error(None, f"{fault} {KEPT}")
        return form

    def _write(self, request, entry: Entry, table, form, start: int) -> str:
        post = request.POST
        if form is not None:
            return self._save(request, entry, form, start)
        if "mark" in post and post["mark"] in table.unsourced_names:
            fact = post["mark"]
            audit.edited(entry, request.user, start, f"no source found for {fact}")
            NoSource.objects.get_or_create(entry_id=entry.pk, fact=fact)
            return f"Marked “no source found”: {fact}"
        if "unmark" in post and post["unmark"] in table.marked:
            fact = post["unmark"]
            audit.edited(entry, request.user, start, f"mark taken from {fact}")
            NoSource.objects.filter(entry_id=entry.pk, fact=fact).delete()
            return f"No longer marked: {fact}"
        if "delete" in post and (keys := self._chosen(request, table)):
            named = ", ".join(f"citations.{key}" for key in keys)
            audit.edited(entry, request.user, start, f"deleted {named}")
            Citation.objects.filter(entry_id=entry.pk, key__in=keys).delete()
            return f"Deleted: {', '.join(keys)}"
        return "Nothing was chosen"

    def _chosen(self, request, table: FactTable) -> list[str]:
        return [key for key in request.POST.getlist("chosen") if table.citation(key)]

    def _save(self, request, entry: Entry, form, start: int) -> str:
        if form.instance.pk and not form.has_changed():
            return "Nothing was changed"
        citation = form.save(commit=False)
        detail = f"citations.{citation.key} on {citation.fact}"
        audit.edited(entry, request.user, start, detail)
        citation.save()
        if citation.stance == Stance.SUPPORTS:
            NoSource.objects.filter(entry_id=entry.pk, fact=citation.fact).delete()
        return f"Saved: {citation.fact} by {citation.source.key}"
