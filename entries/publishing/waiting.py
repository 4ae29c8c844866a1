"""What waits for one person: to review, to publish, to mend, to put forward."""

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from entries.desk.entry import Entry
from entries.publishing.audit import EDITS, WRITES, AuditLine
from entries.publishing.submission import Proposal, Submission, SubmissionState
from entries.publishing.transitions import TRANSITIONS

if TYPE_CHECKING:
    from django.contrib.auth.models import User

State = SubmissionState


def to_review(user: "User") -> QuerySet[Submission]:
    """What waits for a reviewer, and is neither the user's nor edited by him."""
    waiting = Submission.objects.filter(state=State.SUBMITTED)
    if not user.has_perm(TRANSITIONS["approve"].permission):
        return waiting.none()
    others = waiting.exclude(submitter=user)
    keys: dict[str, set[int]] = defaultdict(set)
    proposals = Proposal.objects.filter(submission__in=others)
    for key, number in proposals.values_list("key", "submission"):
        keys[key].add(number)
    return others.exclude(pk__in=_edited(user, keys))


def _edited(user: "User", keys: dict[str, set[int]]) -> set[int]:
    """The submissions with an entry that the user edited since its last edition."""
    published = dict(
        Proposal.objects.filter(
            key__in=keys, submission__edition__isnull=False, withdrawal=False
        )
        .order_by("submission__edition_id")
        .values_list("key", "version")
    )
    lines = AuditLine.objects.filter(actor=user, action__in=EDITS, key__in=keys)
    found: set[int] = set()
    for key, version in lines.values_list("key", "version"):
        if (version or 0) >= published.get(key, 0):
            found |= keys[key]
    return found


def to_publish(user: "User") -> QuerySet[Submission]:
    """What is approved and waits for one who publishes."""
    approved = Submission.objects.filter(state=State.APPROVED)
    may = user.has_perm(TRANSITIONS["publish"].permission)
    return approved if may else approved.none()


def returned(user: "User") -> QuerySet[Submission]:
    """The user's submissions that came back and were not put forward again."""
    later = Proposal.objects.filter(
        entry=OuterRef("entry"), submission__gt=OuterRef("submission")
    )
    left = Proposal.objects.exclude(Exists(later)).values("submission")
    mine = Submission.objects.filter(submitter=user, state=State.RETURNED)
    return mine.filter(pk__in=left)


def why_returned(entry: Entry) -> str:
    """What the reviewer wrote of an entry that came back and was not sent again."""
    rows = Proposal.objects.filter(entry=entry.pk).select_related("submission")
    last = rows.defer("canonical").order_by("-submission_id").first()
    if last is None or last.submission.state != State.RETURNED:
        return ""
    return last.submission.comment


def drafts(user: "User") -> QuerySet[Entry]:
    """The entries that the user changed since they were published, not put forward."""
    proposals = Proposal.objects.filter(entry=OuterRef("pk"))
    published = proposals.filter(submission__edition__isnull=False, withdrawal=False)
    last = published.order_by("-submission__edition_id").values("version")[:1]
    entries = Entry.objects.annotate(published_version=Subquery(last))
    edits = AuditLine.objects.filter(key=OuterRef("key"), actor=user, action__in=WRITES)
    never = entries.filter(Exists(edits), published_version__isnull=True)
    since = edits.filter(version__gte=OuterRef("published_version"))
    changed = entries.filter(Exists(since)).exclude(published_version=F("version"))
    return (never | changed).exclude(Exists(proposals.filter(open=True)))
