"""Files for programs as the copy keeps them: JSON, feeds, style sheets, sitemaps.

What a file says of an entry stays as it was published, its digest with it. Only the
addresses around it are written anew, as ways from the file on.
"""

import json
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from entries.exchange.mirror import places
from entries.exchange.mirror.hypertext import TAG, attributes
from entries.exchange.mirror.places import Place
from entries.exchange.mirror.ways import Way, Ways

URL = re.compile(r"""url\((?P<quote>["']?)(?P<url>[^"')]+)(?P=quote)\)""")
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
DESCRIPTION = "api/v1/schema.json"
"""Of the living API: all that it says holds there."""
PUBLISHED = "document"
"""What a digest is of: not a letter of it changes."""


class Links:
    """The addresses of one file, and what they need in the copy."""

    def __init__(self, here: Place, ways: Ways) -> None:
        self.here = here
        self.ways = ways
        self.found: dict[str, Place] = {}

    def to(self, link: str) -> Way:
        way = self.ways.to(link, self.here)
        if way.place:
            self.found[way.place.file] = way.place
        return way

    def writing(self) -> Callable[[str], str] | None:
        """How a file of its sort is written anew; None if it holds no addresses."""
        file = self.here.file
        if file == DESCRIPTION:
            return None
        sorts = (
            (file.startswith("api/"), self.api),
            (file.startswith("sitemap"), self.sitemap),
            (file.endswith(".webmanifest"), self.manifest),
            (file.endswith(".atom"), self.feed),
            (file.endswith(".css"), self.style),
        )
        return next((writing for is_such, writing in sorts if is_such), None)

    def api(self, text: str) -> str:
        """An answer of the API."""
        content: Any = json.loads(text)
        for name, beside in (("next", self._next), ("previous", self._previous)):
            if isinstance(content, dict) and isinstance(content.get(name), str):
                content[name] = beside(content[name])
        led = self._led(content, f"{self.ways.site}/")
        return json.dumps(led, ensure_ascii=False, indent=1) + "\n"

    def manifest(self, text: str) -> str:
        """What a telephone shows where the site stands on its first screen."""
        return json.dumps(self._led(json.loads(text), "/"), ensure_ascii=False) + "\n"

    def feed(self, text: str) -> str:
        """A feed; its own address, where to ask for news, is the living one."""

        def led(tag: re.Match[str]) -> str:
            given = attributes(tag["rest"] or "")
            if tag["name"] != "link" or tag["end"] or given.get("rel") == "self":
                return tag[0]
            url = escape(self.to(given["href"]).url)
            return tag[0].replace(escape(given["href"]), url)

        return TAG.sub(led, text)

    def style(self, text: str) -> str:
        """A style sheet."""

        def led(found: re.Match[str]) -> str:
            way = self.to(found["url"])
            return f'url("{way.url}")' if way.place else found[0]

        return URL.sub(led, text)

    def sitemap(self, text: str) -> str:
        """A sitemap names pages, at the addresses that they have on the living site."""

        def named(found: re.Match[str]) -> str:
            url = unescape(found[1])
            place = self.to(url).place
            is_asked = place is not None and "?" in place.address
            name = f"{self.ways.site}/{place.file}" if place and is_asked else url
            return f"<loc>{escape(name)}</loc>"

        return LOCATION.sub(named, text)

    def _led(self, value: Any, start: str) -> Any:
        """A value with all addresses in it, which begin so, written anew."""
        if isinstance(value, dict):
            return {
                name: one if name == PUBLISHED else self._led(one, start)
                for name, one in value.items()
            }
        if isinstance(value, list):
            return [self._led(one, start) for one in value]
        is_address = isinstance(value, str) and value.startswith(start)
        return self.to(value).url if is_address else value

    def _next(self, url: str) -> str:
        parts = urlsplit(url)
        place = places.next_part(self.here, parts.path, parts.query)
        self.found[place.file] = place
        return places.relative(self.here.file, place.file)

    def _previous(self, _url: str) -> str:
        there = places.previous_part(self.here)
        return places.relative(self.here.file, there.file)
