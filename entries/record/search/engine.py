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

from entries.record.search import postgresql, sqlite
from entries.record.search.words import index_words, query_words

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

    def row(
        self, listing_id: int, title: Sequence[str], body: Sequence[str]
    ) -> list[Any]: ...

    def expression(self, words: Sequence[str]) -> str: ...


_VENDORS: dict[str, Vendor] = {"sqlite": sqlite, "postgresql": postgresql}


def vendor(name: str) -> Vendor:
    try:
        return _VENDORS[name]
    except KeyError:
        known = " and ".join(_VENDORS)
        raise NotSupportedError(f"The search knows {known}, not {name}.") from None


def write(rows: Iterable[IndexRow]) -> None:
    """Add the rows, or replace what their listings had."""
    database = vendor(connection.vendor)
    _many(
        database.WRITE,
        (
            database.row(row.listing_id, index_words(row.title), index_words(row.body))
            for row in rows
        ),
    )


def remove(listing_ids: Iterable[int]) -> None:
    _many(vendor(connection.vendor).REMOVE, ([number] for number in listing_ids))


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute(vendor(connection.vendor).CLEAR)


def forget() -> None:
    """Leave no word in the index of what was removed from it."""
    if statement := vendor(connection.vendor).FORGET:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def matching(raw: str) -> RawSQL:
    """Give the ids of the listings that hold every word, as a subquery."""
    return _ids(vendor(connection.vendor).ANYWHERE, query_words(raw))


def matching_title(raw: str) -> RawSQL:
    """Give the ids of the listings whose titles hold every word."""
    return _ids(vendor(connection.vendor).IN_TITLE, query_words(raw))


def title_first(raw: str) -> Case:
    """Order by this: 0 for listings found by their titles, 1 for the others."""
    return Case(
        When(pk__in=matching_title(raw), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


def _ids(statement: str, words: Sequence[str]) -> RawSQL:
    if not words:
        return RawSQL("SELECT 0 WHERE 1 = 0", [], BigIntegerField())
    asked = vendor(connection.vendor).expression(words)
    # S611: the statements are constants, the words travel as a parameter.
    return RawSQL(statement, [asked], BigIntegerField())  # noqa: S611


def _many(statement: str, parameters: Iterable[Sequence[Any]]) -> None:
    """One statement for many rows, in batches: all of them or none."""
    waiting = iter(parameters)
    with transaction.atomic(), connection.cursor() as cursor:
        while batch := list(islice(waiting, BATCH)):
            cursor.executemany(statement, batch)
