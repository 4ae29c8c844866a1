"""The search index in SQLite: an FTS5 table of prepared words."""

from collections.abc import Sequence
from typing import Any

# Nothing is asked but "does this column hold this word", so no positions are kept.
CREATE = [
    """
    CREATE VIRTUAL TABLE entries_searchindex USING fts5(
        title, body,
        detail = column,
        tokenize = "unicode61 remove_diacritics 0"
    )
    """
]
DROP = ["DROP TABLE entries_searchindex"]

WRITE = """
    INSERT OR REPLACE INTO entries_searchindex (rowid, title, body)
    VALUES (%s, %s, %s)
"""
REMOVE = "DELETE FROM entries_searchindex WHERE rowid = %s"
CLEAR = "DELETE FROM entries_searchindex"
# What was removed stays in the older parts of the index until they are merged.
FORGET = "INSERT INTO entries_searchindex (entries_searchindex) VALUES ('optimize')"

ANYWHERE = "SELECT rowid FROM entries_searchindex WHERE entries_searchindex MATCH %s"
IN_TITLE = "SELECT rowid FROM entries_searchindex WHERE title MATCH %s"


def row(listing_id: int, title: Sequence[str], body: Sequence[str]) -> list[Any]:
    return [listing_id, " ".join(title), " ".join(body)]


def expression(words: Sequence[str]) -> str:
    """Ask for all the words. Quoted, none of them is read as an operator."""
    return " AND ".join(f'"{word}"' for word in words)
