"""The page of an entry, of each of its revisions, and of what was withdrawn."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from entries.documents.kinds import PLURALS
from entries.pages import around, resting
from entries.pages.entry import EntryPage, entry_page
from entries.pages.naming import needed, of_figures
from entries.pages.values import Shower
from entries.record import neighbours, reading
from entries.record.listing import Listing
from entries.record.pin import Pin
from entries.site.paging import paged
from entries.site.visits import Visit, page

FACTS_A_PAGE = 200


@page
def entry(visit: Visit, plural: str, address: str) -> HttpResponse:
    kind = PLURALS[plural].name
    listing = neighbours.page_at(kind, address, visit.edition)
    if listing is None:
        return _elsewhere(visit, kind, address)
    return _answer(visit, listing)


@page
def revision(visit: Visit, plural: str, address: str, number: int) -> HttpResponse:
    """One revision, for ever, among the names of the edition that published it."""
    listing = neighbours.page_of_revision(PLURALS[plural].name, address, number)
    if listing is None or listing.since > visit.edition:
        raise Http404(_("There is no such revision of this entry."))
    then = Pin(listing.revision.edition, visit.pin.newest)
    return _answer(replace(visit, pin=then), listing, is_revision=True)


@page
def revision_list(visit: Visit, plural: str, address: str) -> HttpResponse:
    kind = PLURALS[plural].name
    listing = neighbours.once_at(kind, address, visit.edition)
    if listing is None:
        raise Http404(_("There is no such entry."))
    rows = reading.revisions(listing.key, visit.edition)
    context = {
        "kind": kind,
        "listing": listing,
        "part": paged(visit, rows, 50),
        "link": visit.links.named(listing.key, listing),
    }
    return visit.show("revision_list.html", context)


def _elsewhere(visit: Visit, kind: str, address: str) -> HttpResponse:
    """An entry that was once found here has a page elsewhere, or none any more."""
    listing = neighbours.once_at(kind, address, visit.edition)
    if listing is None:
        raise Http404(_("There is no such entry."))
    if listing.withdrawn or listing.revision.redacted:
        return _gone(visit, listing)
    to = reading.moved_to(kind, address, visit.edition)
    where = visit.links.entry(kind, to).partition("?")[0]
    query = visit.request.META.get("QUERY_STRING", "")
    answer = HttpResponsePermanentRedirect(f"{where}?{query}" if query else where)
    # An entry may go back to a former address: a browser that kept this answer, and
    # the one before it, would be led round in a ring.
    answer["Cache-Control"] = "no-cache"
    return answer


def _answer(
    visit: Visit, listing: Listing, *, is_revision: bool = False
) -> HttpResponse:
    if listing.withdrawn or listing.revision.redacted:
        return _gone(visit, listing, is_revision=is_revision)
    document = listing.revision.document
    html = neighbours.rendered(listing)
    wanted = needed(document, html)
    names: dict[str, Any] = {}
    about = AROUND[listing.kind](visit, document, wanted.keys)
    whole = about.get("whole", set())
    if keys := wanted.keys | whole:
        names = dict(neighbours.mentioned(keys, visit.edition, wanted.all_facts, whole))
    if keys := of_figures(wanted, names):
        names |= neighbours.mentioned(keys, visit.edition)
    shown = entry_page(document, names, html, visit.links)
    context = _finished(visit, document, shown, names, about)
    context |= {
        "kind": listing.kind,
        "page": shown,
        "listing": listing,
        "revision": listing.revision,
        "is_revision": is_revision,
        "document": document,
    }
    return visit.show(f"{listing.kind}_detail.html", context)


def _gone(visit: Visit, listing: Listing, *, is_revision: bool = False) -> HttpResponse:
    """What was withdrawn keeps its tombstone, what was redacted its place."""
    successor, revision = listing.successor, listing.revision
    names = neighbours.mentioned([successor], visit.edition) if successor else {}
    context = {
        "listing": listing,
        "revision": revision,
        "redacted_in": reading.redacted_in(revision) if revision.redacted else None,
        "is_revision": is_revision,
        "title": visit.links.title(listing),
        "successor": visit.links.named(successor, names.get(successor)),
        "kind": listing.kind,
        "last": revision.number - 1,
    }
    return visit.show("410.html", context, status=410)


def _pointing(
    visit: Visit, document: dict[str, Any], _keys: set[str]
) -> dict[str, Any]:
    key = document["key"]
    series = key if document["kind"] == "series" else document.get("series")
    also = [("series", series)] if series else []
    return {"pointing": neighbours.pointing_here(key, visit.edition, *also)}


def _of_state(visit: Visit, document: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    about = neighbours.about_state(document["key"], visit.edition, around.MOST + 1)
    return {**_pointing(visit, document, keys), "about": about}


def _of_source(
    visit: Visit, document: dict[str, Any], keys: set[str]
) -> dict[str, Any]:
    rows = neighbours.resting_on(document["key"], visit.edition)
    part = paged(visit, rows, FACTS_A_PAGE)
    keys |= resting.keys(part.object_list)
    whole = {mention.listing.key for mention in part.object_list}
    return {"part": part, "whole": whole}


AROUND = {
    "state": _of_state,
    "series": _pointing,
    "exercise": _pointing,
    "framework": _pointing,
    "topic": _pointing,
    "source": _of_source,
}
"""What each kind's page asks the record for, beside the document and its names."""


def _finished(
    visit: Visit,
    document: dict[str, Any],
    shown: EntryPage,
    names: dict[str, Any],
    about: dict[str, Any],
) -> dict[str, Any]:
    """What was asked for, as the template shows it."""
    links, key = visit.links, document["key"]
    context: dict[str, Any] = {"day": visit.day}
    if "part" in about:
        part = about["part"]
        context["part"] = part
        context["resting"] = resting.resting(part.object_list, names, links)
        return context
    pointing = about["pointing"]
    context["groups"] = around.groups(pointing, links)
    if shown.kind == "series":
        context["exercises"] = around.in_series(key, pointing, links)
    elif shown.kind == "exercise":
        context["before"], context["after"] = around.beside(key, pointing, links)
    elif shown.kind == "state":
        for plural in ("exercises", "frameworks"):
            kind = PLURALS[plural].kind
            context[plural] = around.parts(key, kind, about["about"], links)
        context["standing"] = visit.day and around.state_on(document, visit.day)
    elif shown.kind == "framework" and visit.day:
        shower = Shower("framework", names, links)
        context["parties"] = around.framework_on(document, visit.day, shower)
    return context
