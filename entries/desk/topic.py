"""Topics: the themes that run through all else."""

from django.db import models

from entries.desk.columns import in_range
from entries.desk.entry import Entry
from entries.vocabulary import EntryKind


class Topic(Entry):
    """A theme with a text of its own."""

    KIND = EntryKind.TOPIC

    subject = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in the order of the topics."
    )

    class Meta:
        constraints = [in_range("subject", 1, 999, "topic_subject")]
