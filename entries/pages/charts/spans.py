"""Spans on an axis of time, their ends as fuzzy as the dates are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from entries.dates import parse
from entries.pages import formatting
from entries.pages.charts.chart import Cell, Chart, Sign, Table, Tick, link_cell
from entries.pages.charts.scales import Linear, days, percent, years
from entries.pages.links import Link

LETTER = 0.055
"""The share of the width from which a span has room for its letter at 320 pixels."""
FEW_LABELS = 6
EDGE = 0.25
"""The share of the width in which a label is not centred on its place."""


@dataclass(frozen=True)
class Span:
    """What held from one date until another; either may be unknown or open."""

    sign: Sign
    start: str | None
    end: str | None
    url: str = ""
    """Where it stands with its sources."""

    @property
    def words(self) -> str:
        """The span in words: Observer, 5 July 2005 – 9 June 2017."""
        if self.start and self.end:
            ends = map(formatting.partial_date, (self.start, self.end))
            return f"{self.sign.label}, {' – '.join(ends)}"
        if not self.start and not self.end:
            return self.sign.label
        day = formatting.partial_date(self.start or self.end or "", is_inside=True)
        words = (
            _("%(what)s since %(day)s") if self.start else _("%(what)s until %(day)s")
        )
        return words % {"what": self.sign.label, "day": day}


@dataclass(frozen=True)
class Row:
    """Somebody's spans, in one line."""

    link: Link
    spans: tuple[Span, ...]
    note: str = ""
    """What is said beside the line."""


@dataclass(frozen=True)
class Piece:
    """A part of a span: what is sure, or what the precision of a date leaves open."""

    x: str
    width: str
    fill: int
    is_sure: bool
    title: str
    letter: str = ""
    middle: str = ""


@dataclass(frozen=True)
class Line:
    """A row with its pieces."""

    row: Row
    pieces: tuple[Piece, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class Spans(Chart):
    """Rows of spans on one axis of time."""

    template = "charts/_spans.html"

    lines: tuple[Line, ...] = ()
    axis: tuple[Tick, ...] = ()
    day: Tick | None = None
    """The day asked for."""
    day_side: str = "middle"
    """Where its label stands to its line: it keeps within the drawing."""

    @property
    def has_fuzzy(self) -> bool:
        """Whether a date is less exact than a day."""
        return any(not piece.is_sure for line in self.lines for piece in line.pieces)


def spans(
    name: str,
    title: str,
    said: str,
    rows: Sequence[Row],
    *,
    last: date,
    head: str,
    day: date | None = None,
    csv_url: str = "",
) -> Spans:
    """Rows on one axis that ends at `last`, where spans without an end still hold.

    `day` draws a line through all of them.
    """
    axis = _axis(rows, last, day)
    found: dict[Sign, None] = {}
    for row in rows:
        found.update(dict.fromkeys(span.sign for span in row.spans))
    first_year = date.fromordinal(int(axis.low)).year
    last_year = date.fromordinal(int(axis.high)).year
    return Spans(
        name=name,
        title=title,
        said=said,
        csv_url=csv_url,
        is_empty=not any(row.spans for row in rows),
        table=_table(rows, head),
        signs=tuple(sorted(found, key=lambda sign: sign.fill)),
        lines=tuple(_line(row, axis) for row in rows),
        axis=tuple(
            Tick(axis.percent(date(year, 1, 1).toordinal()), str(year))
            for year in years(first_year + 1, last_year, FEW_LABELS)
        ),
        day=_day(axis, day) if day else None,
        day_side=_side(axis.share(day.toordinal())) if day else "middle",
    )


def _day(axis: Linear, day: date) -> Tick:
    return Tick(axis.percent(day.toordinal()), formatting.partial_date(day.isoformat()))


def _side(share: float) -> str:
    return "start" if share < EDGE else "end" if share > 1 - EDGE else "middle"


def _axis(rows: Iterable[Row], last: date, day: date | None) -> Linear:
    """From the year of the earliest date until the last day that is drawn."""
    known = [last, *([day] if day else [])]
    for row in rows:
        for span in row.spans:
            for when in (parse(span.start), parse(span.end)):
                known += [when.earliest, when.latest] if when else []
    return days(date(min(known).year, 1, 1), max(known))


def _line(row: Row, axis: Linear) -> Line:
    pieces = [piece for span in row.spans for piece in _pieces(span, axis)]
    words = "; ".join(span.words for span in row.spans)
    return Line(row, tuple(pieces), words)


def _pieces(span: Span, axis: Linear) -> list[Piece]:
    start, end = parse(span.start), parse(span.end)
    begins = (start.earliest, start.latest) if start else None
    ends = (end.earliest, end.latest) if end else None
    low, high = int(axis.low), int(axis.high)
    sure_from = begins[1].toordinal() if begins else low
    sure_to = ends[0].toordinal() if ends else high
    pieces = []
    if begins and begins[0] != begins[1]:
        until = min(sure_from, sure_to)
        pieces.append(_piece(span, axis, begins[0].toordinal(), until))
    if sure_from < sure_to:
        pieces.append(_piece(span, axis, sure_from, sure_to, is_sure=True))
    if ends and ends[0] != ends[1]:
        pieces.append(_piece(span, axis, max(sure_from, sure_to), ends[1].toordinal()))
    return pieces


def _piece(
    span: Span, axis: Linear, start: int, end: int, *, is_sure: bool = False
) -> Piece:
    left, right = axis.share(start), axis.share(end)
    has_letter = is_sure and right - left >= LETTER
    return Piece(
        percent(left),
        percent(right - left),
        span.sign.fill,
        is_sure,
        span.words,
        span.sign.letter if has_letter else "",
        percent((left + right) / 2),
    )


def _table(rows: Sequence[Row], head: str) -> Table:
    body = [
        (
            link_cell(row.link),
            Cell(span.sign.label, span.url),
            *(_date(text) for text in (span.start, span.end)),
        )
        for row in rows
        for span in row.spans
    ]
    return Table((head, _("Standing"), _("From"), _("Until")), tuple(body))


def _date(text: str | None) -> Cell:
    return Cell(formatting.partial_date(text), raw=text) if text else Cell("")
