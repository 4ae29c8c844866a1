"""Deleting: only what was never submitted and what nothing else names."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, F, ProtectedError
from django.http import HttpResponseRedirect
from django.utils.html import format_html

from entries.admin import places
from entries.admin.versions import all_stale, posted, stale
from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.desk.exercise import Exercise, Host, Location, Participation
from entries.desk.framework import Party
from entries.desk.rows import Relation
from entries.publishing.audit import line
from entries.publishing.submission import Proposal

NAMED_BY: tuple[tuple[Any, str, str, str], ...] = (
    (Citation, "source", "entry", "is cited by"),
    (Relation, "target", "entry", "is named in the relations of"),
    (Exercise, "series", "", "is the series of"),
    (Host, "state", "exercise", "is a host of"),
    (Location, "state", "exercise", "is named in the locations of"),
    (Participation, "state", "exercise", "takes part in"),
    (Party, "state", "framework", "is a party of"),
)
"""What keeps an entry: model, its column, the way to the entry that names, words."""

SHOWN = 20
"""How many entries are told of that keep another in the same way."""


class RefusedError(Exception):
    """Entries that are not to be deleted, and why, a line for each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def holds(entries: Iterable[Entry]) -> Iterator[str]:
    """What keeps these entries from being deleted, in words, with links to it."""
    keys = {entry.pk: entry.key for entry in entries}
    rows = Proposal.objects.filter(entry__in=keys).order_by("submission_id")
    for pk, submission in rows.values_list("entry", "submission"):
        yield (
            f"{keys[pk]} was put forward in submission {submission}, which is kept. "
            f"What was published can be withdrawn."
        )
    for model, column, way, words in NAMED_BY:
        owner = f"{way}__" if way else ""
        named = model.objects.filter(**{f"{column}__in": keys}).order_by()
        columns = {
            "held": F(column),
            "owner": F(f"{owner}key"),
            "kind_": F(f"{owner}kind"),
            "number": F(f"{owner}pk"),
        }
        found = named.values(**columns).annotate(n=Count("pk"))
        by_held = groupby(found.order_by("held", "owner"), itemgetter("held"))
        for held, group in by_held:
            holders = list(group)
            for row in holders[:SHOWN]:
                yield _hold(keys[held], words, row, model is Citation)
            if more := len(holders[SHOWN:]):
                yield f"{keys[held]} {words} {more} more."


def _hold(key: str, words: str, row: dict[str, Any], is_cited: bool) -> str:
    place = places.citing if is_cited else places.form
    return format_html(
        '{} {} <a href="{}">{}</a>{}.',
        key,
        words,
        place(row["kind_"], row["number"]),
        row["owner"],
        f" ({row['n']} times)" if row["n"] > 1 else "",
    )


class DeletesDrafts(admin.ModelAdmin):
    """Deletion in the admin, one by one and by the list's action."""

    delete_confirmation_template = "admin/entries/entry/delete_confirmation.html"
    delete_selected_confirmation_template = (
        "admin/entries/entry/delete_selected_confirmation.html"
    )

    def get_deleted_objects(self, objs, request):
        shown, counts, _, _ = super().get_deleted_objects(objs, request)
        # An entry's rows go with it, whoever may delete it; what keeps it is told
        # in words.
        return shown, counts, set(), list(holds(objs))

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except RefusedError as error:
            return self._refused(request, error)

    def changelist_view(self, request, extra_context=None):
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except RefusedError as error:
            return self._refused(request, error)

    def _refused(self, request, error: RefusedError) -> HttpResponseRedirect:
        for fault in error.faults:
            messages.error(request, fault)
        return HttpResponseRedirect(request.path)

    def delete_model(self, request, obj):
        if fault := stale(obj, posted(request.POST)):
            raise RefusedError([fault])
        self._delete(request, [obj])

    def delete_queryset(self, request, queryset):
        entries = list(queryset)
        if faults := all_stale(entries, request.POST):
            raise RefusedError(faults)
        self._delete(request, entries)

    def _delete(self, request, entries: list[Entry]) -> None:
        try:
            with transaction.atomic():
                for entry in entries:
                    held = Entry.objects.filter(pk=entry.pk, version=entry.version)
                    if not held.select_for_update().exists():
                        msg = f"{entry.key} has just changed."
                        raise RefusedError([msg])
                    line(request.user, "deleted", entry, entry.version).save()
                    entry.delete()
        except ProtectedError as error:
            raise RefusedError(list(holds(entries))) from error
