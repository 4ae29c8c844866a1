"""How many entries each choice of a list's filters would leave.

Beside a choice stands what it finds under all other filters in force. All choices of
all filters are counted in one query: those without a choice together, since the same
filters are in force for them, each of the others by itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from entries.record.counting import counts, decade
from entries.record.filters import FILTERS, SIZES
from entries.record.listing import Facet, Listing, ListingRows
from entries.record.spans import held_on
from entries.vocabulary import EntryKind, ParticipantRole

FACETED: dict[str, tuple[str, ...]] = {
    "state": ("role", "region"),
    "series": ("auspices",),
    "exercise": (
        *("state", "role", "host", "series", "focus", "domain", "auspices"),
        *("outcome", "decade", "size"),
    ),
    "framework": ("type", "status", "theme", "state", "binding", "decade"),
    "topic": (),
    "source": ("type", "publisher", "language"),
}
"""The filters of each kind whose choices are counted, by the names of parameters."""

COLUMNS = ("decade", "size")
"""Those of them that listings keep themselves; the others are facets."""

SHORT = 2_000
"""Of a list so short the facets are looked up entry by entry."""

Counted = dict[str, dict[str, int]]
Asked = Mapping[str, Any]


class Faceting:
    """The choices of one list with the filters that are in force."""

    def __init__(
        self, kind: str, asked: Asked, edition: int, found: int | None = None
    ) -> None:
        """`found` says how many entries the list has, where that is known."""
        self.is_short = found is not None and found <= SHORT
        self.kind = kind
        self.edition = edition
        self.asked = {name: value for name, value in asked.items() if value}
        self._rows: dict[frozenset[str], ListingRows] = {}

    @property
    def chosen(self) -> list[str]:
        """The filters in force."""
        names = FILTERS[self.kind].base_filters
        return [name for name in names if name in self.asked and name != "order"]

    def rows(self, *without: str) -> ListingRows:
        """What the list finds without some of its filters, in no order."""
        left = frozenset(self.asked) - set(without)
        if left not in self._rows:
            asked = {name: self.asked[name] for name in left}
            listed = Listing.objects.shown(self.edition).of(self.kind)
            found: Any = FILTERS[self.kind](asked, queryset=listed).qs
            self._rows[left] = found.order_by()
        return self._rows[left]

    def counted(self) -> Counted:
        """What each choice of each filter leaves; not those that leave nothing.

        One query.
        """
        parts = list(self._parts())
        found: Counted = defaultdict(dict)
        if parts:
            for name, value, n in parts[0].union(*parts[1:], all=True):
                if value is not None:
                    found[name][self._choice(name, value)] = n
        return found

    def loosened(self) -> list[tuple[str, int]]:
        """What the list finds without each of its filters. One query."""
        numbers = counts([self.rows(name) for name in self.chosen])
        return list(zip(self.chosen, numbers, strict=True))

    def _parts(self) -> Iterable[QuerySet[Any, Any]]:
        names = FACETED[self.kind]
        alone = {name for name in names if name in self.asked or self._is_special(name)}
        together = [name for name in names if name not in alone]
        if facets := [name for name in together if name not in COLUMNS]:
            yield self._facets(Q(name__in=facets), self.rows(), F("name"))
        for name in names:
            if name in COLUMNS:
                yield self._column(name)
            elif name in alone:
                yield self._alone(name)

    def _is_special(self, name: str) -> bool:
        """Whether a filter depends on another one or on a day."""
        if self.kind == EntryKind.EXERCISE:
            return name == "role" or (name == "state" and "role" in self.asked)
        return name in ("role", "state")

    def _alone(self, name: str) -> QuerySet[Any, Any]:
        wanted = Q(name=name)
        without = [name]
        if self.kind == EntryKind.EXERCISE and self._is_special(name):
            wanted, without = self._taking_part(name)
        elif self._is_special(name) and "on" in self.asked:
            wanted &= held_on(self.asked["on"])
        return self._facets(wanted, self.rows(*without), Value(name, CharField()))

    def _taking_part(self, name: str) -> tuple[Q, list[str]]:
        """States and their roles are asked for together: "host.CHN" is one facet."""
        if name == "state":
            begins = f"{self.asked['role']}."
            return Q(name="role", value__startswith=begins), ["state", "role"]
        state = self.asked.get("state")
        roles = [
            f"{role}.{state}" if state else role for role in ParticipantRole.values
        ]
        return Q(name="role", value__in=roles), ["role"]

    def _choice(self, name: str, value: str) -> str:
        """A facet's value as its filter is asked for it."""
        if self.kind == EntryKind.EXERCISE and name in ("role", "state"):
            role, _, state = value.partition(".")
            return (state or value) if name == "state" else role
        return value

    def _facets(self, wanted: Q, rows: ListingRows, group: Any) -> QuerySet[Any, Any]:
        # A state may have held one standing twice; else a value stands once.
        entries = Count("listing", distinct=self.kind == EntryKind.STATE)
        if self.is_short and rows is self.rows():
            facets = Facet.objects.filter(wanted, listing__in=rows.values("pk"))
        else:
            # A sum is no column: no index leads a database from each entry to its
            # facets. It goes through those of the name in their order, once, which
            # is ten times as fast for many entries.
            facets = Facet.objects.filter(wanted).annotate(entry=F("listing") + 0)
            facets = facets.filter(entry__in=rows.values("pk"))
        facets = facets.annotate(facet=group)
        grouped = facets.values("facet", "value")
        return grouped.annotate(n=entries).values_list("facet", "value", "n")

    def _column(self, name: str) -> QuerySet[Any, Any]:
        value = decade() if name == "decade" else _size_class()
        rows = self.rows(name).annotate(facet=Value(name, CharField()), value=value)
        grouped = rows.values("facet", "value").annotate(n=Count("pk"))
        return grouped.values_list("facet", "value", "n")


def _size_class() -> Case:
    cases = [
        When(size__range=bounds, then=Value(name, CharField()))
        for name, bounds in SIZES.items()
    ]
    return Case(*cases, output_field=CharField())
