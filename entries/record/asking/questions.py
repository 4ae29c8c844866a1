"""The parameters of each kind's list, all made from its declaration."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q

from entries.record.asking.declared import SHORT, Declared, declared
from entries.record.asking.names import ROW, OrderField
from entries.record.asking.naming import Names, may_be_row
from entries.record.asking.parameter import (
    FACET,
    FACT,
    Asked,
    Lookup,
    Parameter,
    Test,
    lookups,
    many,
)
from entries.record.asking.special import every, faceted, special
from entries.record.listing import FactIndex, ListingRows
from entries.vocabulary import Verification

ORDER = "order"


class AskingForm(forms.Form):
    """What a list was asked, checked; of all that may be asked only what was."""

    def __init__(self, kind: str, query: Mapping[str, Any] | None) -> None:
        super().__init__(query)
        said = "What to sort by, first things first; `-` turns it round."
        own = parameters(kind)
        self.names = (*own, ORDER)
        for name in self.names if query is None else query:
            if name == ORDER:
                self.fields[name] = OrderField(kind, help_text=said)
            elif found := parameter(kind, name):
                # It keeps nothing of what it reads, so one serves all.
                self.fields[name] = found.field
        self.near = of_named_rows(kind).meant


@cache
def of_named_rows(kind: str) -> Names:
    """The parameters of named rows, by what stands behind the key."""
    found: dict[str, tuple[str, ...]] = {}
    for name, one in parameters(kind).items():
        rows, _, column = name.partition(".")
        if one.rows and column and not one.is_key:
            found[rows] = (*found.get(rows, ()), column)
    return Names((), found, is_row_enough=False)


@cache
def parameters(kind: str) -> dict[str, Parameter]:
    """All parameters of a kind by their names, but for those of named rows."""
    found = {one.name: one for one in special(kind)}
    for one in declared(kind).values():
        if one.name in found or (one.why_not and not one.column):
            continue
        for parameter in _of_field(one):
            found.setdefault(parameter.name, parameter)
    for long, short in SHORT.items():
        if long in found:
            for suffix in ("", "_all"):
                if whole := found.get(f"{long}{suffix}"):
                    name = f"{short}{suffix}"
                    found[name] = Parameter(name, whole.field, whole.test)
    return found


def parameter(kind: str, name: str) -> Parameter | None:
    """The parameter of that name: `participants.CHN.personnel_min` too."""
    return parameters(kind).get(name) or _of_named_row(kind, name)


def _of_field(one: Declared) -> Iterator[Parameter]:
    if not one.why_not:
        columns = FACET if one.facet else FACT
        for lookup in _key(one) if one.is_key else lookups(one, columns):
            yield Parameter(
                f"{one.name}{lookup.suffix}",
                lookup.field,
                _test(one, lookup),
                rows=one.rows,
                is_key=one.is_key,
            )
        if one.is_many:
            field = many(_child(one), f"`{one.name}` holds all of these.")
            yield Parameter(f"{one.name}_all", field, every(one.facet))
    if one.column:
        name = one.rows if one.is_key else one.name
        said = f"`{name}` stands so: how well its sources carry it."
        field = many(forms.ChoiceField(choices=Verification.choices), said)
        lookup = Lookup("_verification", field, _stands)
        yield Parameter(
            f"{name}_verification", field, _test_of_facts(one, lookup), rows=one.rows
        )


def _stands(values: Any) -> Q:
    return Q(verification__in=values)


def _key(one: Declared) -> Iterator[Lookup]:
    """A row by its key."""
    [lookup] = lookups(one, FACT)
    yield Lookup("", lookup.field, lambda values: Q(row__in=values))


def _child(one: Declared) -> forms.Field:
    [lookup] = lookups(one, FACET)
    field: Any = lookup.field
    child: forms.Field = field.child
    return child


def _test(one: Declared, lookup: Lookup) -> Test:
    """Which entries are meant by a value; of a column of rows, which facts."""
    if one.facet:
        return lambda value, _: faceted(one.facet, lookup.found(value))
    return _test_of_facts(one, lookup)


def _test_of_facts(one: Declared, lookup: Lookup) -> Test:
    def of_facts(value: Any, _: Asked) -> Q:
        return Q(lookup.found(value), column=one.column)

    def of_entries(value: Any, asked: Asked) -> Q:
        return _with_fact(of_facts(value, asked))

    return of_facts if one.rows else of_entries


def _with_fact(wanted: Q) -> Q:
    return Q(pk__in=FactIndex.objects.filter(wanted).values("listing"))


def _of_named_row(kind: str, name: str) -> Parameter | None:
    found = ROW.fullmatch(name)
    if not found:
        return None
    rows, key, column, of_row = found.groups()
    if not may_be_row(rows, key):
        return None
    of_all = f"{rows}.{column}" if column else f"{rows}{of_row}"
    general = parameters(kind).get(of_all)
    if general is None or not general.rows or general.is_key:
        return None

    def test(value: Any, asked: Asked) -> Q:
        return _with_fact(Q(general.test(value, asked), row=key))

    return Parameter(name, general.field, test)


def filtered(kind: str, rows: ListingRows, asked: Asked) -> ListingRows:
    """The entries that are all that is asked for.

    What is asked of the columns of one list is asked of one and the same row of it.
    """
    of_rows: dict[str, list[Q]] = defaultdict(list)
    for name, value in asked.items():
        found = parameter(kind, name)
        if found is None or value in (None, "", []):
            continue
        if found.rows:
            of_rows[found.rows].append(found.test(value, asked))
        else:
            rows = rows.filter(found.test(value, asked))
    for tests in of_rows.values():
        rows = rows.filter(_in_one_row(tests))
    return rows


def _in_one_row(tests: list[Q]) -> Q:
    first, *others = tests
    facts = FactIndex.objects.filter(first)
    for test in others:
        same = {"listing": OuterRef("listing"), "row": OuterRef("row")}
        facts = facts.filter(Exists(FactIndex.objects.filter(test, **same)))
    return Q(pk__in=facts.values("listing"))
