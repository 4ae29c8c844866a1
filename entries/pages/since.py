"""What has changed since an old page: which facts, from what to what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from entries.documents.difference import Difference, difference
from entries.documents.kinds.base import PROSE
from entries.pages import labels
from entries.pages.links import Links
from entries.pages.naming import of_values
from entries.pages.values import Shower, Value
from entries.record import neighbours, since
from entries.record.edition import Edition
from entries.record.listing import Listing
from entries.record.since import Step

EVIDENCE = ("citations", "no_source")
"""What a fact stands on; to change it changes no fact."""
PLACE = ("address",)
"""Where an entry is found says nothing of it."""
MOST = 100
"""How many changed facts a page names."""


@dataclass(frozen=True)
class Changed:
    """One fact: what the page says, what the newest edition says, and since when."""

    label: str
    then: Value
    now: Value
    step: Step | None
    """The last change that touched it."""
    is_prose: bool
    """Whether it is a text of paragraphs, too long to stand in a list."""


@dataclass(frozen=True)
class Since:
    """All that became of a page since."""

    facts: tuple[Changed, ...] = ()
    count: int = 0
    sources_changed: bool = False
    withdrawn: Edition | None = None
    redacted: bool = False

    @property
    def left_out(self) -> int:
        """How many changed facts are not named."""
        return self.count - len(self.facts)


def changed_since(listing: Listing, edition: int, language: str) -> Since:
    """What an edition says otherwise than a listing of an earlier one."""
    newer = since.newest(listing, edition)
    if newer is None:
        return Since()
    withdrawn = newer.revision.edition if newer.withdrawn else None
    now, then = newer.revision.document, listing.revision.document
    if not now or not then:
        return Since(withdrawn=withdrawn, redacted=True)
    found = difference(then, now)
    facts = [one for one in found if _head(one) not in (*EVIDENCE, *PLACE)]
    # Their values are asked for by name at the newest edition, and lead there.
    shown = facts[:MOST]
    names = neighbours.mentioned(_keys(now["kind"], shown), edition) if shown else {}
    shower = Shower(now["kind"], names, Links(language))
    steps = since.steps(listing.key, listing.revision.number, edition)
    rows = _rows(then, now, shower)
    return Since(
        tuple(_changed(one, rows, shower, steps) for one in shown),
        len(facts),
        any(_head(one) in EVIDENCE for one in found),
        withdrawn,
    )


def _head(one: Difference) -> str:
    return one.path.partition(".")[0]


def _keys(kind: str, facts: Iterable[Difference]) -> set[str]:
    pairs = [(one.path, value) for one in facts for value in (one.old, one.new)]
    return of_values(kind, pairs)


def _rows(then: dict[str, Any], now: dict[str, Any], shower: Shower) -> dict[str, str]:
    """What rows are called, those that are gone among them."""
    titles = {key: shower.link(key).text for key in shower.names}
    return labels.row_names(then, titles) | labels.row_names(now, titles)


def _changed(
    one: Difference, rows: dict[str, str], shower: Shower, steps: list[Step]
) -> Changed:
    touching = [step for step in steps if _touches(step.path, one.path)]
    return Changed(
        labels.fact(one.path, rows),
        shower.value(one.path, one.old),
        shower.value(one.path, one.new),
        touching[-1] if touching else None,
        one.path in PROSE,
    )


def _touches(path: str, fact: str) -> bool:
    """Whether a change at one path is of a fact: of it, its row, or a part of it."""
    inner, outer = f"{path}.", f"{fact}."
    return not path or inner.startswith(outer) or outer.startswith(inner)
