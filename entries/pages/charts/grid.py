"""Rows by columns: each cell a number, with a shade that says how great it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from entries.pages.charts.chart import Cell, Chart, Sign, Table, link_cell
from entries.pages.formatting import number
from entries.pages.links import Link

SHADES = 5


@dataclass(frozen=True)
class Head:
    """The head of a column: what is seen, and in full what is meant."""

    key: str
    short: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class Box:
    """One cell."""

    text: str = ""
    shade: int = 0
    """From 1, the lightest; 0 where there is nothing."""
    url: str = ""
    words: str = ""
    is_marked: bool = False
    is_self: bool = False
    """Whether the row meets itself."""


@dataclass(frozen=True)
class GridRow:
    """A row with its cells."""

    link: Link
    boxes: tuple[Box, ...]
    total: str = ""


@dataclass(frozen=True, kw_only=True)
class Grid(Chart):
    """Rows by columns; the drawing is a table, so it needs no other."""

    template = "charts/_grid.html"

    corner: str = ""
    heads: tuple[Head, ...] = ()
    rows: tuple[GridRow, ...] = ()
    total_head: str = ""
    shades: tuple[tuple[int, str], ...] = ()
    """The key of the shades: each with the numbers that it stands for."""


def grid(
    name: str,
    title: str,
    said: str,
    rows: Sequence[tuple[str, Link]],
    heads: Sequence[Head],
    counts: Mapping[tuple[str, str], int],
    *,
    corner: str,
    url_of: Callable[[str, str], str] | None = None,
    marked: tuple[frozenset[tuple[str, str]], str] = (frozenset(), ""),
    totals: tuple[str, Mapping[str, int]] | None = None,
    csv_url: str = "",
) -> Grid:
    """Counts by the keys of row and column.

    `url_of` says where a cell leads, `marked` which cells have a mark and what it
    means, `totals` the head and the numbers of a last column.
    """
    most = max(counts.values(), default=0)
    meaning = marked[1] if marked[0] else ""
    counted = _Counted(counts, most, url_of, marked[0], meaning)
    return Grid(
        name=name,
        title=title,
        said=said,
        csv_url=csv_url,
        is_empty=not counts,
        table=_table(rows, heads, counts, corner, totals),
        signs=(Sign(0, meaning, shape="mark"),) if meaning else (),
        corner=corner,
        heads=tuple(heads),
        rows=tuple(
            GridRow(
                link,
                tuple(counted.box(key, link, head) for head in heads),
                number(totals[1].get(key, 0)) if totals else "",
            )
            for key, link in rows
        ),
        total_head=totals[0] if totals else "",
        shades=_key(most),
    )


@dataclass(frozen=True)
class _Counted:
    """What is known of the cells."""

    counts: Mapping[tuple[str, str], int]
    most: int
    url_of: Callable[[str, str], str] | None
    marked: frozenset[tuple[str, str]]
    meaning: str

    def box(self, row: str, link: Link, head: Head) -> Box:
        n = self.counts.get((row, head.key), 0)
        if row == head.key:
            return Box(is_self=True)
        if not n:
            return Box()
        is_marked = (row, head.key) in self.marked
        words = f"{link.text}, {head.words}: {n}"
        return Box(
            number(n),
            shade(n, self.most),
            self.url_of(row, head.key) if self.url_of else "",
            f"{words} ({self.meaning})" if is_marked else words,
            is_marked,
        )


def shade(n: int, most: int) -> int:
    """Which of the shades a number has, of so many at most."""
    return -(-n * SHADES // most) if n else 0


def _key(most: int) -> tuple[tuple[int, str], ...]:
    found: dict[int, list[int]] = {}
    for n in range(1, most + 1):
        found.setdefault(shade(n, most), []).append(n)
    return tuple(
        (level, str(ns[0]) if len(ns) == 1 else f"{ns[0]}–{ns[-1]}")
        for level, ns in found.items()
    )


def _table(
    rows: Sequence[tuple[str, Link]],
    heads: Sequence[Head],
    counts: Mapping[tuple[str, str], int],
    corner: str,
    totals: tuple[str, Mapping[str, int]] | None,
) -> Table:
    body = []
    for key, link in rows:
        cells = [link_cell(link), Cell(key)]
        for head in heads:
            n = counts.get((key, head.key), 0)
            cells.append(Cell("") if key == head.key else Cell(number(n), raw=n))
        if totals:
            n = totals[1].get(key, 0)
            cells.append(Cell(number(n), raw=n))
        body.append(tuple(cells))
    last = (totals[0],) if totals else ()
    # In full: a file's reader sees no head to point at.
    names = (head.key for head in heads)
    return Table((corner, _("Code"), *names, *last), tuple(body))
