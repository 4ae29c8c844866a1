"""The sources of a page: numbered in the order of use, each with its card."""

from dataclasses import dataclass, field, replace
from typing import Any

from entries.documents.facts import Evidence
from entries.pages.links import Link
from entries.pages.values import NONE, Shower, Value
from entries.vocabulary import SourceType, Stance


@dataclass(frozen=True)
class Mark:
    """A citation number at a fact."""

    number: int
    title: str
    note: str = ""
    """The source in few words, for the margin: who published it, and in which year."""
    lang: str = ""

    @property
    def anchor(self) -> str:
        return f"source-{self.number}"


@dataclass(frozen=True)
class Use:
    """What one citation takes from its source."""

    fact: str
    label: str
    anchor: str
    """The place of the fact on this page; empty where it has none."""
    locator: str
    quote: str
    contradicts: bool
    value: Value
    verified_by: str
    verified_on: str


@dataclass(frozen=True)
class Card:
    """One source in the numbered list of a page."""

    number: int
    link: Link
    publisher: str = ""
    published: str = ""
    language: str = ""
    source_type: str = ""
    url: str = ""
    accessed: str = ""
    archive_url: str = ""
    uses: tuple[Use, ...] = ()


@dataclass
class Sources:
    """Numbers the sources of one document as they are met."""

    document: dict[str, Any]
    shower: Shower
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.evidence = Evidence(self.document)
        self.by_key = {row["key"]: row for row in self.document["citations"]}

    def spoken_in(self, language: str) -> "Sources":
        """The same, numbered together, with titles in the language of a text."""
        links = replace(self.shower.links, speaking=language)
        return replace(self, shower=replace(self.shower, links=links))

    def mark(self, citation: dict[str, Any]) -> Mark:
        key = citation["source"]
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        named: Any = self.shower.names.get(key)
        title = self.shower.link(key)
        document = getattr(named, "document", None) or {}
        # "Xinhua (China.org.cn)" is "Xinhua" where there is little room.
        note, lang = document.get("publisher", "").partition(" (")[0], ""
        if not note:
            note, lang = title.text, title.lang
        year = (document.get("published") or "")[:4]
        return Mark(number, title.text, f"{note}, {year}" if year else note, lang)

    def marks(self, citations: list[dict[str, Any]]) -> tuple[Mark, ...]:
        """The numbers of citations, each source once."""
        found = {self.mark(citation) for citation in citations}
        return tuple(sorted(found, key=lambda mark: mark.number))

    def cards(self, labels: dict[str, str], anchors: set[str]) -> list[Card]:
        """A card for each source, in order; those not met on the page come last."""
        uses: dict[str, list[Use]] = {}
        for citation in self.document["citations"]:
            self.mark(citation)
            use = self._use(citation, labels, anchors)
            uses.setdefault(citation["source"], []).append(use)
        return [
            self._card(key, number, tuple(uses.get(key, ())))
            for key, number in self.numbers.items()
        ]

    def _use(
        self, citation: dict[str, Any], labels: dict[str, str], anchors: set[str]
    ) -> Use:
        fact, value = citation["fact"], citation["value"]
        return Use(
            fact,
            labels[fact],
            fact if fact in anchors else "",
            citation["locator"],
            citation["quote"],
            citation["stance"] == Stance.CONTRADICTS,
            NONE if value is None else self.shower.value(fact, value),
            citation["verified_by"],
            citation["verified_on"] or "",
        )

    def _card(self, key: str, number: int, uses: tuple[Use, ...]) -> Card:
        named: Any = self.shower.names.get(key)
        link = self.shower.link(key)
        document = getattr(named, "document", None)
        if not document:
            return Card(number, link, uses=uses)
        return Card(
            number,
            link,
            document["publisher"],
            document["published"] or "",
            document["language"],
            str(SourceType(document["source_type"]).label),
            document["url"],
            document["accessed"] or "",
            document["archive_url"],
            uses,
        )
