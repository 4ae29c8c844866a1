"""Turns a checked record into a patch: what it gives, in the documents' words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from entries.exchange.facts.citing import DISPUTED, citing_fields, same
from entries.exchange.facts.forms import TITLES, form_of
from entries.exchange.facts.reading import KINDS, Record
from entries.exchange.facts.shapes import Form, Rows
from entries.vocabulary import RelationType, Stance

FILES = {kind: stem for stem, kind in KINDS.items()}
REPLACES = "replaces-"
"""How the keys of relations begin that `supersedes` becomes."""


def _any_row(_: Record) -> bool:
    return True


def _is_replacing(relation: Record) -> bool:
    return bool(relation["relation"] == RelationType.REPLACES.value)


def _is_on_dispute(remark: Record) -> bool:
    return str(remark["key"]).startswith(DISPUTED)


def _is_of_accounts(remark: Record) -> bool:
    return not _is_on_dispute(remark)


@dataclass(frozen=True)
class CitedSource:
    """A source as a record cites it for one fact."""

    source: str
    stance: Stance = Stance.SUPPORTS
    value: Any = None
    """What a source that contradicts says instead."""


@dataclass(frozen=True)
class RowsGiven:
    """Rows that take the place of a list's rows, or of its rows of one sort."""

    rows: list[Record]
    replaces: Callable[[Record], bool] = _any_row


@dataclass(frozen=True)
class Patch:
    """What one record gives; what it leaves out is not in here."""

    kind: str
    key: str
    fields: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[str, RowsGiven]] = field(default_factory=list)
    citations: dict[str, list[CitedSource]] = field(default_factory=dict)
    """By fact, those facts only of which the record says something."""


def patch(kind: str, record: Record) -> Patch:
    """The patch of a record in which `check` finds no fault."""
    stem = FILES[kind]
    form = form_of(stem)
    found = Patch(kind, record["id"])
    for name, value in record.items():
        if name in ("id", "supersedes") or name in citing_fields(stem):
            continue
        shape = form.fields[name]
        if isinstance(shape, Rows):
            rows = [_taken_up(shape.form, row) for row in value or ()]
            found.rows.append((name, RowsGiven(rows)))
        else:
            found.fields[_field(stem, name)] = shape.taken_up(value)
    if "supersedes" in record:
        found.rows.append(("relations", _replaced(record["supersedes"] or [])))
    if citing_fields(stem):
        _take_citations(stem, record, found)
        _take_disputes(stem, record, form, found)
        _take_remarks(stem, record, found)
    return found


def _taken_up(form: Form, row: Record) -> Record:
    return {name: form.fields[name].taken_up(value) for name, value in row.items()}


def _field(stem: str, name: str) -> str:
    return name if stem == "sources" else TITLES.get(name, name)


def _fact(stem: str, fact: str) -> str:
    head, dot, rest = fact.partition(".")
    return _field(stem, head) + dot + rest


def _replaced(keys: list[str]) -> RowsGiven:
    relation = RelationType.REPLACES.value
    rows = [
        {"key": f"{REPLACES}{key}", "relation": relation, "target": key} for key in keys
    ]
    return RowsGiven(rows, _is_replacing)


def _take_citations(stem: str, record: Record, found: Patch) -> None:
    for fact, sources in (record.get("citations") or {}).items():
        cited = [CitedSource(source) for source in sources]
        if fact == "supersedes":
            for key in record[fact] or ():
                found.citations[f"relations.{REPLACES}{key}"] = list(cited)
        else:
            found.citations[_fact(stem, fact)] = cited


def _take_disputes(stem: str, record: Record, form: Form, found: Patch) -> None:
    if "disputed" not in record:
        return
    notes: list[Record] = []
    for dispute in record["disputed"] or ():
        fact = _fact(stem, dispute["fact"])
        cited = found.citations.setdefault(fact, [])
        own = _own_value(form, record, dispute["fact"])
        for source in _disputing(dispute["values"], own):
            if source not in cited:
                cited.append(source)
        if dispute.get("note"):
            notes.append(_note(fact, dispute["note"]))
    found.rows.append(("remarks", RowsGiven(notes, _is_on_dispute)))


def _own_value(form: Form, record: Record, fact: str) -> Any:
    head, *rest = fact.split(".")
    shape = form.fields[head]
    if not isinstance(shape, Rows):
        return record[head]
    key, column = rest
    return next(r.get(column) for r in record[head] if r[shape.form.key] == key)


def _disputing(values: list[Record], own: object) -> Iterator[CitedSource]:
    for item in values:
        for source in item["sources"]:
            if same(item["value"], own):
                yield CitedSource(source)
            else:
                yield CitedSource(source, Stance.CONTRADICTS, item["value"])


def _note(fact: str, note: str) -> Record:
    key = DISPUTED + fact.lower().replace(".", "-").replace("_", "-")
    return {"key": key, "about": fact, "subject": "", "accounts": [], "note": note}


def _take_remarks(stem: str, record: Record, found: Patch) -> None:
    if "remarks" not in record:
        return
    rows: list[Record] = []
    for remark in record["remarks"] or ():
        accounts = []
        for number, account in enumerate(remark.get("accounts") or (), start=1):
            accounts.append({"key": str(number), "says": account["says"]})
            sources = account.get("sources") or ()
            fact = f"remarks.{remark['key']}.{number}"
            found.citations[fact] = [CitedSource(source) for source in sources]
        row = {"key": remark["key"], **_words(remark)}
        if "about" in remark:
            row["about"] = _fact(stem, remark["about"] or "")
        if "accounts" in remark:
            row["accounts"] = accounts
        rows.append(row)
    found.rows.append(("remarks", RowsGiven(rows, _is_of_accounts)))


def _words(remark: Record) -> Record:
    return {name: remark[name] or "" for name in ("subject", "note") if name in remark}
