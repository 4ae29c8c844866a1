"""Editions, revisions and changes: public, all of it, always."""

import json
from typing import Any, Never

from django.db import models

from entries.documents.canonical import canonical, digest
from entries.documents.kinds import SCHEMA
from entries.documents.schema import upgrade
from entries.vocabulary import ChangeWord, EntryKind

OPEN = 2**31 - 1
"""The end of a validity that has not ended."""


class RecordIsKeptError(TypeError):
    """Somebody tried to change what the record keeps for ever."""


class KeptRows(models.QuerySet[Any]):
    """Rows that are written once: many at a time are no exception."""

    def update(self, **_: Any) -> Never:
        msg = f"{self.model._meta.verbose_name_plural} are kept as they are"
        raise RecordIsKeptError(msg)

    def delete(self) -> Never:
        msg = f"{self.model._meta.verbose_name_plural} are kept for ever"
        raise RecordIsKeptError(msg)

    def bulk_update(self, *_: Any, **__: Any) -> Never:
        self.update()

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            self.update()
        return super().bulk_create(objs, *args, **kwargs)


class Kept(models.Model):
    """A row that is written once; only `publishing` writes, and redacts, it.

    The database has guards of its own against whoever goes past this.
    """

    objects = KeptRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            msg = f"{self._meta.verbose_name} {self.pk} is kept as it is"
            raise RecordIsKeptError(msg)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> Never:
        msg = f"{self._meta.verbose_name} {self.pk} is kept for ever"
        raise RecordIsKeptError(msg)


class Edition(Kept):
    """One publication: a version of the whole site."""

    number = models.PositiveIntegerField(primary_key=True)
    published = models.DateTimeField(db_index=True)
    reason = models.TextField()
    editor = models.CharField(max_length=150, help_text="Who put it forward.")
    approver = models.CharField(max_length=150, help_text="Who approved it.")
    self_approval = models.TextField(
        blank=True, help_text="Why the approver was one who had written it."
    )

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Edition {self.number}"


class Revision(Kept):
    """A published document, or the tombstone of a withdrawn one."""

    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField(help_text="Counted per entry.")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    address = models.CharField(max_length=100, help_text="Where readers found it.")
    schema = models.PositiveSmallIntegerField()
    canonical = models.TextField(help_text="The document as canonical JSON.")
    digest = models.CharField(max_length=64, help_text="Its SHA-256.")
    withdrawn = models.BooleanField(default=False)
    successor = models.CharField(max_length=100, blank=True)
    redacted = models.BooleanField(default=False)

    class Meta:
        ordering = ["key", "number"]
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="revision_number"),
            models.UniqueConstraint(fields=["key", "edition"], name="revision_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.key}, revision {self.number}"

    @property
    def document(self) -> dict[str, Any]:
        """The document in the present format, whatever its schema number."""
        return upgrade(json.loads(self.canonical)) if self.canonical else {}

    def says(self, document: dict[str, Any]) -> bool:
        """Whether it says just what a document of the present format does.

        The digest is of the text as it was published; an older format's is another.
        """
        if not self.canonical or self.schema == SCHEMA:
            return self.digest == digest(canonical(document))
        return canonical(self.document) == canonical(document)


class Change(Kept):
    """What an edition did at one path of one document.

    The path is empty where the whole document came or went.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    key = models.CharField(max_length=100)
    revision = models.PositiveIntegerField()
    path = models.CharField(max_length=250, blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    word = models.CharField(max_length=20, choices=ChangeWord.choices)

    class Meta:
        ordering = ["edition", "key", "path"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key", "path"], name="change_path"
            )
        ]
        indexes = [
            models.Index(fields=["key", "revision"], name="change_key"),
            models.Index(fields=["word", "edition"], name="change_word"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.path} {self.word}"
