"""Exercises, where they were held and who took part."""

from typing import TYPE_CHECKING

from django.db import models

from entries.desk.columns import (
    DateColumn,
    Row,
    RowKey,
    both_or_none,
    in_range,
    not_before,
)
from entries.desk.entry import Entry
from entries.desk.series import ExerciseSeries
from entries.desk.state import State
from entries.vocabulary import (
    Auspices,
    Domain,
    EntryKind,
    Focus,
    Outcome,
    ParticipantRole,
)

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

MOST = 2**31 - 1


class Exercise(Entry):
    """One exercise, held or announced."""

    KIND = EntryKind.EXERCISE

    series = models.ForeignKey(
        ExerciseSeries, models.PROTECT, null=True, blank=True, related_name="+"
    )
    start = DateColumn()
    end = DateColumn()
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    auspices = models.CharField(max_length=20, choices=Auspices.choices)
    personnel = models.PositiveIntegerField(null=True, blank=True)
    personnel_note = models.TextField(blank=True)
    equipment_note = models.TextField(blank=True)
    note = models.TextField(blank=True)

    if TYPE_CHECKING:
        focus: RelatedManager["ExerciseFocus"]
        domains: RelatedManager["ExerciseDomain"]
        hosts: RelatedManager["Host"]
        locations: RelatedManager["Location"]
        participants: RelatedManager["Participation"]

    class Meta:
        constraints = [
            not_before("start", "end", "exercise_order"),
            in_range("personnel", 1, MOST, "exercise_personnel"),
        ]


class ExerciseFocus(Row):
    """One thing that an exercise trains."""

    OWNER = "exercise"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="focus")
    value = models.CharField("focus", max_length=30, choices=Focus.choices)

    class Meta(Row.Meta):
        verbose_name = verbose_name_plural = "focus"
        constraints = [
            models.UniqueConstraint(fields=["exercise", "value"], name="focus_once")
        ]

    def __str__(self) -> str:
        return self.get_value_display()


class ExerciseDomain(Row):
    """One domain in which forces act."""

    OWNER = "exercise"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="domains")
    value = models.CharField("domain", max_length=30, choices=Domain.choices)

    class Meta(Row.Meta):
        verbose_name = "domain"
        constraints = [
            models.UniqueConstraint(fields=["exercise", "value"], name="domain_once")
        ]

    def __str__(self) -> str:
        return self.get_value_display()


class Host(Row):
    """One state that hosts an exercise."""

    OWNER = "exercise"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="hosts")
    state = models.ForeignKey(State, models.PROTECT, related_name="+")

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["exercise", "state"], name="host_once")
        ]

    def __str__(self) -> str:
        return str(self.state)


class Location(Row):
    """A place where an exercise was held; degrees, WGS 84."""

    OWNER = "exercise"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="locations")
    key = RowKey()
    name = models.CharField(max_length=300)
    state = models.ForeignKey(
        State, models.PROTECT, null=True, blank=True, related_name="+"
    )
    lat = models.FloatField("latitude", null=True, blank=True)
    lon = models.FloatField("longitude", null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["exercise", "key"], name="location_key"),
            in_range("lat", -90, 90, "location_lat"),
            in_range("lon", -180, 180, "location_lon"),
            both_or_none("lat", "lon", "location_lat_lon"),
        ]

    def __str__(self) -> str:
        return self.name


class Participation(Row):
    """What one state did in an exercise."""

    OWNER = "exercise"

    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="participants")
    state = models.ForeignKey(State, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=ParticipantRole.choices)
    personnel = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "state"], name="participation_once"
            ),
            in_range("personnel", 1, MOST, "participation_personnel"),
        ]

    def __str__(self) -> str:
        return f"{self.state} ({self.get_role_display()})"
