"""What the desk knows of sources' addresses: how each answered when it was asked.

Nothing of it is in a document: a link that dies changes no fact.
"""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Value as Word

from entries.desk.source import Source

CHUNK = 500
"""How many addresses are named in one query."""


class Outcome(models.TextChoices):
    """How an address answered when it was last asked."""

    OK = "ok", "OK"
    MOVED = "moved", "Moved for good"
    CLOSED = "closed", "Closed to programs"
    MISSING = "missing", "Not found"
    FAILED = "failed", "Failed"
    UNREACHABLE = "unreachable", "Unreachable"
    CERTIFICATE = "certificate", "Bad certificate or encryption"
    REFUSED = "refused", "No public address"


class LinkState(models.TextChoices):
    """What an editor is told of a source's links; each source is in one at most."""

    DEAD = "dead", "Dead link"
    FAILING = "failing", "Failed, not yet called dead"
    UNREACHABLE = Outcome.UNREACHABLE.value, Outcome.UNREACHABLE.label
    CERTIFICATE = Outcome.CERTIFICATE.value, Outcome.CERTIFICATE.label
    MOVED = Outcome.MOVED.value, Outcome.MOVED.label
    CLOSED = Outcome.CLOSED.value, Outcome.CLOSED.label
    REFUSED = Outcome.REFUSED.value, Outcome.REFUSED.label
    NEVER = "never", "Never checked"
    OK = Outcome.OK.value, Outcome.OK.label


FAILURES = (Outcome.MISSING, Outcome.FAILED)
"""What makes a link dead when it happens again; a timeout does not."""


class LinkCheck(models.Model):
    """One address that sources give, and what asking it has shown.

    It hangs on the address, not on the source: a corrected address is a new one, and
    what several sources give is asked once.
    """

    url = models.CharField(max_length=500, unique=True)
    host = models.CharField(max_length=255, db_index=True)
    at = models.DateTimeField(null=True, help_text="When it was last asked.")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    led_to = models.TextField(blank=True, help_text="Where it led, if elsewhere.")
    said = models.CharField(max_length=200, blank=True, help_text="Why it failed.")
    failures = models.PositiveIntegerField(
        default=0, help_text="How many times in a row it did not answer as it should."
    )
    failing_since = models.DateTimeField(null=True)
    dead_since = models.DateTimeField(null=True)
    not_before = models.DateTimeField(
        null=True, help_text="When its host asked to be asked again."
    )
    claimed = models.DateTimeField(
        null=True, help_text="When a run that is at work took it."
    )

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return f"{self.url}: {self.outcome or LinkState.NEVER}"


def forget_unused() -> set[str]:
    """Keep nothing on addresses that no source gives any more; returns those given."""
    given: set[str] = set()
    for own, copy in Source.objects.values_list("url", "archive_url"):
        given |= {own, copy} - {""}
    known = set(LinkCheck.objects.values_list("url", flat=True))
    gone = sorted(known - given)
    for start in range(0, len(gone), CHUNK):
        LinkCheck.objects.filter(url__in=gone[start : start + CHUNK]).delete()
    return given


def with_links(sources: QuerySet[Any]) -> QuerySet[Any]:
    """Sources with the `link` that an editor is told of, a `LinkState` or empty.

    An archived copy that is dead counts too: readers are led to it.
    """
    own = LinkCheck.objects.filter(url=OuterRef("url"))
    copy = LinkCheck.objects.filter(url=OuterRef("archive_url"))
    return sources.annotate(
        own_is_dead=Exists(own.filter(dead_since__isnull=False)),
        copy_is_dead=Exists(copy.filter(dead_since__isnull=False)),
        outcome=Subquery(own.exclude(outcome="").values("outcome")[:1]),
    ).annotate(
        link=Case(
            When(Q(own_is_dead=True) | Q(copy_is_dead=True), then=Word(LinkState.DEAD)),
            When(url="", then=Word("")),
            When(outcome__isnull=True, then=Word(LinkState.NEVER)),
            When(outcome__in=FAILURES, then=Word(LinkState.FAILING)),
            default=F("outcome"),
        )
    )


def dead_links() -> QuerySet[Source]:
    """The sources of which a link is dead, their own or that of the archived copy."""
    return with_links(Source.objects.all()).filter(link=LinkState.DEAD)


def checks_of(sources: list[Source]) -> dict[str, LinkCheck]:
    """What is known of the addresses of sources, by address."""
    urls = {url for one in sources for url in (one.url, one.archive_url) if url}
    return {check.url: check for check in LinkCheck.objects.filter(url__in=urls)}
