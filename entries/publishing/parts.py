"""Long lists in parts: a statement takes only so many parameters."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def parts(items: Sequence[Item], size: int = 500) -> Iterator[Sequence[Item]]:
    """A list, cut into parts."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
