"""A note on an entry's form that says who else has it open."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from entries.desk.entry import Entry
from entries.desk.opening import closed, opened, others


class NotesWhoIsIn(admin.ModelAdmin):
    """Says who else has a form open. Nobody is kept out: whoever is late merges."""

    class Media:
        js = ("desk/open.js",)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_open"
        view = self.admin_site.admin_view(self.open_view)
        return [path("<int:pk>/open/", view, name=name), *super().get_urls()]

    @method_decorator(require_POST)
    def open_view(self, request, pk):
        """The form's script says that it is still open, or that it was left."""
        entry = Entry.objects.filter(pk=pk).first()
        if entry is None or not self.has_change_permission(request):
            raise PermissionDenied
        if "left" in request.POST:
            closed(entry, request.user.pk)
        else:
            opened(entry, request.user.pk)
        return JsonResponse({"others": others(entry, request.user.pk)})

    def render_change_form(self, request, context, *args, **kwargs):
        entry = kwargs.get("obj")
        if entry is not None and self.has_change_permission(request, entry):
            opened(entry, request.user.pk)
            context["others"] = others(entry, request.user.pk)
            context["keeps_open"] = True
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request, obj):
        if "_continue" not in request.POST:
            closed(obj, request.user.pk)
        return super().response_change(request, obj)
