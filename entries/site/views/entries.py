"""The page of an entry, of each of its revisions, and of what was withdrawn."""

from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext as _

from entries.documents.kinds import PLURALS
from entries.pages import linked
from entries.pages.claimreview import reviews
from entries.pages.composition import Asking, composed
from entries.pages.since import changed_since
from entries.record import neighbours, reading
from entries.record.listing import Listing
from entries.record.pin import Pin
from entries.site.paging import paged
from entries.site.visits import Visit, page


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
        return gone(visit, listing)
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
        return gone(visit, listing, is_revision=is_revision)
    # What has a listing has an edition: the one that is read, or its own.
    last = (visit.pin.edition or listing.revision.edition).published
    part = partial(paged, visit)
    asking = Asking(visit.edition, visit.links, visit.day, last.date(), part)
    html = neighbours.rendered(listing)
    context = composed(listing.revision.document, html, asking)
    context |= {
        "listing": listing,
        "revision": listing.revision,
        "is_revision": is_revision,
    }
    context["linked"] = linked.entry(
        listing.revision.document, context["page"], _about(visit, listing)
    )
    context["reviews"] = reviews(
        context["page"].claims,
        visit.whole,
        visit.links.always().to("home"),
        listing.revision.edition.published,
    )
    if visit.pin.is_old:
        context["since"] = changed_since(listing, visit.pin.newest, visit.language)
    return visit.show(f"{listing.kind}_detail.html", context)


def _about(visit: Visit, listing: Listing) -> linked.About:
    links = visit.links.always()
    return linked.About(
        whole=visit.whole,
        path=links.entry(listing.kind, listing.address),
        language=visit.language,
        home=links.to("home"),
        published=listing.revision.edition.published,
        revision=listing.revision.number,
    )


def gone(visit: Visit, listing: Listing, *, is_revision: bool = False) -> HttpResponse:
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
