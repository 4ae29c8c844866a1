"""The exercises of a series and the states that took part, as one table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

from entries.pages.around import Step, step
from entries.pages.links import Link, Links, Named
from entries.record.neighbours import Pointer
from entries.record.series import Parts, Took
from entries.vocabulary import ParticipantRole


@dataclass(frozen=True)
class Cell:
    """What a state did in an exercise; empty where it took no part."""

    letter: str = ""
    word: str = ""
    personnel: int | None = None
    is_disputed: bool = False
    url: str = ""


@dataclass(frozen=True)
class Line:
    """An exercise with a cell for each state."""

    step: Step
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Participation:
    """The states, the most frequent first, and the exercises, the oldest first."""

    states: tuple[tuple[Link, int], ...]
    lines: tuple[Line, ...]


ROLES = (ParticipantRole.HOST, ParticipantRole.PARTICIPANT, ParticipantRole.OBSERVER)
"""The first that a state had is shown: a host took part as well."""


def letters() -> dict[str, str]:
    """The letter of each role, as the key tells it."""
    return {
        ParticipantRole.HOST: pgettext("letter of a role", "H"),
        ParticipantRole.PARTICIPANT: pgettext("letter of a role", "P"),
        ParticipantRole.OBSERVER: pgettext("letter of a role", "O"),
    }


def key() -> list[tuple[str, Any]]:
    """The letters with their words."""
    return [(letter, ParticipantRole(role).label) for role, letter in letters().items()]


def participation(
    pointing: Iterable[Pointer],
    parts: Parts,
    names: Mapping[str, Named],
    links: Links,
) -> Participation:
    """The table of the exercises of a series; states of none stand in no column."""
    rows = [one for one in pointing if one.word == "series"]
    often = Counter(state for one in rows for state in parts.get(one.listing.pk, {}))
    order = sorted(often, key=lambda state: (-often[state], state))
    return Participation(
        tuple((links.named(state, names.get(state)), often[state]) for state in order),
        tuple(_line(one, parts.get(one.listing.pk, {}), order, links) for one in rows),
    )


def _line(
    one: Pointer, taken: Mapping[str, Took], order: list[str], links: Links
) -> Line:
    shown = step(one, links)
    return Line(
        shown,
        tuple(
            _cell(state, taken[state], shown.link.url) if state in taken else Cell()
            for state in order
        ),
    )


def _cell(state: str, took: Took, url: str) -> Cell:
    role = next((role for role in ROLES if role in took.roles), None)
    if role is None:
        return Cell(personnel=took.personnel, is_disputed=took.is_disputed)
    is_listed = took.roles != {ParticipantRole.HOST} or took.personnel is not None
    fact = f"participants.{state}" if is_listed else "hosts"
    return Cell(
        letters()[role],
        str(role.label),
        took.personnel,
        took.is_disputed,
        f"{url}#fact-{fact}",
    )
