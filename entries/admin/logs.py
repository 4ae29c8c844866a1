"""What is read and never written here: the audit log and the editions."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html

from entries.admin.site import desk
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.publishing.audit import AuditLine
from entries.record.edition import Edition


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list and its pages, to look at only."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class EntryFilter(admin.SimpleListFilter):
    """The lines of one entry, once its history has led here."""

    title = "entry"
    parameter_name = "key"

    def lookups(self, request, model_admin):
        return [(key, key)] if (key := self.value()) else []

    def queryset(self, request, queryset):
        return queryset.filter(key=key) if (key := self.value()) else queryset


@admin.register(AuditLine, site=desk)
class AuditLineAdmin(ReadOnlyAdmin):
    """What anybody did to which entry."""

    actions = None
    list_display = ("at", "actor", "action", "entry", "version", "detail")
    list_filter = (
        EntryFilter,
        "action",
        ("actor", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    list_select_related = ("actor",)
    date_hierarchy = "at"
    search_fields = ("=key", "detail")
    show_full_result_count = False

    def get_queryset(self, request):
        entries = Entry.objects.filter(key=OuterRef("key"))
        kind = Subquery(entries.values("kind")[:1])
        number = Subquery(entries.values("pk")[:1])
        return super().get_queryset(request).annotate(kind=kind, number=number)

    @admin.display(description="Entry", ordering="key")
    def entry(self, line):
        """The key, which leads to the history of an entry that is still there."""
        if line.number is None:
            return line.key
        model = MODELS[line.kind]._meta.model_name
        address = reverse(f"admin:entries_{model}_history", args=[line.number])
        return format_html('<a href="{}">{}</a>', address, line.key)


@admin.register(Edition, site=desk)
class EditionAdmin(ReadOnlyAdmin):
    """What was published when, and why."""

    actions = None
    list_display = ("number", "published", "reason", "editor", "approver")
    search_fields = ("reason",)
