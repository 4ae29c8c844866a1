"""The names by which lists are asked what is there, and how they are ordered."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from entries.documents.kinds import KINDS
from entries.documents.kinds.base import PROSE
from entries.record.asking.declared import Declared, Sort, declared
from entries.record.asking.values import ManyField, NameField
from entries.record.listing import Facet, FactIndex, RenderedText
from entries.record.walking import Order
from entries.record.walking import Sort as By
from entries.vocabulary import EntryKind

TITLES = ("title_ru", "title_zh")
KEY = "[A-Za-z0-9-]{1,100}"
"""What the key of a row can be made of."""

LISTED = {
    "title": "sort_title",
    "title_ru": "sort_title_ru",
    "title_zh": "sort_title_zh",
    "key": "key",
    "edition": "since",
}
"""What every list can be ordered by, and the columns."""
AT_A_TIME = {"date": "earliest", "size": "size"}
"""The same of kinds whose entries happen at a time."""
LACKING = {"earliest", "size"}


def named_rows(kind: str) -> Iterator[tuple[str, list[str]]]:
    """The lists whose rows are facts, each with the columns that are."""
    for rows in KINDS[kind].all_rows:
        if rows.is_fact:
            yield rows.name, list(rows.facts)


@cache
def there(kind: str) -> tuple[str, ...]:
    """What may be asked whether it is there."""
    fields = [
        one.name
        for one in declared(kind).values()
        if not one.is_key and (one.column or (one.facet and not one.rows))
    ]
    lists = [name for name, _ in named_rows(kind)]
    return tuple(dict.fromkeys((*fields, *lists, *TITLES, *PROSE)))


@cache
def rows_form(kind: str) -> str:
    """How a named row is written, and a column of it: `participants.CHN.role`."""
    parts = []
    for name, columns in named_rows(kind):
        more = rf"(?:\.(?:{'|'.join(columns)}))?" if columns else ""
        parts.append(rf"{name}\.{KEY}{more}")
    return f"(?:{'|'.join(parts)})"


class NamesField(ManyField):
    """Names of facts, of lists and of rows."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        child = NameField(there(kind), rows_form(kind))
        super().__init__(child, required=False, **kwargs)


def has(kind: str, name: str) -> Q:
    """The entries in which something is there."""
    if name in TITLES:
        return ~Q(**{name: ""})
    if name in PROSE:
        return _in(RenderedText.objects.filter(field=name))
    one = declared(kind).get(name)
    if one and not one.column:
        return _in(Facet.objects.filter(name=one.facet))
    if name in there(kind):
        return _in(FactIndex.objects.filter(column=one.column if one else name))
    return _in(FactIndex.objects.filter(fact=name))


def _in(rows: Any) -> Q:
    return Q(pk__in=rows.values("listing"))


@cache
def sortable(kind: str) -> dict[str, Any]:
    """What a list can be ordered by: a column or an expression for each name."""
    at_a_time = kind in (EntryKind.EXERCISE, EntryKind.FRAMEWORK, EntryKind.SOURCE)
    own = {
        one.name: _value(one)
        for one in declared(kind).values()
        if not (one.rows or one.is_many or one.why_not)
    }
    return LISTED | (AT_A_TIME if at_a_time else {}) | own


@cache
def ordered_rows_form(kind: str) -> str:
    """How a column of a named row is written that lists can be ordered by."""
    parts = [
        rf"{name}\.{KEY}\.(?:{'|'.join(columns)})"
        for name, every in named_rows(kind)
        if (columns := [c for c in every if not declared(kind)[f"{name}.{c}"].why_not])
    ]
    return f"-?(?:{'|'.join(parts)})" if parts else ""


class OrderField(ManyField):
    """What to sort by, first things first."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        names = tuple(sortable(kind))
        both = (*names, *(f"-{name}" for name in names))
        child = NameField(both, ordered_rows_form(kind))
        super().__init__(child, required=False, **kwargs)


def order(kind: str, asked: list[str]) -> Order:
    """The order asked for; else the newest first, or by title."""
    columns = sortable(kind)
    asked = asked or (["-date", "title"] if "date" in columns else ["title"])
    sorts = []
    for name in asked:
        bare = name.removeprefix("-")
        by = columns[bare] if bare in columns else _value_of_row(kind, bare)
        may_lack = not isinstance(by, str) or by in LACKING
        sorts.append(By(by, name.startswith("-"), may_lack))
    return Order(*sorts, By("key"))


def _value(one: Declared) -> Any:
    if one.column:
        rows: Any = FactIndex.objects.filter(fact=one.place)
        column = IN_FACTS.get(one.sort, "text")
    else:
        rows = Facet.objects.filter(name=one.facet)
        column = IN_FACETS.get(one.sort, "value")
    return Subquery(rows.filter(listing=OuterRef("pk")).values(column)[:1])


def _value_of_row(kind: str, name: str) -> Any:
    """The value of one column of one row: `participants.CHN.personnel`."""
    rows, _, column = name.split(".")
    sort = declared(kind)[f"{rows}.{column}"].sort
    facts = FactIndex.objects.filter(fact=name, listing=OuterRef("pk"))
    return Subquery(facts.values(IN_FACTS.get(sort, "text"))[:1])


IN_FACTS = {Sort.NUMBER: "number", Sort.DATE: "earliest"}
IN_FACETS = {Sort.NUMBER: "number", Sort.DATE: "start_earliest"}
ROW = re.compile(rf"([a-z]+)\.({KEY})(?:\.([a-z][a-z_]*)|(_verification))", re.ASCII)
"""What is asked of a named row: `participants.CHN.personnel_min`."""
