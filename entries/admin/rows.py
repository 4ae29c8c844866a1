"""The rows of entries, shown within the entry's form."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper

from entries.admin.images import FigureForm, shown
from entries.admin.known import KnownChoices
from entries.admin.lines import lines
from entries.admin.rowforms import RelationForm, RowForm, RowFormSet
from entries.desk.exercise import (
    ExerciseDomain,
    ExerciseFocus,
    Host,
    Location,
    Participation,
)
from entries.desk.framework import FrameworkTheme, Party
from entries.desk.rows import Account, Claim, Figure, Name, Relation, Remark
from entries.desk.state import Standing
from entries.pages import labels


class OwnedRows(KnownChoices, admin.options.InlineModelAdmin):
    """Rows of an entry: who may change the entry may change them."""

    form = RowForm
    formset = RowFormSet
    extra = 0

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        chosen = self.autocomplete_fields
        return rows.select_related(*chosen) if chosen else rows

    def formfield_for_dbfield(self, db_field, request, **kwargs: Any):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in labels.COLUMNS:
            field.label = str(labels.COLUMNS[db_field.name])
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            # A row names what is there; four buttons beside each would drown it.
            widget.can_add_related = False
            widget.can_change_related = False
            widget.can_delete_related = False
            widget.can_view_related = False
        return field

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view") or self._may(request, "change")

    def has_add_permission(self, request, obj=None):
        return self._may(request, "add" if obj is None else "change")

    def has_change_permission(self, request, obj=None):
        return self._may(request, "change") or self._may(request, "add")

    def has_delete_permission(self, request, obj=None):
        return self._may(request, "change")

    def _may(self, request, what: str) -> bool:
        owner = self.parent_model._meta
        return request.user.has_perm(f"{owner.app_label}.{what}_{owner.model_name}")


class Table(OwnedRows, admin.TabularInline):
    """Rows side by side."""

    formfield_overrides = lines(2, 36)


class Stack(OwnedRows, admin.StackedInline):
    """Rows one below the other, for long texts."""

    formfield_overrides = lines(3)


class StandingRows(Table):
    """A state's standing in the organization."""

    model = Standing
    fields = ("role", "start", "end", "note", "key", "position")


class HostRows(Table):
    """The states that host an exercise."""

    model = Host
    fields = ("state", "position")
    autocomplete_fields = ("state",)


class FocusRows(Table):
    """What an exercise trains."""

    model = ExerciseFocus
    fields = ("value", "position")


class DomainRows(Table):
    """The domains in which forces act."""

    model = ExerciseDomain
    fields = ("value", "position")


class LocationRows(Table):
    """The places where an exercise was held."""

    model = Location
    fields = ("name", "state", "lat", "lon", "key", "position")
    autocomplete_fields = ("state",)
    verbose_name, verbose_name_plural = "place", "places"


class ParticipationRows(Table):
    """The states that took part in an exercise."""

    model = Participation
    fields = ("state", "role", "personnel", "note")
    autocomplete_fields = ("state",)
    ordering = ("state__key",)
    verbose_name, verbose_name_plural = "participant", "participants"


class ThemeRows(Table):
    """What a framework is about."""

    model = FrameworkTheme
    fields = ("value", "position")


class PartyRows(Table):
    """What states did with an instrument."""

    model = Party
    fields = ("state", "signed", "ratified", "acceded", "note")
    autocomplete_fields = ("state",)
    ordering = ("state__key",)


class NameRows(Table):
    """Other names by which people search."""

    model = Name
    fields = ("language", "name", "key", "position")
    verbose_name_plural = "other names"


class RelationRows(Table):
    """How the entry stands to others."""

    model = Relation
    form = RelationForm
    fk_name = "entry"
    fields = ("relation", "target", "note", "key", "position")
    autocomplete_fields = ("target",)


class RemarkRows(Table):
    """Remarks; the accounts of each stand on a page of its own."""

    model = Remark
    fields = ("about", "subject", "note", "key", "position")
    show_change_link = True
    verbose_name_plural = "remarks (save, then “Change” leads to the accounts)"


class ClaimRows(Stack):
    """Popular claims, with the verdict."""

    model = Claim
    fields = ("claim", "made_in", "verdict", "reasoning", "key", "position")


class FigureRows(Stack):
    """Images in use."""

    model = Figure
    form = FigureForm
    fields = (
        "shown",
        "image",
        "alt",
        "caption",
        "credit",
        "licence",
        "key",
        "position",
    )
    readonly_fields = ("shown",)
    verbose_name, verbose_name_plural = "image", "images"

    @admin.display(description="As it is kept")
    def shown(self, figure):
        return shown(figure) if figure.pk else "Nothing yet"


class AccountRows(Stack):
    """What some of the sources say in a remark."""

    model = Account
    fields = ("says", "key", "position")

    def _may(self, request, what: str) -> bool:
        remarks = self.admin_site.get_model_admin(Remark)
        may = getattr(
            remarks, f"has_{'view' if what == 'view' else 'change'}_permission"
        )
        return bool(may(request))


COMMON_ROWS = (NameRows, RelationRows, RemarkRows, ClaimRows, FigureRows)
