"""Figures as bars or dots, and every other value that sources give beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from entries.pages import formatting
from entries.pages.charts.chart import Cell, Chart, Sign, Table, Tick, link_cell
from entries.pages.charts.scales import Linear, Logarithmic, decades, ticks
from entries.pages.formatting import number
from entries.pages.links import Link

SEVERAL = 4
"""How many values are written on an axis at most: they have room at 320 pixels."""


@dataclass(frozen=True)
class Figure:
    """One figure of the record, with the other values that sources give."""

    link: Link
    """What it is a figure of, and where it stands."""
    value: float
    claims: tuple[float, ...] = ()
    date: str = ""
    """When, where figures of several times are drawn."""
    group: Link | None = None
    """What it belongs to, where that is told."""


@dataclass(frozen=True)
class Bar:
    """A figure with its places on the axis."""

    figure: Figure
    value: str
    others: str
    """The other values in words."""
    at: str
    ticks: tuple[str, ...]
    low: str
    high: str
    """The least and the greatest of all values; both empty where there is but one."""


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Figures, one below the other, on one axis."""

    template = "charts/_bars.html"

    bars: tuple[Bar, ...] = ()
    axis: tuple[Tick, ...] = ()
    is_dots: bool = False
    """On an axis of ratios there is no zero to draw a bar from."""


def bars(
    name: str,
    title: str,
    said: str,
    figures: Sequence[Figure],
    *,
    head: str,
    unit: str = "",
    is_ratio: bool = False,
    csv_url: str = "",
) -> Bars:
    """Figures in the order given; `head` says what they are figures of.

    `unit` says what is counted; without it, personnel.
    `is_ratio` draws dots on an axis of powers of ten, for values far apart.
    """
    values = [value for one in figures for value in (one.value, *one.claims)]
    marks = [1, 10] if is_ratio else [0, 1]
    if values:
        marks = decades(min(values), max(values)) if is_ratio else _few(max(values))
    sort = Logarithmic if is_ratio else Linear
    axis = sort(marks[0], marks[-1])
    return Bars(
        name=name,
        title=title,
        said=said,
        csv_url=csv_url,
        is_empty=not figures,
        is_dots=is_ratio,
        table=_table(figures, head, unit or _("Personnel")),
        signs=_signs(figures, is_ratio=is_ratio),
        bars=tuple(_bar(one, axis) for one in figures),
        axis=_axis(marks, axis),
    )


def _axis(marks: list[int], axis: Linear) -> tuple[Tick, ...]:
    """Each mark with its number; of many, only every other one where it is narrow."""
    is_many = len(marks) > SEVERAL
    return tuple(
        Tick(axis.percent(mark), number(mark), is_many and left % 2 == 1)
        for left, mark in zip(reversed(range(len(marks))), marks, strict=True)
    )


def _few(high: float) -> list[int]:
    return ticks(high, SEVERAL)


def _bar(one: Figure, axis: Linear) -> Bar:
    others = sorted(set(one.claims) - {one.value})
    ends = sorted({one.value, *others})
    words = ", ".join(map(number, others))
    return Bar(
        one,
        number(one.value),
        _("other sources give %(values)s") % {"values": words} if words else "",
        axis.percent(one.value),
        tuple(axis.percent(value) for value in others),
        axis.percent(ends[0]) if others else "",
        axis.percent(ends[-1]) if others else "",
    )


def _signs(figures: Sequence[Figure], *, is_ratio: bool) -> tuple[Sign, ...]:
    value = Sign(0, _("the record’s figure"), shape="dot" if is_ratio else "bar")
    claim = Sign(0, _("another value that sources give"), shape="tick")
    is_disputed = any(set(one.claims) - {one.value} for one in figures)
    return (value, claim) if is_disputed else ()


def _table(figures: Sequence[Figure], head: str, unit: str) -> Table:
    dated = any(one.date for one in figures)
    grouped = any(one.group for one in figures)
    disputed = any(one.claims for one in figures)
    heads = [head]
    heads += [_("When")] if dated else []
    heads += [_("Series")] if grouped else []
    heads += [unit]
    heads += [_("Other sources give")] if disputed else []
    rows = []
    for one in figures:
        row = [link_cell(one.link)]
        if dated:
            words = formatting.partial_date(one.date) if one.date else ""
            row.append(Cell(words, raw=one.date))
        if grouped:
            row.append(link_cell(one.group) if one.group else Cell(""))
        row.append(Cell(number(one.value), raw=_whole(one.value)))
        if disputed:
            others = sorted(set(one.claims) - {one.value})
            words = ", ".join(map(number, others))
            row.append(Cell(words, raw=" ".join(str(_whole(n)) for n in others)))
        rows.append(tuple(row))
    return Table(tuple(heads), tuple(rows))


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value
