"""Publishing at a time: set by a publisher, done by a command that runs by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from entries.publishing import mail
from entries.publishing.audit import AuditLine, line
from entries.publishing.editions import publish
from entries.publishing.heartbeat import beat, last_beat
from entries.publishing.submission import RecordLock, Submission, SubmissionState
from entries.publishing.transitions import PublishingError, locked, step

if TYPE_CHECKING:
    from django.contrib.auth.models import User

COMMAND = "publish_due"
SILENT = timedelta(minutes=15)
"""How long the command may be silent before the desk gives the alarm."""


@dataclass(frozen=True)
class Outcome:
    """What became of one submission whose time had come."""

    submission: int
    said: str
    is_published: bool


def schedule(submission: Submission, by: "User", at: datetime) -> Submission:
    """Publish an approved submission at a time, in the name of who sets it."""
    if at <= timezone.now():
        msg = f"{in_words(at)} has passed: give a time to come, or publish now"
        raise PublishingError(msg)
    with transaction.atomic():
        submission = locked(submission)
        step(submission, "schedule", by)
        submission.publish_at, submission.scheduled_by = at, by
        submission.problem = ""
        submission.save()
        _tell(submission, by, "scheduled", in_words(at))
        mail.to_makers(submission, "is scheduled", f"For {in_words(at)}.", by)
    return submission


def unschedule(submission: Submission, by: "User") -> Submission:
    """Take the time away: the submission is approved, and waits to be published."""
    with transaction.atomic():
        submission = locked(submission)
        step(submission, "unschedule", by)
        submission.publish_at = submission.scheduled_by = None
        submission.problem = ""
        submission.save()
        _tell(submission, by, "unscheduled", "")
    return submission


def in_words(at: datetime) -> str:
    """A time with its zone: 2 Jan 2027, 03:04 UTC (+0000)."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j M Y, H:i')} {local:%Z (%z)}"


def publish_due(now: datetime | None = None) -> Iterator[Outcome]:
    """Publish what is due, the oldest first, each in a transaction of its own.

    It may run twice, at once or late: each submission is published once. What cannot be
    published keeps its place, with the reason; the others go on.
    """
    now = now or timezone.now()
    due = Submission.objects.filter(
        state=SubmissionState.SCHEDULED, publish_at__lte=now
    )
    outcomes = []
    for pk in list(due.order_by("publish_at", "pk").values_list("pk", flat=True)):
        outcome = _publish_one(pk, now)
        if outcome is not None:
            outcomes.append(outcome)
            yield outcome
    beat(COMMAND, f"{sum(one.is_published for one in outcomes)} published")


def _publish_one(pk: int, now: datetime) -> Outcome | None:
    try:
        with transaction.atomic():
            # In the order of `publish`, so that two never wait for each other.
            RecordLock.take()
            submission = locked(Submission(pk=pk))
            at, by = submission.publish_at, submission.scheduled_by
            is_due = at is not None and at <= now
            if submission.state != SubmissionState.SCHEDULED or not is_due:
                return None  # another run, or a person, was here first
            edition = publish(submission, _still_here(by))
    except (PublishingError, PermissionDenied, DatabaseError) as error:
        # The others go on: one that the database refuses is no worse than one refused.
        return Outcome(pk, _fail(pk, str(error)), is_published=False)
    return Outcome(pk, f"published as edition {edition.number}", is_published=True)


def _still_here(by: "User | None") -> "User":
    if by is None or not by.is_active:
        msg = f"{by} is no longer active: schedule it anew"
        raise PublishingError(msg)
    return by


def _fail(pk: int, why: str) -> str:
    """Keep the reason; it is told once, not at each run."""
    with transaction.atomic():
        submission = locked(Submission(pk=pk))
        by = submission.scheduled_by
        is_scheduled = submission.state == SubmissionState.SCHEDULED
        if by is not None and is_scheduled and submission.problem != why:
            submission.problem = why
            submission.save(update_fields=["problem"])
            _tell(submission, by, "not published", why)
            people = {by, submission.submitter, *mail.co_editors(submission)}
            mail.send(submission, "could not be published", why, people)
    return why


def _tell(submission: Submission, by: "User", action: str, detail: str) -> None:
    said = f"submission {submission.pk}{f': {detail}' if detail else ''}"
    AuditLine.objects.bulk_create(
        line(by, action, p.key, p.version, said)
        for p in submission.proposals.defer("canonical")
    )


def alarm(now: datetime | None = None) -> str:
    """What is wrong with the schedule, in words; empty where all is well."""
    now = now or timezone.now()
    waiting = Submission.objects.filter(state=SubmissionState.SCHEDULED)
    if not waiting.exists():
        return ""
    at = last_beat(COMMAND)
    if at is None:
        return f"Submissions are scheduled, and {COMMAND} has never run."
    if now - at > SILENT:
        return (
            f"Submissions are scheduled, and {COMMAND} has not run since "
            f"{in_words(at)}."
        )
    if stuck := waiting.exclude(problem="").count():
        return f"{stuck} scheduled submissions could not be published."
    late = waiting.filter(publish_at__lt=now - SILENT).count()
    return f"{late} scheduled submissions are overdue." if late else ""
