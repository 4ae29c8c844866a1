"""What is read and never written here: the audit log and the editions."""

from django.contrib import admin

from entries.admin.site import desk
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


@admin.register(AuditLine, site=desk)
class AuditLineAdmin(ReadOnlyAdmin):
    """What anybody did to which entry."""

    actions = None
    list_display = ("at", "actor", "action", "key", "version", "detail")
    list_filter = ("action", ("actor", admin.RelatedOnlyFieldListFilter), "at")
    list_select_related = ("actor",)
    search_fields = ("=key", "detail")
    show_full_result_count = False


@admin.register(Edition, site=desk)
class EditionAdmin(ReadOnlyAdmin):
    """What was published when, and why."""

    actions = None
    list_display = ("number", "published", "reason", "editor", "approver")
    search_fields = ("reason",)
