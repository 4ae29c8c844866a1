"""Where an entry stands: on the desk alone, in review, live, changed, withdrawn."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextChoices, When
from django.db.models import Value as Word
from django.utils.html import format_html

from entries.publishing.submission import Proposal
from entries.record.edition import OPEN
from entries.record.listing import Listing


class Stand(TextChoices):
    """Where an entry stands."""

    NEW = "new", "Never published"
    REVIEW = "review", "In review"
    CHANGED = "changed", "Changed since its last edition"
    LIVE = "live", "Live and unchanged"
    WITHDRAWN = "withdrawn", "Withdrawn"


def with_stand(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Entries with their `stand`, in the query that reads them.

    With it come the edition of their last revision and their open submission.
    """
    last = Listing.objects.filter(key=OuterRef("key"), until=OPEN)
    proposals = Proposal.objects.filter(entry=OuterRef("pk"))
    published = proposals.filter(submission__edition__isnull=False)
    return entries.annotate(
        last_edition=Subquery(last.values("since")[:1]),
        last_withdrawn=Subquery(last.values("withdrawn")[:1]),
        published_version=Subquery(
            published.order_by("-submission__edition").values("version")[:1]
        ),
        open_submission=Subquery(proposals.filter(open=True).values("submission")[:1]),
    ).annotate(
        stand=Case(
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
        Stand.CHANGED: "Changed since edition {edition}",
        Stand.LIVE: "Live, unchanged since edition {edition}",
        Stand.WITHDRAWN: "Withdrawn in edition {edition}",
    }[Stand(entry.stand)]
    return format_html(
        words, edition=entry.last_edition, submission=entry.open_submission
    )


def is_fixed(entry: Any) -> bool:
    """Whether the key can no longer change: readers or a reviewer know it."""
    return entry.last_edition is not None or entry.open_submission is not None


class StandFilter(admin.SimpleListFilter):
    """A list's filter by where entries stand."""

    title = "where it stands"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return Stand.choices

    def queryset(self, request, queryset):
        return queryset.filter(stand=self.value()) if self.value() else queryset
