"""What rests on a source: the facts of other entries that cite it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from entries.documents.facts import Evidence, value_of
from entries.documents.kinds import kind_of
from entries.documents.kinds.base import PROSE
from entries.pages import labels
from entries.pages.links import Link, Links
from entries.pages.values import NONE, Shower, Value, is_state_field
from entries.record.neighbours import Neighbour


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
    """The entries that the facts name: participants.CHN, or the list of hosts."""
    found = set()
    for mention in mentions:
        found.update(mention.fact.split(".")[1:2])
        if mention.text and is_state_field(mention.listing.kind, mention.fact):
            found.update(mention.text.split(", "))
    return found


def resting(
    mentions: Iterable[Any], names: Mapping[str, Neighbour], links: Links
) -> list[Resting]:
    """The facts that rest on a source, with the documents in which they stand."""
    return [
        one
        for key, together in groupby(mentions, key=lambda mention: mention.listing.key)
        for one in _of_entry(names[key], list(together), Shower("", names, links))
    ]


def _of_entry(
    named: Neighbour, mentions: list[Any], shower: Shower
) -> Iterator[Resting]:
    if not named.document:
        return
    shower = replace(shower, kind=named.kind)
    titles = {key: shower.link(key).text for key in shower.names}
    rows = labels.row_names(named.document, titles)
    evidence = Evidence(named.document)
    for mention in mentions:
        yield _one(mention, evidence, rows, shower)


def _one(
    mention: Any, evidence: Evidence, rows: dict[str, str], shower: Shower
) -> Resting:
    document, fact = evidence.document, mention.fact
    cites = mention.how == "citation"
    return Resting(
        document["kind"],
        shower.link(document["key"]),
        labels.fact(fact, rows),
        _brief(shower, document, fact) if cites else NONE,
        evidence.verification(fact) if cites and _is_fact(document, fact) else "",
        str(labels.FOUND_AS[mention.how]),
    )


def _brief(shower: Shower, document: dict[str, Any], fact: str) -> Value:
    """The value of a fact; of a row its first column, of a list its rows.

    Of a text none: it is as long as an article.
    """
    if fact in PROSE:
        return NONE
    value = value_of(document, fact)
    row_format = kind_of(document).row(fact.partition(".")[0])
    if row_format and isinstance(value, dict):
        first = next(iter((*row_format.facts, *row_format.classify)))
        return shower.column(row_format.name, first, value[first])
    return shower.value(fact, value)


def _is_fact(document: dict[str, Any], fact: str) -> bool:
    """Whether it needs a source, and so has a verification."""
    kind = kind_of(document)
    return "." in fact or fact in kind.facts or kind.row(fact) is not None
