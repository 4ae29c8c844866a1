"""The desk: the site of all the editors' forms."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.urls import path

from entries.admin.asking import answered
from entries.admin.firstpage import first_page
from entries.admin.known import named

KINDS = ("State", "ExerciseSeries", "Exercise", "Framework", "Topic", "Source", "Entry")
WAY = ("Submission", "Edition", "AuditLine")
READERS = ("Report",)


class Autocomplete(AutocompleteJsonView):
    """Search results for a field, with their keys: titles alone may be alike."""

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": named(obj)}


class DeskSite(admin.AdminSite):
    """The stock admin; its first page begins with what waits for its reader."""

    site_title = "SCO Portal desk"
    site_header = "SCO Portal desk"
    index_title = "The desk"
    # Pages of the desk that belong to no model: route, view, name.
    pages: ClassVar[list[tuple[str, Callable[..., Any], str]]] = []
    index_template = "admin/entries/index.html"

    def index(self, request, extra_context=None):
        context = first_page(request.user) | (extra_context or {})
        return super().index(request, context)

    def get_app_list(self, request, app_label=None):
        groups: list[dict[str, Any]] = []
        for app in super().get_app_list(request, app_label):
            if app["app_label"] == "entries":
                groups[:0] = [
                    _group(app, "Entries", KINDS),
                    _group(app, "On the way to readers", WAY),
                    _group(app, "From readers", READERS),
                ]
            else:
                groups.append(app)
        return [group for group in groups if group["models"]]

    def get_urls(self):
        own = [
            path(route, self.admin_view(view), name=name)
            for route, view, name in self.pages
        ]
        return [*own, *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        return super().admin_view(answered(self, view), cacheable)

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)


def _group(app: dict[str, Any], name: str, order: tuple[str, ...]) -> dict[str, Any]:
    for model in app["models"]:
        if model["object_name"] == "Entry":
            model["name"] = "All entries"
    models = [model for model in app["models"] if model["object_name"] in order]
    models.sort(key=lambda model: order.index(model["object_name"]))
    return {**app, "name": name, "models": models}


desk = DeskSite(name="admin")
