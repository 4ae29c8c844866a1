"""JSON Lines: a row is a JSON object in a line of its own."""

from collections.abc import Iterable, Iterator

from entries.api.formats.format import File, Rows
from entries.api.formats.table import written


def write(file: File, pages: Iterable[Rows]) -> Iterator[bytes]:
    """A line for each row."""
    for rows in pages:
        yield "".join(f"{written(file.pick(row))}\n" for row in rows).encode()
