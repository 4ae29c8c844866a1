"""The search index as the record uses it, the same on both databases.

`publishing` writes rows of raw text. Who asks gets the ids of listings as a subquery,
to be restricted, ordered, paged and counted with everything else in one statement:

    Listing.objects.at(edition).filter(pk__in=matching(raw)).order_by(title_first(raw))
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from django.db import NotSupportedError, connection, transaction
from django.db.models import BigIntegerField, Case, IntegerField, Value, When
from django.db.models.expressions import RawSQL

from entries.record.search import postgresql, sqlite, vocabulary
from entries.record.search.words import Query, indexed, query

# Rows prepared and sent at once: enough to be fast, little enough to hold.
BATCH = 500


@dataclass(frozen=True)
class IndexRow:
    """What one listing is found by: raw text, in all its languages."""

    listing_id: int
    title: str
    body: str


class Vendor(Protocol):
    """What the module of a database says."""

    CREATE: list[str]
    DROP: list[str]
    WRITE: str
    REMOVE: str
    CLEAR: str
    FORGET: str
    ANYWHERE: str
    IN_TITLE: str
    WORDS: str

    def row(
        self, listing_id: int, title: Sequence[str], body: Sequence[str]
    ) -> list[Any]: ...

    def words(self, kept: Any) -> list[str]: ...

    def expression(self, query: Query) -> str: ...


_VENDORS: dict[str, Vendor] = {"sqlite": sqlite, "postgresql": postgresql}


def vendor(name: str) -> Vendor:
    try:
        return _VENDORS[name]
    except KeyError:
        known = " and ".join(_VENDORS)
        raise NotSupportedError(f"The search knows {known}, not {name}.") from None


def write(rows: Iterable[IndexRow]) -> None:
    """Add the rows, or replace what their listings had."""
    waiting = iter(rows)
    with transaction.atomic():
        while batch := list(islice(waiting, BATCH)):
            _write(batch)


def _write(batch: Sequence[IndexRow]) -> None:
    database = vendor(connection.vendor)
    parameters = []
    titles: set[str] = set()
    bodies: set[str] = set()
    for row in batch:
        title, body = indexed(row.title), indexed(row.body)
        titles |= title.spelled
        bodies |= body.spelled
        parameters.append(database.row(row.listing_id, title.words, body.words))
    with connection.cursor() as cursor:
        cursor.executemany(database.WRITE, parameters)
    vocabulary.learn(titles, bodies)


def remove(listing_ids: Iterable[int]) -> None:
    """Take out the rows, and of the vocabulary what no other row has."""
    database = vendor(connection.vendor)
    numbers = list(listing_ids)
    gone: set[str] = set()
    with transaction.atomic(), connection.cursor() as cursor:
        for number in numbers:
            cursor.execute(database.WORDS, [number])
            for (kept,) in cursor.fetchall():
                gone.update(database.words(kept))
        for start in range(0, len(numbers), BATCH):
            part = [[number] for number in numbers[start : start + BATCH]]
            cursor.executemany(database.REMOVE, part)
        vocabulary.forget(gone, _is_anywhere, _is_in_title)


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(vendor(connection.vendor).CLEAR)
    vocabulary.clear()


def forget() -> None:
    """Leave no word in the index of what was removed from it."""
    if statement := vendor(connection.vendor).FORGET:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def matching(raw: str, *, unfinished: bool = False) -> RawSQL:
    """Give the ids of the listings that hold every word, as a subquery.

    Unfinished, the last word may be the beginning of one.
    """
    asked = query(raw, unfinished=unfinished)
    return _ids(vendor(connection.vendor).ANYWHERE, asked)


def matching_title(raw: str, *, unfinished: bool = False) -> RawSQL:
    """Give the ids of the listings whose titles hold every word."""
    asked = query(raw, unfinished=unfinished)
    return _ids(vendor(connection.vendor).IN_TITLE, asked)


def title_first(raw: str, *, unfinished: bool = False) -> Case:
    """Order by this: 0 for listings found by their titles, 1 for the others."""
    return Case(
        When(pk__in=matching_title(raw, unfinished=unfinished), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


def _ids(statement: str, asked: Query) -> RawSQL:
    if not asked.words:
        return RawSQL("SELECT 0 WHERE 1 = 0", [], BigIntegerField())
    expression = vendor(connection.vendor).expression(asked)
    # S611: the statements are constants, the words travel as a parameter.
    return RawSQL(statement, [expression], BigIntegerField())  # noqa: S611


def _is_anywhere(word: str) -> bool:
    return _has(vendor(connection.vendor).ANYWHERE, word)


def _is_in_title(word: str) -> bool:
    return _has(vendor(connection.vendor).IN_TITLE, word)


def _has(statement: str, word: str) -> bool:
    with connection.cursor() as cursor:
        asked = vendor(connection.vendor).expression(Query((word,)))
        cursor.execute(f"{statement} LIMIT 1", [asked])
        return cursor.fetchone() is not None
