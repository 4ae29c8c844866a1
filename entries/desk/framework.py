"""Frameworks and the states that they bind."""

from typing import TYPE_CHECKING

from django.db import models

from entries.desk.columns import DateColumn, Row, not_before
from entries.desk.entry import Entry
from entries.desk.state import State
from entries.vocabulary import EntryKind, FrameworkStatus, FrameworkType, Theme

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Framework(Entry):
    """A treaty, agreement, declaration, programme, body or procedure."""

    KIND = EntryKind.FRAMEWORK

    short_name = models.CharField(max_length=300, blank=True)
    framework_type = models.CharField(max_length=20, choices=FrameworkType.choices)
    signed = DateColumn("signed or adopted")
    place = models.CharField(max_length=300, blank=True)
    in_force = DateColumn()
    expires = DateColumn()
    binding = models.BooleanField(null=True)
    status = models.CharField(max_length=20, choices=FrameworkStatus.choices)
    depositary = models.CharField(max_length=300, blank=True)
    text_url = models.URLField("address of the text", max_length=500, blank=True)
    registration = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    if TYPE_CHECKING:
        themes: RelatedManager["FrameworkTheme"]
        parties: RelatedManager["Party"]

    class Meta:
        constraints = [
            not_before("signed", "expires", "framework_signed_expires"),
            not_before("in_force", "expires", "framework_in_force_expires"),
        ]


class FrameworkTheme(Row):
    """One thing that a framework is about."""

    OWNER = "framework"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="themes")
    value = models.CharField("theme", max_length=30, choices=Theme.choices)

    class Meta(Row.Meta):
        verbose_name = "theme"
        constraints = [
            models.UniqueConstraint(fields=["framework", "value"], name="theme_once")
        ]

    def __str__(self) -> str:
        return self.get_value_display()


class Party(Row):
    """What one state did with an instrument."""

    OWNER = "framework"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="parties")
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    signed = DateColumn()
    ratified = DateColumn()
    acceded = DateColumn()
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(fields=["framework", "state"], name="party_once")
        ]

    def __str__(self) -> str:
        return str(self.state)
