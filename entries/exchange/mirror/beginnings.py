"""Where a copy begins: at the doors of the site, and at what no page leads to."""

from collections.abc import Iterator
from urllib.parse import quote

from entries.documents.kinds import KINDS
from entries.exchange.mirror.places import Place, place
from entries.languages import SITE_LANGUAGES
from entries.record.edition import Revision
from entries.record.listing import Address, PublicImage

DOORS = (
    *("/", "/sitemap.xml", "/robots.txt", "/manifest.webmanifest"),
    *("/api/v1/", "/api/v1/schema/"),
)


def beginnings() -> Iterator[Place]:
    """The first addresses to ask for; the links of their answers give the rest.

    The site map names what is live. Of what was withdrawn or has moved, of revisions
    of which nothing else speaks, of images of which pages show a smaller one, the
    record itself knows.
    """
    for address in DOORS:
        yield from _at(address)
    for one in Address.objects.order_by("kind", "address").iterator():
        yield from _of_address(one)
    images = PublicImage.objects.order_by("name").values_list("name", flat=True)
    for name in images.distinct().iterator():
        yield from _at(f"/media/{quote(name)}")


def _of_address(one: Address) -> Iterator[Place]:
    """What stands below an address, be it that of today or a former one."""
    plural = KINDS[one.kind].plural
    rows = Revision.objects.filter(key=one.key).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    below = ["", "revisions/", *(f"revisions/{number}/" for number in numbers)]
    for language in SITE_LANGUAGES:
        for end in below:
            yield from _at(f"/{language}/{plural}/{one.address}/{end}")
    for end in below:
        yield from _at(f"/api/v1/{plural}/{one.key}/{end}")


def _at(address: str) -> Iterator[Place]:
    found = place(address, {})
    if found:
        yield found
