"""The record as pictures: what each chart of the insights shows, and says in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from entries.pages import formatting
from entries.pages.charts import ready
from entries.pages.charts.bars import Bars, Figure, bars
from entries.pages.charts.columns import Columns, columns
from entries.pages.charts.grid import Grid, Head, grid
from entries.pages.charts.spans import Spans, spans
from entries.pages.charts.timeline import Event, Lane, Timeline, timeline
from entries.pages.links import Link, Links
from entries.record.insights import MOST, Taken, counted, standing
from entries.record.neighbours import Neighbour
from entries.record.spans import standing_on
from entries.vocabulary import Answer, EntryKind, Outcome, StandingRole

Named = Mapping[str, Neighbour]
Pairs = Mapping[tuple[str, str], int]
FEW = 8
"""How many rows a small picture has."""


def _link(key: str, named: Named, links: Links) -> Link:
    return links.named(key, named.get(key))


def cut(rows: Sequence[Neighbour]) -> tuple[Sequence[Neighbour], str]:
    """As many entries as can be drawn, and a word on it where some are left out."""
    if len(rows) <= MOST:
        return rows, ""
    words = _("Only the oldest %(n)s are drawn; the list has all.")
    return rows[:MOST], f" {words % {'n': formatting.number(MOST)}}"


def _most_active(
    totals: Mapping[str, int], named: Named, links: Links
) -> list[tuple[str, Link]]:
    """The states that took part in anything, the most active first."""
    rows = [(key, _link(key, named, links)) for key in totals]
    return sorted(rows, key=lambda row: (-totals[row[0]], row[1].text, row[0]))


def _totals(pairs: Pairs) -> dict[str, int]:
    return {one: n for (one, other), n in pairs.items() if one == other}


def _few(said: str, rows: Sequence[Any]) -> str:
    """What a small picture says, with a word on it where it shows not all rows."""
    if len(rows) <= FEW:
        return said
    words = _("Only the %(n)s with the most are shown here.") % {"n": FEW}
    return f"{said} {words}"


def participation(
    taken: Sequence[Taken],
    named: Named,
    links: Links,
    *,
    csv_url: str = "",
    is_small: bool = False,
) -> Grid:
    """States by years."""
    parts, hosted, totals = counted(taken)
    years = sorted({year for _key, year in parts})
    span = range(years[0], years[-1] + 1) if years else range(0)
    rows = _most_active(totals, named, links)
    said = ""
    if span:
        said = _(
            "%(n)s states took part in exercises held from %(first)s to %(last)s. "
            "A number is of exercises that a state hosted, took part in or observed; "
            "one that lasted into another year counts in both."
        ) % {"n": len(rows), "first": span[0], "last": span[-1]}

    def year_url(state: str, year: str) -> str:
        return links.filtered(
            EntryKind.EXERCISE, state=state, year=year, outcome=Outcome.HELD.value
        )

    return grid(
        "participation",
        _("Who took part, year by year"),
        _few(said, rows) if is_small else said,
        rows[:FEW] if is_small else rows,
        [Head(str(year), f"{year % 100:02}", str(year)) for year in span],
        {(key, str(year)): n for (key, year), n in parts.items()},
        corner=_("State"),
        url_of=year_url,
        marked=(
            frozenset((key, str(year)) for key, year in hosted),
            _("hosted at least one"),
        ),
        totals=(_("All"), totals),
        csv_url=csv_url,
    )


def together(
    pairs: Pairs,
    named: Named,
    links: Links,
    *,
    csv_url: str = "",
    is_small: bool = False,
) -> Grid:
    """States by states."""
    others = {pair: n for pair, n in pairs.items() if pair[0] != pair[1]}
    rows = _most_active(_totals(pairs), named, links)
    rows = [row for row in rows if any(row[0] == one for one, _other in others)]
    said = _most_together(others, named, links)
    if is_small:
        said, rows = _few(said, rows), rows[:FEW]
    compare = links.to("compare")

    def pair_url(one: str, other: str) -> str:
        query = urlencode([("state", one), ("state", other)])
        return f"{links.asking(compare, query)}#exercises"

    return grid(
        "together",
        _("Who exercises with whom"),
        said,
        rows,
        [Head(key, key, link.text) for key, link in rows],
        others,
        corner=_("State"),
        url_of=pair_url,
        csv_url=csv_url,
    )


def _most_together(others: Pairs, named: Named, links: Links) -> str:
    if not others:
        return ""
    most = max(others.values())
    first = sorted(
        pair for pair, n in others.items() if n == most and pair[0] < pair[1]
    )
    words = _(
        "In how many exercises held two states both took part, as hosts, participants "
        "or observers. The greatest number is %(n)s."
    ) % {"n": most}
    if len(first) > 1:
        return words
    one, other = (_link(key, named, links).text for key in first[0])
    return _("%(words)s It is that of %(one)s and %(other)s.") % {
        "words": words,
        "one": one,
        "other": other,
    }


def by_year(
    exercises: Sequence[Neighbour],
    links: Links,
    filters: Mapping[str, str] | None = None,
) -> Columns:
    """Exercises by the year in which each began; `filters` are those they are of."""
    exercises, left_out = cut(exercises)
    sorts = {
        Outcome.HELD: _("held"),
        Outcome.ANNOUNCED: _("announced, no source that it was held"),
        Outcome.CANCELLED: _("cancelled"),
    }
    groups: list[tuple[str, Mapping[int, int]]] = []
    for outcome, words in sorts.items():
        known = (one for one in exercises if one.columns["subtype"] == outcome)
        counts = Counter(int(one.columns["date"][:4]) for one in known if _dated(one))
        if counts or outcome == Outcome.HELD:
            groups.append((words, counts))
    return columns(
        "by-year",
        _("Exercises by year"),
        _("By the year in which each began.") + left_out,
        groups,
        url_of=lambda year: links.filtered(
            EntryKind.EXERCISE, **{**(filters or {}), "year": str(year)}
        ),
    )


def _dated(one: Neighbour) -> bool:
    return bool(one.columns["date"])


def events(
    exercises: Sequence[Neighbour], named: Named, links: Links, *, csv_url: str = ""
) -> Timeline:
    """All exercises in lanes by series; those of none stand last."""
    exercises, left_out = cut(exercises)
    lanes: dict[str, list[Event]] = {}
    for one in exercises:
        outcome = one.columns["subtype"]
        event = Event(
            links.named(one.key, one),
            one.columns["date"],
            one.columns["end_date"],
            one.columns["size"],
            outcome == Outcome.HELD,
            str(Outcome(outcome).label),
        )
        lanes.setdefault(one.columns["series"] or "", []).append(event)
    order = sorted(lanes, key=lambda key: (not key, -len(lanes[key]), key))
    held = sum(one.columns["subtype"] == Outcome.HELD for one in exercises)
    return timeline(
        "timeline",
        _("All exercises"),
        _(
            "%(n)s exercises in lanes by series, the longest series first; a source "
            "says of %(held)s that they were held. A name leads to the exercise."
        )
        % {"n": len(exercises), "held": held}
        + left_out,
        [
            Lane(
                _link(key, named, links) if key else Link(_("In no series"), ""),
                tuple(lanes[key]),
            )
            for key in order
        ],
        csv_url=csv_url,
    )


def membership(
    named: Named,
    links: Links,
    last: date,
    *,
    day: date | None = None,
    csv_url: str = "",
    is_small: bool = False,
) -> Spans:
    """How every state stood to the organization through time."""
    states = standing(named)
    rows = [
        ready.standing_row(one.document or {}, links.named(one.key, one))
        for one in states
    ]
    members = (StandingRole.FOUNDER, StandingRole.MEMBER)
    now = [_open_roles(one) for one in states]
    said = _(
        "%(n)s states stand or stood to the organization in some way; in this edition "
        "%(members)s are members, founding members among them."
    ) % {
        "n": len(states),
        "members": sum(bool(roles & set(members)) for roles in now),
    }
    if is_small:
        rows = [
            row for row, roles in zip(rows, now, strict=True) if roles & set(members)
        ]
        said = " ".join((said, _("Only the members are shown here.")))
    return spans(
        "membership",
        _("Standing in the organization through time"),
        said,
        rows,
        last=last,
        head=_("State"),
        day=day,
        csv_url=csv_url,
    )


def _open_roles(one: Neighbour) -> set[str]:
    """How a state stands by the rows that have no end."""
    document: dict[str, Any] = one.document or {}
    return {row["role"] for row in document["standing"] if not row["to"]}


def stood_on(
    named: Named, links: Links, day: date
) -> list[tuple[str, list[tuple[Link, bool]]]]:
    """Who stood how on a day: by standing, each state and whether that is sure."""
    found: dict[str, list[tuple[Link, bool]]] = {}
    for one in standing(named):
        for row in standing_on(one.document or {}, day):
            is_sure = row["answer"] == Answer.YES
            state = (links.named(one.key, one), is_sure)
            found.setdefault(row["role"], []).append(state)
    return [
        (str(StandingRole(role).label), found[role])
        for role in StandingRole.values
        if role in found
    ]


def scale(
    exercises: Sequence[Neighbour],
    named: Named,
    links: Links,
    *,
    csv_url: str = "",
    is_small: bool = False,
) -> Bars:
    """How many took part in each exercise of which a source gives a number."""
    exercises, left_out = cut(exercises)
    known = [one for one in exercises if one.columns["size"]]
    figures = [_figure(one, named, links) for one in known]
    said = _(
        "Of %(n)s exercises out of %(all)s a source gives the number of personnel; on "
        "%(disputed)s of these numbers sources disagree. Each step of the axis is ten "
        "times the one before."
    ) % {
        "n": len(known),
        "all": len(exercises),
        "disputed": sum(bool(figure.claims) for figure in figures),
    }
    if is_small:
        said, figures = _few(said, figures), sorted(figures, key=lambda one: -one.value)
        figures = figures[:FEW]
    return bars(
        "scale",
        _("How many took part"),
        said + left_out,
        figures,
        head=_("Exercise"),
        is_ratio=True,
        csv_url=csv_url,
    )


def _figure(one: Neighbour, named: Named, links: Links) -> Figure:
    series = one.columns["series"]
    return Figure(
        links.named(one.key, one),
        one.columns["size"],
        ready.claims(one.document, "personnel") if one.document else (),
        one.columns["date"],
        _link(series, named, links) if series else None,
    )
