"""What the charts of the site are drawn from, as rows: the very same numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import QuerySet

from entries.api.links import Links
from entries.dates import holds_on, parse
from entries.pages.charts import ready
from entries.pages.links import Named
from entries.pages.maps.places import Place
from entries.pages.matrix import Matrix
from entries.pages.matrix import Place as Cell
from entries.record import insights as asked
from entries.record import reading
from entries.record.edition import Revision
from entries.record.listing import Listing
from entries.record.neighbours import Neighbour
from entries.record.quality import Cell as Group
from entries.record.quality import Standing
from entries.vocabulary import Answer

Row = dict[str, Any]
TITLES = ("title", "title_ru", "title_zh")
STEPS = ("signed", "ratified", "acceded")
NO_DAYS = {"earliest": None, "latest": None}


class Names:
    """Entries by their keys, as rows name them. One query."""

    def __init__(self, keys: Iterable[str], links: Links) -> None:
        self.links = links
        self.known = reading.names(keys, links.pin.number)

    def entry(self, kind: str, key: str) -> Row:
        return entry(kind, key, self.known.get(key), self.links)


def entry(kind: str, key: str, named: Named | None, links: Links) -> Row:
    """An entry that a row is about; one that is gone has no titles."""
    titles = {name: getattr(named, name) if named else "" for name in TITLES}
    return {"key": key, **titles, "url": links.entry(kind, key)}


def participation(edition: int, links: Links) -> list[Row]:
    """A row for each state and year. Two queries."""
    parts, hosted, totals = asked.counted(asked.taken(edition))
    names = Names({key for key, _year in parts}, links)
    return [
        {
            "state": names.entry("state", key),
            "year": year,
            "exercises": n,
            "hosted": hosted[key, year],
            "of_all_years": totals[key],
        }
        for (key, year), n in sorted(parts.items())
    ]


def together(edition: int, links: Links) -> list[Row]:
    """A row for each two states that took part in an exercise. Two queries."""
    pairs = asked.together(edition)
    names = Names({one for one, _other in pairs}, links)
    return [
        {
            "state": names.entry("state", one),
            "other": names.entry("state", other),
            "exercises": n,
            "of_state": pairs[one, one],
            "of_other": pairs[other, other],
        }
        for (one, other), n in sorted(pairs.items())
        if one < other
    ]


def timeline(rows: Sequence[Any], links: Links) -> list[Row]:
    """A row for each exercise, with the days on which it may have been going on."""
    names = Names({row.series for row in rows if row.series}, links)
    return [
        {
            **_exercise(row, names),
            **days(row.date, row.end_date),
            "outcome": row.subtype,
            "personnel": row.size,
        }
        for row in rows
    ]


def scale(rows: Sequence[Any], links: Links) -> list[Row]:
    """A row for each exercise, with all numbers of personnel that sources give."""
    names = Names({row.series for row in rows if row.series}, links)
    disputed = [row.revision_id for row in rows if row.is_disputed]
    documents = Revision.objects.in_bulk(disputed)
    return [_sized(row, documents.get(row.revision_id), names) for row in rows]


def _sized(row: Any, revision: Revision | None, names: Names) -> Row:
    claims = ready.claims(revision.document, "personnel") if revision else ()
    return {
        **_exercise(row, names),
        "personnel": row.size,
        "others": sorted(set(claims) - {row.size}),
        "least": min(row.size, *claims, row.size),
        "greatest": max(row.size, *claims, row.size),
    }


def _exercise(row: Any, names: Names) -> Row:
    return {
        "exercise": entry("exercise", row.key, row, names.links),
        "series": names.entry("series", row.series) if row.series else None,
        "start": row.date or None,
        "end": row.end_date or None,
    }


def days(start: str, end: str) -> Row:
    """The first and the last day that a span may cover."""
    begins = parse(start)
    if begins is None:
        return NO_DAYS
    ends = parse(end) or begins
    return {"earliest": begins.earliest, "latest": max(begins.latest, ends.latest)}


def years(rows: QuerySet[Listing]) -> list[Row]:
    """A row for each year in which exercises began, and what became of them."""
    return [
        {"year": year, "outcome": outcome, "exercises": n}
        for (year, outcome), n in sorted(asked.years(rows).items())
    ]


def membership(edition: int, links: Links, day: date | None) -> list[Row]:
    """A row for each span of a state's standing, or of those that hold on a day."""
    rows = (
        {
            "state": entry("state", one.key, one, links),
            **row,
            "answer": holds_on(day, row["from"], row["to"]) if day else None,
        }
        for one in asked.standing(asked.named(edition))
        for row in (one.document or {})["standing"]
    )
    return [row for row in rows if row["answer"] != Answer.NO]


def matrix(
    drawn: Matrix,
    instruments: Iterable[Neighbour],
    named: Mapping[str, Neighbour],
    links: Links,
) -> list[Row]:
    """A row for each instrument and state that had done anything by the day asked."""
    return [
        {
            "framework": _framework(one, links),
            "state": entry("state", cell.state, named.get(cell.state), links),
            **_cell(cell),
        }
        for one, row in zip(instruments, drawn.rows, strict=True)
        for cell in row.places
        if cell.sort != "later"
    ]


def _framework(one: Neighbour, links: Links) -> Row:
    document: Row = one.document or {}
    names = ("framework_type", "binding", "status", "signed", "in_force")
    own = {name: document[name] for name in names}
    return {**entry("framework", one.key, one, links), **own}


def _cell(cell: Cell) -> Row:
    dates = dict(zip(STEPS, cell.dates or ("", "", ""), strict=True))
    return {
        **{name: day or None for name, day in dates.items()},
        "known": cell.sort,
        "bound": cell.is_in_force,
        "may_be_bound": cell.may_be_in_force,
        "uncertain": [step.column for step in cell.steps if step.is_uncertain],
        "unsourced": [step.column for step in cell.steps if step.is_unsourced],
        "disputed": [step.column for step in cell.steps if step.is_disputed],
    }


def places(found: Iterable[Place], links: Links) -> list[Row]:
    """A row for each place, that at which most was held first."""
    return [
        {
            "number": place.number,
            "names": list(place.names),
            "states": list(place.states),
            "lat": place.lat,
            "lon": place.lon,
            "held": len(place.exercises),
            "exercises": [
                entry("exercise", one.key, one, links) for one in place.exercises
            ],
        }
        for place in found
    ]


def quality(standings: Mapping[Group, Standing], day: date) -> list[Row]:
    """A row for each kind and year."""
    return [
        {"kind": kind, "year": int(year) if year else None, **asdict(one), "day": day}
        for (kind, year), one in sorted(standings.items())
    ]
