"""A form that came too late: yours, theirs and before, side by side, to keep both."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from entries.admin.site import desk
from entries.admin.versions import all_edits, posted
from entries.admin.wording import Words
from entries.desk.conversion import (
    UnknownReferenceError,
    document,
    restore_all,
    with_rows,
)
from entries.desk.entry import Entry, StaleError
from entries.desk.snapshot import at_version
from entries.desk.titles import titles_in
from entries.documents import threeway
from entries.documents.threeway import Path
from entries.documents.validation import InvalidDocumentError, validate
from entries.documents.verification import unverify
from entries.pages import labels
from entries.publishing.audit import line

Document = dict[str, Any]

SALT = "entries.conflict"
LASTS = 7 * 24 * 60 * 60
"""Seconds for which the page of a conflict may lie open."""
YOURS, THEIRS, BOTH = "yours", "theirs", "both"


@dataclass(frozen=True)
class Choice:
    """One row of the page: what stands at one place, and what may be taken."""

    path: str
    label: str
    before: str
    theirs: str
    yours: str
    is_clash: bool
    chosen: str
    both: str | None = None
    """What keeps what both wrote, to be edited; None where one must be chosen."""
    has_both: bool = False
    is_text: bool = False


@dataclass(frozen=True)
class Conflict:
    """What an editor wrote, and the version from which he started."""

    entry: Entry
    started_from: int
    before: Document
    yours: Document
    theirs: Document

    @property
    def paths(self) -> list[Path]:
        """Where they differ; what both wrote alike is not asked."""
        found = threeway.paths(self.before, self.theirs, self.yours)
        return [one for one in found if one.is_clash or one.is_theirs != one.is_yours]


def conflict_page(
    request: HttpRequest,
    entry: Entry,
    started_from: int | None,
    yours: Document,
    *,
    faults: Iterable[str] = (),
    answers: Any = None,
) -> HttpResponse | None:
    """The page with three columns; None where it is not known any more what was before.

    `answers` are those of the page before this one, if it came too late as well.
    """
    if started_from is None:
        return None
    present = with_rows(entry.kind).get(pk=entry.pk)
    before = at_version(entry, started_from)
    if not before:
        return None
    conflict = Conflict(present, started_from, before, yours, document(present))
    choices = _choices(conflict, answers or {})
    model = present._meta.model_name
    context = {
        **desk.each_context(request),
        "title": f"Two wrote to {present} at once",
        "opts": present._meta,
        "original": present,
        "started_from": present.version,
        "token": signing.dumps(
            [present.pk, request.user.pk, started_from, yours],
            salt=SALT,
            compress=True,
        ),
        "edits": all_edits(present, started_from),
        "clashes": [one for one in choices if one.is_clash],
        "others": [one for one in choices if not one.is_clash],
        "faults": list(faults),
        "action": reverse(f"admin:entries_{model}_merge", args=[present.pk]),
        "is_popup": False,
    }
    request.current_app = desk.name
    template = "admin/entries/entry/conflict.html"
    return TemplateResponse(request, template, context)


def _choices(conflict: Conflict, answers: Any) -> list[Choice]:
    documents = (conflict.before, conflict.theirs, conflict.yours)
    titles = titles_in(documents)
    rows: dict[str, str] = {}
    for one in documents:
        rows |= labels.row_names(one, titles)
    words = Words(conflict.before["kind"], titles)
    return [_choice(one, rows, words, answers) for one in conflict.paths]


def _choice(one: Path, rows: dict[str, str], words: Words, answers: Any) -> Choice:
    values = (one.before, one.theirs, one.yours)
    is_text = one.is_clash and all(isinstance(value, str) for value in values)
    both = one.both
    if is_text and both is None and one.theirs and one.yours:
        both = f"{one.theirs}\n\n{one.yours}"
    chosen = answers.get(f"choice-{one.path}", "")
    if not chosen and not one.is_clash:
        chosen = YOURS if one.is_yours else THEIRS
    elif not chosen and one.both is not None:
        chosen = BOTH
    return Choice(
        one.path,
        labels.fact(one.path, rows),
        before=words.of(one.path, one.before),
        theirs=words.of(one.path, one.theirs),
        yours=words.of(one.path, one.yours),
        is_clash=one.is_clash,
        chosen=chosen,
        both=answers.get(f"text-{one.path}")
        or (both if is_text else None if both is None else words.of(one.path, both)),
        has_both=both is not None,
        is_text=is_text,
    )


class KeepsBoth(admin.ModelAdmin):
    """A form that answers one who comes too late with the page of the conflict."""

    def yours(self, before: Document, form: Any, formsets: list[Any]) -> Any:
        """The document that a form says; None where it has faults of its own."""
        raise NotImplementedError

    def render_change_form(self, request, context, *args: Any, **kwargs: Any):
        entry = kwargs.get("obj")
        if request.method == "POST" and entry is not None:
            page = self._conflict(request, context)
            if page is not None:
                return page
        return super().render_change_form(request, context, *args, **kwargs)

    def _conflict(self, request, context) -> HttpResponse | None:
        form = context["adminform"].form
        if not getattr(form, "is_stale", False):
            return None
        entry = Entry.objects.get(pk=form.owner().pk)
        started_from = posted(request.POST)
        before = at_version(entry, started_from) if started_from is not None else {}
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        yours = self.yours(before, form, formsets) if before else None
        if yours is None:
            return None
        return conflict_page(request, entry, started_from, yours)


class MergesEdits(KeepsBoth):
    """The address to which the page of a conflict is sent."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:pk>/merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request, pk):
        entry = self.get_queryset(request).filter(pk=pk).first()
        form = reverse(f"admin:entries_{self.opts.model_name}_change", args=[pk])
        if entry is None or not self.has_change_permission(request, entry):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(form)
        try:
            told = signing.loads(
                request.POST.get("token", ""), salt=SALT, max_age=LASTS
            )
            number, editor, started_from, yours = told
        except (signing.BadSignature, ValueError):
            number = editor = None
        is_yours = (number, editor) == (entry.pk, request.user.pk)
        if is_yours and not at_version(entry, started_from):
            messages.error(
                request, "What stood before was redacted: open the form again."
            )
            return HttpResponseRedirect(form)
        if not is_yours:
            messages.error(
                request,
                "What you sent is not of this page, or older than a week: open the "
                "form again.",
            )
            return HttpResponseRedirect(form)
        faults = _merge(request, Entry.objects.get(pk=pk), started_from, yours)
        if not faults:
            messages.success(request, "Both were kept as you chose.")
            return HttpResponseRedirect(form)
        page = conflict_page(
            request, entry, started_from, yours, faults=faults, answers=request.POST
        )
        return page or HttpResponseRedirect(form)


def _merge(request, entry: Entry, started_from: int, yours: Document) -> list[str]:
    """Write what was chosen; what stands in the way, in words, if it could not be."""
    shown = posted(request.POST)
    if shown != entry.version:
        return [f"{entry.key} has changed again meanwhile: look at what is new."]
    present = with_rows(entry.kind).get(pk=entry.pk)
    before = at_version(entry, started_from)
    conflict = Conflict(present, started_from, before, yours, document(present))
    kept, own, faults = _answers(request.POST, conflict)
    if faults:
        return faults
    result = threeway.merged(conflict.theirs, yours, own, kept)
    try:
        result = validate(result)
        unverify(result, conflict.theirs)
        with transaction.atomic():
            restore_all([result], {entry.key: shown}, request.user.get_username())
            taken = sorted({*kept, *own})
            line(request.user, "edited", entry, shown, ", ".join(taken)).save()
    except InvalidDocumentError as error:
        return [f"{name}: {what}" for name, what in error.faults]
    except UnknownReferenceError as error:
        return error.faults
    except StaleError:
        return [f"{entry.key} has changed again meanwhile: look at what is new."]
    return []


def _answers(
    data: Any, conflict: Conflict
) -> tuple[list[str], dict[str, Any], list[str]]:
    """The paths taken from yours, values of both, and what was left unanswered."""
    kept: list[str] = []
    own: dict[str, Any] = {}
    faults: list[str] = []
    for one in conflict.paths:
        answer = data.get(f"choice-{one.path}", "")
        if answer == YOURS:
            kept.append(one.path)
        elif answer == BOTH and isinstance(one.theirs, str):
            text = data.get(f"text-{one.path}", "")
            own[one.path] = text.replace("\r\n", "\n").replace("\r", "\n")
        elif answer == BOTH and one.both is not None:
            own[one.path] = one.both
        elif answer != THEIRS:
            faults.append(f"{one.path}: choose what is to stand.")
    return kept, own, faults
