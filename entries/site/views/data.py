"""The record as data: the page that offers archives, and the archives themselves."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from entries.pages import linked
from entries.pages.data import offer
from entries.pages.guide import guide
from entries.record.archives import Archive, archives, folder, offered
from entries.site.visits import Visit, page

MINUTES = 5 * 60
"""How long an archive may be kept on the way, in seconds: the law may take it back."""


@page
def data(visit: Visit) -> HttpResponse:
    """Everything in one file, how to check and to cite it, and the API."""
    found = archives(visit.edition)
    offers = [offer(one, visit.language, visit.whole) for one in found]
    context: dict[str, Any] = {
        "newest": offers[0] if offers else None,
        "offers": offers,
        "is_behind": bool(offers) and offers[0].archive.edition < visit.edition,
    }
    if visit.pin.edition:
        context["linked"] = linked.dataset(
            visit.pin.edition.number,
            visit.pin.edition.published,
            _("States, exercises and frameworks of military cooperation in the SCO."),
            visit.whole,
            visit.links.always().to("home"),
            reverse("api:index"),
            offers,
        )
    return visit.show("data.html", context)


@page
def api_guide(visit: Visit) -> HttpResponse:
    """How programs ask: the document of the API, with recipes."""
    site = visit.whole("/").rstrip("/")
    text = guide(site, reverse("api:schema"))
    return visit.show("api_guide.html", {"guide": text})


@require_safe
def archive(request: HttpRequest, name: str) -> HttpResponseBase:
    """An archive, or the part of it that is asked for."""
    found = _found(name)
    tag = f'"{found.digest}"'
    file = StaticFile(
        str(folder() / name),
        [
            ("Content-Type", "application/zip"),
            ("Content-Disposition", f'attachment; filename="{name}"'),
            ("Accept-Ranges", "bytes"),
            ("Cache-Control", f"public, max-age={MINUTES}"),
            ("ETag", tag),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Robots-Tag", "noindex"),
        ],
    )
    # It travels byte for byte: compressed anew, no part of it could be asked for.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    if request.META.get("HTTP_IF_RANGE", tag) != tag:
        # A part of what is another file by now: the whole is sent.
        request.META.pop("HTTP_RANGE", None)
    answer: HttpResponseBase = WhiteNoiseMiddleware.serve(file, request)
    return answer


@require_safe
def archive_sums(_request: HttpRequest, name: str) -> HttpResponse:
    """The digest of an archive, as `sha256sum -c` checks it."""
    text = f"{_found(name).digest}  {name}\n"
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.sha256"'
    answer["Cache-Control"] = f"public, max-age={MINUTES}"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _found(name: str) -> Archive:
    found = offered(name)
    if found is None:
        msg = "no archive of this name is offered"
        raise Http404(msg)
    return found
