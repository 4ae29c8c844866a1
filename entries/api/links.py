"""The addresses that answers give: of the API itself and of the site's pages.

An entry's address has no edition in it, whichever was asked for: it names the entry.
That of a revision, or of an edition, says the same for ever.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from rest_framework.request import Request

from entries.documents.kinds import KINDS
from entries.languages import SITE_LANGUAGES
from entries.pages.links import Links as Pages
from entries.record.listing import Listing
from entries.record.neighbours import Neighbour
from entries.record.pin import Pin


def whole(request: Any, path: str) -> str:
    """The address of a path on this host, or on that of the settings."""
    if settings.SITE_URL:
        return f"{settings.SITE_URL}{path}"
    return str(request.build_absolute_uri(path))


class Links:
    """Whole addresses, as one request sees them."""

    def __init__(self, request: Request, pin: Pin) -> None:
        self.request = request
        self.pin = pin
        # The language that the site has always been served in.
        self.pages = Pages(SITE_LANGUAGES[0])

    def named(self, name: str, **place: Any) -> str:
        """The address of one of the API's routes."""
        return whole(self.request, reverse(f"api:{name}", kwargs=place))

    def entry(self, kind: str, key: str) -> str:
        return self.named(f"{KINDS[kind].plural}-entry", key=key)

    def revision(self, kind: str, key: str, number: int) -> str:
        name = f"{KINDS[kind].plural}-revision"
        return self.named(name, key=key, number=number)

    def edition(self, number: int) -> str:
        return self.named("edition", number=number)

    def page(self, listing: Listing | Neighbour) -> str:
        """Where readers find an entry on the site."""
        return whole(self.request, self.pages.entry(listing.kind, listing.address))

    def chart(self, name: str) -> str:
        """Where readers find a chart on the site."""
        is_own = name in ("matrix", "places", "quality")
        pages = self.pages
        path = pages.to(name) if is_own else pages.to("insight", insight=name)
        return whole(self.request, path)

    def edition_page(self, number: int) -> str:
        """Where readers find an edition on the site."""
        return whole(self.request, self.pages.to("edition", number=number))

    def here(self, **changes: Any) -> str:
        """The same address at the edition that was read, with other parameters."""
        query = self.request.query_params.copy()
        query.pop("known_on", None)
        if self.pin.number:
            query["edition"] = str(self.pin.number)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        asked = f"?{query.urlencode()}" if query else ""
        return whole(self.request, f"{self.request.path}{asked}")
