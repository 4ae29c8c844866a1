"""What may happen to a submission, from which state, and who may do it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from entries.publishing.submission import OPEN_STATES, Submission, SubmissionState

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class PublishingError(Exception):
    """What was asked cannot be done now; `faults` says why, one line each."""

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(faults))


@dataclass(frozen=True)
class Transition:
    """One thing that may happen to a submission."""

    sources: tuple[SubmissionState, ...]
    target: SubmissionState
    permission: str


STATE = SubmissionState
TRANSITIONS = {
    "submit": Transition((), STATE.SUBMITTED, "entries.submit_entry"),
    "take_back": Transition(OPEN_STATES, STATE.TAKEN_BACK, "entries.submit_entry"),
    "return": Transition(OPEN_STATES, STATE.RETURNED, "entries.review_entry"),
    "approve": Transition((STATE.SUBMITTED,), STATE.APPROVED, "entries.review_entry"),
    "schedule": Transition(
        (STATE.APPROVED, STATE.SCHEDULED), STATE.SCHEDULED, "entries.publish_entry"
    ),
    "unschedule": Transition(
        (STATE.SCHEDULED,), STATE.APPROVED, "entries.publish_entry"
    ),
    "publish": Transition(
        (STATE.APPROVED, STATE.SCHEDULED), STATE.PUBLISHED, "entries.publish_entry"
    ),
}

OUTSIDE = {
    "restore": "entries.submit_entry",
    "redact": "entries.redact_entry",
    "verify": "entries.verify_citation",
    "word": "entries.review_entry",
}
"""What is done without a submission, and the permission that it needs."""


def allow(by: "User", permission: str) -> None:
    """PermissionDenied unless the user may."""
    if not by.has_perm(permission):
        msg = f"{by.get_username()} lacks the permission {permission}"
        raise PermissionDenied(msg)


def step(submission: Submission, name: str, by: "User") -> None:
    """Move a locked submission on; PublishingError where it does not stand there."""
    transition = TRANSITIONS[name]
    allow(by, transition.permission)
    if submission.state not in transition.sources:
        words = " or ".join(transition.sources)
        msg = f"submission {submission.pk} is {submission.state}, not {words}"
        raise PublishingError(msg)
    submission.state = transition.target


def locked(submission: Submission) -> Submission:
    """The submission as it stands now, held until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
