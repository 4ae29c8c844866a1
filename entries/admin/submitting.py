"""Putting entries forward, and asking for their withdrawal, from lists and forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from entries.admin.checks import grouped
from entries.admin.known import KnownSelect
from entries.admin.lines import Lines
from entries.admin.site import desk
from entries.admin.versions import NAME, all_stale
from entries.admin.writing import demand
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.desk.rows import Relation
from entries.documents.references import references
from entries.publishing.submission import Proposal, Submission
from entries.publishing.submitting import documents, never_published, submit
from entries.publishing.transitions import PublishingError
from entries.publishing.withdrawing import withdraw
from entries.vocabulary import ChangeWord

SUBMIT = "entries.submit_entry"


class ReasonForm(forms.Form):
    """Why: what readers see with the edition."""

    reason = Lines(
        max_length=2_000,
        widget=forms.Textarea({"rows": 3, "cols": 80}),
        help_text="Why: readers see it with the edition.",
    )


class SubmitForm(ReasonForm):
    """Why, and the word for what was published before."""

    word = forms.ChoiceField(
        choices=[
            (ChangeWord.UPDATED, "Updated: there is more to say, or it has changed"),
            (ChangeWord.CORRECTED, "Corrected: what readers were told was mistaken"),
        ],
        initial=ChangeWord.UPDATED,
        help_text="For what was published before; a new entry is “added”.",
    )


class WithdrawForm(ReasonForm):
    """Why an entry is taken from readers, and what takes its place."""

    successor = forms.ModelChoiceField(
        Entry.objects.all(),
        required=False,
        widget=KnownSelect(Relation._meta.get_field("target"), desk),
        help_text="The entry that readers are led to instead; it may stay empty.",
    )


MOST = 50
"""Of how many entries the page looks up what they name and readers never saw."""


def named_drafts(entries: Sequence[Any]) -> list[Entry]:
    """What some entries name and was never published: to be submitted with them."""
    if len(entries) > MOST:
        return []
    named = {
        one.key for _, content in documents(entries) for one in references(content)
    }
    wanted = never_published(named - {entry.key for entry in entries})
    busy = Proposal.objects.filter(open=True).values("entry")
    return list(Entry.objects.filter(key__in=wanted).exclude(pk__in=busy))


def _also(request, entries: Sequence[Any]) -> list[Entry]:
    """The entries, of any kind, that the page was asked to put forward as well."""
    numbers = {int(one) for one in request.POST.getlist("also") if _is_number(one)}
    there = {entry.pk for entry in entries}
    found = Entry.objects.filter(pk__in=numbers - there).order_by("kind", "key")
    return [
        entry
        for entry in found
        if request.user.has_perm(f"entries.view_{MODELS[entry.kind]._meta.model_name}")
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


class SubmitsEntries(admin.ModelAdmin):
    """The list's action and the form's buttons that make a submission."""

    actions: tuple[str, ...] = ("submit_action",)

    def has_submit_permission(self, request) -> bool:
        return request.user.has_perm(SUBMIT)

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_action(self, request, queryset):
        return self._submit(request, list(queryset))

    def submit_view(self, request, pk):
        demand(request, SUBMIT)
        return self._submit(request, [self.entry_or_404(request, pk)])

    def withdraw_view(self, request, pk):
        demand(request, SUBMIT)
        entry = self.entry_or_404(request, pk)
        form = WithdrawForm(request.POST if request.method == "POST" else None)
        faults: list[str] = []
        if form.is_valid():
            successor = form.cleaned_data["successor"]
            faults = all_stale([entry], request.POST)
            if not faults:
                try:
                    return self._done(
                        request,
                        withdraw(
                            entry,
                            request.user,
                            form.cleaned_data["reason"],
                            successor.key if successor else "",
                        ),
                    )
                except PublishingError as error:
                    faults = error.faults
        return self._ask(request, "withdraw", [entry], form, faults)

    def _submit(self, request, entries: Sequence[Any]):
        asked = request.method == "POST" and "post" in request.POST
        entries = [*entries, *_also(request, entries)]
        form = SubmitForm(request.POST if asked else None)
        faults: list[str] = []
        if form.is_valid():
            try:
                return self._done(
                    request, self._put_forward(request, entries, form.cleaned_data)
                )
            except PublishingError as error:
                faults = error.faults
        return self._ask(request, "submit", entries, form, faults)

    def _put_forward(self, request, entries, answers) -> Submission:
        """Submit the entries at the versions that the page showed."""
        if faults := all_stale(entries, request.POST):
            raise PublishingError(*faults)
        shown = {entry.pk: entry.version for entry in entries}
        with transaction.atomic():
            submission = submit(
                entries,
                request.user,
                answers["reason"],
                word=ChangeWord(answers["word"]),
            )
            for proposal in submission.proposals.defer("canonical"):
                if proposal.version != shown[proposal.entry_id]:
                    msg = f"{proposal.key} has just changed: look again"
                    raise PublishingError(msg)
        return submission

    def _done(self, request, submission: Submission) -> HttpResponseRedirect:
        messages.success(request, f"Submission {submission.pk} waits for a reviewer.")
        address = reverse("admin:entries_submission_change", args=[submission.pk])
        return HttpResponseRedirect(address)

    def _ask(self, request, what: str, entries, form, faults: list[str]):
        title = "Submit for review" if what == "submit" else "Withdraw"
        together = named_drafts(entries) if what == "submit" else []
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media + form.media,
            "entries": entries,
            "together": together,
            "version_field": NAME,
            "form": form,
            "faults": grouped(faults, entries),
            "action": "submit_action",
            "action_checkbox_name": helpers.ACTION_CHECKBOX_NAME,
            "what": what,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entries/entry/submit.html", context)

    def address_of(self, what: str, entry: Any) -> str:
        """The address of one of the desk's pages on an entry."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{what}"
        return reverse(name, args=[entry.pk])

    def entry_or_404(self, request, pk: int) -> Any:
        """The entry that a page of the desk is about, if the editor may see it."""
        entry = self.get_queryset(request).filter(pk=pk).first()
        if entry is None:
            raise Http404
        if not self.has_view_or_change_permission(request, entry):
            raise PermissionDenied
        return entry
