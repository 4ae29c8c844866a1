"""Sources: the documents that facts are cited to."""

from django.db import models

from entries.desk.columns import DateColumn
from entries.desk.entry import Entry
from entries.vocabulary import EntryKind, SourceType


class Source(Entry):
    """A document that facts are cited to."""

    KIND = EntryKind.SOURCE

    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    published = DateColumn()
    language = models.CharField(
        max_length=10, blank=True, help_text="ISO 639-1: en, ru, zh"
    )
    accessed = DateColumn()
    archive_url = models.URLField(
        "address of an archived copy", max_length=500, blank=True
    )
    source_type = models.CharField(max_length=20, choices=SourceType.choices)
