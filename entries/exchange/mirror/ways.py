"""Where the links of a copy lead: to its own files, to the living site, elsewhere."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from entries.documents.kinds import PLURALS
from entries.exchange.mirror import places
from entries.exchange.mirror.places import Place, relative
from entries.languages import SITE_LANGUAGES
from entries.record.listing import Listing

TIMELESS = re.compile(
    rf"/(?:static/.*|media/.*|og/.*|(?:{'|'.join(SITE_LANGUAGES)})/(?:editions/\d+/"
    rf"|{places.PLURAL}/[a-z0-9-]+/(?:revisions/(?:\d+/)?|feed\.atom)))"
)
"""What reads the same at every edition, or lists them all."""


@dataclass(frozen=True)
class Way:
    """Where one link leads."""

    url: str
    place: Place | None = None
    """What it needs in the copy."""
    is_live: bool = False
    """Whether it leaves the copy for the living site."""


class Then(NamedTuple):
    """What stood at an entry's address at an edition."""

    number: int
    since: int
    """The edition that published it."""


def then(plural: str, address: str, edition: int) -> Then | None:
    """The revision that an edition showed at an address; None where it had none."""
    rows = Listing.objects.at(edition).filter(
        kind=PLURALS[plural].name, address=address
    )
    found = rows.values_list("revision__number", "since").first()
    return Then(*found) if found else None


class Ways:
    """The links of a copy of one edition.

    A link to an old edition of an entry leads to the revision that it showed. Other
    old pages are not kept: in the text of a page such a link leads to the living site,
    around it, in navigation, to the copy's own page.
    """

    def __init__(self, site: str, edition: int) -> None:
        self.site = site
        self.host = urlsplit(site)[:2]
        self.edition = edition
        self._then = lru_cache(maxsize=20_000)(then)

    def to(self, link: str, here: Place, *, is_text: bool = True) -> Way:
        """Where a link leads that stands on the page kept at `here`."""
        if link.startswith("#"):
            return Way(link)
        url = urljoin(self.site + here.address, link)
        parts = urlsplit(url)
        if parts[:2] != self.host:
            return Way(link)
        found = self._place(parts, is_text=is_text)
        if found is None:
            return Way(url, is_live=True)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return Way(relative(here.file, found.file) + fragment, found)

    def _place(self, parts: SplitResult, *, is_text: bool) -> Place | None:
        path = parts.path or "/"
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        asked = dict(pairs)
        if len(asked) < len(pairs):
            return None
        edition = asked.pop("edition", str(self.edition))
        if edition == str(self.edition) or TIMELESS.fullmatch(path):
            return places.place(path, asked)
        if not edition.isdecimal() or int(edition) > self.edition:
            return None
        return self._place_then(path, asked, int(edition), is_text=is_text)

    def _place_then(
        self, path: str, asked: dict[str, str], edition: int, *, is_text: bool
    ) -> Place | None:
        entry = places.ENTRY.fullmatch(path)
        if entry and asked.keys() <= {"page"}:
            found = self._then(entry["plural"], entry["address"], edition)
            if found and not entry["rest"]:
                return places.place(f"{path}revisions/{found.number}/", asked)
            if found and entry["rest"].startswith("cite/"):
                if asked or found.since != edition:
                    return None
                return places.cited_then(entry, edition, found.number)
        if is_text or asked or places.CITE.fullmatch(path):
            return None
        return places.place(path, {})
