"""The format of a framework."""

from typing import Any

from rest_framework import serializers

from entries.dates import ends_before_start
from entries.documents import rows
from entries.documents.fields import Address, Choice, Date, Flag, Text, Words
from entries.documents.kinds.base import EntryFormat, Kind, RowFormat
from entries.vocabulary import EntryKind, FrameworkStatus, FrameworkType, Theme


class FrameworkFormat(EntryFormat):
    """A treaty, agreement, declaration, programme, body or procedure."""

    short_name = Text(max_length=300)
    framework_type = Choice(choices=FrameworkType.choices)
    signed = Date()
    place = Text(max_length=300)
    in_force = Date()
    expires = Date()
    binding = Flag(allow_null=True, default=None)
    status = Choice(choices=FrameworkStatus.choices)
    depositary = Text(max_length=300)
    text_url = Address()
    registration = Text(max_length=300)
    themes = Words(child=Choice(choices=Theme.choices))
    note = Text()
    parties = rows.Party(many=True, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for earlier, later in (("signed", "expires"), ("in_force", "expires")):
            if ends_before_start(attrs[earlier], attrs[later]):
                raise serializers.ValidationError(
                    {later: f"The end is before the start ({earlier})."}
                )
        return super().validate(attrs)


FRAMEWORK = Kind(
    kind=EntryKind.FRAMEWORK,
    plural="frameworks",
    format=FrameworkFormat,
    identify=("short_name", "framework_type"),
    classify=("binding", "status", "themes"),
    facts=(
        "signed",
        "place",
        "in_force",
        "expires",
        "depositary",
        "text_url",
        "registration",
        "note",
    ),
    rows=(
        RowFormat(
            "parties",
            rows.Party,
            key="state",
            facts=("signed", "ratified", "acceded", "note"),
            says="state",
        ),
    ),
    names={"parties.state": EntryKind.STATE},
)
