"""The search index in PostgreSQL: a table of prepared words as tsvector."""

from collections.abc import Sequence
from typing import Any

from entries.record.search.words import Query

CREATE = [
    """
    CREATE TABLE entries_searchindex (
        listing_id bigint PRIMARY KEY,
        title tsvector NOT NULL,
        words tsvector NOT NULL
    )
    """,
    "CREATE INDEX entries_searchindex_title ON entries_searchindex USING gin (title)",
    "CREATE INDEX entries_searchindex_words ON entries_searchindex USING gin (words)",
]
DROP = ["DROP TABLE entries_searchindex"]

# The words come prepared: to_tsvector would parse and stem them once more.
WRITE = """
    INSERT INTO entries_searchindex (listing_id, title, words)
    VALUES (%s, array_to_tsvector(%s::text[]), array_to_tsvector(%s::text[]))
    ON CONFLICT (listing_id)
    DO UPDATE SET title = excluded.title, words = excluded.words
"""
REMOVE = "DELETE FROM entries_searchindex WHERE listing_id = %s"
CLEAR = "DELETE FROM entries_searchindex"
FORGET = ""  # what was removed goes when the server cleans its tables

ANYWHERE = "SELECT listing_id FROM entries_searchindex WHERE words @@ %s::tsquery"
IN_TITLE = "SELECT listing_id FROM entries_searchindex WHERE title @@ %s::tsquery"


# The words of one row.
WORDS = "SELECT tsvector_to_array(words) FROM entries_searchindex WHERE listing_id = %s"


def row(listing_id: int, title: Sequence[str], body: Sequence[str]) -> list[Any]:
    return [listing_id, list(title), list(dict.fromkeys([*title, *body]))]


def words(kept: Any) -> list[str]:
    return list(kept)


def expression(query: Query) -> str:
    """Ask for all the words. Quoted, none of them is read as an operator."""
    asked = [f"'{word}'" for word in query.words if word != query.last]
    if query.last:
        asked.append(f"('{query.last}' | '{query.beginning}':*)")
    return " & ".join(asked)
