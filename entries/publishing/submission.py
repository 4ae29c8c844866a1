"""Submissions and the proposals in them; the lock under which the record is written."""

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from entries.desk.entry import Entry
from entries.documents.schema import upgrade
from entries.record.edition import Edition, Revision
from entries.vocabulary import ChangeWord

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class SubmissionState(models.TextChoices):
    """Where a submission stands."""

    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    RETURNED = "returned", "Returned"
    TAKEN_BACK = "taken-back", "Taken back"


OPEN_STATES = (
    SubmissionState.SUBMITTED,
    SubmissionState.APPROVED,
    SubmissionState.SCHEDULED,
)
DECIDED_STATES = (
    SubmissionState.APPROVED,
    SubmissionState.SCHEDULED,
    SubmissionState.PUBLISHED,
)


class Submission(models.Model):
    """What one editor puts forward and another decides on."""

    state = models.CharField(
        max_length=20,
        choices=SubmissionState.choices,
        default=SubmissionState.SUBMITTED,
        editable=False,
    )
    reason = models.TextField(help_text="Why: readers see it with the edition.")
    submitter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    submitted = models.DateTimeField(auto_now_add=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    decided = models.DateTimeField(null=True, editable=False)
    comment = models.TextField(blank=True, editable=False)
    self_approval = models.TextField(
        blank=True,
        editable=False,
        help_text="Why somebody approved what was partly his own: readers see it.",
    )
    publish_at = models.DateTimeField(null=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        help_text="In whose name it is published when its time comes.",
    )
    problem = models.TextField(
        blank=True,
        editable=False,
        help_text="Why it could not be published when its time came.",
    )
    edition = models.ForeignKey(
        Edition, models.PROTECT, null=True, related_name="+", editable=False
    )

    if TYPE_CHECKING:
        proposals: RelatedManager["Proposal"]

    class Meta:
        ordering = ["-id"]
        permissions = [
            ("submit_entry", "Can submit entries"),
            ("review_entry", "Can approve and return submissions"),
            ("publish_entry", "Can publish approved submissions"),
            ("verify_citation", "Can verify citations that others gave"),
            ("redact_entry", "Can redact revisions"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_STATES) | Q(approver__isnull=False),
                name="submission_approver",
            ),
            models.CheckConstraint(
                condition=Q(approver__isnull=True)
                | ~Q(state__in=DECIDED_STATES)
                | ~Q(approver=F("submitter"))
                | ~Q(self_approval=""),
                name="submission_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.PUBLISHED)
                | Q(edition__isnull=False),
                name="submission_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state=SubmissionState.SCHEDULED)
                | Q(publish_at__isnull=False, scheduled_by__isnull=False),
                name="submission_schedule",
            ),
        ]

    def __str__(self) -> str:
        return f"Submission {self.pk}: {self.reason}"


class Proposal(models.Model):
    """One entry's document as submitted, with the live revision behind it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="proposals")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField(help_text="The entry's, when submitted.")
    base = models.ForeignKey(
        Revision,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The live revision that it was compared with.",
    )
    canonical = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    word = models.CharField(max_length=20, choices=ChangeWord.choices)
    words = models.JSONField(
        default=dict,
        blank=True,
        help_text="The reviewer's own words for changes, by path.",
    )
    withdrawal = models.BooleanField(default=False)
    successor = models.CharField(max_length=100, blank=True)
    open = models.BooleanField(default=True)

    class Meta:
        ordering = ["submission", "key"]
        indexes = [models.Index(fields=["key"], name="proposal_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(open=True), name="proposal_open"
            ),
            models.UniqueConstraint(
                fields=["submission", "entry"], name="proposal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.submission_id}"

    @property
    def document(self) -> dict[str, Any]:
        """The proposed document in the present format; empty for a withdrawal."""
        return upgrade(json.loads(self.canonical)) if self.canonical else {}


class RecordLock(models.Model):
    """The one row that whoever writes the record holds meanwhile."""

    def __str__(self) -> str:
        return "the lock of the record"

    @classmethod
    def take(cls) -> None:
        """Wait for the record; to be called within a transaction."""
        cls.objects.get_or_create(pk=1)
        cls.objects.select_for_update().get(pk=1)
