"""What a file of a copy leads to, read by another way than it was written."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

from entries.exchange.mirror.data import PUBLISHED

LIVE_NAMES = {"canonical", "self"}
LOADED = {"img", "script", "source", "image", "use", "iframe", "object", "embed"}
URL = re.compile(r"""url\(["']?([^"')]+)""")


class Link(NamedTuple):
    """One address in a file."""

    url: str
    is_live: bool = False
    """Whether it says of itself that it leads to the living site, or names it."""
    is_loaded: bool = False
    """Whether a browser asks for it unasked."""


class Page(HTMLParser):
    """The links of a page, the ids that can be linked to, and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.ids: set[str] = set()
        self.forms = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        self.forms += tag == "form"
        relation = given.get("rel", "")
        is_name = tag == "link" and ("hreflang" in given or relation in LIVE_NAMES)
        is_loaded = tag in LOADED or (tag == "link" and relation == "stylesheet")
        is_live = is_name or "data-live" in given
        for name in given.keys() & {"href", "src", "xlink:href", "action", "data"}:
            self.links.append(Link(given[name], is_live, is_loaded))
        for part in given.get("srcset", "").split(","):
            if part.strip():
                self.links.append(Link(part.split()[0], is_live, is_loaded))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.links.append(Link(given["content"].partition("url=")[2]))


WAYS = frozenset(
    {"url", "page", "first", "next", "previous", "editions", "schema"}
    | {"documentation", "src", "start_url"}
)
"""Under these names the API's answers, and an app's manifest, give addresses."""


def links(file: Path) -> Iterator[Link]:
    """The addresses that a file leads to, whatever its sort."""
    text = file.read_text("utf-8")
    if file.suffix in {".html", ".atom"}:  # the tags of a feed read as those of a page
        yield from Page(text).links
    elif file.suffix == ".css":
        yield from (Link(url, is_loaded=True) for url in URL.findall(text))
    else:
        yield from _of_json(json.loads(text))


def _of_json(value: Any, name: str = "") -> Iterator[Link]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key != PUBLISHED:
                yield from _of_json(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _of_json(one, name)
    elif isinstance(value, str) and name in WAYS:
        # In these a whole address says by itself that it leads out.
        yield Link(value, is_live=True)
