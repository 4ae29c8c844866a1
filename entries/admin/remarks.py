"""A remark with its accounts: a page of its own, for rows have no rows in a form."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse

from entries.admin.conflicts import KeepsBoth
from entries.admin.lines import lines
from entries.admin.rows import AccountRows
from entries.admin.site import desk
from entries.admin.versions import NAME, VersionedForm
from entries.admin.writing import WritesOneEntry
from entries.admin.yours import of_remark
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.desk.rows import Remark


class RemarkForm(VersionedForm):
    """A remark, with the version of its entry."""

    def owner(self) -> Entry:
        return self.instance.entry


@admin.register(Remark, site=desk)
class RemarkAdmin(KeepsBoth, WritesOneEntry):
    """Remarks are made and deleted in the form of their entry."""

    form = RemarkForm
    formfield_overrides = lines(3)
    inlines = (AccountRows,)
    fields = ("entry", "key", "about", "subject", "note", NAME)
    readonly_fields = ("entry", "key")
    list_display = ("entry", "key", "about", "subject")
    list_select_related = ("entry",)
    search_fields = ("entry__key", "about", "subject")

    def owner(self, instance: Any) -> Entry:
        return instance.entry

    def yours(self, before, form, formsets):
        return of_remark(before, form, formsets)

    def path(self, name: str, instance: Any) -> str:
        return f"remarks.{instance.key}.{name.removeprefix('accounts.')}"

    def get_fields(self, request, obj=None):
        may = self.has_change_permission(request, obj)
        return self.fields if may else self.fields[:-1]

    def response_change(self, request, obj):
        if "_continue" in request.POST:
            return super().response_change(request, obj)
        model = MODELS[obj.entry.kind]._meta.model_name
        address = reverse(f"admin:entries_{model}_change", args=[obj.entry_id])
        return HttpResponseRedirect(address)

    def has_module_permission(self, request) -> bool:
        return False

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_view_permission(self, request, obj=None) -> bool:
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may(request, "change", obj)

    def _may(self, request, what: str, remark: Remark | None) -> bool:
        """Who may change an entry may change its remarks."""
        models = [MODELS[remark.entry.kind]] if remark else list(MODELS.values())
        names = [model._meta.model_name for model in models]
        return any(request.user.has_perm(f"entries.{what}_{name}") for name in names)
