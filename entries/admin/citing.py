"""The citations of one entry, on a page of their own, fact by fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from entries.admin.citations import SHOW, CitationForm, FactTable
from entries.admin.conflicts import conflict_page
from entries.admin.newsource import NewSourceForm
from entries.admin.submitting import SubmitsEntries
from entries.admin.versions import KEPT, NAME, posted, stale
from entries.desk.citation import Citation, NoSource
from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry, StaleError
from entries.desk.snapshot import at_version
from entries.desk.titles import titles_in
from entries.documents.difference import same
from entries.documents.facts import value_of
from entries.documents.validation import InvalidDocumentError, validate
from entries.documents.verification import GIVEN
from entries.publishing import audit
from entries.publishing.transitions import OUTSIDE, PublishingError
from entries.publishing.verifying import is_unmoved, take_back, verify
from entries.vocabulary import Stance

NO_SOURCE = "Choose a source, or give the address of a new one."
GONE = "Somebody deleted this citation meanwhile: press again to add it anew."
TAKEN = "Somebody else made something of the same name just now: send it again."
NOT_YOURS = "You may not make new sources: choose one that is there."
ASKED = ("save", "mark", "unmark", "unverify", "delete", "verify")
"""The buttons of the page."""


@dataclass
class Sheet:
    """One visit to the page: the entry with its facts, and the forms upon it."""

    request: Any
    entry: Any
    table: FactTable
    form: CitationForm | None = None
    new: NewSourceForm | None = None

    @property
    def is_adding(self) -> bool:
        return self.form is not None and not self.form.instance.pk

    @property
    def gone(self) -> str:
        """The key of the citation that was to be changed, where it is no more."""
        key: str = self.request.GET.get("citation", "")
        return "" if self.table.citation(key) else key

    def fill(self, data: Any = None) -> None:
        """The forms that add a citation, or change the one that the address names."""
        asked = self.request.GET
        one = self.table.citation(asked.get("citation", ""))
        self.form = CitationForm(
            data,
            instance=one or Citation(entry=self.entry),
            initial={} if one else {"fact": asked.get("fact", "")},
            table=self.table,
        )
        self.new = NewSourceForm(data)

    def is_valid(self) -> bool:
        """Whether the forms say what can be saved, a source among it."""
        form, new = self.form, self.new
        if form is None or new is None:
            return False
        is_filled = all([form.is_valid(), new.is_valid()])
        # The form that says so sends the key along: then a new one is meant.
        if self.gone not in ("", self.request.POST.get("gone")):
            form.add_error(None, GONE)
        if not is_filled:
            return False
        if not new.is_given and not form.cleaned_data["source"]:
            form.add_error("source", NO_SOURCE)
        elif new.is_given and form.cleaned_data["source"]:
            form.add_error("source", "Choose a source or make a new one, not both.")
        elif new.is_given and not new.found and not self._may_make():
            new.add_error("url", NOT_YOURS)
        source = new.found if new.is_given else form.cleaned_data.get("source")
        if source:
            form.refuse_twice(source)
        return form.is_valid() and new.is_valid()

    def _may_make(self) -> bool:
        return bool(self.request.user.has_perm("entries.add_source"))

    @property
    def chosen(self) -> list[str]:
        """The keys of the entry's citations that were ticked."""
        keys = dict.fromkeys(self.request.POST.getlist("chosen"))
        return [key for key in keys if self.table.citation(key)]

    def is_unmoved(self, start: int) -> bool:
        """Whether what is written on is as it was at a version.

        What others did elsewhere in the entry meanwhile does not touch it.
        """
        post = self.request.POST
        if self.form is not None:
            also = self.form.cleaned_data.get("also", ())
            facts = [self.form.instance.fact, *also]
            return self.is_adding and self._says_the_same(start, facts)
        if mark := post.get("mark") or post.get("unmark"):
            return self._says_the_same(start, [mark])
        return is_unmoved(self.entry, start, self.chosen)

    def _says_the_same(self, start: int, facts: Iterable[str]) -> bool:
        before, now = at_version(self.entry, start), self.table.document
        return bool(before) and all(
            same(value_of(before, fact), value_of(now, fact)) for fact in facts
        )

    def yours(self, start: int) -> dict[str, Any]:
        """What the entry would say with the citation as it was changed.

        Empty where that cannot be laid beside what the entry says now.
        """
        before = at_version(self.entry, start)
        one = self.form.instance if self.form else Citation()
        if not before or not one.source_id:
            return {}
        row = {
            "key": one.key,
            "fact": one.fact,
            "source": one.source.key,
            "locator": one.locator,
            "quote": one.quote,
            "stance": one.stance,
            "value": one.value,
            "verified_by": one.verified_by,
            "verified_on": one.verified_on or None,
            "review_by": one.review_by or None,
        }
        others = [c for c in before["citations"] if c["key"] != one.key]
        try:
            return validate({**before, "citations": [*others, row]})
        except InvalidDocumentError:
            return {}


class CitesFacts(SubmitsEntries):
    """The page on which the facts of an entry get their sources."""

    def citations_view(self, request, pk):
        entry = self.entry_or_404(request, pk)
        full = with_rows(entry.kind).get(pk=entry.pk)
        content = document(full)
        table = FactTable(content, list(full.citations.all()), titles_in([content]))
        sheet = Sheet(request, full, table)
        may_change = self.has_change_permission(request, entry)
        may_verify = request.user.has_perm(OUTSIDE["verify"])
        if request.method == "POST":
            if not (may_verify if _asked(request) == "verify" else may_change):
                raise PermissionDenied
            answer = self._act(sheet)
            if answer is not None:
                return answer
        review_by = "" if sheet.form else request.POST.get("review_by", "")
        if sheet.form is None:
            sheet.fill()
        media = self.media + (sheet.form.media if sheet.form else self.media)
        show = request.GET.get("show", "")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Citations of {entry}",
            "opts": self.opts,
            "original": entry,
            "lines": table.lines(show if show in SHOW else ""),
            "show": show,
            "shows": SHOW.items(),
            "form": sheet.form,
            "new": sheet.new if sheet.is_adding else None,
            "may_change": may_change,
            "may_verify": may_verify,
            "started_from": _version(sheet),
            "gone": sheet.gone if request.method == "POST" else "",
            "chosen": sheet.chosen,
            "review_by": review_by,
            "media": media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entries/citations.html", context)

    def _act(self, sheet: Sheet) -> HttpResponse | None:
        """What was asked: where to go if it is done, else None, the faults told."""
        request = sheet.request
        if _asked(request) == "save":
            sheet.fill(request.POST)
            if not sheet.is_valid():
                return None
        start, fault = _start(sheet)
        if fault and start is not None and sheet.form and not sheet.is_adding:
            page = _conflict(sheet, start)
            if page is not None:
                return page
        if not fault and start is not None:
            done, fault = self._try(sheet, start)
            if done is not None:
                return done
        if sheet.form is None:
            messages.error(request, fault)
        else:
            sheet.form.add_error(None, f"{fault} {KEPT}")
        return None

    def _try(self, sheet: Sheet, start: int) -> tuple[HttpResponse | None, str]:
        """Write; where to go then, or the fault that stood in the way."""
        request, is_new = sheet.request, sheet.is_adding
        try:
            with transaction.atomic():
                said, fact = _write(sheet, start)
        except StaleError:
            return None, stale(Entry.objects.get(pk=sheet.entry.pk), start)
        except IntegrityError:
            if is_new and sheet.form:
                sheet.form.instance.pk = None  # what was saved of it is undone
            return None, TAKEN
        except PublishingError as error:
            return None, f"Nothing was verified: {'; '.join(error.faults)}."
        messages.success(request, f"{said}.")
        self.log_change(request, sheet.entry, said)
        return HttpResponseRedirect(_back(request, fact)), ""


def _start(sheet: Sheet) -> tuple[int | None, str]:
    """The version to start from, and why it is too old, if it is."""
    start = posted(sheet.request.POST)
    fault = stale(sheet.entry, start)
    if fault and start is not None and sheet.is_unmoved(start):
        return sheet.entry.version, ""
    return start, fault


def _asked(request: Any) -> str:
    """What is asked for, by the button that was pressed; the first of several."""
    return next((one for one in ASKED if one in request.POST), "")


def _version(sheet: Sheet) -> Any:
    """The version that the page carries on.

    It shows all as it is now, what others did among it; only a form that changes a
    citation may hold what they have changed since.
    """
    post = sheet.request.POST
    return sheet.entry.version if sheet.is_adding or NAME not in post else post[NAME]


def _back(request: Any, fact: str) -> str:
    """The page again, at the fact that was worked on."""
    show = request.GET.get("show", "")
    query = f"?{urlencode({'show': show})}" if show in SHOW and show else ""
    return f"{request.path}{query}{f'#fact-{fact}' if fact else ''}"


def _conflict(sheet: Sheet, start: int) -> HttpResponse | None:
    yours = sheet.yours(start)
    entry = Entry.objects.get(pk=sheet.entry.pk)
    return conflict_page(sheet.request, entry, start, yours) if yours else None


def _write(sheet: Sheet, start: int) -> tuple[str, str]:
    """Do what was asked; what to say of it, and the fact that it was about."""
    asked = _asked(sheet.request)
    if asked == "save":
        return _save(sheet, start)
    if asked in ("mark", "unmark"):
        return _mark(sheet, start, asked)
    return _on_chosen(sheet, start, asked) if sheet.chosen else "Nothing was chosen", ""


def _mark(sheet: Sheet, start: int, asked: str) -> tuple[str, str]:
    entry, by, fact = sheet.entry, sheet.request.user, sheet.request.POST[asked]
    if asked == "mark" and fact in sheet.table.unsourced_names:
        audit.edited(entry, by, start, f"no source found for {fact}")
        NoSource.objects.get_or_create(entry_id=entry.pk, fact=fact)
        return f"Marked “no source found”: {fact}", fact
    if asked == "unmark" and fact in sheet.table.marked:
        audit.edited(entry, by, start, f"mark taken from {fact}")
        NoSource.objects.filter(entry_id=entry.pk, fact=fact).delete()
        return f"No longer marked: {fact}", fact
    return "Nothing was chosen", ""


def _on_chosen(sheet: Sheet, start: int, asked: str) -> str:
    """Do to the chosen citations what was asked; what to say of it."""
    entry, by, keys = sheet.entry, sheet.request.user, sheet.chosen
    if asked == "verify":
        day = sheet.request.POST.get("review_by", "").strip()
        done = verify({entry.key: keys}, {entry.key: start}, by, day)
        return f"Verified: {done}"
    if asked == "unverify":
        taken = take_back(entry, keys, start, by)
        return f"No longer verified: {', '.join(taken) or 'none was'}"
    if asked == "delete":
        named = ", ".join(f"citations.{key}" for key in keys)
        audit.edited(entry, by, start, f"deleted {named}")
        Citation.objects.filter(entry_id=entry.pk, key__in=keys).delete()
        return f"Deleted: {', '.join(keys)}"
    return "Nothing was chosen"


def _save(sheet: Sheet, start: int) -> tuple[str, str]:
    form, new, by = sheet.form, sheet.new, sheet.request.user
    if form is None or new is None:
        return "Nothing was changed", ""
    if form.instance.pk and not form.has_changed():
        return "Nothing was changed", form.instance.fact
    source = new.source(by) if new.is_given else form.cleaned_data["source"]
    rows = form.name(source)
    is_given = not form.instance.pk or bool(set(GIVEN) & set(form.changed_data))
    # Who only says when to look again has not given it: another column is named.
    column = "" if is_given else ".review_by"
    details = [f"citations.{row.key}{column} on {row.fact}" for row in rows]
    audit.edited(sheet.entry, by, start, ", ".join(details))
    for row in rows:
        if is_given:
            row.made_by = by.get_username()
        row.save()
        if row.stance == Stance.SUPPORTS:
            marks = NoSource.objects.filter(entry_id=sheet.entry.pk, fact=row.fact)
            marks.delete()
    return f"Saved: {', '.join(row.fact for row in rows)} by {source.key}", rows[0].fact
