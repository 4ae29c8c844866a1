"""States side by side."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from entries.pages import comparing
from entries.record import neighbours, states
from entries.record.neighbours import Neighbour
from entries.site.visits import BadQueryError, Visit, page

MOST = 4
"""How many states fit beside each other."""
ROWS = 200
CHOICES = 500


@page
def compare(visit: Visit) -> HttpResponse:
    """Two to four states, named by `?state=CHN&state=RUS`."""
    asked = list(dict.fromkeys(filter(None, visit.request.GET.getlist("state"))))
    if len(asked) > MOST:
        words = _("At most %(n)s states can be compared: take one out.")
        raise BadQueryError(words % {"n": MOST})
    named = neighbours.of_kinds(["state"], visit.edition, CHOICES)
    unknown = [key for key in asked if key not in {one.key for one in named}]
    if unknown:
        words = _("There is no state %(key)s in this edition: write its code, CHN.")
        raise BadQueryError(words % {"key": unknown[0][:20]})
    context: dict[str, Any] = {
        "kind": "state",
        "places": [*asked, *[""] * (MOST - len(asked))],
        "choices": visit.links.sorted_titles(named),
        "asked": asked,
    }
    if len(asked) > 1:
        context |= _compared(visit, asked)
    return visit.show("state_compare.html", context)


def _compared(visit: Visit, keys: list[str]) -> dict[str, Any]:
    found = neighbours.mentioned(keys, visit.edition, whole=keys)
    rows: list[Neighbour] = [found[key] for key in keys]
    exercises = states.together(keys, visit.edition, ROWS)
    frameworks = states.bound_together(keys, visit.edition, ROWS)
    return {
        "states": [visit.links.named(one.key, one) for one in rows],
        "spans": [comparing.spans(one, visit.links) for one in rows],
        "lines": comparing.lines(
            rows, states.tallies(keys, visit.edition), visit.links
        ),
        "exercises": comparing.shared(keys, exercises, visit.links),
        "frameworks": comparing.shared(keys, frameworks, visit.links),
    }
