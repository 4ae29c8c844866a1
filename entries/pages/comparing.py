"""Two to four states side by side: what each is, what each did, what they share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from entries.documents.facts import Evidence
from entries.documents.kinds import KINDS
from entries.pages import labels
from entries.pages.around import Part, Said, part_of
from entries.pages.links import Link, Links
from entries.pages.values import NONE, Shower, Value
from entries.record.neighbours import Neighbour
from entries.record.states import Tally
from entries.vocabulary import EntryKind, ParticipantRole

FACTS = ("official_name", "capital", "region", "shanghai_five", "defence_ministry")


@dataclass(frozen=True)
class Line:
    """One thing that is compared: a label, and what each state has."""

    label: str
    cells: tuple[Said, ...]


@dataclass(frozen=True)
class Shared:
    """An exercise or framework of all of them, with each one's part."""

    link: Link
    start: str
    end: str
    when_disputed: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Spans:
    """A state's standing: the words with their first and last dates."""

    link: Link
    rows: tuple[tuple[str, str, str], ...]


def lines(
    states: Sequence[Neighbour], tallies: Mapping[str, Tally], links: Links
) -> list[Line]:
    """What the states are and did; what none of them has is left out."""
    found = [
        Line(str(labels.field(name)), tuple(_fact(one, name, links) for one in states))
        for name in FACTS
    ]
    found += [
        Line(label, tuple(_count(tallies[one.key], how, one, links) for one in states))
        for label, how in _counted()
    ]
    return [line for line in found if any(cell.value for cell in line.cells)]


def _fact(state: Neighbour, name: str, links: Links) -> Said:
    document: dict[str, Any] = state.document or {}
    value = Shower("state", {}, links).value(name, document[name])
    url = f"{links.entry('state', state.address)}#fact-{name}"
    is_fact = bool(value) and name in KINDS["state"].facts
    verification = Evidence(document).verification(name) if is_fact else ""
    return Said(value, verification, url)


def _counted() -> list[tuple[str, tuple[str, ...]]]:
    """What is counted, and how the list that has it all is filtered."""
    roles = [
        (ParticipantRole.HOST, _("Exercises hosted")),
        (ParticipantRole.PARTICIPANT, _("Exercises as a participant")),
        (ParticipantRole.OBSERVER, _("Exercises as an observer")),
    ]
    steps = [
        ("signed", _("Frameworks signed")),
        ("ratified", _("Frameworks ratified")),
        ("acceded", _("Frameworks acceded to")),
    ]
    return [
        (_("Exercises held in which it took part"), ("exercise",)),
        *((label, ("exercise", role.value)) for role, label in roles),
        (_("Largest contingent"), ("largest",)),
        (_("Frameworks in which it is a party"), ("framework",)),
        *((label, ("framework", step)) for step, label in steps),
    ]


def _count(tally: Tally, how: tuple[str, ...], state: Neighbour, links: Links) -> Said:
    kind, *role = how
    if kind == "largest":
        largest = tally.largest
        return Said(NONE if largest is None else Value("number", int(largest)))
    if role:
        n = tally.roles.get(role[0], 0)
    else:
        n = tally.exercises if kind == "exercise" else tally.frameworks
    filters = {"state": state.key}
    if kind == "exercise" and role:
        filters["role"] = role[0]
    return Said(Value("number", n), url=links.filtered(EntryKind(kind), **filters))


def spans(state: Neighbour, links: Links) -> Spans:
    """A state's standing through time."""
    document: dict[str, Any] = state.document or {}
    shower = Shower("state", {}, links)
    rows = (
        (
            str(shower.column("standing", "role", row["role"]).words[0]),
            row["from"] or "",
            row["to"] or "",
        )
        for row in document["standing"]
    )
    return Spans(links.named(state.key, state), tuple(rows))


def shared(
    keys: Sequence[str], neighbours: Iterable[Neighbour], links: Links
) -> list[Shared]:
    """The exercises or frameworks of all the states, with each one's part."""
    return [
        Shared(
            links.named(one.key, one),
            one.columns["date"],
            one.columns["end_date"],
            one.when_disputed,
            tuple(part_of(key, one, links) for key in keys),
        )
        for one in neighbours
    ]
