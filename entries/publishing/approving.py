"""Approving: four eyes on everything, or a reason that readers see."""

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entries.documents.difference import difference
from entries.publishing.audit import EDITS, AuditLine, line
from entries.publishing.submission import Proposal, Submission
from entries.publishing.transitions import PublishingError, locked, step

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SINGLE_EDITOR = "This site has a single editor."
VERIFICATION = "A verification is itself the second pair of eyes."


def approve(submission: Submission, by: "User", self_approval: str = "") -> Submission:
    """Approve a submission.

    PublishingError where the approver submitted or edited any of it and gives no
    reason.
    """
    with transaction.atomic():
        submission = locked(submission)
        step(submission, "approve", by)
        proposals = list(submission.proposals.select_related("entry", "base"))
        own = own_work(submission, proposals, by)
        reason = self_approval.strip() or accepted_reason(proposals, by)
        if own and not reason:
            msg = f"another editor must approve this, or give a reason: {own}"
            raise PublishingError(msg)
        submission.approver = by
        submission.self_approval = reason if own else ""
        submission.decided = timezone.now()
        submission.save()
        AuditLine.objects.bulk_create(
            line(by, "approved", p.entry, p.version, f"submission {submission.pk}")
            for p in proposals
        )
    return submission


def own_work(submission: Submission, proposals: list[Proposal], by: "User") -> str:
    """Why these are not another's eyes, in words; empty where they are."""
    if submission.submitter_id == by.pk:
        return "you submitted it"
    keys = edited_by(proposals, by)
    return f"you edited {', '.join(sorted(keys))}" if keys else ""


def edited_by(proposals: list[Proposal], by: "User") -> set[str]:
    """The keys that the user has edited since they were last published."""
    published = _published_versions([p.key for p in proposals])
    lines = AuditLine.objects.filter(
        actor=by, action__in=EDITS, key__in=[p.key for p in proposals]
    )
    return {one.key for one in lines if (one.version or 0) >= published.get(one.key, 0)}


def _published_versions(keys: list[str]) -> dict[str, int]:
    """The version of each entry at its last publication."""
    rows = Proposal.objects.filter(
        key__in=keys, submission__edition__isnull=False
    ).order_by("submission__edition")
    return dict(rows.values_list("key", "version"))


def accepted_reason(proposals: list[Proposal], by: "User") -> str:
    """The reason that stands by itself: one editor only, or verifications alone."""
    if settings.SINGLE_EDITOR and by.get_username() == settings.SINGLE_EDITOR:
        return SINGLE_EDITOR
    if proposals and all(only_verifies(proposal) for proposal in proposals):
        return VERIFICATION
    return ""


def only_verifies(proposal: Proposal) -> bool:
    """Whether a proposal changes nothing but who verified which citation."""
    if proposal.withdrawal or proposal.base is None or not proposal.base.canonical:
        return False
    found = difference(json.loads(proposal.base.canonical), proposal.document)
    return bool(found) and all(
        one.path.startswith("citations.")
        and one.path.endswith((".verified_by", ".verified_on"))
        for one in found
    )
