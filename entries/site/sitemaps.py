"""The sitemap: an index of sections by kind, each in parts, dated by edition."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max
from django.http import HttpRequest, HttpResponse

from entries.documents.kinds import KINDS
from entries.languages import SITE_LANGUAGES
from entries.pages.links import Links
from entries.record import reading
from entries.record.edition import Edition
from entries.record.listing import Listing
from entries.record.pin import pin
from entries.site.converters import Insight

SIZE = 2_000
OTHERS = (
    *("matrix", "insights", "places", "claims", "editions", "corrections", "quality"),
    *("data", "api-guide", "about"),
)
"""Pages about the whole."""


class Section(Sitemap):
    """One section, under the site's own address where the settings give one."""

    limit = SIZE
    links = Links("en")

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)


class Pages(Section):
    """The home page, the lists, the list of editions."""

    def items(self) -> list[str]:
        lists = (self.links.to("list", plural=k.plural) for k in KINDS.values())
        others = map(self.links.to, OTHERS)
        drawn = (self.links.to("insight", insight=name) for name in Insight.words)
        return [self.links.to("home"), *lists, *others, *drawn]

    def location(self, item: str) -> str:
        return item

    def lastmod(self, item: str) -> datetime | None:
        return self.get_latest_lastmod()

    def get_latest_lastmod(self) -> datetime | None:
        newest = pin().edition
        return newest.published if newest else None


class Entries(Section):
    """Every entry of a kind that the newest edition shows."""

    kind = ""

    def rows(self) -> Any:
        return Listing.objects.shown(pin().number).of(self.kind)

    def items(self) -> Any:
        rows = self.rows().select_related("revision__edition").order_by("key")
        return rows.only("key", "kind", "address", "revision__edition__published")

    def location(self, item: Listing) -> str:
        return self.links.entry(item.kind, item.address)

    def lastmod(self, item: Listing) -> datetime:
        return item.revision.edition.published

    def get_latest_lastmod(self) -> datetime | None:
        latest: dict[str, Any] = self.rows().aggregate(
            at=Max("revision__edition__published")
        )
        return latest["at"]


class Editions(Section):
    """Every edition."""

    def items(self) -> Any:
        return reading.editions().only("number", "published")

    def location(self, item: Edition) -> str:
        return self.links.to("edition", number=item.number)

    def lastmod(self, item: Edition) -> datetime:
        return item.published

    def get_latest_lastmod(self) -> datetime | None:
        newest = pin().edition
        return newest.published if newest else None


def sections() -> dict[str, Any]:
    """The sections of each language that the site is served in."""
    found: dict[str, Any] = {}
    for language in SITE_LANGUAGES:
        links = {"links": Links(language)}
        found[f"{language}-pages"] = type("Pages", (Pages,), links)
        for name, kind in KINDS.items():
            own = {"kind": name, **links}
            found[f"{language}-{kind.plural}"] = type("Entries", (Entries,), own)
        found[f"{language}-editions"] = type("Editions", (Editions,), links)
    return found


SECTIONS = sections()


def index(request: HttpRequest) -> HttpResponse:
    response = views.index(request, SECTIONS, sitemap_url_name="site:sitemap")
    if settings.SITE_URL:
        # Django's view names them under the address of the request.
        for section in (response.context_data or {})["sitemaps"]:
            parts = urlsplit(section.location)
            query = f"?{parts.query}" if parts.query else ""
            section.location = f"{settings.SITE_URL}{parts.path}{query}"
    return response


def section(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, SECTIONS, section=section)
