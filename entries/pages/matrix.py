"""The matrix: what each state did with each instrument, and what nobody knows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from entries.documents.facts import Evidence, covers
from entries.pages import formatting, labels
from entries.pages.charts.chart import Cell, Table, link_cell
from entries.pages.links import Link, Links
from entries.record.neighbours import Neighbour
from entries.vocabulary import FrameworkStatus, FrameworkType, Verification

Document = dict[str, Any]
STEPS = {"signed": "S", "ratified": "R", "acceded": "A"}
BINDS = ("ratified", "acceded")
"""The steps by which an instrument comes to bind a state."""


@dataclass(frozen=True)
class Step:
    """One thing that a state did, or of which no source was found."""

    column: str
    """`signed`, `ratified` or `acceded`."""
    letter: str
    words: str
    """In full: signed 15 June 2001."""
    url: str
    """Where it stands with its sources."""
    is_unsourced: bool = False
    is_disputed: bool = False


@dataclass(frozen=True)
class Place:
    """What is known of a state and an instrument."""

    state: str
    sort: str
    """`steps`, `undated` (a party of which no date is known), `unsourced` (no source
    was found), `unnamed` (not among the parties) or `unlisted` (no party is known)."""
    steps: tuple[Step, ...] = ()
    is_in_force: bool = False
    url: str = ""
    dates: tuple[str, ...] = ()
    """As the record has them, for a file: signed, ratified, acceded."""


@dataclass(frozen=True)
class Instrument:
    """One row: a framework, and what each state did with it."""

    link: Link
    word: str
    signed: str
    in_force: str
    standing: str
    """Whether it holds, and since when or until when, in words."""
    binding: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Matrix:
    """Instruments by states."""

    states: tuple[tuple[str, Link], ...]
    rows: tuple[Instrument, ...]


def matrix(
    instruments: Sequence[Neighbour],
    named: Mapping[str, Neighbour],
    links: Links,
    roles: Collection[str] = (),
) -> Matrix:
    """Instruments in the order given, by the states that they name.

    By those that now stand in one of `roles`, where any is given, named or not.
    """
    documents = [one.document or {} for one in instruments]
    keys = _standing(named, roles) if roles else _parties(documents)
    states = [(key, links.named(key, named.get(key))) for key in keys]
    rows = (
        _instrument(document, links.named(one.key, one), keys)
        for one, document in zip(instruments, documents, strict=True)
    )
    return Matrix(tuple(states), tuple(rows))


def _parties(documents: Iterable[Document]) -> list[str]:
    """The states that instruments name, those of the most instruments first."""
    counts: dict[str, int] = {}
    for document in documents:
        for row in document["parties"]:
            counts[row["state"]] = counts.get(row["state"], 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], key))


def _standing(named: Mapping[str, Neighbour], roles: Collection[str]) -> list[str]:
    return [
        key
        for key, one in named.items()
        if one.document
        and any(
            row["role"] in roles and not row["to"] for row in one.document["standing"]
        )
    ]


def _instrument(document: Document, link: Link, keys: list[str]) -> Instrument:
    known = {row["state"]: row for row in document["parties"]}
    evidence = Evidence(document)
    sides = {True: _("binding"), False: _("not binding")}
    return Instrument(
        link,
        str(FrameworkType(document["framework_type"]).label),
        document["signed"] or "",
        document["in_force"] or "",
        _standing_words(document),
        sides.get(document["binding"], ""),
        tuple(
            _place(key, known.get(key), document, evidence, link.url) for key in keys
        ),
    )


def _standing_words(document: Document) -> str:
    """What was in force and is no more is not said to be."""
    status = FrameworkStatus(document["status"])
    start, end = (
        formatting.partial_date(document[name], is_inside=True)
        if document[name]
        else ""
        for name in ("in_force", "expires")
    )
    if status == FrameworkStatus.IN_FORCE:
        since = _("in force since %(day)s") % {"day": start}
        return since if start else _("in force")
    if start and end:
        return _("was in force from %(start)s to %(end)s") % {
            "start": start,
            "end": end,
        }
    if status == FrameworkStatus.UNKNOWN:
        return _("status not known")
    return "" if status == FrameworkStatus.ADOPTED else str(status.label).lower()


def _place(
    state: str,
    row: Document | None,
    document: Document,
    evidence: Evidence,
    url: str,
) -> Place:
    if row is None:
        return _absent(state, document, url)
    fact = f"parties.{state}"
    steps = tuple(
        step
        for column in STEPS
        if (step := _step(row, fact, column, document, evidence, url))
    )
    is_unsourced = evidence.verification(fact) == Verification.UNSOURCED
    sort = "steps" if steps else "unsourced" if is_unsourced else "undated"
    bound = any(row[column] for column in BINDS)
    return Place(
        state,
        sort,
        steps,
        bound and document["status"] == FrameworkStatus.IN_FORCE,
        f"{url}#fact-{fact}",
        tuple(row[column] or "" for column in STEPS),
    )


def _absent(state: str, document: Document, url: str) -> Place:
    """A state that is not among the parties: it is none, or nobody knows."""
    if set(covers(f"parties.{state}")) & set(document["no_source"]):
        return Place(state, "unsourced", url=f"{url}#fact-parties")
    return Place(state, "unnamed" if document["parties"] else "unlisted")


def _step(
    row: Document,
    fact: str,
    column: str,
    document: Document,
    evidence: Evidence,
    url: str,
) -> Step | None:
    name = f"{fact}.{column}"
    label = str(labels.COLUMNS[column])
    where = f"{url}#fact-{name}"
    if not row[column]:
        if name not in document["no_source"]:
            return None
        words = _("%(step)s: no source found") % {"step": label}
        return Step(column, STEPS[column], words, where, is_unsourced=True)
    verification = evidence.verification(name)
    day = formatting.partial_date(row[column])
    return Step(
        column,
        STEPS[column],
        f"{label} {day}",
        where,
        verification == Verification.UNSOURCED,
        verification == Verification.DISPUTED,
    )


def table(shown: Matrix) -> Table:
    """The matrix as a list for a file: one line for each instrument and state."""
    words = sort_words()
    names = dict(shown.states)
    body = [
        (
            link_cell(row.link),
            Cell(row.word),
            Cell(row.binding),
            Cell(row.in_force),
            Cell(place.state),
            link_cell(names[place.state]),
            *(Cell(day) for day in place.dates or ("", "", "")),
            Cell(words[place.sort]),
            Cell(_("yes") if place.is_in_force else ""),
        )
        for row in shown.rows
        for place in row.places
    ]
    heads = (
        _("Framework"),
        _("Type"),
        _("Legally binding"),
        _("Came into force"),
        _("Code"),
        _("State"),
        *(str(labels.COLUMNS[column]) for column in STEPS),
        _("What is known"),
        _("In force, and the state ratified or acceded"),
    )
    return Table(heads, tuple(body))


def sort_words() -> dict[str, str]:
    """What each sort of place means, in words."""
    return {
        "steps": _("a party, with what it did"),
        "undated": _("named as a party; no date is known"),
        "unsourced": _("no source found"),
        "unnamed": _("not named as a party"),
        "unlisted": _("not known: the record names no party of this instrument"),
    }
