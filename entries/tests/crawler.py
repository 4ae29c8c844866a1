"""A reader who asks for everything: all addresses, all links, all filters."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.forms import ChoiceField
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from entries.documents.kinds import PLURALS
from entries.record.filters import FILTERS
from entries.record.listing import Listing

HOST = "http://testserver"
LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']|<loc>([^<]+)</loc>""")
NOFOLLOW = re.compile(r'<a rel="nofollow"[^>]*>')
"""Links that robots leave alone: every choice of a list within every other."""
SAME = re.compile("/cite/(text|bibtex|ris)/")
"""What the page of a citation says, as files; one of them, in JSON, is asked for."""
JSON_LINK = re.compile(r'"(http://testserver/[^"]*|/[^"]*)"')


def paths(samples: dict[str, list[Any]]) -> Iterator[str]:
    """Every address that the project can resolve, its parts filled with samples."""
    yield from _paths(get_resolver().url_patterns, "/", samples)


def _paths(
    patterns: Iterable[URLPattern | URLResolver], start: str, samples: dict[str, Any]
) -> Iterator[str]:
    for pattern in patterns:
        for filled in _filled(pattern, samples):
            if isinstance(pattern, URLResolver):
                yield from _paths(pattern.url_patterns, start + filled, samples)
            else:
                yield start + filled


def _filled(pattern: Any, samples: dict[str, Any]) -> Iterator[str]:
    """A route's text, or its expression made plain, once for each sample."""
    route = str(pattern.pattern)
    if not hasattr(pattern.pattern, "_route"):
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route)
        route = plain.replace("^", "").replace("\\Z", "").replace("$", "")
    texts = [route]
    for whole, name in re.findall(r"(<(?:\w+:)?(\w+)>)", route):
        values = samples.get(name, ["1"])
        texts = [text.replace(whole, str(v)) for text in texts for v in values]
    yield from texts


def questions(kind: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every filter of a kind's list with each of its choices, or with words."""
    form = FILTERS[kind]({}, queryset=Listing.objects.none()).form
    for name, one in form.fields.items():
        if isinstance(one, ChoiceField) or hasattr(one, "choices"):
            values = [str(value) for value, _ in one.choices if value]
        else:
            values = [*words, "2016-06-01", "2007"]
        for value in values:
            yield name, value


@dataclass
class Crawler:
    """Asks for addresses and all that they lead to, each once."""

    most: int = 4_000
    answers: dict[str, HttpResponse] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def crawl(self, starts: Iterable[str]) -> dict[str, HttpResponse]:
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            # The other languages show the same, from the same code.
            skipped = ("/admin/", "/static/", "/ru/", "/zh/")
            if path in self.answers or path.startswith(skipped) or SAME.search(path):
                continue
            assert len(self.answers) < self.most, "there is no end of links"
            self.answers[path] = answer = self.client.get(path)
            waiting.extend(self.links(path, answer))
        return self.answers

    def links(self, path: str, answer: HttpResponse) -> Iterator[str]:
        if target := answer.headers.get("Location"):
            yield self.inside(path, target)
        for found in LINK.findall(NOFOLLOW.sub("", body(answer))):
            yield self.inside(path, unescape("".join(found)))
        if "json" in answer.headers.get("Content-Type", ""):
            for target in JSON_LINK.findall(body(answer)):
                yield self.inside(path, target)

    def inside(self, path: str, target: str) -> str:
        """The address within the site; the home page for one elsewhere."""
        parts = urlsplit(urljoin(HOST + path, target))
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            return "/"
        return parts.path + (f"?{parts.query}" if parts.query else "")


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.streaming:
        answer.streaming_content = [content]
    return content.decode(errors="replace")


def lists() -> Iterator[tuple[str, str]]:
    """The address of every list, on the site and in the API, with its kind."""
    for plural, kind in PLURALS.items():
        yield f"/en/{plural}/", kind.name
        yield f"/api/v1/{plural}/", kind.name


def asked(words: Iterable[str]) -> Iterator[str]:
    """Every list with each of its filters, one at a time."""
    for address, kind in lists():
        for name, value in questions(kind, words):
            yield f"{address}?{name}={quote(value)}"
