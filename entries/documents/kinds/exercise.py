"""The format of an exercise."""

from typing import Any

from rest_framework import serializers

from entries.dates import ends_before_start
from entries.documents import rows
from entries.documents.fields import (
    Choice,
    Date,
    OptionalKey,
    StateKey,
    Text,
    Whole,
    Words,
)
from entries.documents.kinds.base import EntryFormat, Kind, RowFormat
from entries.vocabulary import Auspices, Domain, EntryKind, Focus, Outcome, Unit


class ExerciseFormat(EntryFormat):
    """One exercise, held or announced."""

    series = OptionalKey()
    start = Date()
    end = Date()
    outcome = Choice(choices=Outcome.choices)
    auspices = Choice(choices=Auspices.choices)
    focus = Words(child=Choice(choices=Focus.choices))
    domains = Words(child=Choice(choices=Domain.choices))
    hosts = Words(child=StateKey())
    personnel = Whole(unit=Unit.PERSONS, min_value=1, allow_null=True, default=None)
    personnel_note = Text()
    equipment_note = Text()
    note = Text()
    locations = rows.Location(many=True, default=list)
    participants = rows.Participation(many=True, default=list)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ends_before_start(attrs["start"], attrs["end"]):
            raise serializers.ValidationError({"end": "The end is before the start."})
        return super().validate(attrs)


EXERCISE = Kind(
    kind=EntryKind.EXERCISE,
    plural="exercises",
    format=ExerciseFormat,
    identify=("series",),
    classify=("outcome", "auspices", "focus", "domains"),
    facts=(
        "start",
        "end",
        "hosts",
        "personnel",
        "personnel_note",
        "equipment_note",
        "note",
    ),
    rows=(
        RowFormat("locations", rows.Location, facts=("name", "state", "lat", "lon")),
        RowFormat(
            "participants",
            rows.Participation,
            key="state",
            facts=("role", "personnel", "note"),
        ),
    ),
    names={
        "series": EntryKind.SERIES,
        "hosts": EntryKind.STATE,
        "locations.state": EntryKind.STATE,
        "participants.state": EntryKind.STATE,
    },
)
