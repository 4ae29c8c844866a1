"""What rests on a source: the facts of other entries that cite it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from entries.pages import labels
from entries.pages.links import Link, Links, Named
from entries.pages.prose import indexed
from entries.pages.values import Shower, Value


@dataclass(frozen=True)
class Resting:
    """One fact of another entry that cites the source."""

    kind: str
    link: Link
    label: str
    value: Value
    verification: str
    how: str
    """In words, where it is named and not cited."""


def keys(mentions: Iterable[Any]) -> set[str]:
    """The entries that the names of the facts hold: participants.CHN."""
    steps = (mention.fact.split(".") for mention in mentions)
    return {parts[1] for parts in steps if len(parts) > 1}


def resting(
    mentions: Iterable[Any], names: Mapping[str, Named], links: Links
) -> list[Resting]:
    """The facts that rest on a source, for the page of one."""
    return [_one(mention, names, links) for mention in mentions]


def _one(mention: Any, names: Mapping[str, Named], links: Links) -> Resting:
    listing, fact = mention.listing, mention.fact
    key = fact.split(".")[1] if "." in fact else ""
    named = names.get(key)
    rows = {f"{fact.split('.')[0]}.{key}": links.title(named)[0]} if named else {}
    row = {
        "text": mention.text or "",
        "number": mention.number,
        "earliest": mention.earliest,
    }
    shower = Shower(listing.kind, names, links)
    return Resting(
        listing.kind,
        links.named(listing.key, listing),
        labels.fact(fact, rows),
        indexed(listing.kind, fact, row, shower),
        mention.verification or "",
        str(labels.FOUND_AS[mention.how]),
    )
