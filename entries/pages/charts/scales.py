"""Where a value stands on an axis, and which values are written beside it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Linear:
    """An axis on which equal distances are equal differences."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """How far along the axis a value stands, from 0 to 1; none lies outside."""
        if self.high <= self.low:
            return 0.0
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    def percent(self, value: float) -> str:
        return percent(self.share(value))


@dataclass(frozen=True)
class Logarithmic(Linear):
    """An axis on which equal distances are equal ratios; both ends above zero."""

    def share(self, value: float) -> float:
        inner = Linear(math.log10(self.low), math.log10(self.high))
        return inner.share(math.log10(max(value, self.low)))


def percent(share: float) -> str:
    """A place as SVG reads it, whatever the page's language."""
    return f"{share * 100:.2f}%"


def pixels(value: float) -> str:
    """A length as SVG reads it."""
    return f"{value:.1f}"


def steps() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 and so on."""
    power = 1
    while True:
        yield from (step * power for step in STEPS)
        power *= 10


def ticks(high: float, most: int = 5) -> list[int]:
    """Whole numbers from 0 that reach a value in a few equal steps."""
    step = next(step for step in steps() if high <= step * most)
    return list(range(0, max(1, math.ceil(high / step)) * step + 1, step))


def decades(low: float, high: float) -> list[int]:
    """The powers of ten around some values."""
    first = math.floor(math.log10(max(low, 1)))
    last = max(first + 1, math.ceil(math.log10(max(high, 1))))
    return [10**power for power in range(first, last + 1)]


def years(first: int, last: int, most: int) -> list[int]:
    """So many years at most, equally far apart and easy to count by."""
    step = next(step for step in steps() if (last - first) / step < most)
    begin = first + -first % step
    return list(range(begin, last + 1, step))


def days(first: date, last: date) -> Linear:
    """An axis of time."""
    return Linear(first.toordinal(), last.toordinal())


def width(text: str) -> float:
    """About how many pixels a small label takes: a Chinese letter as many as two."""
    return sum(12.5 if letter >= "\u2e80" else 6.7 for letter in text)
