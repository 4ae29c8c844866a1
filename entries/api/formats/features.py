"""GeoJSON (RFC 7946): the places of rows, each a feature with its row's values."""

from collections.abc import Iterable, Iterator

from entries.api.formats.format import File, Rows
from entries.api.formats.table import written


def write(file: File, pages: Iterable[Rows]) -> Iterator[bytes]:
    """A collection of features; it is whole where its last bracket stands."""
    head = written({"edition": file.edition or None, "rows": file.count})
    yield f'{{"type":"FeatureCollection",{head[1:-1]},"features":['.encode()
    before = ""
    for rows in pages:
        found = [written(one) for row in rows for one in file.features(row)]
        if found:
            yield (before + ",\n".join(found)).encode()
            before = ",\n"
    yield b"]}\n"
