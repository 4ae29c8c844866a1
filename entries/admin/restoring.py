"""Bringing back what an entry said once; taking a revision's text out for the law."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path

from entries.admin.changes import changed
from entries.admin.history import ShowsHistory
from entries.admin.submitting import ReasonForm
from entries.admin.versions import posted, stale
from entries.admin.writing import demand
from entries.desk.conversion import UnknownReferenceError
from entries.desk.entry import Entry, StaleError
from entries.publishing.history import DRAFT, in_words, said
from entries.publishing.restoring import restore, restored
from entries.publishing.transitions import OUTSIDE, PublishingError
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision


class RedactForm(ReasonForm):
    """Why, and the key once more: what is taken out never comes back."""

    key = forms.CharField(
        max_length=100,
        help_text="Type the key of the entry: the text cannot be brought back.",
    )

    def __init__(self, data: Any, key: str) -> None:
        super().__init__(data)
        self.wanted = key

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if key != self.wanted:
            raise forms.ValidationError(f"This is not the key: {self.wanted}.")
        return key


class RestoresDrafts(ShowsHistory):
    """The pages that ask before a former text is restored, or one taken out."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/restore/", view(self.restore_view), name=f"{name}_restore"),
            path("<int:pk>/back/", view(self.back_view), name=f"{name}_back"),
            path("<int:pk>/redact/", view(self.redact_view), name=f"{name}_redact"),
            *super().get_urls(),
        ]

    def restore_view(self, request, pk):
        """Ask first: what a moment would change of the draft as it stands."""
        entry = self._restorable(request, pk)
        name = request.POST.get("to", request.GET.get("to", ""))
        faults: list[str] = []
        if request.method == "POST":
            faults = self._restore(request, entry, name)
            if not faults:
                then = "submit" if "submit" in request.POST else "change"
                return HttpResponseRedirect(self.address_of(then, entry))
            entry = self._restorable(request, pk)
        context = _confirmation(entry, name)
        context["faults"] += [one for one in faults if one not in context["faults"]]
        context["title"] = f"Restore {in_words(name)} of {entry}"
        return self._shown(request, entry, "restore", context)

    def back_view(self, request, pk):
        """What was withdrawn comes back as it was published last, or as it stands."""
        entry = self._restorable(request, pk)
        last = Revision.objects.filter(key=entry.key).order_by("-number").first()
        if last is None or not last.withdrawn:
            messages.error(request, f"{entry} is not withdrawn.")
            return HttpResponseRedirect(self.address_of("change", entry))
        context = _confirmation(entry, f"revision-{last.number}")
        context |= {"title": f"Bring back {entry}", "is_back": True, "last": last}
        return self._shown(request, entry, "restore", context)

    def redact_view(self, request, pk):
        demand(request, OUTSIDE["redact"])
        entry = self.entry_or_404(request, pk)
        number = posted(request.GET, "revision") or 0
        revision = Revision.objects.filter(key=entry.key, number=number).first()
        if revision is None:
            messages.error(request, "Choose the revision to redact in the history.")
            return HttpResponseRedirect(self.address_of("history", entry))
        form = RedactForm(request.POST if request.method == "POST" else None, entry.key)
        faults: list[str] = []
        if form.is_valid():
            try:
                edition = redact(revision, request.user, form.cleaned_data["reason"])
            except PublishingError as error:
                faults = error.faults
            else:
                said = f"{revision} is redacted; {edition} says so."
                messages.success(request, said)
                return HttpResponseRedirect(self.address_of("history", entry))
        context = {
            "title": f"Redact {revision}",
            "revision": revision,
            "form": form,
            "faults": faults,
        }
        return self._shown(request, entry, "redact", context)

    def _restorable(self, request, pk: int) -> Any:
        entry = self.entry_or_404(request, pk)
        if not self.may_restore(request, entry):
            raise PermissionDenied
        return entry

    def _restore(self, request, entry: Entry, name: str) -> list[str]:
        """Why nothing was written; empty if it was."""
        start = posted(request.POST)
        fault = stale(entry, start)
        if fault or start is None:
            return [fault]
        try:
            written = restore(entry, name, request.user, start)
        except (PublishingError, UnknownReferenceError) as error:
            return error.faults
        except StaleError:
            return [stale(Entry.objects.get(pk=entry.pk), start)]
        words = f"On the desk again: {in_words(name)}, as version {written.version}."
        messages.success(request, words)
        return []


def _confirmation(entry: Entry, name: str) -> dict[str, Any]:
    """What restoring a moment would change, for the page that asks."""
    try:
        content = restored(entry, name)
    except PublishingError as error:
        return {"faults": error.faults, "changes": [], "name": ""}
    return {
        "faults": [],
        "changes": changed(said(entry, DRAFT), content),
        "name": name,
        "words": in_words(name),
        "started_from": entry.version,
    }
