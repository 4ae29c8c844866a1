"""Citations: which source carries which fact, and the mark that none was found."""

from datetime import date

from django.db import models
from django.db.models import Q

from entries.dates import parse
from entries.desk.columns import DateColumn, RowKey
from entries.desk.entry import Entry
from entries.desk.source import Source
from entries.vocabulary import Stance


class Citation(models.Model):
    """A source that supports or contradicts one fact of an entry."""

    OWNER = "entry"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="citations")
    key = RowKey()
    fact = models.CharField(max_length=250)
    source = models.ForeignKey(Source, models.PROTECT, related_name="uses")
    locator = models.CharField(
        max_length=300, blank=True, help_text="Page, paragraph, article."
    )
    quote = models.TextField(
        max_length=2_000, blank=True, help_text="Only what was really read."
    )
    stance = models.CharField(
        max_length=20, choices=Stance.choices, default=Stance.SUPPORTS
    )
    value = models.JSONField(
        null=True,
        blank=True,
        help_text="What a source that contradicts gives instead, as JSON: "
        '6500 or "2016-10-23".',
    )
    verified_by = models.CharField(max_length=150, blank=True, editable=False)
    verified_on = DateColumn(editable=False)
    review_by = DateColumn(
        "check again by",
        help_text="When somebody should look again: 2027, 2027-06 or 2027-06-30.",
    )
    made_by = models.CharField(
        max_length=150,
        blank=True,
        editable=False,
        help_text="Who gave it last: it is for another to verify.",
    )

    class Meta:
        ordering = ["fact", "key"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="citation_key"),
            models.CheckConstraint(
                condition=Q(verified_by="", verified_on="")
                | (~Q(verified_by="") & ~Q(verified_on="")),
                name="citation_verified",
            ),
            models.CheckConstraint(
                condition=Q(stance=Stance.CONTRADICTS) | Q(value__isnull=True),
                name="citation_value",
                violation_error_message="Only a source that contradicts gives "
                "a value of its own.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact}: {self.source_id and self.source.key}"

    def is_due(self, today: date) -> bool:
        """Whether it should have been checked again before a day."""
        day = parse(self.review_by)
        return day is not None and day.last < today


class NoSource(models.Model):
    """The mark that a source for a fact was looked for and none was found."""

    OWNER = "entry"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="no_source")
    fact = models.CharField(max_length=250)

    class Meta:
        ordering = ["fact"]
        verbose_name = "mark “no source found”"
        verbose_name_plural = "marks “no source found”"
        constraints = [
            models.UniqueConstraint(fields=["entry", "fact"], name="no_source_once")
        ]

    def __str__(self) -> str:
        return self.fact
