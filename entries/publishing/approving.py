"""Approving: four eyes on everything, or a reason that readers see."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entries.documents.difference import difference
from entries.publishing import mail
from entries.publishing.audit import EDITS, AuditLine, line
from entries.publishing.submission import Proposal, Submission
from entries.publishing.transitions import (
    TRANSITIONS,
    PublishingError,
    locked,
    step,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SINGLE_EDITOR = "This site has a single editor."
VERIFIED = {"verified_by", "verified_on"}
VERIFICATION = "A verification is itself the second pair of eyes."


def approve(submission: Submission, by: "User", self_approval: str = "") -> Submission:
    """Approve a submission.

    PublishingError where the approver submitted or edited any of it and gives no
    reason.
    """
    with transaction.atomic():
        submission = locked(submission)
        step(submission, "approve", by)
        own = own_work(submission, by)
        reason = self_approval.strip() or accepted_reason(submission, by)
        if own and not reason:
            msg = f"another editor must approve this, or give a reason: {own}"
            raise PublishingError(msg)
        submission.approver = by
        submission.self_approval = reason if own else ""
        submission.decided = timezone.now()
        submission.save()
        AuditLine.objects.bulk_create(
            line(by, "approved", p.key, p.version, f"submission {submission.pk}")
            for p in submission.proposals.defer("canonical")
        )
        mail.to_makers(submission, "is approved", f"By {by}.", by)
    return submission


def own_work(submission: Submission, by: "User") -> str:
    """Why these are not another's eyes, in words; empty where they are."""
    if submission.submitter_id == by.pk:
        return "you submitted it"
    keys = edited_by(submission, by)
    return f"you edited {', '.join(sorted(keys))}" if keys else ""


def edited_by(submission: Submission, by: "User") -> set[str]:
    """The keys that the user has edited since they were last published."""
    published = _published_versions(submission)
    lines = AuditLine.objects.filter(
        actor=by, action__in=EDITS, key__in=submission.proposals.values("key")
    ).values_list("key", "version")
    return {key for key, version in lines if (version or 0) >= published.get(key, 0)}


def _published_versions(submission: Submission) -> dict[str, int]:
    """The version of each entry when its text was last published.

    Withdrawing publishes no text: what was edited before it is still to be read.
    """
    rows = Proposal.objects.filter(
        key__in=submission.proposals.values("key"),
        submission__edition__isnull=False,
        withdrawal=False,
    ).order_by("submission__edition_id")
    return dict(rows.values_list("key", "version"))


def accepted_reason(submission: Submission, by: "User") -> str:
    """The reason that stands by itself: one editor only, or verifications alone."""
    if settings.SINGLE_EDITOR and by.get_username() == settings.SINGLE_EDITOR:
        return SINGLE_EDITOR
    return VERIFICATION if verifies_alone(submission, by) else ""


def verifies_alone(submission: Submission, by: "User") -> bool:
    """Whether a submission changes nothing but that the user verified citations."""
    proposals = submission.proposals.select_related("base").iterator(chunk_size=50)
    return all(only_verifies(one, by.get_username()) for one in proposals)


def approve_verifications(submission: Submission) -> None:
    """Approve what is itself the second pair of eyes, in the name of who verified.

    That is the submitter: what another verified waits for a reviewer.
    """
    by = submission.submitter
    submission.state = TRANSITIONS["approve"].target
    submission.approver, submission.self_approval = by, VERIFICATION
    submission.decided = timezone.now()
    submission.save()
    AuditLine.objects.bulk_create(
        line(by, "approved", p.key, p.version, f"submission {submission.pk}")
        for p in submission.proposals.defer("canonical")
    )


def only_verifies(proposal: Proposal, by: str) -> bool:
    """Whether a proposal changes nothing but that one of that name verified citations.

    With it he may have set the day of the next check, or met it.
    """
    if proposal.withdrawal or proposal.base is None or not proposal.base.canonical:
        return False
    content = proposal.document
    found = difference(proposal.base.document, content)
    names = {row["key"]: row["verified_by"] for row in content["citations"]}
    columns: dict[str, set[str]] = {}
    for one in found:
        row, _, column = one.path.rpartition(".")
        columns.setdefault(row, set()).add(column)
    return bool(found) and all(
        changed <= VERIFIED | {"review_by"}
        and changed & VERIFIED
        # To take a verification back is an edit: then nobody's name is there.
        and names.get(row.removeprefix("citations.")) == by
        for row, changed in columns.items()
    )
