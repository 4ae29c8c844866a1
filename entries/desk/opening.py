"""Who has an entry's form open: a note for the others, no lock."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from entries.desk.entry import Entry

FRESH = timedelta(minutes=3)
"""How long a form counts as open after it was last heard of."""


class Opening(models.Model):
    """One editor's open form of one entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "editor"], name="opening_once")
        ]

    def __str__(self) -> str:
        return f"{self.editor} has {self.entry} open"


def opened(entry: Entry, editor_id: int) -> None:
    """An editor's form of an entry is open now."""
    Opening.objects.bulk_create(
        [Opening(entry_id=entry.pk, editor_id=editor_id, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["entry", "editor"],
        update_fields=["at"],
    )


def closed(entry: Entry, editor_id: int) -> None:
    """An editor has saved or left the form of an entry."""
    Opening.objects.filter(entry_id=entry.pk, editor_id=editor_id).delete()


def others(entry: Entry, editor_id: int) -> list[str]:
    """The names of the other editors who have an entry open."""
    rows = Opening.objects.filter(entry_id=entry.pk, at__gte=timezone.now() - FRESH)
    names = rows.exclude(editor_id=editor_id).order_by("editor__username")
    return list(names.values_list("editor__username", flat=True))
