"""The people of the desk and their groups; every change leaves a line in the log."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from entries.admin.site import desk
from entries.publishing.audit import line

POWERS = ("is_superuser", "user_permissions")
"""What only one who has all powers may give: the others give roles."""


class Audited(admin.ModelAdmin):
    """What is done here stands in the audit log, beside the admin's own."""

    def log_addition(self, request, obj, message):
        self._tell(request, f"{self._what(obj)} added")
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        self._tell(request, f"{self._what(obj)} changed: {_fields(message)}")
        return super().log_change(request, obj, message)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._tell(request, f"{self._what(obj)} deleted")
        return super().log_deletions(request, queryset)

    def _what(self, obj: Any) -> str:
        return f"{self.opts.verbose_name} {obj}"

    def _tell(self, request, what: str) -> None:
        line(request.user, "administered", detail=what).save()


def _fields(message: Any) -> str:
    """The names of the fields in the admin's own message of a change."""
    if isinstance(message, str):
        return message
    changed = [one.get("changed", {}).get("fields", []) for one in message]
    return ", ".join(str(name) for names in changed for name in names)


@admin.register(User, site=desk)
class DeskUserAdmin(Audited, UserAdmin):
    """Editors. Who has not all powers gives none of them, and to nobody who has."""

    list_display = ("username", "email", "roles", "is_active", "last_login")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="Roles")
    def roles(self, user):
        names = [group.name for group in user.groups.all()]
        return ", ".join(["all powers"] * user.is_superuser + names) or "none"

    def get_readonly_fields(self, request, obj=None):
        fields = tuple(super().get_readonly_fields(request, obj))
        if obj is not None:
            # Citations and editions keep who gave, verified or approved by this name.
            fields = (*fields, "username")
        return fields if request.user.is_superuser else (*fields, *POWERS)

    def has_change_permission(self, request, obj=None) -> bool:
        return _may_touch(request.user, obj) and super().has_change_permission(
            request, obj
        )

    def has_delete_permission(self, request, obj=None) -> bool:
        return _may_touch(request.user, obj) and super().has_delete_permission(
            request, obj
        )


def _may_touch(by: Any, user: User | None) -> bool:
    return user is None or by.is_superuser or not user.is_superuser


@admin.register(Group, site=desk)
class DeskGroupAdmin(Audited, GroupAdmin):
    """Groups: the four roles, and others that a site may need."""
