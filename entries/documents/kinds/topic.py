"""The format of a topic."""

from entries.documents.fields import Whole
from entries.documents.kinds.base import EntryFormat, Kind
from entries.vocabulary import EntryKind


class TopicFormat(EntryFormat):
    """A theme that runs through states, exercises and frameworks."""

    subject = Whole(min_value=1, max_value=999, allow_null=True, default=None)


TOPIC = Kind(
    kind=EntryKind.TOPIC,
    plural="topics",
    format=TopicFormat,
    identify=("subject",),
)
