"""What an edition changed, entry by entry, with old and new values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, takewhile

from entries.documents.kinds.base import PROSE
from entries.documents.text import plain
from entries.pages import labels
from entries.pages.links import Link, Links, Named
from entries.pages.naming import of_values
from entries.pages.values import NONE, Shower, Value
from entries.record.edition import Change
from entries.vocabulary import ChangeWord

BEFORE = 80
"""How many letters of a text stand before the first that changed."""


@dataclass(frozen=True)
class Line:
    """One path that differs."""

    label: str
    old: Value
    new: Value
    word: str = ""
    """What was done at it: added, corrected, updated, withdrawn."""


@dataclass(frozen=True)
class Changed:
    """What an edition did to one entry."""

    kind: str
    link: Link
    """It leads to the revision, which stays as it is."""
    revision: int
    word: str
    """What was done to the entry as a whole, if that came or went."""
    lines: tuple[Line, ...]


def keys(changes: Iterable[Change]) -> set[str]:
    """The entries that the changes name."""
    found: set[str] = set()
    for change in changes:
        found.add(change.key)
        values = [(change.path, change.old), (change.path, change.new)]
        found |= of_values(change.kind, values)
    return found


def changed(
    changes: Iterable[Change], names: Mapping[str, Named], links: Links
) -> list[Changed]:
    """The changes of an edition by entry."""
    return [
        of_entry(list(together), names, links)
        for _, together in groupby(changes, key=lambda change: change.key)
    ]


def of_entry(
    changes: list[Change], names: Mapping[str, Named], links: Links
) -> Changed:
    """What one edition changed in one entry."""
    first = changes[0]
    shower = Shower(first.kind, names, links)
    titles = {key: links.title(named)[0] for key, named in names.items()}
    rows = _rows(changes, titles)
    lines = tuple(
        Line(
            labels.fact(change.path, rows),
            *_values(change, shower),
            change.word,
        )
        for change in changes
        if change.path
    )
    link = _link(first, names.get(first.key), links)
    whole = next((change.word for change in changes if not change.path), "")
    return Changed(first.kind, link, first.revision, whole, lines)


def _values(change: Change, shower: Shower) -> tuple[Value, Value]:
    """What was said before and what since; of a text from where the two part."""
    if change.path not in PROSE:
        old, new = (shower.value(change.path, one) for one in (change.old, change.new))
        return old, new
    before, since = plain(change.old or ""), plain(change.new or "")
    pairs = zip(before, since, strict=False)
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    begin = before.rfind(" ", 0, max(0, alike - BEFORE)) + 1
    return _words(before, begin), _words(since, begin)


def _words(text: str, begin: int) -> Value:
    if not text:
        return NONE
    return Value("text", f"… {text[begin:]}" if begin else text)


def _rows(changes: Iterable[Change], titles: dict[str, str]) -> dict[str, str]:
    """What the rows of some changes are called, as far as these tell."""
    found: dict[str, str] = {}
    for change in changes:
        steps = change.path.split(".")
        if len(steps) < 2:
            continue
        values = [one for one in (change.new, change.old) if isinstance(one, dict)]
        names = (one.get("name") or one.get("claim") for one in values)
        name = titles.get(steps[1]) or next(filter(None, names), "")
        if name:
            found[".".join(steps[:2])] = name
    return found


def _link(change: Change, named: Named | None, links: Links) -> Link:
    text, lang = links.title(named) if named else ("", "")
    if named is None or not text or change.word == ChangeWord.REDACTED:
        return Link(text or change.key, lang, gone="-")
    url = links.revision(change.kind, named.address, change.revision)
    return Link(text, lang, url)
