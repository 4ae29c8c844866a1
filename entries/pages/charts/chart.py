"""What all charts have: a name, words, a key, and the table of what is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from entries.pages.formatting import foreign
from entries.pages.links import Link


@dataclass(frozen=True)
class Cell:
    """One cell of a chart's table."""

    text: str
    url: str = ""
    raw: str | int | float | None = None
    """What a file gives in its place: a number without separators, a date as ISO."""
    lang: str = ""

    @property
    def is_number(self) -> bool:
        return isinstance(self.raw, int | float)

    @property
    def plain(self) -> str | int | float:
        """The value as a file gives it."""
        return self.text if self.raw is None else self.raw


@dataclass(frozen=True)
class Table:
    """The data of a chart; the first cell of a row is its head."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The heads, each with whether numbers stand below it."""
        last = self.rows[0] if self.rows else ()
        numbers = [cell.is_number for cell in last]
        numbers += [False] * (len(self.heads) - len(numbers))
        return list(zip(self.heads, numbers, strict=True))


@dataclass(frozen=True)
class Sign:
    """What a pattern, letter or shape of a chart stands for."""

    fill: int
    """The number of its pattern; 0 where it has none."""
    label: str
    letter: str = ""
    shape: str = ""
    """A name that the template of the chart draws by."""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing with its words and its table."""

    name: str
    title: str
    said: str
    table: Table
    signs: tuple[Sign, ...] = ()
    csv_url: str = ""
    api_url: str = ""
    """The same data in the API."""
    is_empty: bool = False
    """Whether there is nothing to draw."""

    template: ClassVar[str] = ""


@dataclass(frozen=True)
class Tick:
    """A place on an axis."""

    at: str
    label: str
    is_finer: bool = False
    """Whether its label shows only where there is room for all."""


def link_cell(link: Link) -> Cell:
    """The name of an entry, which leads to it."""
    return Cell(link.text, link.url, lang=foreign(link.lang))


def joined(parts: Iterable[str]) -> str:
    return "; ".join(filter(None, parts))
