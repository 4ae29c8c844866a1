"""Long lists in parts, each with an address of its own."""

from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from entries.site.visits import BadQueryError, Visit


def paged(visit: Visit, rows: Any, size: int) -> Page[Any]:
    """The part of the rows that `?page=` asks for; the first without it."""
    text = visit.request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 10):
        raise BadQueryError(_("A page is a number: write page=2."))
    try:
        return Paginator(rows, size).page(int(text))
    except EmptyPage as error:
        msg = _("There is no page %(number)s of this list.") % {"number": int(text)}
        raise Http404(msg) from error
