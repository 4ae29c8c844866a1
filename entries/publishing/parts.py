"""Long lists in parts: a statement takes only so many parameters."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def parts(items: Sequence[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """A list, cut into parts."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def drawn(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """What is made one by one, in lists, so that only one list is held."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part
