"""The matrix: what each state did with each instrument, and what nobody knows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from entries.dates import holds_on
from entries.documents.facts import Evidence, covers
from entries.pages import formatting, labels
from entries.pages.charts.chart import Cell, Table, link_cell
from entries.pages.links import Link, Links
from entries.record.neighbours import Neighbour
from entries.vocabulary import Answer, FrameworkStatus, FrameworkType, Verification

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
    is_uncertain: bool = False
    """Whether the day asked for lies within what is known of its date."""


@dataclass(frozen=True)
class Place:
    """What is known of a state and an instrument."""

    state: str
    sort: str
    """`steps`, `undated` (a party of which no date is known), `unsourced` (no source
    was found), `later` (it did nothing by the day asked for), `unnamed` (not among the
    parties) or `unlisted` (no party is known)."""
    steps: tuple[Step, ...] = ()
    is_in_force: bool = False
    may_be_in_force: bool = False
    """Whether nobody knows if it was so on the day asked for."""
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
    day: date | None = None,
) -> Matrix:
    """Instruments in the order given, by the states that they name.

    By those that stand in one of `roles`, where any is given, named or not. On a day,
    by what was done until then; without one, by all that is known.
    """
    documents = [one.document or {} for one in instruments]
    keys = _standing(named, roles, day) if roles else _parties(documents)
    states = [(key, links.named(key, named.get(key))) for key in keys]
    rows = (
        _instrument(document, links.named(one.key, one), keys, day)
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


def _standing(
    named: Mapping[str, Neighbour], roles: Collection[str], day: date | None
) -> list[str]:
    """The states that stand so, or may have stood so on the day."""
    return [
        key
        for key, one in named.items()
        if any(
            row["role"] in roles and _stands(row, day)
            for row in (one.document or {}).get("standing", ())
        )
    ]


def _stands(row: Document, day: date | None) -> bool:
    if day is None:
        return not row["to"]
    return holds_on(day, row["from"], row["to"]) != Answer.NO


def _instrument(
    document: Document, link: Link, keys: list[str], day: date | None
) -> Instrument:
    known = {row["state"]: row for row in document["parties"]}
    evidence = Evidence(document)
    sides = {True: _("binding"), False: _("not binding")}
    return Instrument(
        link,
        str(FrameworkType(document["framework_type"]).label),
        document["signed"] or "",
        document["in_force"] or "",
        _words_on(document, day) if day else _standing_words(document),
        sides.get(document["binding"], ""),
        tuple(
            _place(key, known.get(key), document, evidence, link.url, day)
            for key in keys
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


def _words_on(document: Document, day: date) -> str:
    """Whether an instrument held on a day, in words."""
    answer = _in_force(document, day)
    start, end = document["in_force"], document["expires"]
    if answer == Answer.YES:
        words = _("in force since %(day)s")
        return words % {"day": formatting.partial_date(start, is_inside=True)}
    if answer == Answer.UNCERTAIN:
        return _("uncertain whether in force on that day")
    if start and holds_on(day, start, None) == Answer.NO:
        return _("not yet in force")
    is_over = bool(end) and holds_on(day, None, end) == Answer.NO
    return _("no longer in force") if is_over else _standing_words(document)


def _in_force(document: Document, day: date | None) -> Answer:
    """Whether an instrument is in force, or was on a day."""
    status = FrameworkStatus(document["status"])
    start, end = document["in_force"], document["expires"]
    is_now = status == FrameworkStatus.IN_FORCE
    if day is None:
        return Answer.YES if is_now else Answer.NO
    if not start and status in (FrameworkStatus.ADOPTED, FrameworkStatus.NOT_IN_FORCE):
        return Answer.NO
    found = holds_on(day, start, end)
    # What ended on a day that nobody knows may have ended before.
    is_open = is_now or bool(end)
    return found if found == Answer.NO or (start and is_open) else Answer.UNCERTAIN


def _place(
    state: str,
    row: Document | None,
    document: Document,
    evidence: Evidence,
    url: str,
    day: date | None,
) -> Place:
    if row is None:
        return _absent(state, document, url)
    fact = f"parties.{state}"
    taken = {column: _taken(row[column], day) for column in STEPS}
    done = {**row, **{column: None for column in STEPS if taken[column] == Answer.NO}}
    steps = tuple(
        replace(step, is_uncertain=taken[column] == Answer.UNCERTAIN)
        for column in STEPS
        if row[column] == done[column]
        and (step := _step(row, fact, column, document, evidence, url))
    )
    is_unsourced = evidence.verification(fact) == Verification.UNSOURCED
    sort = "steps" if steps else "unsourced" if is_unsourced else "undated"
    if not steps and any(row[column] for column in STEPS):
        sort = "later"
    in_force = _in_force(document, day)
    bound = any(taken[column] == Answer.YES for column in BINDS)
    may_be = any(taken[column] not in (None, Answer.NO) for column in BINDS)
    is_in_force = bound and in_force == Answer.YES
    return Place(
        state,
        sort,
        steps,
        is_in_force,
        may_be and in_force != Answer.NO and not is_in_force,
        f"{url}#fact-{fact}",
        tuple(done[column] or "" for column in STEPS),
    )


def _taken(text: str | None, day: date | None) -> Answer | None:
    """Whether a step was taken, by a day if one is asked; None if it has no date."""
    if not text:
        return None
    return holds_on(day, text, None) if day else Answer.YES


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
    """The matrix as a list for a file: one line for each instrument and state.

    On a day without the states that had done nothing yet.
    """
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
        if place.sort != "later"
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
        "later": _("nothing done by that day"),
        "undated": _("named as a party; no date is known"),
        "unsourced": _("no source found"),
        "unnamed": _("not named as a party"),
        "unlisted": _("not known: the record names no party of this instrument"),
    }
