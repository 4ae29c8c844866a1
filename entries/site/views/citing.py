"""How to cite a page as it reads at the edition that is open."""

import re
from copy import copy
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from entries.documents.kinds import PLURALS
from entries.languages import SITE_LANGUAGES
from entries.pages.labels import PORTAL
from entries.pages.references.forms import FORMS
from entries.pages.references.reference import Reference
from entries.record import neighbours
from entries.site.views.entries import gone
from entries.site.visits import EDITION, BadQueryError, Visit, page

TITLE = re.compile("<title>(.*?)</title>", re.DOTALL)
LONGEST = 2_000
"""Of an address that is asked for, in letters."""


@page
def cite_entry(visit: Visit, plural: str, address: str, form: str = "") -> HttpResponse:
    """An entry's page: what it showed is one revision, with its digest."""
    kind = PLURALS[plural].name
    listing = neighbours.once_at(kind, address, visit.edition)
    if listing is None:
        raise Http404(_("There is no such entry."))
    if listing.withdrawn or listing.revision.redacted:
        return gone(visit, listing)
    path = visit.links.always().entry(kind, listing.address)
    day = {"on": visit.day.isoformat()} if visit.day else {}
    reference = _reference(
        visit,
        "-".join([listing.address, *day.values()]),
        visit.links.title(listing)[0],
        f"{path}?{urlencode({**day, 'edition': visit.edition})}",
        revision=listing.revision.number,
        digest=listing.revision.digest,
    )
    where = {"plural": plural, "address": listing.address}

    def to(name: str, **more: str) -> str:
        return visit.links.asking(visit.links.to(name, **where, **more), urlencode(day))

    forms = {name: to("cite-entry-as", form=name) for name in FORMS}
    return _answer(visit, reference, form, to("entry"), forms)


@page
def cite(visit: Visit, form: str = "") -> HttpResponse:
    """Any other page of the site, named by `?page=` with all that it was asked."""
    path, query = _place(visit)
    match = _match(path, visit.language)
    if match.url_name == "entry":
        where = {name: match.kwargs[name] for name in ("plural", "address")}
        to = visit.links.to("cite-entry", **where)
        return HttpResponseRedirect(visit.links.asking(to, query.urlencode()))
    now = visit.links.always().asking(path, query.urlencode())
    query["edition"] = str(visit.edition)
    url = f"{path}?{query.urlencode()}"
    title = _title(visit.request, match, path, query)
    reference = _reference(visit, _name(path, query), title, url)
    asked = urlencode({"page": visit.request.GET["page"]})
    forms = {
        name: visit.links.asking(visit.links.to("cite-as", form=name), asked)
        for name in FORMS
    }
    here = url if visit.pin.is_old else now
    return _answer(visit, reference, form, here, forms)


def _answer(
    visit: Visit, reference: Reference, form: str, here: str, forms: dict[str, str]
) -> HttpResponse:
    """The page with every form of a reference, or one of them as a file."""
    if form:
        chosen = FORMS[form]
        media_type = f"{chosen.media_type}; charset=utf-8"
        answer = HttpResponse(chosen.write(reference), content_type=media_type)
        name = chosen.filename(reference)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["X-Robots-Tag"] = "noindex"
        return answer
    context = {
        "reference": reference,
        "here": here,
        "forms": [
            (name, one, one.write(reference).strip(), forms[name])
            for name, one in FORMS.items()
        ],
        "is_citable": False,
    }
    return visit.show("cite.html", context)


def _reference(visit: Visit, name: str, title: str, url: str, **more: Any) -> Reference:
    edition = visit.pin.edition
    if edition is None:
        raise Http404(_("Nothing is published yet."))
    return Reference(
        f"{name}-edition-{edition.number}",
        title,
        visit.language,
        str(PORTAL),
        edition.number,
        edition.published.date(),
        visit.whole(url),
        **more,
    )


def _place(visit: Visit) -> tuple[str, QueryDict]:
    """The path that is to be cited and what it is asked, but for the edition."""
    asked = visit.request.GET.get("page", "")
    path, _mark, rest = asked.partition("?")
    if not path.startswith("/") or "\0" in asked or len(asked) > LONGEST:
        words = _("Name the page to cite by its path: page=/en/exercises/.")
        raise BadQueryError(words)
    # The page in another language is the same one: it is cited in the one that is read.
    _empty, first, *others = path.split("/")
    if first in SITE_LANGUAGES:
        path = "/".join(["", visit.language, *others])
    query = QueryDict(rest.partition("#")[0], mutable=True)
    if any(name in query for name in EDITION):
        words = _("Write the edition beside the page: page=/en/exercises/&edition=1.")
        raise BadQueryError(words)
    return path, query


def _match(path: str, language: str) -> ResolverMatch:
    """The page at a path of this site, in the language that is read."""
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404(_("There is no such page to cite.")) from error
    is_page = match.app_names == ["site"] and match.kwargs.get("language") == language
    if not is_page or match.url_name in NOT_CITED:
        raise Http404(_("There is no such page to cite."))
    return match


NOT_CITED = (
    *("cite", "cite-as", "cite-entry", "cite-entry-as"),
    *("report", "reported", "nowhere"),
)
"""Pages about pages."""


def _title(
    request: HttpRequest, match: ResolverMatch, path: str, query: QueryDict
) -> str:
    """What a page calls itself, when it is asked just as it is to be cited."""
    asked: Any = copy(request)
    asked.path = asked.path_info = path
    asked.method = "GET"
    asked.resolver_match = match
    asked.META = {
        **request.META,
        "PATH_INFO": path,
        "QUERY_STRING": query.urlencode(),
    }
    asked.GET = query
    answer = match.func(asked, *match.args, **match.kwargs)
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    found = TITLE.search(answer.text) if is_html and answer.status_code == 200 else None
    if found is None:
        raise Http404(_("There is no such page to cite."))
    title = " ".join(unescape(found[1]).split())
    return title.removesuffix(f" – {PORTAL}")


def _name(path: str, query: QueryDict) -> str:
    """What a reader's files call a page: its path, and a mark of what it is asked."""
    parts = [part for part in re.split("[^a-z0-9]+", path.lower()) if part][1:]
    asked = query.copy()
    asked.pop("edition", None)
    if asked:
        parts.append(sha256(asked.urlencode().encode()).hexdigest()[:8])
    return "-".join(parts) or "home"
