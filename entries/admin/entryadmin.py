"""What the lists and forms of all kinds of entries have in common."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils.html import format_html

from entries.admin import stands
from entries.admin.checks import TellsWhatIsMissing
from entries.admin.citing import CitesFacts
from entries.admin.conflicts import MergesEdits
from entries.admin.deleting import DeletesDrafts
from entries.admin.forms import EntryForm
from entries.admin.images import TakesImages
from entries.admin.known import KnownChoices
from entries.admin.lines import lines
from entries.admin.openings import NotesWhoIsIn
from entries.admin.previewing import ShowsDrafts
from entries.admin.restoring import RestoresDrafts
from entries.admin.rows import COMMON_ROWS
from entries.admin.sheets import ExchangesSheets
from entries.admin.stands import TellsStand
from entries.admin.submitting import SubmitsEntries
from entries.admin.versions import NAME
from entries.admin.writing import WritesOneEntry
from entries.admin.yours import of_entry
from entries.desk.citation import Citation
from entries.pages import labels
from entries.publishing import waiting

TITLES = ("key", "address", "title", "title_ru", "title_zh")
TEXTS = ("summary", "text")
OTHER_TEXTS = ("summary_ru", "text_ru", "summary_zh", "text_zh")


OWN_WORDS = ("url",)
"""What readers know by another word: a form has two addresses, theirs and its own."""


def citation_count() -> Any:
    """How many citations each entry has, as a column of the list's query."""
    rows = Citation.objects.filter(entry=OuterRef("pk")).order_by().values("entry")
    count = rows.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


class KindAdmin(
    KnownChoices,
    CitesFacts,
    DeletesDrafts,
    ExchangesSheets,
    TellsStand,
    TellsWhatIsMissing,
    MergesEdits,
    NotesWhoIsIn,
    ShowsDrafts,
    RestoresDrafts,
    TakesImages,
    WritesOneEntry,
):
    """A kind of entry: its list, its form with all rows, what is done to it."""

    own_fields: ClassVar[tuple[Any, ...]] = ()
    """The kind's own fields, in the order of its form."""
    own_columns: ClassVar[tuple[Any, ...]] = ()
    """What its list shows beside key and title."""
    own_filters: ClassVar[tuple[Any, ...]] = ()
    own_rows: ClassVar[tuple[type[admin.options.InlineModelAdmin], ...]] = ()

    actions = (*SubmitsEntries.actions, *ExchangesSheets.actions)
    form = EntryForm
    formfield_overrides = lines(3)
    search_fields = ("title", "title_ru", "title_zh", "key")
    ordering: ClassVar[tuple[str, ...]] = ("key",)
    list_per_page = 100
    show_full_result_count = False
    save_on_top = True
    change_form_template = "admin/entries/entry/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(citation_count=citation_count())

    def yours(self, before, form, formsets):
        return of_entry(before, form, formsets)

    def get_list_display(self, request):
        return ("key", "title", "stands", "cited", *self.own_columns)

    def get_list_filter(self, request):
        return (stands.StandFilter, *self.own_filters)

    def get_inlines(self, request, obj):
        return [*self.own_rows, *COMMON_ROWS]

    def get_fieldsets(self, request, obj=None):
        first = list(TITLES)
        if obj and self.has_change_permission(request, obj):
            first.append(NAME)
        hidden = {"classes": ("collapse",), "fields": OTHER_TEXTS}
        sets: list[Any] = [(None, {"fields": first})]
        if self.own_fields:
            sets.append(
                (str(self.opts.verbose_name).capitalize(), {"fields": self.own_fields})
            )
        sets.append(("Texts", {"fields": TEXTS}))
        return [*sets, ("Texts in Russian and Chinese", hidden)]

    def get_readonly_fields(self, request, obj=None):
        return ("key",) if obj and stands.is_fixed(obj) else ()

    def formfield_for_dbfield(self, db_field, request, **kwargs: Any):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in labels.FIELDS and db_field.name not in OWN_WORDS:
            field.label = str(labels.FIELDS[db_field.name])
        widget = getattr(field, "widget", None)
        if isinstance(widget, RelatedFieldWidgetWrapper):
            # One slip of the mouse beside what was only to be chosen.
            widget.can_delete_related = False
        return field

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/submit/", view(self.submit_view), name=f"{name}_submit"),
            path(
                "<int:pk>/withdraw/", view(self.withdraw_view), name=f"{name}_withdraw"
            ),
            path("<int:pk>/citations/", view(self.citations_view), name=f"{name}_cite"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args: Any, **kwargs: Any):
        entry = kwargs.get("obj")
        if entry:
            may = request.user.has_perm
            context["stand"] = stands.in_words(entry)
            context["open_submission"] = entry.open_submission
            context["may_submit"] = may("entries.submit_entry")
            context["returned"] = waiting.why_returned(entry)
            context["is_live"] = entry.stand in (
                stands.Stand.LIVE,
                stands.Stand.CHANGED,
            )
            context["is_withdrawn"] = entry.stand == stands.Stand.WITHDRAWN
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Citations", ordering="citation_count")
    def cited(self, entry):
        address = self.address_of("cite", entry)
        return format_html('<a href="{}">{}</a>', address, entry.citation_count)
