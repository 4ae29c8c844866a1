"""Exercise series."""

from django.db import models

from entries.desk.columns import in_range
from entries.desk.entry import Entry
from entries.vocabulary import Auspices, EntryKind


class ExerciseSeries(Entry):
    """A recurring exercise."""

    KIND = EntryKind.SERIES

    auspices = models.CharField(max_length=20, choices=Auspices.choices)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "exercise series"
        constraints = [in_range("first_year", 1900, 2999, "series_first_year")]
