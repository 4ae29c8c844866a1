"""The search index in SQLite: an FTS5 table of prepared words."""

from collections.abc import Sequence
from typing import Any

from entries.record.search.words import Query

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


# The words of one row.
WORDS = "SELECT title || ' ' || body FROM entries_searchindex WHERE rowid = %s"


def row(listing_id: int, title: Sequence[str], body: Sequence[str]) -> list[Any]:
    return [listing_id, " ".join(title), " ".join(body)]


def words(kept: Any) -> list[str]:
    return str(kept).split()


def expression(query: Query) -> str:
    """Ask for all the words. Quoted, none of them is read as an operator."""
    asked = [f'"{word}"' for word in query.words if word != query.last]
    if query.last:
        asked.append(f'("{query.last}" OR "{query.beginning}" *)')
    return " AND ".join(asked)
