"""Checks the records of a folder against their forms and what the desk has."""

from collections.abc import Collection, Iterator, Mapping

from entries.exchange.facts.citing import citing_fields, wrong_citing
from entries.exchange.facts.faults import Fault, nearest, shown
from entries.exchange.facts.forms import form_of
from entries.exchange.facts.reading import KINDS, Folder, Record
from entries.exchange.facts.shapes import Scope, Wrong


def check(folder: Folder, known: Mapping[str, Collection[str]]) -> list[Fault]:
    """Every fault of the records; `known` has the desk's keys by kind.

    What reading has found already is not said again.
    """
    keys = _keys(folder, known)
    said = set(folder.faults)
    found: dict[Fault, None] = {}
    for stem, records in folder.records.items():
        for number, record in enumerate(records):
            name = _name(folder, stem, number, record)
            for place, what in _wrong(stem, record, keys, known):
                found[Fault(f"{stem}.json", name, place, what)] = None
    return [fault for fault in found if fault not in said]


def _name(folder: Folder, stem: str, number: int, record: Record) -> str:
    names = folder.names.get(stem, [])
    if number < len(names):
        return names[number]
    return str(record.get("id") or f"record {number + 1}")


def _keys(
    folder: Folder, known: Mapping[str, Collection[str]]
) -> dict[str, Collection[str]]:
    """Every key that may be named, by kind."""
    keys = {kind: set(known.get(kind, ())) for kind in KINDS.values()}
    for stem, kind in KINDS.items():
        ids = (record.get("id") for record in folder.records.get(stem, ()))
        keys[kind] |= {key for key in ids if isinstance(key, str)}
        keys[kind] |= folder.glimpsed.get(stem, set())
    return dict(keys)


def _wrong(
    stem: str,
    record: Record,
    keys: Mapping[str, Collection[str]],
    known: Mapping[str, Collection[str]],
) -> Iterator[Wrong]:
    kind, form, citing = KINDS[stem], form_of(stem), citing_fields(stem)
    key = record.get("id")
    is_known = isinstance(key, str) and key in known.get(kind, ())
    scope = Scope(keys, is_new=not is_known)
    names = [*form.fields, *citing]
    for name in record:
        if name not in names:
            yield name, f"is no field of {stem}.json{nearest(name, names)}"
    own = {name: value for name, value in record.items() if name in form.fields}
    yield from form.wrong_given(own, scope)
    yield from _taken(kind, key, known)
    if citing:
        yield from wrong_citing(record, form, scope)
    replaced = record.get("supersedes") if stem == "frameworks" else None
    if isinstance(replaced, list) and key in replaced:
        yield "supersedes", "a framework cannot supersede itself"


def _taken(
    kind: str, key: object, known: Mapping[str, Collection[str]]
) -> Iterator[Wrong]:
    for other, keys in known.items():
        if other != kind and isinstance(key, str) and key in keys:
            yield "id", f"{shown(key)} is the key of a {other} on the desk"
