"""The format of a source."""

from entries.documents.fields import Address, Choice, Date, Text
from entries.documents.kinds.base import EntryFormat, Kind
from entries.vocabulary import EntryKind, SourceType


class SourceFormat(EntryFormat):
    """A document that facts are cited to; what describes it identifies it."""

    publisher = Text(max_length=200)
    url = Address()
    published = Date()
    language = Text(max_length=10)
    accessed = Date()
    archive_url = Address()
    source_type = Choice(choices=SourceType.choices)


SOURCE = Kind(
    kind=EntryKind.SOURCE,
    plural="sources",
    format=SourceFormat,
    identify=(
        "publisher",
        "url",
        "published",
        "language",
        "accessed",
        "archive_url",
        "source_type",
    ),
)
