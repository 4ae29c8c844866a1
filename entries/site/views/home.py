"""The home page, and the way to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from entries.languages import SITE_LANGUAGES
from entries.pages import insights as drawn
from entries.pages import linked
from entries.pages.labels import PLURALS
from entries.record import insights as asked
from entries.record import reading
from entries.site.visits import Visit, page

MOST_TOPICS = 40
"""How many topics stand on the home page."""


def root(request: HttpRequest) -> HttpResponse:
    """The site's first language."""
    query = request.META.get("QUERY_STRING", "")
    path = redirect("site:home", language=SITE_LANGUAGES[0])
    if query:
        path["Location"] += f"?{query}"
    return path


@page
def home(visit: Visit) -> HttpResponse:
    counts = reading.counts(visit.edition)
    numbers = [(kind, label, counts.get(kind, 0)) for kind, label in PLURALS.items()]
    changed = reading.words_of([visit.edition]).get(visit.edition, [])
    topics = reading.titles("topic", visit.edition)[:MOST_TOPICS]
    context: dict[str, Any] = {
        "numbers": numbers,
        "changed": changed,
        "topics": [visit.links.named(one.key, one) for one in topics],
    }
    if visit.pin.edition:
        context["picture"] = drawn.participation(
            asked.taken(visit.edition),
            asked.named(visit.edition),
            visit.links,
            is_small=True,
        )
        context["linked"] = linked.dataset(
            visit.pin.edition.number,
            visit.pin.edition.published,
            _("States, exercises and frameworks of military cooperation in the SCO."),
            visit.whole,
            visit.links.always().to("home"),
            reverse("api:index"),
        )
    return visit.show("home.html", context)


@page
def nowhere(visit: Visit, rest: str) -> HttpResponse:
    """Answer in the site's own words where nothing was ever found."""
    raise Http404(_("Nothing was ever found at this address."))
