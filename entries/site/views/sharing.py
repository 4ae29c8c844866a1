"""The picture that stands for a page where somebody shares its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from entries.documents.kinds import PLURALS
from entries.pages import drawing, sharing
from entries.pages.sharing import Share
from entries.record import neighbours, reading
from entries.record.edition import Edition
from entries.record.pin import NoSuchEditionError, pin

DAY = 24 * 60 * 60
"""For how long it is kept: what is redacted later is to be gone from there too."""


@require_safe
def site_picture(request: HttpRequest, edition: int) -> HttpResponse:
    """The record as a whole at an edition."""
    with translation.override("en"):
        found = _edition(edition)
        return _answer(sharing.of_site(found, reading.counts(found.number)))


@require_safe
def entry_picture(
    request: HttpRequest, edition: int, plural: str, address: str
) -> HttpResponse:
    """An entry as an edition shows it."""
    with translation.override("en"):
        found = _edition(edition)
        kind = PLURALS[plural].name
        listing = neighbours.once_at(kind, address, found.number)
        if listing is None or listing.withdrawn or listing.revision.redacted:
            raise Http404
        return _answer(sharing.of_entry(listing.revision.document, found))


def _edition(number: int) -> Edition:
    try:
        found = pin(number).edition
    except NoSuchEditionError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


def _answer(share: Share) -> HttpResponse:
    answer = HttpResponse(drawing.png(share), content_type="image/png")
    patch_cache_control(answer, public=True, max_age=DAY)
    return answer
