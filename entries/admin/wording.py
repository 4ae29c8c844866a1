"""Values and differences of documents, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entries.documents.difference import difference
from entries.documents.facts import EMPTY
from entries.documents.kinds import blank
from entries.publishing.submission import Proposal

NOTHING = "—"


@dataclass(frozen=True)
class ChangeLine:
    """What a proposal changes at one path, in words."""

    path: str
    old: str
    new: str


def in_words(value: Any) -> str:
    """A value of a document as an editor reads it."""
    if value in EMPTY or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        pairs = ((name, one) for name, one in value.items() if one not in EMPTY)
        return "; ".join(f"{name}: {in_words(one)}" for name, one in pairs)
    if isinstance(value, list):
        ends = " / " if any(isinstance(one, dict) for one in value) else ", "
        return ends.join(in_words(one) for one in value)
    return str(value)


def change_lines(proposal: Proposal) -> Iterator[ChangeLine]:
    """What a proposal changes, against what is live; for a new entry, all it says."""
    content = proposal.document
    if not content:
        return
    base = proposal.base
    before = blank(content["kind"], content["key"])
    if base is not None and base.canonical and not base.withdrawn:
        before = base.document
    for one in difference(before, content):
        yield ChangeLine(one.path, in_words(one.old), in_words(one.new))
