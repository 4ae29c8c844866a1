"""Bars by year, stacked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from django.utils.translation import gettext as _

from entries.pages.charts.chart import Cell, Chart, Sign, Table, Tick
from entries.pages.charts.scales import Linear, percent, pixels, ticks, years
from entries.pages.formatting import number

HEIGHT = 180
ABOVE = 8
"""The space over the highest bar, for its label on the axis."""
FEW_LABELS = 6
"""How many years are written out where the chart is narrow."""
ALL_LABELS = 26
FILLS = (2, 3, 4, 5, 6)
"""The patterns of what is stacked, from below."""

Group = tuple[str, Mapping[int, int]]
"""What is counted, and its number by year."""


@dataclass(frozen=True)
class Part:
    """One piece of a bar."""

    x: str
    y: str
    width: str
    height: str
    fill: int
    title: str


@dataclass(frozen=True, kw_only=True)
class Columns(Chart):
    """Bars by year."""

    template = "charts/_columns.html"

    height: int = HEIGHT
    parts: tuple[Part, ...] = ()
    levels: tuple[Tick, ...] = ()
    years: tuple[Tick, ...] = ()
    base: str = field(default=pixels(HEIGHT))


def columns(
    name: str,
    title: str,
    said: str,
    groups: Sequence[Group],
    *,
    url_of: Callable[[int], str] | None = None,
    csv_url: str = "",
) -> Columns:
    """Bars from the first to the last year of which any group has a number.

    `url_of` says where the table's years lead.
    """
    known = {year for _name, counts in groups for year, n in counts.items() if n}
    span = range(min(known), max(known) + 1) if known else range(0)
    totals = [sum(counts.get(year, 0) for _name, counts in groups) for year in span]
    levels = ticks(max(totals, default=0))
    up = Linear(0, levels[-1])
    return Columns(
        name=name,
        title=title,
        said=said,
        csv_url=csv_url,
        is_empty=not known,
        table=_table(groups, span, url_of),
        signs=tuple(
            Sign(fill, label) for fill, (label, _c) in zip(FILLS, groups, strict=False)
        )
        if len(groups) > 1
        else (),
        parts=tuple(
            part
            for place, year in enumerate(span)
            for part in _parts(groups, year, place / len(span), 1 / len(span), up)
        ),
        levels=tuple(Tick(_height(up, value), number(value)) for value in levels),
        years=_years(span),
    )


def _height(up: Linear, value: float) -> str:
    return pixels(ABOVE + (HEIGHT - ABOVE) * (1 - up.share(value)))


def _parts(
    groups: Sequence[Group], year: int, left: float, slot: float, up: Linear
) -> list[Part]:
    counts = [group[1].get(year, 0) for group in groups]
    tops = list(accumulate(counts))
    return [
        Part(
            percent(left + slot * 0.14),
            _height(up, top),
            percent(slot * 0.72),
            pixels((HEIGHT - ABOVE) * up.share(n)),
            fill,
            f"{year}: {n} – {label}",
        )
        for fill, n, top, (label, _c) in zip(FILLS, counts, tops, groups, strict=False)
        if n
    ]


def _years(span: range) -> tuple[Tick, ...]:
    if not span:
        return ()
    few = set(years(span[0], span[-1], FEW_LABELS))
    shown = span if len(span) <= ALL_LABELS else sorted(few)
    middle = 0.5 / len(span)
    return tuple(
        Tick(percent((year - span[0]) / len(span) + middle), str(year), year not in few)
        for year in shown
    )


def _table(
    groups: Sequence[Group], span: range, url_of: Callable[[int], str] | None
) -> Table:
    heads = (_("Year"), *(label for label, _counts in groups))
    rows = []
    for year in span:
        counts = [counts.get(year, 0) for _label, counts in groups]
        url = url_of(year) if url_of and any(counts) else ""
        numbers = (Cell(number(n), raw=n) for n in counts)
        rows.append((Cell(str(year), url), *numbers))
    return Table(heads, tuple(rows))
