"""How many rows there are: many questions in one query."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Count, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Concat, NullIf, Substr

from entries.record.listing import ListingRows


def decade() -> Any:
    """The first year of the decade in which a listing began, as text.

    Of a day as both databases write it, without a function call for each row.
    """
    began = Cast("earliest", CharField())
    return NullIf(Concat(Substr(began, 1, 3), Value("0")), Value("0"))


def counts(asked: Sequence[ListingRows]) -> list[int]:
    """How many rows each has. One query, none where nothing is asked."""
    if not asked:
        return []
    parts = [_count(place, rows) for place, rows in enumerate(asked)]
    whole = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    found = dict(whole)
    return [found.get(place, 0) for place in range(len(asked))]


def _count(place: int, rows: ListingRows) -> QuerySet[Any, tuple[int, int]]:
    numbered = rows.order_by().annotate(place=Value(place, IntegerField()))
    return numbered.values("place").annotate(n=Count("pk")).values_list("place", "n")
