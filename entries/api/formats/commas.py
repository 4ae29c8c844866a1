"""Comma-separated values (RFC 4180), in UTF-8."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from entries.api.formats.format import File, Rows
from entries.api.formats.table import cell, columns
from entries.pages.charts.sheet import harmless

END = "\r\n"
"""The end of a row. No cell holds it, so whoever counts it counts rows."""


def write(file: File, pages: Iterable[Rows]) -> Iterator[bytes]:
    """A line of names, then a line for each row; no cell is a formula."""
    paths = columns(file.wanted)
    yield _lines([[".".join(path) for path in paths]])
    for rows in pages:
        yield _lines([_said(cell(row, path)) for path in paths] for row in rows)


def _lines(rows: Iterable[list[Any]]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator=END).writerows(rows)
    return out.getvalue().encode()


def _said(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return harmless(value.replace(END, "\n").replace("\r", "\n"))
    return value
