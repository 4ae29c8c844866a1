"""A reader reports an error in a fact, and is thanked."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from entries.client import client_address
from entries.documents.facts import value_of
from entries.documents.kinds.base import PROSE
from entries.inbox import knock, report, telling
from entries.pages import labels
from entries.pages.naming import of_values
from entries.pages.values import NONE, Shower
from entries.record import neighbours
from entries.record.neighbours import Neighbour
from entries.site.reporting import ReportForm
from entries.site.visits import BadQueryError, Visit, form_page, page


@form_page
def report_error(visit: Visit) -> HttpResponse:
    """The form about one fact of an entry, `?entry=CHN&fact=capital`."""
    entry, fact = _entry(visit), visit.request.GET.get("fact", "")
    where = report.Place(entry.kind, entry.key, fact, visit.edition, visit.language)
    about = _about(visit, entry, fact)
    name = f"{entry.key} {fact} {visit.edition}"
    sent = visit.request.POST if visit.request.method == "POST" else None
    form = ReportForm(name, sent)
    status = 200
    if form.is_valid():
        kept = _kept(visit, form, where)
        if kept is not None:
            to = visit.links.to("reported", reference=kept.reference)
            return HttpResponseRedirect(to)
        words = _("There were many reports from your address. Please come back later.")
        form.add_error(None, words)
        status = 429
    elif sent is not None:
        status = 400
    context = {"form": form, "about": about, "is_citable": False}
    return visit.show("report.html", context, status=status)


@page
def reported(visit: Visit, reference: str) -> HttpResponse:
    """Thanks, with the number by which the report is known. Nothing of it is told."""
    found = report.with_reference(reference)
    if found is None:
        raise Http404(_("There is no such report."))
    context = {"reference": found.reference, "is_citable": False}
    return visit.show("reported.html", context)


def _kept(visit: Visit, form: ReportForm, where: report.Place) -> report.Report | None:
    """The report, kept and told to the editors; None where there are too many."""
    said = form.cleaned_data
    known = report.by_form(said["form"])
    if known is not None:
        return known
    if not knock.may_enter(client_address(visit.request)):
        return None
    kept, is_new = report.receive(
        said["form"],
        where,
        text=said["text"],
        source=said["source"],
        email=said["email"],
    )
    if is_new:
        telling.tell(kept)
    return kept


def _entry(visit: Visit) -> Neighbour:
    key = visit.request.GET.get("entry", "")
    if not key or "\0" in key:
        words = _("Name the entry and the fact: entry=CHN&fact=capital.")
        raise BadQueryError(words)
    found = neighbours.mentioned([key], visit.edition, whole=[key]).get(key)
    if found is None or found.withdrawn or not found.document:
        raise Http404(_("There is no such entry."))
    return found


def _about(visit: Visit, entry: Neighbour, fact: str) -> dict[str, Any]:
    """The entry and the fact as the form names them, with what is said of it."""
    document: dict[str, Any] = entry.document or {}
    value = value_of(document, fact) if fact else None
    is_there = fact in document or value is not None
    if fact and not is_there:
        raise Http404(_("This entry has no such fact."))
    keys = of_values(entry.kind, [(fact, value)])
    names = neighbours.mentioned(keys, visit.edition) if keys else {}
    shower = Shower(entry.kind, names, visit.links)
    titles = {key: shower.link(key).text for key in names}
    rows = labels.row_names(document, titles)
    link = visit.links.named(entry.key, entry)
    return {
        "link": link,
        "label": labels.fact(fact, rows) if fact else "",
        "value": NONE if fact in PROSE else shower.value(fact, value),
    }
