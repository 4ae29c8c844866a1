"""Where an entry stands: on the desk alone, in review, live, changed, withdrawn."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import (
    Case,
    DateTimeField,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    TextChoices,
    When,
)
from django.db.models import Value as Word
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from entries.desk.conversion import document, with_rows
from entries.documents.difference import Difference, difference
from entries.pages import labels
from entries.publishing import waiting
from entries.publishing.submission import Proposal, SubmissionState
from entries.record.edition import OPEN
from entries.record.listing import Listing

NAMED = 3
"""How many changes a list names; the form shows them all."""


class Stand(TextChoices):
    """Where an entry stands."""

    NEW = "new", "Never published"
    REVIEW = "review", "In review"
    SCHEDULED = "scheduled", "Scheduled"
    CHANGED = "changed", "Changed since its last edition"
    LIVE = "live", "Live and unchanged"
    WITHDRAWN = "withdrawn", "Withdrawn"


MINE = ("mine", "My drafts, not put forward")
"""A choice of the filter alone: what its user has still to put forward."""


def with_stand(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Entries with their `stand`, in the query that reads them.

    With it come the edition of their last revision and their open submission.
    """
    last = Listing.objects.filter(key=OuterRef("key"), until=OPEN)
    proposals = Proposal.objects.filter(entry=OuterRef("pk"))
    published = proposals.filter(submission__edition__isnull=False)
    is_open = proposals.filter(open=True)
    return entries.annotate(
        last_edition=Subquery(last.values("since")[:1]),
        last_withdrawn=Subquery(last.values("withdrawn")[:1]),
        published_version=Subquery(
            published.order_by("-submission__edition_id").values("version")[:1]
        ),
        open_submission=Subquery(is_open.values("submission")[:1]),
        open_version=Subquery(is_open.values("version")[:1]),
        open_state=Subquery(is_open.values("submission__state")[:1]),
        publish_at=Subquery(
            is_open.values("submission__publish_at")[:1], DateTimeField()
        ),
    ).annotate(
        stand=Case(
            When(open_state=SubmissionState.SCHEDULED, then=Word(Stand.SCHEDULED)),
            When(open_submission__isnull=False, then=Word(Stand.REVIEW)),
            When(last_edition__isnull=True, then=Word(Stand.NEW)),
            When(last_withdrawn=True, then=Word(Stand.WITHDRAWN)),
            When(published_version=F("version"), then=Word(Stand.LIVE)),
            default=Word(Stand.CHANGED),
        )
    )


def in_words(entry: Any) -> str:
    """Where an entry stands, for its list and its form."""
    words = {
        Stand.NEW: "Never published",
        Stand.REVIEW: "In review: submission {submission}",
        Stand.SCHEDULED: "Scheduled for {at}: submission {submission}",
        Stand.CHANGED: "Changed since edition {edition}",
        Stand.LIVE: "Live, unchanged since edition {edition}",
        Stand.WITHDRAWN: "Withdrawn in edition {edition}",
    }[Stand(entry.stand)]
    if entry.open_submission and entry.open_version != entry.version:
        words += "; edited since it was put forward"
    at = entry.publish_at and timezone.localtime(entry.publish_at)
    return format_html(
        words,
        edition=entry.last_edition,
        submission=entry.open_submission,
        at=date_format(at, "j M Y, H:i e") if at else "",
    )


def is_fixed(entry: Any) -> bool:
    """Whether the key can no longer change: readers or a reviewer know it."""
    return entry.last_edition is not None or entry.open_submission is not None


def changes(entries: Iterable[Any]) -> dict[int, list[Difference]]:
    """What changed entries say that readers do not read yet, by their number.

    The others are left out. A few queries for each kind, however many entries.
    """
    wanted = {one.pk: one for one in entries if one.stand == Stand.CHANGED}
    keys = {one.key for one in wanted.values()}
    rows = Listing.objects.filter(key__in=keys, until=OPEN) if keys else ()
    live = {row.key: row.revision for row in _with_revisions(rows)}
    found: dict[int, list[Difference]] = {}
    for kind in sorted({one.kind for one in wanted.values()}):
        for entry in with_rows(kind).filter(pk__in=wanted):
            before = live[entry.key].document
            if before:
                found[entry.pk] = difference(before, document(entry))
    return found


def _with_revisions(rows: Any) -> Any:
    return rows.select_related("revision") if rows else ()


def named(found: list[Difference]) -> str:
    """The first changes by their labels, and how many more there are."""
    if not found:
        return "nothing that readers would see"
    names = [labels.fact(one.path) for one in found[:NAMED]]
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return "; ".join(names) + more


class StandingList(ChangeList):
    """A list of entries; those that changed say what."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = changes(self.result_list)
        for entry in self.result_list:
            entry.changed = named(found[entry.pk]) if entry.pk in found else ""


class TellsStand(admin.ModelAdmin):
    """A list with a column that says where each entry stands."""

    def get_queryset(self, request):
        return with_stand(super().get_queryset(request))

    def get_changelist(self, request, **kwargs):
        return StandingList

    @admin.display(description="Where it stands", ordering="stand")
    def stands(self, entry):
        what = getattr(entry, "changed", "")
        if not what:
            return in_words(entry)
        return format_html('{}<br><span class="quiet">{}</span>', in_words(entry), what)


class StandFilter(admin.SimpleListFilter):
    """A list's filter by where entries stand."""

    title = "where it stands"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [*Stand.choices, MINE]

    def queryset(self, request, queryset):
        if self.value() == MINE[0]:
            mine = waiting.drafts(request.user).order_by()
            return queryset.filter(pk__in=mine.values("pk"))
        return queryset.filter(stand=self.value()) if self.value() else queryset
