"""What stands around an entry on its page: exercises, frameworks, the series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from entries.pages import labels
from entries.pages.links import Link, Links, Named
from entries.pages.prose import indexed
from entries.pages.values import NONE, Shower, Value
from entries.record.listing import SPEAKS_OF
from entries.record.neighbours import Neighbour, Pointer
from entries.record.spans import parties_on, standing_on
from entries.vocabulary import (
    EntryKind,
    FrameworkType,
    Outcome,
    ParticipantRole,
    RelationType,
    StandingRole,
)


@dataclass(frozen=True)
class Said:
    """What another entry says of this one: a value and how well it stands."""

    value: Value = NONE
    verification: str = ""
    url: str = ""
    """Where it stands, with its sources."""


@dataclass(frozen=True)
class Part:
    """A state's part in an exercise or a framework."""

    link: Link
    start: str
    end: str
    word: str
    """The outcome of an exercise, the type of a framework."""
    said: tuple[Said, ...]
    is_held: bool = True
    when_disputed: str = ""
    """Which of its dates sources disagree on, if they do."""


@dataclass(frozen=True)
class Partner:
    """A state that took part in exercises of another."""

    link: Link
    exercises: int
    compare_url: str
    """Both side by side, with those exercises."""


@dataclass(frozen=True)
class Newest:
    """The newest of many rows, and the list that has them all."""

    rows: tuple[Any, ...]
    all_url: str = ""
    """Empty where none is left out."""


@dataclass(frozen=True)
class Step:
    """An exercise in the order of its series."""

    link: Link
    start: str
    end: str
    outcome: str
    personnel: int | None
    is_held: bool
    is_disputed: bool
    """Whether sources disagree on the personnel."""
    when_disputed: str = ""
    """Which of its dates sources disagree on, if they do."""


@dataclass(frozen=True)
class Group:
    """Entries whose relations of one sort lead to this one."""

    label: str
    rows: tuple[Step, ...]


@dataclass(frozen=True)
class Standing:
    """What a state or a party had become by a day, and how sure that is."""

    link: Link | None
    words: tuple[tuple[str, str], ...]
    """Pairs of what it was or had done, and the answer."""


PART_COLUMNS = {
    EntryKind.EXERCISE: ("participants.{}", "participants.{}.personnel"),
    EntryKind.FRAMEWORK: (
        "parties.{}.signed",
        "parties.{}.ratified",
        "parties.{}.acceded",
    ),
}
PARTNERS = 10
"""How many partners stand on the page of a state."""
MOST = 100
"""How many exercises or frameworks stand on the page of a state or a series."""


def parts(
    key: str, kind: EntryKind, neighbours: Iterable[Neighbour], links: Links
) -> Newest:
    """A state's exercises, or frameworks: what it did in each, how well that stands."""
    named = [one for one in neighbours if one.kind == kind]
    rows = (part_of(key, one, links) for one in named[:MOST])
    rest = links.filtered(kind, state=key) if len(named) > MOST else ""
    return Newest(tuple(rows), rest)


def part_of(key: str, one: Neighbour, links: Links) -> Part:
    """A state's part in one exercise or framework."""
    columns = PART_COLUMNS[EntryKind(one.kind)]
    shower = Shower(one.kind, {}, links)
    link = links.named(one.key, one)
    said = tuple(_said(one, column.format(key), shower, link.url) for column in columns)
    if one.kind == EntryKind.EXERCISE and not said[0].value:
        # The list of hosts names it, and no row of the participants does.
        host = Value("words", "host", (str(ParticipantRole.HOST.label),))
        said = (Said(host, url=f"{link.url}#fact-hosts"), *said[1:])
    subtype = one.columns["subtype"]
    return Part(
        link,
        one.columns["date"],
        one.columns["end_date"],
        _word(one.kind, subtype),
        said,
        subtype != Outcome.ANNOUNCED and subtype != Outcome.CANCELLED,
        one.when_disputed,
    )


def partners(
    key: str,
    counted: Iterable[tuple[str, int]],
    names: Mapping[str, Named],
    links: Links,
) -> list[Partner]:
    """The states with which one exercised most, as pairs of key and number."""
    return [
        Partner(links.named(other, names.get(other)), n, _compare(key, other, links))
        for other, n in counted
    ]


def _compare(key: str, other: str, links: Links) -> str:
    url = links.to("compare")
    mark = "&" if "?" in url else "?"
    return f"{url}{mark}{urlencode([('state', key), ('state', other)])}"


def _said(one: Neighbour, fact: str, shower: Shower, url: str) -> Said:
    row = one.facts.get(fact)
    if row is None:
        return Said()
    value = indexed(one.kind, fact, row, shower)
    return Said(value, row["verification"], f"{url}#fact-{fact}")


def _word(kind: str, subtype: str) -> str:
    known = {EntryKind.EXERCISE: Outcome, EntryKind.FRAMEWORK: FrameworkType}
    choices: Any = known.get(EntryKind(kind))
    return str(choices(subtype).label) if choices and subtype else ""


def step(pointer: Pointer, links: Links) -> Step:
    """One entry in a list of those around."""
    listing = pointer.listing
    return Step(
        links.named(listing.key, listing),
        listing.date,
        listing.end_date,
        _word(listing.kind, listing.subtype),
        listing.size,
        listing.subtype not in (Outcome.ANNOUNCED, Outcome.CANCELLED),
        pointer.is_disputed,
        pointer.when_disputed,
    )


def groups(pointing: Iterable[Pointer], links: Links) -> tuple[Group, ...]:
    """The entries whose relations lead here, by relation."""
    related = [one for one in pointing if one.word in labels.BACKWARD]
    related.sort(key=attrgetter("word"))
    return tuple(
        Group(str(labels.BACKWARD[word]), tuple(step(one, links) for one in together))
        for word, together in groupby(related, key=attrgetter("word"))
    )


def topics(pointing: Iterable[Pointer], links: Links) -> list[tuple[Link, bool]]:
    """The topics that speak of an entry: those about it first, told by a mark."""
    words = (RelationType.ABOUT, SPEAKS_OF)
    found = [one for one in pointing if one.word in words]
    found.sort(key=lambda one: (words.index(one.word), one.listing.sort_title))
    known: dict[str, tuple[Link, bool]] = {}
    for one in found:
        link = links.named(one.listing.key, one.listing)
        known.setdefault(one.listing.key, (link, one.word == RelationType.ABOUT))
    return list(known.values())


def in_series(key: str, pointing: Iterable[Pointer], links: Links) -> Newest:
    """The exercises of a series, the oldest first; of many the newest."""
    rows = [one for one in pointing if one.word == "series"]
    rest = links.filtered(EntryKind.EXERCISE, series=key) if len(rows) > MOST else ""
    return Newest(tuple(step(one, links) for one in rows[-MOST:]), rest)


def beside(
    key: str, pointing: Iterable[Pointer], links: Links
) -> tuple[Step | None, Step | None]:
    """The exercises before and after one in its series."""
    rows = [one for one in pointing if one.word == "series"]
    place = next((n for n, one in enumerate(rows) if one.listing.key == key), None)
    if place is None:
        return None, None
    before = step(rows[place - 1], links) if place else None
    after = step(rows[place + 1], links) if place + 1 < len(rows) else None
    return before, after


def state_on(document: dict[str, Any], day: date) -> Standing:
    """How a state stood on a day."""
    rows = standing_on(document, day)
    words = ((str(StandingRole(row["role"]).label), row["answer"]) for row in rows)
    return Standing(None, tuple(words))


def framework_on(document: dict[str, Any], day: date, shower: Shower) -> list[Standing]:
    """What the parties of a framework had done by a day."""
    return [
        Standing(
            shower.link(row["state"]),
            tuple((str(labels.COLUMNS[word]), answer) for word, answer in row["steps"]),
        )
        for row in parties_on(document, day)
    ]
