"""Rows turned into a document, and a document into rows; by hand, kind by kind."""

from entries.desk.conversion.reading import document, with_rows
from entries.desk.conversion.writing import (
    UnknownReferenceError,
    build_all,
    restore,
    restore_all,
)

__all__ = [
    "UnknownReferenceError",
    "build_all",
    "document",
    "restore",
    "restore_all",
    "with_rows",
]
