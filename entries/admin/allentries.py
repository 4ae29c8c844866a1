"""All entries in one list: for autocomplete, and to put several kinds forward."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse

from entries.admin import stands
from entries.admin.site import desk
from entries.admin.submitting import SubmitsEntries
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry


@admin.register(Entry, site=desk)
class EntryAdmin(stands.TellsStand, SubmitsEntries):
    """Entries of every kind; each is made and changed in the form of its own."""

    search_fields = ("title", "title_ru", "title_zh", "key")
    list_display = ("key", "title", "kind", "stands")
    list_filter = (stands.StandFilter, "kind")
    list_per_page = 100
    show_full_result_count = False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Lead to the entry's own form."""
        return self._led(request, object_id, "change")

    def history_view(self, request, object_id, extra_context=None):
        """Lead to the entry's own history."""
        return self._led(request, object_id, "history")

    def _led(self, request, object_id: str, page: str) -> HttpResponseRedirect:
        if not self.has_view_permission(request):
            raise PermissionDenied
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        model = MODELS[entry.kind]._meta.model_name
        address = reverse(f"admin:entries_{model}_{page}", args=[entry.pk])
        return HttpResponseRedirect(address)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
