"""Walking along rows in an order: what stands behind a place, or before it.

A place is what one row is sorted by. Who goes on from a place neither skips a row nor
meets one twice, even where that row itself has gone meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
Place = Sequence[Any]
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Sort:
    """One thing that rows are sorted by: a column's name, or an expression."""

    by: Any
    descending: bool = False
    may_lack: bool = False
    """Whether some rows have no such value: they stand last, either way round."""

    def key(self, name: str, *, backwards: bool) -> Any:
        """What a database sorts by."""
        column = F(name)
        ends: dict[str, bool] = {}
        if self.may_lack:
            ends = {"nulls_first": True} if backwards else {"nulls_last": True}
        is_down = self.descending != backwards
        return column.desc(**ends) if is_down else column.asc(**ends)

    def beyond(self, name: str, value: Any, *, backwards: bool) -> Q:
        """What stands behind a value, or before it."""
        if value is None:
            return Q(**{f"{name}__isnull": False}) if backwards else NOTHING
        is_down = self.descending != backwards
        found = Q(**{f"{name}__{'lt' if is_down else 'gt'}": value})
        if self.may_lack and not backwards:
            found |= Q(**{f"{name}__isnull": True})
        return found

    def equal(self, name: str, value: Any) -> Q:
        """What stands at the same value."""
        return Q(**{f"{name}__isnull": True} if value is None else {name: value})


class Order:
    """The order of rows. What it ends with tells every two of them apart."""

    def __init__(self, *sorts: Sort) -> None:
        self.sorts = {f"sorted_{n}": sort for n, sort in enumerate(sorts)}

    def place(self, row: Model) -> list[Any]:
        """The place of a row that `part` has found."""
        return [getattr(row, name) for name in self.sorts]

    def part(
        self,
        rows: QuerySet[Row],
        whole: QuerySet[Row],
        size: int,
        place: Place | None = None,
        *,
        backwards: bool = False,
    ) -> list[Row]:
        """The rows next to a place, as many as are asked for, in their order.

        Without a place the first ones. They are found and sorted alone, and then read
        as `whole` reads all: a database carries nothing heavy through its sorting. One
        query.
        """
        found = self._keyed(rows)
        if place is not None:
            found = found.filter(self._beyond(place, backwards))
        numbers = self._sorted(found, backwards).values("pk")[:size]
        read = self._keyed(whole.filter(pk__in=numbers))
        answer = list(self._sorted(read, backwards))
        return answer[::-1] if backwards else answer

    def _keyed(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        columns = {
            name: F(sort.by) if isinstance(sort.by, str) else sort.by
            for name, sort in self.sorts.items()
        }
        keyed: QuerySet[Row] = rows.annotate(**columns)
        return keyed

    def _sorted(self, rows: QuerySet[Row], backwards: bool) -> QuerySet[Row]:
        keys = (s.key(name, backwards=backwards) for name, s in self.sorts.items())
        return rows.order_by(*keys)

    def _beyond(self, place: Place, backwards: bool) -> Q:
        found, same = NOTHING, Q()
        for (name, sort), value in zip(self.sorts.items(), place, strict=True):
            found |= same & sort.beyond(name, value, backwards=backwards)
            same &= sort.equal(name, value)
        return self._bound(place, backwards) & found

    def _bound(self, place: Place, backwards: bool) -> Q:
        """What the rows have in common that stand there: a database may begin at it."""
        name, sort = next(iter(self.sorts.items()))
        if sort.may_lack:
            return Q()
        is_down = sort.descending != backwards
        return Q(**{f"{name}__{'lte' if is_down else 'gte'}": place[0]})
