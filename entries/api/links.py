"""The addresses that answers give: of the API itself and of the site's pages."""

from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse
from rest_framework.request import Request

from entries.documents.kinds import KINDS
from entries.languages import SITE_LANGUAGES
from entries.record.listing import Listing
from entries.record.pin import Pin


class Links:
    """Whole addresses, at the edition that was asked for if one was."""

    def __init__(self, request: Request, pin: Pin, *, pinned: bool) -> None:
        self.request = request
        self.pin = pin
        self.suffix = f"?edition={pin.number}" if pinned else ""

    def whole(self, path: str) -> str:
        """The address of a path on this host, or on that of the settings."""
        if settings.SITE_URL:
            return f"{settings.SITE_URL}{path}"
        return self.request.build_absolute_uri(path)

    def named(self, name: str, **place: Any) -> str:
        """The address of one of the API's routes."""
        return self.whole(reverse(f"api:{name}", kwargs=place))

    def entry(self, kind: str, key: str) -> str:
        return self.named(f"{KINDS[kind].plural}-entry", key=key) + self.suffix

    def revision(self, kind: str, key: str, number: int) -> str:
        name = f"{KINDS[kind].plural}-revision"
        return self.named(name, key=key, number=number)

    def edition(self, number: int) -> str:
        return self.named("edition", number=number)

    def page(self, listing: Listing) -> str:
        """Where readers find an entry on the site."""
        plural = KINDS[listing.kind].plural
        return self.site(f"{plural}/{listing.address}/") + self.suffix

    def site(self, path: str) -> str:
        """A page of the site, in the language that it has always been served in."""
        return self.whole(f"{get_script_prefix()}{SITE_LANGUAGES[0]}/{path}")

    def here(self, **changes: Any) -> str:
        """The address asked for with other parameters, at the edition that was read."""
        query = self.request.query_params.copy()
        query.pop("known_on", None)
        if self.pin.number:
            query["edition"] = str(self.pin.number)
        for name, value in changes.items():
            query[name] = str(value)
        return self.whole(f"{self.request.path}?{query.urlencode()}")
