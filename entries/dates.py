"""Dates with precision: a year stays a year, and a comparison may be uncertain.

Written as ISO 8601 (`2007`, `2007-08`, `2007-08-09`); a `?` behind it, as in
ISO 8601-2, says that the source itself is in doubt.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Self

from entries.vocabulary import Answer

FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(\?)?", re.ASCII)
ADVICE = "write 2007, 2007-08 or 2007-08-09, with ? behind it if it is in doubt"
FIRST_YEAR, LAST_YEAR = 1000, 2999


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year, as exactly as a source gives it."""

    year: int
    month: int | None = None
    day: int | None = None
    uncertain: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 text; ValueError says what to write instead."""
        found = FORM.fullmatch(text)
        if not found:
            msg = f"{text!r} is no date: {ADVICE}"
            raise ValueError(msg)
        year, month, day = (int(part) if part else None for part in found.groups()[:3])
        if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
            msg = f"{text!r} is no date: years run from {FIRST_YEAR} to {LAST_YEAR}"
            raise ValueError(msg)
        try:
            date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError as error:
            msg = f"{text!r} is no date: there is no such day or month"
            raise ValueError(msg) from error
        return cls(year, month, day, bool(found[4]))

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts) + ("?" if self.uncertain else "")

    def __lt__(self, other: "PartialDate") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, date, bool]:
        return (self.first, self.last, self.uncertain)

    @property
    def precision(self) -> str:
        """One of `year`, `month`, `day`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day that the text covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that the text covers."""
        month = self.month or 12
        return date(
            self.year, month, self.day or calendar.monthrange(self.year, month)[1]
        )

    @property
    def earliest(self) -> date:
        """The first day possible: a date in doubt may lie one unit earlier."""
        if not self.uncertain:
            return self.first
        before = self.first - timedelta(days=1)
        return PartialDate(*_unit(before, self.precision)).first

    @property
    def latest(self) -> date:
        """The last day possible: a date in doubt may lie one unit later."""
        if not self.uncertain:
            return self.last
        after = self.last + timedelta(days=1)
        return PartialDate(*_unit(after, self.precision)).last


def _unit(day: date, precision: str) -> tuple[int, int | None, int | None]:
    return (
        day.year,
        day.month if precision != "year" else None,
        day.day if precision == "day" else None,
    )


def parse(text: str | None) -> PartialDate | None:
    """The date of a document's field, or None where it has none."""
    return PartialDate.parse(text) if text else None


def is_before(one: PartialDate, other: PartialDate) -> Answer:
    """Whether one date lies before another, as far as precision decides."""
    if one.latest < other.earliest:
        return Answer.YES
    if one.earliest >= other.latest:
        return Answer.NO
    return Answer.UNCERTAIN


def ends_before_start(start: str | None, end: str | None) -> bool:
    """Whether an end is surely before its start."""
    first, last = parse(start), parse(end)
    if first is None or last is None:
        return False
    return is_before(last, first) == Answer.YES


def holds_on(day: date, start: str | None, end: str | None) -> Answer:
    """Whether a span covers a day.

    It is half-open: its end is the first day on which it no longer holds. No start
    is an unknown one; no end is open.
    """
    begins, ends = parse(start), parse(end)
    if begins and day < begins.earliest:
        return Answer.NO
    if ends and day >= ends.latest:
        return Answer.NO
    if begins and day >= begins.latest and (not ends or day < ends.earliest):
        return Answer.YES
    return Answer.UNCERTAIN
