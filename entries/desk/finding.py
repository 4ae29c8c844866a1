"""What the desk could do better, entry by entry: an index that is made on demand."""

from django.db import models

from entries.desk.entry import Entry


class Finding(models.Model):
    """One thing about one entry as it stands on the desk; see `documents.quality`."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="findings")
    code = models.CharField(max_length=30)
    path = models.CharField(max_length=250, blank=True)
    due = models.CharField(
        max_length=11, blank=True, help_text="When a check falls due."
    )

    class Meta:
        ordering = ["entry", "id"]
        indexes = [models.Index(fields=["code", "entry"], name="finding_code")]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.code} {self.path}".strip()
