"""States and their standing in the organization."""

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
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
from entries.vocabulary import EntryKind, StandingRole

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class State(Entry):
    """A state with a standing in the organization, or that took part without one."""

    KIND = EntryKind.STATE

    iso2 = models.CharField(
        "ISO 3166-1 alpha-2",
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", "Two capital letters.")],
    )
    official_name = models.CharField(max_length=300, blank=True)
    capital = models.CharField(max_length=200, blank=True)
    capital_lat = models.FloatField("capital's latitude", null=True, blank=True)
    capital_lon = models.FloatField("capital's longitude", null=True, blank=True)
    region = models.CharField(max_length=200, blank=True)
    shanghai_five = models.BooleanField("one of the Shanghai Five", null=True)
    defence_ministry = models.CharField(max_length=300, blank=True)
    defence_ministry_url = models.URLField(max_length=500, blank=True)

    if TYPE_CHECKING:
        standing: RelatedManager["Standing"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["iso2"], name="state_iso2"),
            in_range("capital_lat", -90, 90, "state_lat"),
            in_range("capital_lon", -180, 180, "state_lon"),
            both_or_none("capital_lat", "capital_lon", "state_lat_lon"),
        ]


class Standing(Row):
    """A span in which a state stood in one way to the organization."""

    OWNER = "state"
    COLUMNS = {"from": "start", "to": "end"}

    state = models.ForeignKey(State, models.CASCADE, related_name="standing")
    key = RowKey()
    role = models.CharField(max_length=20, choices=StandingRole.choices)
    start = DateColumn("from")
    end = DateColumn("to")
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name_plural = "standing"
        constraints = [
            models.UniqueConstraint(fields=["state", "key"], name="standing_key"),
            not_before("start", "end", "standing_order"),
        ]

    def __str__(self) -> str:
        return self.key
