"""The editions, and what each of them changed."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from entries.pages import changes
from entries.pages.labels import PLURALS
from entries.record import reading
from entries.record.neighbours import mentioned
from entries.site.paging import paged
from entries.site.visits import BadQueryError, Visit, page

CHANGES_A_PAGE = 100


@page
def edition_list(visit: Visit) -> HttpResponse:
    rows = reading.editions().filter(number__lte=visit.edition)
    part = paged(visit, rows, 50)
    words = reading.words_of(one.number for one in part.object_list)
    listed = [(one, words.get(one.number, [])) for one in part.object_list]
    return visit.show("edition_list.html", {"part": part, "listed": listed})


@page
def edition(visit: Visit, number: int) -> HttpResponse:
    one = reading.editions().filter(number=number, number__lte=visit.edition).first()
    if one is None:
        msg = _("There is no edition %(number)s.") % {"number": number}
        raise Http404(msg)
    rows = reading.changes(number)
    kind = visit.request.GET.get("kind", "")
    if kind:
        if kind not in PLURALS:
            kinds = ", ".join(PLURALS)
            raise BadQueryError(_("A kind is one of: %(kinds)s.") % {"kinds": kinds})
        rows = rows.filter(kind=kind)
    counts, words = reading.done(number)
    part = paged(visit, rows, CHANGES_A_PAGE)
    names = mentioned(changes.keys(part.object_list), number)
    context = {
        "shown": one,
        "words": words,
        "before": number - 1,
        "after": number + 1 if number < visit.edition else None,
        "kind": kind,
        "counts": [(k, PLURALS[k], counts[k]) for k in PLURALS if k in counts],
        "part": part,
        "changed": changes.changed(part.object_list, names, visit.links),
    }
    return visit.show("edition_detail.html", context)
