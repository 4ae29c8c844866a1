"""Checks what a record says of its own facts: citations, disputes, remarks."""

from collections.abc import Iterator
from typing import Any

from entries.exchange.facts.faults import nearest, shown
from entries.exchange.facts.forms import CITING
from entries.exchange.facts.reading import Record, joined, row_name
from entries.exchange.facts.shapes import (
    SLUG_KEY,
    Form,
    Reference,
    Rows,
    Scope,
    Several,
    Shape,
    Words,
    Wrong,
)
from entries.vocabulary import EntryKind

SOURCES = Several(each=Reference(kind=EntryKind.SOURCE.value))
DISPUTED = "disputed-"
"""How the keys of remarks begin that the notes of disputes become."""

NOTE = Words()
ACCOUNT = Form(fields={"says": Words(needed=True), "sources": SOURCES}, key="says")
REMARK = Form(
    fields={
        "key": SLUG_KEY,
        "about": Words(limit=250),
        "subject": Words(limit=300),
        "accounts": Rows(form=ACCOUNT),
        "note": NOTE,
    },
    key="key",
)
REMARKS = Rows(form=REMARK)
VALUE_NAMES = ("value", "sources")
DISPUTE_NAMES = ("fact", "values", "note")


def wrong_citing(record: Record, form: Form, scope: Scope) -> Iterator[Wrong]:
    yield from _citations(record, form, scope)
    yield from _disputes(record, form, scope)
    yield from _remarks(record, form, scope)


def _citations(record: Record, form: Form, scope: Scope) -> Iterator[Wrong]:
    citations = record.get("citations")
    if citations is None:
        return
    if not isinstance(citations, dict):
        yield "citations", f"{shown(citations)} is no object"
        return
    for fact, sources in citations.items():
        place = joined("citations", fact)
        if what := no_fact(record, form, fact):
            yield place, what
        if sources is None:
            yield place, "null is no list"
        for _, what in SOURCES.wrong(sources, scope):
            yield place, what
        if fact == "supersedes" and sources and not record.get(fact):
            yield place, "cites nothing: the list is empty"


def no_fact(record: Record, form: Form, fact: str) -> str:
    """Why a name is no fact that the record gives; empty where it is one."""
    head, *rest = fact.split(".")
    names = [name for name in form.fields if name != "id"]
    if head not in names:
        return f"{shown(fact)} is no fact{nearest(head, names)}"
    if head not in record:
        return f"{shown(fact)} is cited, but the record does not give {head}"
    if not rest:
        return ""
    shape = form.fields[head]
    if not isinstance(shape, Rows):
        return f"{shown(fact)} is no fact: {head} has no rows"
    return _no_row(record, shape, head, rest)


def _no_row(record: Record, shape: Rows, head: str, rest: list[str]) -> str:
    rows = _rows(record, shape, head)
    key, *column = rest
    if key not in rows:
        return f"{shown(key)} is no row of {head}{nearest(key, list(rows))}"
    columns = list(shape.form.fields)
    if len(column) > 1 or (column and column[0] not in columns):
        name = ".".join(column)
        return f"{shown(name)} is no column of {head}{nearest(name, columns)}"
    return ""


def _rows(record: Record, shape: Rows, head: str) -> dict[str, Record]:
    rows = record[head] if isinstance(record[head], list) else []
    named = [row for row in rows if isinstance(row, dict)]
    keys = [(row.get(shape.form.key), row) for row in named]
    return {key: row for key, row in keys if isinstance(key, str)}


def _disputes(record: Record, form: Form, scope: Scope) -> Iterator[Wrong]:
    disputes = record.get("disputed")
    if disputes is None:
        return
    if not isinstance(disputes, list):
        yield "disputed", f"{shown(disputes)} is no list"
        return
    seen: set[str] = set()
    for number, dispute in enumerate(disputes, start=1):
        place = joined("disputed", row_name(dispute, number))
        if not isinstance(dispute, dict):
            yield place, f"{shown(dispute)} is no object"
            continue
        for where, what in _dispute(dispute, record, form, scope):
            yield joined(place, where), what
        fact = dispute.get("fact")
        if isinstance(fact, str):
            if fact in seen:
                yield place, f"{shown(fact)} is disputed twice"
            seen.add(fact)


def _dispute(
    dispute: Record, record: Record, form: Form, scope: Scope
) -> Iterator[Wrong]:
    yield from _unknown(dispute, DISPUTE_NAMES)
    for _, what in NOTE.wrong(dispute.get("note"), scope):
        yield "note", what
    fact, values = dispute.get("fact"), dispute.get("values")
    if not isinstance(values, list) or not values:
        yield "values", "is no list of values" if values else "is missing or empty"
        values = []
    if not isinstance(fact, str):
        yield "fact", "is missing" if fact is None else f"{shown(fact)} is no text"
        return
    if what := no_fact(record, form, fact):
        yield "fact", what
        return
    shape, own = _own(record, form, fact)
    if shape is None:
        what = "a row cannot be disputed: name its column, or write a remark"
        yield "fact", f"{shown(fact)}: {what}"
        return
    yield from _values(values, shape, own, scope)
    yield from _two_ways(values, own, (record.get("citations") or {}), fact)


def _own(record: Record, form: Form, fact: str) -> tuple[Shape | None, Any]:
    """The shape of a fact and its value in the record; no shape for whole rows."""
    head, *rest = fact.split(".")
    shape = form.fields[head]
    if isinstance(shape, Rows):
        if len(rest) < len(("key", "column")):
            return None, None
        key, column = rest
        row = _rows(record, shape, head)[key]
        return shape.form.fields[column], row.get(column)
    return (None, None) if head == "supersedes" else (shape, record[head])


def _values(
    values: list[Any], shape: Shape, own: object, scope: Scope
) -> Iterator[Wrong]:
    seen: list[object] = []
    for number, item in enumerate(values, start=1):
        place = f"values.#{number}"
        if not isinstance(item, dict):
            yield place, f"{shown(item)} is no object"
            continue
        for where, what in _value(item, shape, scope):
            yield joined(place, where), what
        value = item.get("value")
        if any(same(value, other) for other in seen):
            yield place, f"{shown(value)} stands twice"
        seen.append(value)
    if values and not any(same(own, value) for value in seen):
        yield "values", f"none of them is the record's own, {shown(own)}"


def _value(item: Record, shape: Shape, scope: Scope) -> Iterator[Wrong]:
    value, sources = item.get("value"), item.get("sources")
    yield from _unknown(item, VALUE_NAMES)
    if value is None:
        yield "value", "is missing or null"
    else:
        for _, what in shape.wrong(value, scope):
            yield "value", what
    if not sources:
        yield "sources", "is missing or empty"
    for _, what in SOURCES.wrong(sources, scope):
        yield "sources", what


def _two_ways(
    values: list[Any], own: object, citations: object, fact: str
) -> Iterator[Wrong]:
    """A source carries one value of a fact, the record's own or another."""
    cited = citations.get(fact) if isinstance(citations, dict) else None
    sides: list[tuple[object, Any]] = [(own, cited)]
    sides += [(v.get("value"), v.get("sources")) for v in values if isinstance(v, dict)]
    carries: dict[str, object] = {}
    for value, sources in sides:
        for source in sources if isinstance(sources, list) else ():
            if not isinstance(source, str):
                continue
            if not same(carries.setdefault(source, value), value):
                yield "values", f"{shown(source)} carries two values"


def same(one: object, other: object) -> bool:
    # To Python, true equals 1.
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _remarks(record: Record, form: Form, scope: Scope) -> Iterator[Wrong]:
    remarks = record.get("remarks")
    for place, what in REMARKS.wrong(remarks, scope):
        yield joined("remarks", place), what
    for number, remark in enumerate(remarks if isinstance(remarks, list) else (), 1):
        if not isinstance(remark, dict):
            continue
        place = joined("remarks", row_name(remark, number))
        about, key = remark.get("about"), remark.get("key")
        if about and isinstance(about, str) and (what := no_fact(record, form, about)):
            yield joined(place, "about"), what
        if isinstance(key, str) and key.startswith(DISPUTED):
            yield joined(place, "key"), f"{DISPUTED}… is kept for notes of disputes"


def _unknown(item: Record, names: tuple[str, ...]) -> Iterator[Wrong]:
    for name in item:
        if name not in names:
            yield name, f"is no field here{nearest(name, names)}"


def citing_fields(stem: str) -> tuple[str, ...]:
    """The fields of a file's records that this module checks."""
    return () if stem == "sources" else CITING
