"""What the record leaves open, as the page on its quality lists it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from entries.pages import labels
from entries.pages.links import Link, Links
from entries.record.gaps import Gaps
from entries.record.listing import FactIndex, Listing


@dataclass(frozen=True)
class Open:
    """An entry that lacks something; of facts without a source, which they are."""

    link: Link
    lacks: str = ""


@dataclass(frozen=True)
class Group:
    """The entries that lack the same."""

    name: str
    heading: str
    explained: str
    total: int
    entries: tuple[Open, ...]
    left_out: int
    """How many are counted and not named."""


WORDS = {
    "unsourced": (
        _("Facts without a source"),
        _("The record states them, and nothing that supports them was found."),
    ),
    "undated": (
        _("Treaties without a date of entry into force"),
        _("No source was found that dates it. What is not in force yet is left out."),
    ),
    "uncounted": (
        _("Exercises without a number of people"),
        _(
            "They were held, and no source was found that says how many took part in "
            "all."
        ),
    ),
    "announced": (
        _("Exercises announced, and nothing more"),
        _("No source was found that says that they took place."),
    ),
    "disputed": (
        _("Facts on which sources disagree"),
        _("Each value stands with its sources; which is right is still open."),
    ),
}
"""What is open, in the order in which it is told: a heading, and what it means."""
OF_FACTS = ("unsourced", "disputed")
"""Those that name single facts; the others name entries."""


def groups(found: Mapping[str, Gaps], links: Links) -> list[Group]:
    """All that is open, without what is complete."""
    return [_group(name, found[name], links) for name in WORDS if found[name].total]


def _group(name: str, gaps: Gaps, links: Links) -> Group:
    heading, explained = WORDS[name]
    listed = _with_facts if name in OF_FACTS else _entries
    return Group(
        name,
        str(heading),
        str(explained),
        gaps.total,
        tuple(listed(gaps.rows, links)),
        gaps.total - len(gaps.rows),
    )


def _entries(rows: Iterable[Listing], links: Links) -> Iterable[Open]:
    return (Open(links.named(row.key, row)) for row in rows)


def _with_facts(rows: Iterable[FactIndex], links: Links) -> Iterable[Open]:
    """One line an entry; the link leads to the first of its facts."""
    for listing, facts in groupby(rows, key=lambda row: row.listing):
        names = [row.fact for row in facts]
        link = links.named(listing.key, listing)
        words = dict.fromkeys(str(labels.field(name.split(".")[0])) for name in names)
        there = replace(link, url=f"{link.url}#fact-{names[0]}")
        yield Open(there, ", ".join(words))
