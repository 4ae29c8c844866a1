"""Documents into rows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import IntegrityError, transaction

from entries.desk.conversion.clashes import clashes
from entries.desk.conversion.reading import MODELS
from entries.desk.conversion.rows import placed, same, sync
from entries.desk.entry import Entry, bump
from entries.desk.exercise import Exercise
from entries.desk.framework import Framework
from entries.desk.series import ExerciseSeries
from entries.desk.snapshot import keep
from entries.desk.source import Source
from entries.desk.state import State
from entries.desk.topic import Topic
from entries.documents.references import references

WRITING_ORDER = ("state", "series", "source", "exercise", "framework", "topic")
"""A kind comes after those that its columns (not its rows) name."""

TEXTS = (
    "address",
    "title",
    "title_ru",
    "title_zh",
    "summary",
    "summary_ru",
    "summary_zh",
    "text",
    "text_ru",
    "text_zh",
)


NOT_GIVEN = {"verified_by", "verified_on", "review_by"}
"""The columns of a citation that another may change: it is still by who gave it."""


class UnknownReferenceError(ValueError):
    """Documents name what the desk does not have, or claim what another has."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults))


def restore(document: dict[str, Any], entry: Entry | None = None) -> Entry:
    """Write one valid document to the desk; see `restore_all`."""
    versions = {entry.key: entry.version} if entry else None
    return restore_all([document], versions)[0]


def restore_all(
    documents: Iterable[dict[str, Any]],
    versions: dict[str, int] | None = None,
    given_by: str = "",
) -> list[Entry]:
    """Write valid documents to the desk, all or none, in the order given.

    They may name each other. `versions` says which version of an entry the writer
    started from, none for one that was not there; without `versions`, the present one.
    Citations that are new or another are `given_by` the writer. StaleError where a
    version has moved or an entry is there by now, UnknownReferenceError with every name
    that leads nowhere or is another's.
    """
    wanted = {document["key"]: document for document in documents}
    try:
        return _restored(wanted, versions, given_by)
    except IntegrityError:
        # Another took a key or an address meanwhile; asked again, we find whose it is.
        return _restored(wanted, versions, given_by)


def _restored(
    wanted: dict[str, dict[str, Any]], versions: dict[str, int] | None, given_by: str
) -> list[Entry]:
    with transaction.atomic():
        present = {
            entry.key: entry
            for entry in Entry.objects.filter(key__in=list(wanted)).only("key", "kind")
        }
        keep(present.values())
        keys = _known(wanted)
        written: dict[str, Entry] = {}
        for kind in WRITING_ORDER:
            for key, document in wanted.items():
                if document["kind"] == kind:
                    start = None if versions is None else versions.get(key, 0)
                    entry = _entry(document, present.get(key), start)
                    written[key] = _columns(entry, document, keys)
                    keys[key] = entry.pk
        for key, document in wanted.items():
            _rows(written[key], document, keys)
            _citations(written[key], document, keys, given_by)
    return [written[key] for key in wanted]


def build_all(
    documents: Callable[[str], Iterable[dict[str, Any]]], given_by: str
) -> dict[str, int]:
    """Fill an empty desk with the documents of each kind, however many; their numbers.

    They are asked for twice: first each becomes an entry, then its rows name others.
    To be called within a transaction.
    """
    keys: dict[str, int] = {}
    for kind in WRITING_ORDER:
        for document in documents(kind):
            entry = MODELS[kind](key=document["key"], version=1, imported_version=1)
            keys[entry.key] = _columns(entry, document, keys).pk
    for kind in WRITING_ORDER:
        for document in documents(kind):
            entry = MODELS[kind].objects.get(pk=keys[document["key"]])
            _rows(entry, document, keys)
            _citations(entry, document, keys, given_by)
    return keys


def _known(wanted: dict[str, dict[str, Any]]) -> dict[str, int]:
    """The numbers of all entries that the documents name."""
    named = [(d["key"], ref) for d in wanted.values() for ref in references(d)]
    keys = {reference.key for _, reference in named}
    kinds = {key: document["kind"] for key, document in wanted.items()}
    numbers: dict[str, int] = {}
    for pk, key, kind in Entry.objects.filter(key__in=keys).values_list(
        "pk", "key", "kind"
    ):
        numbers[key] = pk
        kinds.setdefault(key, kind)
    faults = list(clashes(wanted))
    for owner, reference in named:
        place = f"{owner}: {reference.fact}"
        if reference.key not in kinds:
            faults.append(f"{place} names {reference.key}, which is not on the desk")
        elif reference.kind and kinds[reference.key] != reference.kind:
            found = kinds[reference.key]
            faults.append(
                f"{place} names {reference.key}, a {found}, no {reference.kind.value}"
            )
    if faults:
        raise UnknownReferenceError(faults)
    return numbers


def _entry(document: dict[str, Any], present: Entry | None, start: int | None) -> Entry:
    model = MODELS[document["kind"]]
    if present is None:
        return model(key=document["key"], version=1)
    entry = model.objects.get(pk=present.pk)
    bump(entry, entry.version if start is None else start)
    return entry


def _columns(entry: Entry, document: dict[str, Any], keys: dict[str, int]) -> Entry:
    for name in TEXTS:
        setattr(entry, name, document[name])
    if isinstance(entry, State):
        _state(entry, document)
    elif isinstance(entry, ExerciseSeries):
        entry.auspices = document["auspices"]
        entry.first_year = document["first_year"]
        entry.note = document["note"]
    elif isinstance(entry, Exercise):
        _exercise(entry, document, keys)
    elif isinstance(entry, Framework):
        _framework(entry, document)
    elif isinstance(entry, Topic):
        entry.subject = document["subject"]
    elif isinstance(entry, Source):
        _source(entry, document)
    entry.save()
    return entry


def _state(entry: State, document: dict[str, Any]) -> None:
    entry.iso2 = document["iso2"]
    entry.official_name = document["official_name"]
    entry.capital = document["capital"]
    entry.capital_lat = document["capital_lat"]
    entry.capital_lon = document["capital_lon"]
    entry.region = document["region"]
    entry.shanghai_five = document["shanghai_five"]
    entry.defence_ministry = document["defence_ministry"]
    entry.defence_ministry_url = document["defence_ministry_url"]


def _exercise(entry: Exercise, document: dict[str, Any], keys: dict[str, int]) -> None:
    entry.series_id = keys[document["series"]] if document["series"] else None
    entry.start = document["start"] or ""
    entry.end = document["end"] or ""
    entry.outcome = document["outcome"]
    entry.auspices = document["auspices"]
    entry.personnel = document["personnel"]
    entry.personnel_note = document["personnel_note"]
    entry.equipment_note = document["equipment_note"]
    entry.note = document["note"]


def _framework(entry: Framework, document: dict[str, Any]) -> None:
    entry.short_name = document["short_name"]
    entry.framework_type = document["framework_type"]
    entry.signed = document["signed"] or ""
    entry.place = document["place"]
    entry.in_force = document["in_force"] or ""
    entry.expires = document["expires"] or ""
    entry.binding = document["binding"]
    entry.status = document["status"]
    entry.depositary = document["depositary"]
    entry.text_url = document["text_url"]
    entry.registration = document["registration"]
    entry.note = document["note"]


def _source(entry: Source, document: dict[str, Any]) -> None:
    entry.publisher = document["publisher"]
    entry.url = document["url"]
    entry.published = document["published"] or ""
    entry.language = document["language"]
    entry.accessed = document["accessed"] or ""
    entry.archive_url = document["archive_url"]
    entry.source_type = document["source_type"]


def _rows(entry: Entry, document: dict[str, Any], keys: dict[str, int]) -> None:
    sync(entry.names, "key", placed(document["names"]))
    relations = (
        {
            "key": row["key"],
            "relation": row["relation"],
            "target_id": keys[row["target"]],
            "note": row["note"],
        }
        for row in document["relations"]
    )
    sync(entry.relations, "key", placed(relations))
    _remarks(entry, document["remarks"])
    sync(entry.claims, "key", placed(document["claims"]))
    sync(entry.figures, "key", placed(document["figures"]))
    sync(entry.no_source, "fact", [{"fact": name} for name in document["no_source"]])
    if isinstance(entry, State):
        _standing(entry, document["standing"])
    elif isinstance(entry, Exercise):
        _exercise_rows(entry, document, keys)
    elif isinstance(entry, Framework):
        _framework_rows(entry, document, keys)


def _citations(
    entry: Entry, document: dict[str, Any], keys: dict[str, int], given_by: str
) -> None:
    rows = [
        {
            "key": row["key"],
            "fact": row["fact"],
            "source_id": keys[row["source"]],
            "locator": row["locator"],
            "quote": row["quote"],
            "stance": row["stance"],
            "value": row["value"],
            "verified_by": row["verified_by"],
            "verified_on": row["verified_on"] or "",
            "review_by": row["review_by"] or "",
        }
        for row in document["citations"]
    ]
    present = {row.key: row for row in entry.citations.all()} if rows else {}
    for columns in rows:
        row = present.get(columns["key"])
        given = [name for name in columns if name not in NOT_GIVEN]
        kept = row is not None and all(
            same(getattr(row, name), columns[name]) for name in given
        )
        columns["made_by"] = row.made_by if row is not None and kept else given_by
    sync(entry.citations, "key", rows)


def _remarks(entry: Entry, remarks: list[dict[str, Any]]) -> None:
    columns = ("key", "about", "subject", "note")
    outer = placed({name: row[name] for name in columns} for row in remarks)
    sync(entry.remarks, "key", outer)
    present = {row.key: row for row in entry.remarks.all()} if remarks else {}
    for row in remarks:
        sync(present[row["key"]].accounts, "key", placed(row["accounts"]))


def _standing(entry: State, rows: list[dict[str, Any]]) -> None:
    columns = (
        {
            "key": row["key"],
            "role": row["role"],
            "start": row["from"] or "",
            "end": row["to"] or "",
            "note": row["note"],
        }
        for row in rows
    )
    sync(entry.standing, "key", placed(columns))


def _exercise_rows(
    entry: Exercise, document: dict[str, Any], keys: dict[str, int]
) -> None:
    sync(entry.focus, "value", placed({"value": w} for w in document["focus"]))
    sync(entry.domains, "value", placed({"value": w} for w in document["domains"]))
    hosts = placed({"state_id": keys[key]} for key in document["hosts"])
    sync(entry.hosts, "state_id", hosts)
    locations = (
        {
            "key": row["key"],
            "name": row["name"],
            "state_id": keys[row["state"]] if row["state"] else None,
            "lat": row["lat"],
            "lon": row["lon"],
        }
        for row in document["locations"]
    )
    sync(entry.locations, "key", placed(locations))
    participants = (
        {
            "state_id": keys[row["state"]],
            "role": row["role"],
            "personnel": row["personnel"],
            "note": row["note"],
        }
        for row in document["participants"]
    )
    sync(entry.participants, "state_id", participants)


def _framework_rows(
    entry: Framework, document: dict[str, Any], keys: dict[str, int]
) -> None:
    sync(entry.themes, "value", placed({"value": w} for w in document["themes"]))
    parties = (
        {
            "state_id": keys[row["state"]],
            "signed": row["signed"] or "",
            "ratified": row["ratified"] or "",
            "acceded": row["acceded"] or "",
            "note": row["note"],
        }
        for row in document["parties"]
    )
    sync(entry.parties, "state_id", parties)
