"""What an entry said at each version that was written over: nothing typed is lost."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import models

from entries.desk.conversion.reading import document, with_rows
from entries.desk.entry import Entry
from entries.documents.canonical import canonical
from entries.documents.schema import upgrade

CHUNK = 200
"""How many entries are read at once."""


class Snapshot(models.Model):
    """An entry's document at one version, kept when the next was written."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    canonical = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["entry", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "version"], name="snapshot_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry.key} at version {self.version}"

    @property
    def document(self) -> dict[str, Any]:
        """The document in the present format; empty where it was redacted."""
        return upgrade(json.loads(self.canonical)) if self.canonical else {}


def keep(entries: Iterable[Entry]) -> None:
    """Keep what entries say now, before they are written over.

    To be called within the transaction of the write, before anything is saved.
    """
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.pk)
    for kind, numbers in by_kind.items():
        for start in range(0, len(numbers), CHUNK):
            part = with_rows(kind).filter(pk__in=numbers[start : start + CHUNK])
            Snapshot.objects.bulk_create(
                [
                    Snapshot(
                        entry_id=one.pk,
                        version=one.version,
                        canonical=canonical(document(one)),
                    )
                    for one in part
                ],
                ignore_conflicts=True,
            )


def at_version(entry: Entry, version: int) -> dict[str, Any]:
    """What an entry said at a version, the present one too; empty if unknown."""
    present = with_rows(entry.kind).filter(pk=entry.pk, version=version).first()
    if present:
        return document(present)
    kept = Snapshot.objects.filter(entry_id=entry.pk, version=version).first()
    return kept.document if kept else {}
