"""One page of a list; its neighbours are at the same edition, whatever comes."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from entries.api.links import Links
from entries.api.parameters import PAGE_SIZE
from entries.api.problems import NotThere


def page(
    rows: QuerySet[Any],
    asked: dict[str, Any],
    links: Links,
    present: Callable[[Iterable[Any]], list[dict[str, Any]]],
) -> dict[str, Any]:
    """The answer of a list. NotThere for a page beyond the last."""
    paginator = Paginator(rows, asked["page_size"] or PAGE_SIZE)
    number = asked["page"] or 1
    if number > paginator.num_pages:
        last = str(paginator.num_pages)
        message = f"The last page is {last}."
        fault = {"parameter": "page", "message": message, "nearest": last}
        raise NotThere(message, errors=[fault])
    found = paginator.page(number)
    return {
        "count": paginator.count,
        "next": links.here(page=number + 1) if found.has_next() else None,
        "previous": links.here(page=number - 1) if found.has_previous() else None,
        "edition": links.pin.number or None,
        "results": present(found.object_list),
    }
