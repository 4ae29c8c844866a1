"""A reader's report that a fact is mistaken: for the editors alone, never public."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import models

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that nobody takes for one another."""


class ReportState(models.TextChoices):
    """What became of a report."""

    NEW = "new", "New"
    ANSWERED = "answered", "Answered"
    SPAM = "spam", "Spam"


def new_reference() -> str:
    """A number that a reader can read out, and that nobody can guess: K7WM-3QXP."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Report(models.Model):
    """What one reader says of one fact of one entry, as it read at an edition."""

    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    received = models.DateTimeField(auto_now_add=True)
    form = models.CharField(
        max_length=32,
        unique=True,
        help_text="What was sent by which form: it counts once.",
    )
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100, verbose_name="entry")
    fact = models.CharField(max_length=250, blank=True)
    edition = models.PositiveIntegerField()
    language = models.CharField(max_length=5)
    text = models.TextField(verbose_name="what is wrong")
    source = models.CharField(
        max_length=500, blank=True, verbose_name="what source says so"
    )
    email = models.EmailField(
        blank=True, help_text="Deleted when the report is closed."
    )
    state = models.CharField(
        max_length=10, choices=ReportState.choices, default=ReportState.NEW
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(blank=True, help_text="For editors.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ReportState.NEW) | models.Q(email=""),
                name="report_closed_without_address",
            )
        ]
        indexes = [models.Index(fields=["state", "received"], name="report_state")]

    def __str__(self) -> str:
        return f"Report {self.reference}"

    @property
    def is_closed(self) -> bool:
        return self.state != ReportState.NEW


@dataclass(frozen=True)
class Place:
    """What a report is about: a fact of an entry, at an edition, in a language."""

    kind: str
    key: str
    fact: str
    edition: int
    language: str


def receive(
    form: str, place: Place, *, text: str, source: str = "", email: str = ""
) -> tuple[Report, bool]:
    """Keep a report, and say whether it is new: a form sent twice comes once."""
    said = {**vars(place), "text": text, "source": source, "email": email}
    return Report.objects.get_or_create(form=form, defaults=said)


def by_form(form: str) -> Report | None:
    """The report that came by a form, if it came."""
    return Report.objects.filter(form=form).first()


def with_reference(reference: str) -> Report | None:
    return Report.objects.filter(reference=reference).first()


def waiting() -> int:
    """How many reports nobody has answered."""
    return Report.objects.filter(state=ReportState.NEW).count()


def forget(key: str) -> None:
    """Take out all that reports on an entry say: they may repeat what was redacted."""
    Report.objects.filter(key=key).update(fact="", text="", source="", note="")


def close(report: Report) -> None:
    """Forget who sent a report that is closed; to be called before it is saved."""
    if report.is_closed:
        report.email = ""
