"""Search over everything that an edition shows, and suggestions while typing."""

import re
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from entries.pages import found
from entries.record.neighbours import documents
from entries.record.search.answer import answer, left_out
from entries.record.search.hits import narrowed, suggestions
from entries.site.paging import paged
from entries.site.visits import BadQueryError, Visit, page
from entries.vocabulary import EntryKind

SIZE = 20
SUGGESTED = 8
DECADE = re.compile("[12][0-9][0-9]0")


@page
def search(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    words = asked.get("q", "").strip()
    kind, decade = _kind(asked.get("kind", "")), _decade(asked.get("decade", ""))
    context: dict[str, Any] = {"q": words, "of_kind": kind, "decade": decade}
    if words:
        literal = asked.get("literal") == "1"
        given = answer(words, visit.edition, literal=literal)
        context |= {
            "answer": given,
            "kinds": given.groups.kinds(decade),
            "decades": given.groups.decades(kind),
        }
        if given.groups.total:
            rows = narrowed(given.search.rows(), kind, decade)
            part = paged(visit, given.search.ordered(rows), SIZE)
            entries = list(part.object_list)
            asked_for = given.search.query
            shown = found.hits(asked_for, entries, documents(entries), visit.links)
            context |= {"part": part, "hits": shown}
        else:
            context["left_out"] = left_out(words, visit.edition)
    return visit.show("search.html", context)


@page
def suggest(visit: Visit) -> JsonResponse:
    """The entries whose names hold what is being typed: titles and addresses."""
    words = visit.request.GET.get("q", "").lstrip()
    rows = suggestions(words, visit.edition, SUGGESTED)
    named = [(row, visit.links.named(row.key, row)) for row in rows]
    if visit.request.GET.get("form") == "list":
        # As browsers ask, by opensearch.xml: words, titles, nothing, addresses.
        titles = [link.text for _, link in named]
        urls = [visit.whole(link.url) for _, link in named]
        listed: list[Any] = [words, titles, [], urls]
        kind = "application/x-suggestions+json"
        return JsonResponse(listed, safe=False, content_type=kind)
    return JsonResponse(
        {
            "q": words,
            "suggestions": [
                {
                    "title": link.text,
                    "lang": link.lang,
                    "kind": str(EntryKind(row.kind).label),
                    "url": link.url,
                }
                for row, link in named
            ],
        }
    )


def _kind(text: str) -> str:
    if text and text not in EntryKind.values:
        raise BadQueryError(_("There is no such kind of entry: write kind=exercise."))
    return text


def _decade(text: str) -> int | None:
    if text and not DECADE.fullmatch(text):
        raise BadQueryError(_("Write the first year of a decade: decade=2010."))
    return int(text) if text else None
