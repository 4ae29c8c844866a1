"""The audit log: every write leaves a line that says from which version it started."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from entries.desk.entry import Entry, bump
from entries.desk.snapshot import keep
from entries.record.edition import Kept

if TYPE_CHECKING:
    from django.contrib.auth.models import User

EDITS = ("edited", "imported", "restored")
"""Actions that change what an entry says."""
WRITES = (*EDITS, "verified")
"""Actions that raise an entry's version."""


class AuditLine(Kept):
    """What one person or command did, when, to which version of which entry."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=30)
    key = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(
        null=True, help_text="The version of the entry that the write started from."
    )
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["key", "action"], name="audit_key")]

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.key}".strip()


def line(
    actor: "User",
    action: str,
    entry: Entry | str = "",
    version: int | None = None,
    detail: str = "",
) -> AuditLine:
    """An audit line about an entry or a key, not yet saved."""
    key = entry if isinstance(entry, str) else entry.key
    return AuditLine(
        actor=actor, action=action, key=key, version=version, detail=detail
    )


def edited(entry: Entry, by: "User", started_from: int, detail: str = "") -> None:
    """An editor has written to an entry or its rows: raise its version and say so.

    StaleError, and nothing written, where the entry is not as the editor saw it.
    To be called within the transaction of the write, before anything is saved.
    """
    keep([entry])
    bump(entry, started_from)
    line(by, "edited", entry, started_from, detail).save()


def verified(entry: Entry, by: "User", started_from: int, detail: str) -> None:
    """Somebody has verified citations of an entry: raise its version and say so.

    StaleError as for an edit; but it is none, for who verifies may still approve.
    """
    keep([entry])
    bump(entry, started_from)
    line(by, "verified", entry, started_from, detail).save()


def created(entry: Entry, by: "User") -> None:
    """An editor has made a new entry."""
    Entry.objects.filter(pk=entry.pk).update(version=1)
    entry.version = 1
    line(by, "edited", entry, 0, "created").save()
