"""What a format is, and what a file is made of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from entries.api.fields import Tree, pick

Rows = list[dict[str, Any]]
Feature = dict[str, Any]


@dataclass(frozen=True)
class File:
    """What is told of the rows to those who write them."""

    name: str
    wanted: Tree
    edition: int
    count: int
    """How many rows there will be."""
    features: Callable[[dict[str, Any]], list[Feature]]
    """The places of a row, for maps."""

    def pick(self, row: dict[str, Any]) -> dict[str, Any]:
        """What is wanted of a row."""
        found: dict[str, Any] = pick(row, self.wanted)
        return found


Writer = Callable[[File, Iterable[Rows]], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """A form in which a list is answered."""

    name: str
    media: str
    label: str
    charset: str = "; charset=utf-8"
    also: tuple[str, ...] = ()
    """Other names of the media type."""
    is_exact: bool = True
    """Whether the same rows are always the same bytes."""
    most: int | None = None
    """More rows it cannot hold."""
    write: Writer | None = None
    """How a file is written; JSON comes page by page."""
