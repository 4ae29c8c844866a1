"""The names by which lists are asked what is there, and how they are ordered."""

import re
from functools import cache
from typing import Any

from django.db.models import Case, F, OuterRef, Q, Subquery, When

from entries.documents.kinds import KINDS
from entries.documents.kinds.base import PROSE
from entries.record.asking.declared import Declared, Sort, declared
from entries.record.asking.naming import KEY, Names
from entries.record.asking.values import ManyField, NameField
from entries.record.listing import Facet, FactIndex, RenderedText
from entries.record.walking import Order
from entries.record.walking import Sort as By
from entries.vocabulary import EntryKind

TITLES = ("title_ru", "title_zh")

LISTED: dict[str, Any] = {
    "title": "sort_title",
    # Where there is none, the title that is shown is that of another language.
    **{name: Case(When(~Q(**{name: ""}), F(f"sort_{name}"))) for name in TITLES},
    "key": "key",
    "edition": "since",
}
"""What every list can be ordered by, and the columns."""
AT_A_TIME = {"date": "earliest", "size": "size"}
"""The same of kinds whose entries happen at a time."""
LACKING = {"earliest", "size"}


@cache
def named_rows(kind: str) -> dict[str, tuple[str, ...]]:
    """The lists whose rows are facts, each with the columns that are."""
    return {rows.name: rows.facts for rows in KINDS[kind].all_rows if rows.is_fact}


@cache
def there(kind: str) -> tuple[str, ...]:
    """What may be asked whether it is there."""
    fields = [one.name for one in declared(kind).values() if _is_kept(kind, one)]
    return tuple(dict.fromkeys((*fields, *named_rows(kind), *TITLES, *PROSE)))


def _is_kept(kind: str, one: Declared) -> bool:
    """Whether an index can tell where a field or a column has a value."""
    is_kept = bool(one.column or (one.facet and not one.rows))
    return is_kept or (one.rows in named_rows(kind) and one.field.required)


class NamesField(ManyField):
    """Names of facts, of lists and of rows."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        child = NameField(Names(there(kind), named_rows(kind)))
        super().__init__(child, required=False, **kwargs)


def has(kind: str, name: str) -> Q:
    """The entries in which something is there."""
    if name in TITLES:
        return ~Q(**{name: ""})
    if name in PROSE:
        return _in(RenderedText.objects.filter(field=name))
    if name not in there(kind):
        return _in(FactIndex.objects.filter(fact=name))
    one = declared(kind).get(name)
    if one and not one.column and not one.rows:
        return _in(Facet.objects.filter(name=one.facet))
    # A column that no fact keeps is one that every row has.
    column = (one.column or one.rows) if one else name
    return _in(FactIndex.objects.filter(column=column))


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
def ordered_rows(kind: str) -> dict[str, tuple[str, ...]]:
    """The columns of named rows that lists can be ordered by."""
    return {
        name: tuple(c for c in every if not declared(kind)[f"{name}.{c}"].why_not)
        for name, every in named_rows(kind).items()
    }


class OrderField(ManyField):
    """What to sort by, first things first."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        names = tuple(sortable(kind))
        both = (*names, *(f"-{name}" for name in names))
        known = Names(both, ordered_rows(kind), sign="-", is_row_enough=False)
        super().__init__(NameField(known), required=False, **kwargs)


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
