"""What is answered to a search: what it says, or else what it probably means."""

from dataclasses import dataclass

from entries.record.counting import counts
from entries.record.search.hits import Groups, Search
from entries.record.search.spelling import corrected
from entries.record.search.words import QUERY_LENGTH, runs

FEW = 2
"""So few hits may be those of a typing error."""
MANY_TIMES = 5
"""So many times as many has what is then offered in their place."""
MOST_LEFT_OUT = 6


@dataclass(frozen=True)
class Answer:
    """A search with its numbers, and how it came to be asked."""

    search: Search
    groups: Groups
    is_begun: bool = False
    """Whether nothing holds the last word, and something one that begins with it."""
    is_corrected: bool = False
    """Whether nothing is found as it was written, and something near to it is."""
    meant: tuple[str, int] | None = None
    """Another spelling and its hits, where few are found as it was written.

    Not where a title says just that.
    """


def answer(raw: str, edition: int, *, literal: bool = False) -> Answer:
    """Search for what is written; where nothing is found, for what is meant."""
    written = Search(raw, edition)
    as_written = Answer(written, written.groups())
    if literal or as_written.groups.total > FEW:
        return as_written
    if not as_written.groups.total:
        return _begun(raw, edition) or _respelled(raw, edition) or as_written
    if written.by_title().exists():
        return as_written
    other = _respelled(raw, edition)
    if other and other.groups.total >= MANY_TIMES * as_written.groups.total:
        meant = (other.search.raw, other.groups.total)
        return Answer(written, as_written.groups, meant=meant)
    return as_written


def _begun(raw: str, edition: int) -> Answer | None:
    search = Search(raw, edition, unfinished=True)
    if not search.query.beginning:
        return None
    groups = search.groups()
    return Answer(search, groups, is_begun=True) if groups.total else None


def _respelled(raw: str, edition: int) -> Answer | None:
    text = corrected(raw, edition)
    if not text:
        return None
    search = Search(text, edition)
    return Answer(search, search.groups(), is_corrected=True)


def left_out(raw: str, edition: int) -> list[tuple[str, str, int]]:
    """What is found without one word of a query: the word, the rest, the hits.

    One query. Words are tried from the first on, a few at most.
    """
    raw = raw[:QUERY_LENGTH]
    found = []
    for run in runs(raw)[:MOST_LEFT_OUT]:
        rest = " ".join((raw[: run.start] + " " + raw[run.end :]).split())
        if runs(rest):
            found.append((raw[run.start : run.end], rest))
    numbers = counts([Search(rest, edition).rows() for _, rest in found])
    return [(*one, n) for one, n in zip(found, numbers, strict=True) if n]
