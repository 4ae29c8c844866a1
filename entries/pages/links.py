"""Where a page leads: every address of the site, at the edition that is read."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.urls import reverse

from entries.documents.kinds import KINDS
from entries.languages import FALLBACKS, column
from entries.record.sorting import sort_key

FOREIGN = re.compile("[\u0400-\u04ff\u2e80-\u9fff]")
"""Cyrillic and Chinese letters."""
CYRILLIC = frozenset(map(chr, range(0x400, 0x500)))


class Named(Protocol):
    """What is needed to name an entry and lead to it."""

    key: str
    kind: str
    address: str
    title: str
    title_ru: str
    title_zh: str
    withdrawn: bool


@dataclass(frozen=True)
class Link:
    """A title with its language, and where it leads; nowhere if the entry is gone."""

    text: str
    lang: str
    url: str = ""
    gone: str = ""
    """Empty, `withdrawn`, `redacted`, or `unknown`: the edition has no such entry.

    In a preview also `draft`: the desk alone has it.
    """


@dataclass(frozen=True)
class Links:
    """The addresses in one language; at an old edition, all of them keep to it."""

    language: str
    edition: int | None = None
    speaking: str = ""
    """The language of titles, where they stand in a text of another language."""

    def to(self, name: str, **where: Any) -> str:
        """A page of the site by its name."""
        url = reverse(f"site:{name}", kwargs={"language": self.language, **where})
        return url if self.edition is None else f"{url}?edition={self.edition}"

    def data(self, name: str) -> str:
        """The same numbers in the API, by the name of its route."""
        url = reverse(f"api:{name}")
        return url if self.edition is None else f"{url}?edition={self.edition}"

    def image(self, name: str) -> str:
        """An image by its name in the store: it is the same at every edition."""
        return reverse("site:media", kwargs={"name": name})

    def entry(self, kind: str, address: str) -> str:
        return self.to("entry", plural=KINDS[kind].plural, address=address)

    def filtered(self, kind: str, **filters: str) -> str:
        """The list of a kind, with a filter set."""
        url = self.to("list", plural=KINDS[kind].plural)
        return self.asking(url, urlencode(filters))

    def asking(self, url: str, query: str) -> str:
        """An address that asks for more than its edition, or for nothing more."""
        return f"{url}{'&' if '?' in url else '?'}{query}" if query else url

    def always(self) -> "Links":
        """The same addresses, kept to no edition."""
        return Links(self.language)

    def revision(self, kind: str, address: str, number: int) -> str:
        """The page of a revision: it is of one edition by itself."""
        plural = KINDS[kind].plural
        return self.always().to(
            "revision", plural=plural, address=address, number=number
        )

    def named(self, key: str, named: Named | None) -> Link:
        """The link to an entry by its key, or its bare name where it is gone."""
        if named is None:
            return Link(key, "", gone="unknown")
        text, lang = self.title(named)
        if named.withdrawn:
            return Link(text or key, lang, gone="withdrawn")
        if not text:
            return Link(key, "", gone="redacted")
        return Link(text, lang, self.entry(named.kind, named.address))

    def sorted_titles(self, entries: Iterable[Named]) -> list[tuple[str, str]]:
        """The keys of entries with their titles, by these, for one to choose from."""
        pairs = [(one.key, self.title(one)[0]) for one in entries]
        return sorted(pairs, key=lambda pair: sort_key(pair[1], self.language))

    def title(self, named: Named) -> tuple[str, str]:
        """The title in the page's language, or another, and which that is."""
        own = self.speaking or self.language
        for language in (own, *FALLBACKS[own]):
            if text := getattr(named, column("title", language)):
                return str(text), written_in(text, language)
        return "", own


def tongue(text: str) -> str:
    """The language in which most of a text is written; none of bare figures."""
    found = Counter(
        "zh" if letter >= "\u2e80" else "ru" if letter in CYRILLIC else "en"
        for letter in text
        if letter.isalpha()
    )
    return found.most_common(1)[0][0] if found else ""


def written_in(text: str, language: str) -> str:
    """The language of a title by its script: a source's stands as it was published."""
    if language == "en" and (letter := FOREIGN.search(text)):
        return "zh" if letter[0] >= "\u2e80" else "ru"
    return language
