"""Letters to those concerned: short, plain, with a link, and never in the way.

They go out when the transaction has ended well. A mail server that fails is logged,
and nothing waits for it.
"""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse

from entries.publishing.audit import EDITS, AuditLine
from entries.publishing.submission import Submission
from entries.publishing.transitions import TRANSITIONS

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LOG = logging.getLogger(__name__)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def to_reviewers(submission: Submission) -> None:
    """Something waits to be reviewed: to those who may, and did not make it."""
    may = get_user_model().objects.with_perm(
        TRANSITIONS["approve"].permission, backend=BACKEND
    )
    made = {submission.submitter_id, *(user.pk for user in co_editors(submission))}
    text = f"{submission.submitter} put it forward."
    send(submission, "waits for a review", text, may.exclude(pk__in=made))


def to_makers(submission: Submission, what: str, text: str, by: "User | None") -> None:
    """What became of a submission: to who made it, except who did this."""
    people = {submission.submitter, *co_editors(submission)}
    send(submission, what, text, [one for one in people if one != by])


def send(
    submission: Submission, what: str, text: str, people: Iterable["User"]
) -> None:
    """Write to each of some people who has an address and is still here."""
    there = [one for one in people if one.is_active and one.email]
    if there:
        transaction.on_commit(lambda: _deliver(submission, what, text, there))


def co_editors(submission: Submission) -> list["User"]:
    """Who has written to its entries since each was last published."""
    keys = submission.proposals.values("key")
    bases = dict(submission.proposals.values_list("key", "base__edition__published"))
    lines = AuditLine.objects.filter(key__in=keys, action__in=EDITS)
    numbers = {
        actor
        for actor, key, at in lines.values_list("actor", "key", "at")
        if bases.get(key) is None or at >= bases[key]
    }
    return list(get_user_model().objects.filter(pk__in=numbers).order_by("pk"))


def _deliver(
    submission: Submission, what: str, text: str, people: list["User"]
) -> None:
    page = reverse("admin:entries_submission_change", args=[submission.pk])
    subject = f"Submission {submission.pk} {what}"
    lines = [
        " ".join(submission.reason.split()),
        "",
        text,
        "",
        f"{settings.SITE_URL}{page}",
    ]
    letters = [
        EmailMessage(subject, "\n".join(lines), to=[one.email]) for one in people
    ]
    try:
        get_connection().send_messages(letters)
    except OSError:  # what smtplib raises is one too
        LOG.exception("the letters about submission %s were not sent", submission.pk)
