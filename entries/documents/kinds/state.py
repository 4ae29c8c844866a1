"""The format of a state."""

from typing import Any

from rest_framework import serializers

from entries.documents import rows
from entries.documents.fields import Address, Flag, Real, Text
from entries.documents.kinds.base import EntryFormat, Kind, RowFormat
from entries.vocabulary import EntryKind, Unit


class StateFormat(EntryFormat):
    """A state with a standing in the organization, or that took part without one."""

    iso2 = serializers.RegexField(r"^[A-Z]{2}\Z", max_length=2, trim_whitespace=False)
    official_name = Text(max_length=300)
    capital = Text(max_length=200)
    capital_lat = Real(
        unit=Unit.DEGREES, min_value=-90, max_value=90, allow_null=True, default=None
    )
    capital_lon = Real(
        unit=Unit.DEGREES, min_value=-180, max_value=180, allow_null=True, default=None
    )
    region = Text(max_length=200)
    shanghai_five = Flag(allow_null=True, default=None)
    defence_ministry = Text(max_length=300)
    defence_ministry_url = Address()
    standing = rows.Standing(many=True, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        rows.both_or_none(attrs, "capital_lat", "capital_lon")
        return super().validate(attrs)


STANDING = RowFormat("standing", rows.Standing, facts=("role", "from", "to", "note"))

STATE = Kind(
    kind=EntryKind.STATE,
    plural="states",
    format=StateFormat,
    identify=(
        "iso2",
        "official_name",
        "capital",
        "capital_lat",
        "capital_lon",
        "region",
    ),
    classify=("shanghai_five",),
    facts=("defence_ministry", "defence_ministry_url"),
    rows=(STANDING,),
)
