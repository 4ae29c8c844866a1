"""Popular claims, judged: the verdict, and what speaks for and against each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from entries.pages.choices import Choice, Group
from entries.pages.citing import Mark, Sources
from entries.pages.links import Link, Links, Named
from entries.pages.values import Shower
from entries.record.claims import VERDICTS, Numbers
from entries.record.listing import Facet
from entries.vocabulary import Stance, Verdict, Verification

Document = dict[str, Any]

FEW = 12
"""Topics that show before the others are asked for."""
SIGNS = {
    Verdict.SUPPORTED: "✓",
    Verdict.PARTLY: "◐",
    Verdict.CONTRADICTED: "✕",
    Verdict.NO_EVIDENCE: "?",
}
"""What stands before the word of a verdict, for who looks for one of them."""


@dataclass(frozen=True)
class Given:
    """One source that speaks for or against a claim."""

    link: Link
    mark: Mark
    """Its number on the page of the entry, who published it and when."""
    url: str
    """Where it stands on the web."""
    locator: str
    quote: str
    quote_lang: str
    is_verified: bool


@dataclass(frozen=True)
class Claim:
    """A popular claim and what the evidence says of it."""

    key: str
    claim: str
    made_in: str
    verdict: str
    word: str
    """The verdict as readers see it."""
    sign: str
    reasoning: str
    supports: tuple[Given, ...]
    contradicts: tuple[Given, ...]
    verification: Verification
    owner: Link
    """The entry whose page it stands on."""
    url: str
    """Its place there."""

    label = ""
    """As a fact it has no label of its own."""

    @property
    def name(self) -> str:
        """The name of the fact that it is."""
        return f"claims.{self.key}"

    @property
    def is_single(self) -> bool:
        """Whether all that is known of it comes from one source."""
        given = (*self.supports, *self.contradicts)
        return len({one.mark.number for one in given}) == 1


def claim(row: Document, sources: Sources, owner: Link) -> Claim:
    """A row of a document's claims, its sources numbered as they are met."""
    evidence = sources.evidence
    name = f"claims.{row['key']}"
    verdict = Verdict(row["verdict"])
    given = [(one["stance"], _given(one, sources)) for one in evidence.shown(name)]
    return Claim(
        row["key"],
        row["claim"],
        row["made_in"],
        verdict.value,
        str(verdict.label),
        SIGNS[verdict],
        row["reasoning"],
        tuple(one for stance, one in given if stance == Stance.SUPPORTS),
        tuple(one for stance, one in given if stance == Stance.CONTRADICTS),
        evidence.verification(name),
        owner,
        f"{owner.url}#fact-{name}" if owner.url else "",
    )


def _given(citation: Document, sources: Sources) -> Given:
    named: Any = sources.shower.names.get(citation["source"])
    document = getattr(named, "document", None) or {}
    return Given(
        sources.shower.link(citation["source"]),
        sources.mark(citation),
        document.get("url", ""),
        citation["locator"],
        citation["quote"],
        document.get("language", ""),
        bool(citation["verified_by"]),
    )


def cited(found: Iterable[Facet], documents: Mapping[int, Document]) -> set[str]:
    """The keys of the sources of some claims, by the documents of their revisions."""
    return {
        row["source"]
        for facet in found
        for row in documents[facet.listing.revision_id]["citations"]
        if row["fact"] == f"claims.{facet.value}"
    }


def listed(
    found: Iterable[Facet],
    documents: Mapping[int, Document],
    names: Mapping[str, Named],
    links: Links,
) -> list[Claim]:
    """Claims of any entries in their order, with the sources that `cited` names."""
    claims = []
    known: dict[int, Sources] = {}
    for facet in found:
        listing = facet.listing
        document = documents[listing.revision_id]
        if listing.pk not in known:
            shower = Shower(document["kind"], names, links)
            known[listing.pk] = Sources(document, shower)
        row = next(row for row in document["claims"] if row["key"] == facet.value)
        owner = links.named(listing.key, listing)
        claims.append(claim(row, known[listing.pk], owner))
    return claims


def groups(numbers: Numbers, asked: Mapping[str, str], links: Links) -> list[Group]:
    """The verdicts and the entries that have claims, each with what it leaves."""
    of_verdicts = numbers.verdicts(asked.get("topic", ""))
    of_owners = numbers.of_owners(asked.get("verdict", ""))
    verdicts = [
        _choice(asked, "verdict", verdict.value, links, n, f"{SIGNS[verdict]} {words}")
        for verdict, words in (
            (one, str(one.label)) for one in map(Verdict, VERDICTS.values())
        )
        if (n := of_verdicts[verdict.value]) or asked.get("verdict") == verdict.value
    ]
    topics = []
    for key, owner in numbers.owners.items():
        if of_owners[key] or asked.get("topic") == key:
            link = links.named(key, owner)
            lang = "" if link.lang == links.language else link.lang
            n = of_owners[key]
            topics.append(_choice(asked, "topic", key, links, n, link.text, lang))
    found = [
        Group("verdict", _("Verdict"), verdicts),
        Group("topic", _("Topic"), topics[:FEW], topics[FEW:]),
    ]
    return [group for group in found if group.top]


def _choice(
    asked: Mapping[str, str],
    name: str,
    value: str,
    links: Links,
    count: int,
    words: str,
    lang: str = "",
) -> Choice:
    """The list with another choice of one filter; without it where it is chosen."""
    is_chosen = asked.get(name) == value
    chosen = {**asked, name: "" if is_chosen else value}
    pairs = [(key, chosen[key]) for key in ("verdict", "topic") if chosen.get(key)]
    url = links.asking(links.to("claims"), urlencode(pairs))
    return Choice(words, url, count, lang, is_chosen)
