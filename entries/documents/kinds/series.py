"""The format of an exercise series."""

from entries.documents.fields import Choice, Text, Whole
from entries.documents.kinds.base import EntryFormat, Kind
from entries.vocabulary import Auspices, EntryKind, Unit


class SeriesFormat(EntryFormat):
    """A recurring exercise."""

    auspices = Choice(choices=Auspices.choices)
    first_year = Whole(
        unit=Unit.YEAR, min_value=1900, max_value=2999, allow_null=True, default=None
    )
    note = Text()


SERIES = Kind(
    kind=EntryKind.SERIES,
    plural="series",
    format=SeriesFormat,
    classify=("auspices",),
    facts=("first_year", "note"),
)
