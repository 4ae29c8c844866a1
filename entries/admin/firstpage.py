"""The desk's first page: what waits for you, and how the content stands."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils import timezone

from entries.desk.findings import counts, refresh
from entries.desk.linkcheck import LinkState, dead_links
from entries.inbox import report
from entries.inbox.report import ReportState
from entries.publishing import waiting
from entries.publishing.schedule import alarm
from entries.vocabulary import FindingCode

SHOWN = 8
"""How many submissions of each sort stand on the first page."""
NUMBERS = (
    FindingCode.UNSOURCED,
    FindingCode.UNVERIFIED,
    FindingCode.SINGLE,
    FindingCode.DISPUTED,
    FindingCode.DUE,
    FindingCode.NO_RUSSIAN,
    FindingCode.NO_CHINESE,
    FindingCode.NO_PLACE,
    FindingCode.UNCITED,
    FindingCode.STRAY,
    FindingCode.DEAD_MARK,
    FindingCode.IMAGE_WORDS,
)
"""What is counted, in the order of the page; the last four keep from submitting."""


@dataclass(frozen=True)
class Number:
    """One number of the page, which leads to its list."""

    label: str
    facts: int
    entries: int
    url: str


@dataclass(frozen=True)
class Waiting:
    """Submissions of one sort that wait for one person."""

    label: str
    count: int
    rows: tuple[Any, ...]


def numbers() -> list[Number]:
    """How the content of the desk stands, counted now."""
    refresh()
    found = counts(timezone.localdate())
    return [
        Number(
            str(code.label),
            *found.get(code.value, (0, 0)),
            url=reverse("admin:quality", args=[code.value]),
        )
        for code in NUMBERS
    ]


def waits(user: User) -> list[Waiting]:
    """What waits for one person."""
    sorts = (
        ("For you to review", waiting.to_review(user)),
        ("For you to publish", waiting.to_publish(user)),
        ("Returned to you", waiting.returned(user)),
    )
    found = []
    for label, submissions in sorts:
        rows = list(submissions.select_related("submitter").order_by("pk"))
        found.append(Waiting(label, len(rows), tuple(rows[:SHOWN])))
    return found


def first_page(user: User | AnonymousUser) -> dict[str, Any]:
    """What the first page shows beside the stock lists."""
    if isinstance(user, AnonymousUser) or not user.has_perm("entries.view_entry"):
        return {}
    sorts, drafts = waits(user), waiting.drafts(user).count()
    reports = report.waiting() if user.has_perm("entries.view_report") else 0
    sources = reverse("admin:entries_source_changelist")
    return {
        "alarm": alarm(),
        "waits": sorts,
        "drafts": drafts,
        "is_idle": not drafts and not reports and not any(one.count for one in sorts),
        "reports": reports,
        "reports_url": reverse("admin:entries_report_changelist")
        + f"?state__exact={ReportState.NEW}",
        "drafts_url": reverse("admin:entries_entry_changelist") + "?stand=mine",
        "numbers": numbers(),
        "dead_links": dead_links().count(),
        "dead_links_url": f"{sources}?link={LinkState.DEAD}",
    }
