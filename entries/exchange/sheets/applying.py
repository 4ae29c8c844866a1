"""What a sheet would change at the desk, and changing it: all of it or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction

from entries.desk.conversion import restore_all
from entries.desk.entry import Entry, StaleError
from entries.documents.difference import Difference, difference
from entries.documents.kinds import blank
from entries.documents.verification import unverify
from entries.exchange.importing import Desk, Tell, on_desk
from entries.exchange.sheets.columns import VERSION, Sheet
from entries.exchange.sheets.merging import merged
from entries.exchange.sheets.reading import Fault, SheetRow
from entries.publishing.audit import line

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Document = dict[str, Any]
CHUNK = 200
"""How many documents are held at once, and how many entries a dry run shows."""


class MovedError(Exception):
    """Entries that a sheet would change have changed since it was looked at."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        super().__init__(f"changed since: {', '.join(keys)}")


class FaultyError(Exception):
    """A sheet has faults: nothing was written."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))


@dataclass(frozen=True)
class Changed:
    """One entry that a sheet changes, or makes."""

    key: str
    title: str
    is_new: bool
    differences: list[Difference]
    document: Document


@dataclass
class Plan:
    """What a sheet would do."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    entries: list[Changed] = field(default_factory=list)
    """The first of them."""
    faults: list[Fault] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    """At which version each entry was looked at; a new one has none."""

    @property
    def count(self) -> int:
        """How many entries it would write."""
        return self.new + self.changed


def known() -> dict[str, str]:
    """The kind of each entry on the desk, by key."""
    return dict(Entry.objects.values_list("key", "kind"))


def plan(sheet: Sheet, rows: list[SheetRow], tell: Tell) -> Plan:
    """What the rows would change; nothing is written."""
    found = Plan()
    for number, (desk, part) in enumerate(_parts(rows)):
        tell(f"Comparing, {number * CHUNK} entries done")
        for key, given in part.items():
            found.faults += _moved(desk, key, given)
            document, faults = merged(desk.documents.get(key), sheet, given)
            found.faults += faults
            if document is not None:
                _count(found, desk, document)
        found.versions.update({e.key: e.version for e in desk.entries.values()})
    found.faults.sort(key=lambda fault: fault.row)
    return found


def _parts(rows: list[SheetRow]) -> Iterator[tuple[Desk, dict[str, list[SheetRow]]]]:
    """The rows by entry, with what the desk has of these, some entries at a time."""
    given: dict[str, list[SheetRow]] = {}
    for row in rows:
        given.setdefault(row.entry, []).append(row)
    left = iter(given.items())
    while part := dict(islice(left, CHUNK)):
        yield on_desk(list(part)), part


def _moved(desk: Desk, key: str, rows: list[SheetRow]) -> Iterator[Fault]:
    entry = desk.entries.get(key)
    for row in rows:
        if entry and row.version not in (None, entry.version):
            what = (
                f"but {key} has changed since, to version {entry.version}: "
                "export it again, and make your changes there"
            )
            yield Fault(row.number, VERSION, str(row.version), what)


def _count(found: Plan, desk: Desk, document: Document) -> None:
    key = document["key"]
    present = desk.documents.get(key)
    if document == present:
        found.unchanged += 1
        return
    unverify(document, present)
    if present is None:
        found.new += 1
    else:
        found.changed += 1
    if len(found.entries) < CHUNK:
        old = present or blank(document["kind"], key)
        told = difference(old, document)
        is_new = present is None
        found.entries.append(Changed(key, document["title"], is_new, told, document))


def apply(
    sheet: Sheet,
    rows: list[SheetRow],
    versions: dict[str, int],
    by: "User",
    file: str,
    tell: Tell,
) -> int:
    """Write what the rows change, in one transaction; returns how many entries.

    FaultyError with every fault, MovedError where an entry is not at the version that
    `versions` has of it, UnknownReferenceError where an address is another's.
    """
    moved: list[str] = []
    faults: list[Fault] = []
    count = 0
    with transaction.atomic():
        for desk, part in _parts(rows):
            moved += _not_at(desk, part, versions)
            changed = {}
            for key, given in part.items():
                document, wrong = merged(desk.documents.get(key), sheet, given)
                faults += [*_moved(desk, key, given), *wrong]
                if document is not None and document != desk.documents.get(key):
                    unverify(document, desk.documents.get(key))
                    changed[key] = document
            if not moved and not faults and changed:
                count += _write(changed, desk, by, file)
                tell(f"Writing, {count} entries done")
        if moved:
            raise MovedError(moved)
        if faults:
            raise FaultyError(faults)
    return count


def _not_at(desk: Desk, part: dict[str, Any], versions: dict[str, int]) -> list[str]:
    now = {key: entry.version for key, entry in desk.entries.items()}
    return [key for key in part if now.get(key) != versions.get(key)]


def _write(changed: dict[str, Document], desk: Desk, by: "User", file: str) -> int:
    versions = {key: entry.version for key, entry in desk.entries.items()}
    name = by.get_username()
    try:
        written = restore_all(changed.values(), versions, given_by=name)
    except StaleError as error:
        raise MovedError([error.entry.key]) from error
    for entry in written:
        line(by, "imported", entry, versions.get(entry.key, 0), file).save()
    return len(written)
