"""A form whose entry or row is no more: what was typed into it is shown, not lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from entries.admin.site import desk
from entries.admin.versions import NAME

CARRIED = ("csrfmiddlewaretoken", NAME)
ENDS = ("_FORMS", "-id", "-entry", "_ptr")
"""How the names of what a form carries for itself end."""


def gone_page(request: HttpRequest, opts: Any) -> HttpResponse:
    """What was sent, to be copied, where there is nothing left to write it to."""
    context = {
        **desk.each_context(request),
        "title": f"This {opts.verbose_name} was deleted meanwhile",
        "opts": opts,
        "typed": _typed(request),
    }
    request.current_app = desk.name
    template = "admin/entries/gone.html"
    return TemplateResponse(request, template, context, status=409)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that have a value, by name, as they were sent."""
    return [
        (name, "\n".join(filter(None, values)))
        for name, values in request.POST.lists()
        if any(values)
        and not name.startswith("_")
        and name not in CARRIED
        and not name.endswith(ENDS)
    ]
