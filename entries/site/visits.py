"""A request pinned to one edition: what every page of the site begins with."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from entries.documents.kinds import KINDS
from entries.languages import DJANGO_NAMES, LANGUAGES, SITE_LANGUAGES
from entries.pages.links import Link, Links
from entries.record.pin import NoSuchEditionError, Pin, pin
from entries.record.search.answer import answer as answer_to
from entries.site.heads import head

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NUMBER = re.compile(r"0*([1-9]\d{0,8})", re.ASCII)

EDITION = ("edition", "known_on")
"""What asks for an edition; the rest of an address asks something of the page."""

NEAR = 5
"""How many entries are offered in place of one that is not there."""

WITH_DAY = ("states", "frameworks", "membership", "matrix", "matrix-csv")
"""Where standing, membership or parties show, and `?on=` asks what held that day."""


class BadQueryError(ValueError):
    """The address asks for what cannot be asked; the message says what to do."""


@dataclass(frozen=True)
class Visit:
    """One reader's request, with the edition that all of its page is read at."""

    request: HttpRequest
    language: str
    pin: Pin
    known_on: date | None = None

    @property
    def edition(self) -> int:
        """The number of the pinned edition."""
        return self.pin.number

    @property
    def links(self) -> Links:
        """The site's addresses, at the pinned edition where it is an old one."""
        return Links(self.language, self.edition if self.pin.is_old else None)

    @property
    def day(self) -> date | None:
        """The day asked for by `?on=`."""
        text = self.request.GET.get("on")
        return _day("on", text) if text else None

    def whole(self, path: str) -> str:
        """The address of a path on this host, or on that of the settings."""
        if settings.SITE_URL:
            return f"{settings.SITE_URL}{path}"
        return self.request.build_absolute_uri(path)

    @property
    def lasting(self) -> str:
        """The whole address at which the page will always read as it does."""
        asked = self.request.GET.copy()
        for name in EDITION:
            asked.pop(name, None)
        asked["edition"] = str(self.edition)
        return self.whole(f"{self.request.path}?{asked.urlencode()}")

    def show(
        self, template: str, context: dict[str, Any] | None = None, status: int = 200
    ) -> HttpResponse:
        """A page from its template."""
        given = {
            "visit": self,
            "links": self.links,
            "language": self.language,
            "edition": self.pin.edition,
            "now_url": now_url(self.request),
            "is_citable": status == 200 and self.pin.edition is not None,
            "tongues": tongues(self.request, self.language),
        }
        if status == HTTPStatus.OK:
            is_now = not self.pin.is_old and self.known_on is None
            given["head"] = head(self.request, self.language, self.whole, is_now=is_now)
            given["picture_url"] = self._picture(context or {})
            given["day_asked"] = self.day
            given["dayless_url"] = without(self.request, ("on",))
        return render(self.request, template, given | (context or {}), status=status)

    def _picture(self, context: dict[str, Any]) -> str:
        """The picture of the page where somebody shares it; none of an empty record."""
        if not self.edition:
            return ""
        listing = context.get("listing")
        if listing is None or "document" not in context:
            where = {"edition": self.edition}
            return self.whole(reverse("site:picture", kwargs=where))
        place = {
            "edition": self.edition,
            "plural": KINDS[listing.kind].plural,
            "address": listing.address,
        }
        return self.whole(reverse("site:picture-of", kwargs=place))


def now_url(request: HttpRequest) -> str:
    """The same page at the newest edition."""
    return without(request, EDITION)


def without(request: HttpRequest, names: Iterable[str]) -> str:
    """The same page without some of what it is asked."""
    asked = request.GET.copy()
    for name in names:
        asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def tongues(request: HttpRequest, language: str) -> list[tuple[str, str, str]]:
    """The same page in the other languages: code, name in itself, address."""
    rest = request.get_full_path().removeprefix(f"/{language}/")
    return [
        (code, LANGUAGES[code], f"/{code}/{rest}")
        for code in SITE_LANGUAGES
        if code != language
    ]


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a page of a function from a visit: pin the edition, refuse in words."""
    return require_safe(_answering(view))


def form_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page with a form that anybody may send: a signed token serves as its guard.

    No cookie is set for it, so the guard of the desk's forms does not fit. Each reader
    gets a token of his own: nothing on the way may keep the page.
    """
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return csrf_exempt(never_cache(methods(_answering(view))))


def _answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, language: str, **where: Any) -> HttpResponse:
        with translation.override(DJANGO_NAMES[language]):
            links = Links(language)
            try:
                visit = _visit(request, language, where)
                links = visit.links
                return view(visit, **where)
            except BadQueryError as error:
                return refuse(request, links, 400, str(error))
            except (Http404, NoSuchEditionError) as error:
                return refuse(request, links, 404, str(error))

    return answer


def refuse(
    request: HttpRequest, links: Links, status: int, message: str
) -> HttpResponse:
    """The page that says why there is no other; its links keep to the edition."""
    context = {
        "message": message,
        "language": links.language,
        "links": links,
        "now_url": now_url(request),
        "tongues": tongues(request, links.language),
        "near": _near(request, links) if status == 404 else (),
    }
    return render(request, f"{status}.html", context, status=status)


def _near(request: HttpRequest, links: Links) -> list[Link]:
    """What the words of an address find, typing errors forgiven.

    Of one that leads to an entry, or to nothing: others say nothing of what is meant.
    """
    where = request.resolver_match.kwargs if request.resolver_match else {}
    named = where.get("address") or where.get("rest", "")
    words = named.rstrip("/").rpartition("/")[2].replace("-", " ")
    try:
        edition = pin(links.edition).number
        found = answer_to(words, edition).search
    except NoSuchEditionError:
        return []
    rows = found.ordered(found.rows())[:NEAR]
    return [links.named(row.key, row) for row in rows]


def _visit(request: HttpRequest, language: str, where: dict[str, Any]) -> Visit:
    _check_day(request, where)
    number = _edition(request.GET.get("edition"))
    asked = request.GET.get("known_on")
    known_on = None if asked is None else _day("known_on", asked)
    if known_on and number is not None:
        raise BadQueryError(_("Ask for an edition or for a day, not for both."))
    try:
        pinned = pin(number, known_on)
    except NoSuchEditionError as error:
        raise NoSuchEditionError(_no_edition(number, known_on)) from error
    return Visit(request, language, pinned, known_on)


def _no_edition(number: int | None, known_on: date | None) -> str:
    if number is not None:
        return _("There is no edition %(number)s.") % {"number": number}
    day = known_on.isoformat() if known_on else ""
    return _("Nothing was published by %(day)s.") % {"day": day}


def _check_day(request: HttpRequest, where: dict[str, Any]) -> None:
    """Refuse `on` where no page could answer it."""
    if "on" not in request.GET:
        return
    match = request.resolver_match
    view = match.url_name if match else ""
    place = where.get("plural") or where.get("insight") or view
    is_beside = request.path.endswith(("/revisions/", ".csv")) and place != view
    if place not in WITH_DAY or is_beside:
        raise BadQueryError(
            _(
                "A day can be asked for where standing, membership or parties show: "
                "the lists and pages of states and frameworks, the matrix, and "
                "membership through time. "
                "Leave “on” out of this address."
            )
        )


def _edition(text: str | None) -> int | None:
    if text is None:
        return None
    found = NUMBER.fullmatch(text)
    if found:
        return int(found[1])
    if text.isascii() and text.isdecimal():
        msg = _("There is no edition %(number)s.") % {"number": text[:20]}
        raise NoSuchEditionError(msg)
    raise BadQueryError(_("An edition is a number: write edition=1."))


def _day(name: str, text: str) -> date:
    """The day of a parameter. BadQueryError says how to write it."""
    try:
        # Python would read other forms too: 20160601, 2016-W22-3.
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as error:
        advice = _("Write the day as year-month-day: %(name)s=2016-06-01.")
        raise BadQueryError(advice % {"name": name}) from error
