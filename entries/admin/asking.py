"""What no page of the desk can answer: it is refused in words, whatever the database.

PostgreSQL takes no character of number zero, SQLite no number beyond its range.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, helpers
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse

View = Callable[..., HttpResponseBase]

NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
"""The number of a row, as far as any database counts."""


def is_number(text: Any) -> bool:
    """Whether a text may be the number of a row."""
    return NUMBER.fullmatch(str(text)) is not None


def answered(site: AdminSite, view: View) -> View:
    """The view, which refuses what cannot be asked."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if fault := _fault(request):
            return refusal(site, request, fault)
        try:
            found = view(request, *args, **kwargs)
            # Lists are asked for by their templates too.
            return found.render() if isinstance(found, TemplateResponse) else found
        except OverflowError:
            return refusal(site, request, "A number in it is too large.")

    return answer


def _fault(request: HttpRequest) -> str:
    texts = [text for name, texts in request.GET.lists() for text in (name, *texts)]
    if any("\0" in text for text in texts):
        return "A character in it is none that can be looked for."
    chosen = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
    if not all(map(is_number, chosen)):
        return "What was chosen is no row of this list."
    return ""


def refusal(site: AdminSite, request: HttpRequest, fault: str) -> HttpResponseBase:
    """The page that says what cannot be asked, and leads to the one without it."""
    context = {
        **site.each_context(request),
        "title": "This cannot be asked",
        "fault": fault,
        "is_popup": "_popup" in request.GET,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/entries/refused.html", context, status=400)
