"""The kinds of entries, each with its own fields, filters and rows."""

from django.contrib import admin

from entries.admin import rows
from entries.admin.entryadmin import KindAdmin
from entries.admin.links import LinkFilter, TellsLinks
from entries.admin.site import desk
from entries.admin.uses import ShowsUses, use_column
from entries.desk.exercise import Exercise
from entries.desk.framework import Framework
from entries.desk.series import ExerciseSeries
from entries.desk.source import Source
from entries.desk.state import State
from entries.desk.topic import Topic


@admin.register(State, site=desk)
class StateAdmin(KindAdmin):
    """States."""

    own_fields = (
        "iso2",
        "official_name",
        "capital",
        ("capital_lat", "capital_lon"),
        "region",
        "shanghai_five",
        "defence_ministry",
        "defence_ministry_url",
    )
    own_columns = ("region",)
    own_filters = ("region", "shanghai_five", "standing__role")
    own_rows = (rows.StandingRows,)


@admin.register(ExerciseSeries, site=desk)
class SeriesAdmin(KindAdmin):
    """Exercise series."""

    own_fields = ("auspices", "first_year", "note")
    own_columns = ("auspices", "first_year")
    own_filters = ("auspices",)


@admin.register(Exercise, site=desk)
class ExerciseAdmin(KindAdmin):
    """Exercises."""

    own_fields = (
        "series",
        ("start", "end"),
        ("outcome", "auspices"),
        "personnel",
        "personnel_note",
        "equipment_note",
        "note",
    )
    own_columns = ("start", "end", "outcome", "series")
    own_filters = (
        "outcome",
        "auspices",
        "focus__value",
        "domains__value",
        "series",
    )
    own_rows = (
        rows.HostRows,
        rows.LocationRows,
        rows.ParticipationRows,
        rows.FocusRows,
        rows.DomainRows,
    )
    autocomplete_fields = ("series",)
    list_select_related = ("series",)
    ordering = ("-start", "key")


@admin.register(Framework, site=desk)
class FrameworkAdmin(KindAdmin):
    """Frameworks."""

    own_fields = (
        "short_name",
        "framework_type",
        ("signed", "place"),
        ("in_force", "expires"),
        ("status", "binding"),
        "depositary",
        "text_url",
        "registration",
        "note",
    )
    own_columns = ("framework_type", "signed", "in_force", "status")
    own_filters = ("framework_type", "status", "binding", "themes__value")
    own_rows = (rows.PartyRows, rows.ThemeRows)
    ordering = ("-signed", "key")


@admin.register(Topic, site=desk)
class TopicAdmin(KindAdmin):
    """Topics."""

    own_fields = ("subject",)
    own_columns = ("subject",)
    ordering = ("subject", "key")


class LanguageFilter(admin.AllValuesFieldListFilter):
    """The languages that there are; a link without a word leads nowhere."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            yield {**choice, "display": choice["display"] or "not given"}


@admin.register(Source, site=desk)
class SourceAdmin(TellsLinks, ShowsUses, KindAdmin):
    """Sources."""

    own_fields = (
        "publisher",
        "url",
        "archive_url",
        "answers",
        ("published", "accessed"),
        "language",
        "source_type",
    )
    own_columns = ("publisher", "published", "language", "source_type")
    own_filters = (
        LinkFilter,
        ("archive_url", admin.EmptyFieldListFilter),
        "source_type",
        ("language", LanguageFilter),
    )

    def get_list_display(self, request):
        """A source has uses, and no citations of its own."""
        return ("key", "title", use_column, "links", "stands", *self.own_columns)

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "answers")
