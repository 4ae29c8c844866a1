"""What an entry's form says of it: what readers do not see yet, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin

from entries.admin import places
from entries.admin.changes import Changed, changed
from entries.desk.conversion import document, with_rows
from entries.desk.titles import titles_in
from entries.documents.references import references
from entries.pages import labels
from entries.publishing.submission import Proposal
from entries.publishing.submitting import Lack, in_the_way, never_published
from entries.record.edition import OPEN
from entries.record.listing import Listing


@dataclass(frozen=True)
class Lacking:
    """One thing that is missing, and where it is put right."""

    label: str
    what: str
    url: str = ""


def lacking(
    entry: Any,
    content: dict[str, Any],
    faults: Iterable[str],
    titles: dict[str, str],
) -> list[Any]:
    """The faults of one entry, each with a link to its place where it has one."""
    rows = labels.row_names(content, titles) if content else {}
    found = []
    for fault in faults:
        if isinstance(fault, Lack):
            label = labels.fact(fault.path, rows)
            url = places.place(entry.kind, entry.pk, fault.path, fault.code, content)
            found.append(Lacking(label, fault.what, url))
        else:
            found.append(Lacking("", fault.removeprefix(f"{entry.key}: ")))
    return found


def grouped(faults: Iterable[str], entries: Iterable[Any]) -> list[dict[str, Any]]:
    """The faults by the entry that they are of, each a link to its place."""
    by_key = {entry.key: entry for entry in entries}
    groups: dict[str, list[str]] = {}
    for fault in faults:
        key = fault.key if isinstance(fault, Lack) else fault.partition(": ")[0]
        groups.setdefault(key if key in by_key else "", []).append(fault)
    documents = _documents(by_key[key] for key in groups if key)
    titles = titles_in(documents.values())
    return [
        {
            "entry": by_key.get(key),
            "faults": lacking(by_key[key], documents.get(key, {}), found, titles)
            if key
            else [Lacking("", fault) for fault in found],
        }
        for key, found in groups.items()
    ]


def _documents(entries: Iterable[Any]) -> dict[str, dict[str, Any]]:
    numbers: dict[str, list[int]] = {}
    for entry in entries:
        numbers.setdefault(entry.kind, []).append(entry.pk)
    return {
        entry.key: document(entry)
        for kind, wanted in numbers.items()
        for entry in with_rows(kind).filter(pk__in=wanted)
    }


class TellsWhatIsMissing(admin.ModelAdmin):
    """A form that says what its entry lacks before it is put forward."""

    def render_change_form(self, request, context, *args: Any, **kwargs: Any):
        entry = kwargs.get("obj")
        if entry is not None:
            content = document(with_rows(entry.kind).get(pk=entry.pk))
            named = {one.key for one in references(content)} - _along(entry)
            faults = in_the_way(entry.key, content, never_published(named))
            titles = titles_in([content])
            context["missing"] = lacking(entry, content, faults, titles)
            context["unread"] = _unread(entry.key, content)
        return super().render_change_form(request, context, *args, **kwargs)


def _along(entry: Any) -> set[str]:
    """What the submission that the entry waits in brings along to readers."""
    if not entry.open_submission:
        return set()
    rows = Proposal.objects.filter(submission=entry.open_submission, withdrawal=False)
    return set(rows.values_list("key", flat=True))


def _unread(key: str, content: dict[str, Any]) -> list[Changed] | None:
    """What the draft says and readers do not read; None where they read nothing."""
    rows = Listing.objects.filter(key=key, until=OPEN, withdrawn=False)
    live = rows.select_related("revision").first()
    if live is None or not live.revision.canonical:
        return None
    return changed(live.revision.document, content)
