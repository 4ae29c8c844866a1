"""Verifying: another pair of eyes has held a fact against its source."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entries.dates import PartialDate
from entries.desk.citation import Citation
from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry
from entries.desk.snapshot import at_version
from entries.documents.difference import difference
from entries.documents.facts import concerns
from entries.documents.verification import GIVEN, looked_at
from entries.publishing import audit
from entries.publishing.audit import EDITS, AuditLine
from entries.publishing.transitions import OUTSIDE, PublishingError, allow

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def verify(
    chosen: Mapping[str, Iterable[str]],
    versions: Mapping[str, int],
    by: "User",
    review_by: str = "",
) -> int:
    """Verify citations, all or none, by the keys of entries; returns how many.

    `versions` says which version of each entry the editor had before his eyes.
    PublishingError with every citation that is not as he saw it, or not his to verify;
    StaleError where another writes at the same moment. What is verified already keeps
    the name of who did it first, unless it is due to be checked again: then the check
    is done, and the next is due at `review_by`, or never.
    """
    allow(by, OUTSIDE["verify"])
    with transaction.atomic():
        rows = _rows(chosen)
        faults = [*_unseen(rows, versions), *_not_his(rows, by)]
        day, fault = _next_check(review_by)
        if faults or fault:
            raise PublishingError(*filter(None, [*faults, fault]))
        today = timezone.localdate()
        for entry, citations in _by_entry(rows).items():
            named = ", ".join(f"citations.{row.key}" for row in citations)
            audit.verified(entry, by, entry.version, named)
            for row in citations:
                if day or row.is_due(today):
                    row.review_by = day
                row.verified_by, row.verified_on = by.get_username(), today.isoformat()
                row.save(update_fields=["verified_by", "verified_on", "review_by"])
    return len(rows)


def take_back(
    entry: Entry, keys: Iterable[str], started_from: int, by: "User"
) -> list[str]:
    """Take the verification of citations back; returns the keys of those that had one.

    It is an edit: StaleError where the entry has moved.
    """
    rows = Citation.objects.filter(entry_id=entry.pk, key__in=list(keys))
    with transaction.atomic():
        found = list(rows.exclude(verified_by="").values_list("key", flat=True))
        if found:
            named = ", ".join(f"citations.{key}" for key in found)
            audit.edited(entry, by, started_from, f"unverified {named}")
            rows.filter(key__in=found).update(verified_by="", verified_on="")
    return found


def is_unmoved(entry: Entry, version: int, keys: Iterable[str]) -> bool:
    """Whether citations, and what they are for, are as they were at a version."""
    if version == entry.version:
        return True
    before = at_version(entry, version)
    now = document(with_rows(entry.kind).get(pk=entry.pk))
    pairs = [(looked_at(before, key), looked_at(now, key)) for key in keys]
    return all(was is not None and was == is_now for was, is_now in pairs)


def _rows(chosen: Mapping[str, Iterable[str]]) -> list[Citation]:
    found: list[Citation] = []
    today = timezone.localdate()
    for key, names in chosen.items():
        rows = Citation.objects.filter(entry__key=key, key__in=list(names))
        found += rows.select_related("entry", "source")
    return [row for row in found if not row.verified_by or row.is_due(today)]


def _by_entry(rows: Iterable[Citation]) -> dict[Entry, list[Citation]]:
    found: dict[Entry, list[Citation]] = {}
    for row in rows:
        found.setdefault(row.entry, []).append(row)
    return found


def _unseen(rows: Iterable[Citation], versions: Mapping[str, int]) -> list[str]:
    return [
        f"{entry.key} has changed since you opened it: look at what you chose again"
        for entry, citations in _by_entry(rows).items()
        if not is_unmoved(
            entry, versions.get(entry.key, -1), [row.key for row in citations]
        )
    ]


def _not_his(rows: Iterable[Citation], by: "User") -> list[str]:
    return [
        f"{row.entry.key}: {row.source.key} for {row.fact}: {why}"
        for row, why in own(rows, by)
    ]


def _next_check(text: str) -> tuple[str, str]:
    """The day of the next check, as it is kept, or what is wrong with it."""
    if not text:
        return "", ""
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        return "", str(error)
    if day.last < timezone.localdate():
        return "", f"{text} is past: give a later date for the next check, or none"
    return str(day), ""


def own(rows: Iterable[Citation], by: "User") -> list[tuple[Citation, str]]:
    """Those of some citations that the user may not verify, each with the reason."""
    rows = list(rows)
    edits = _edits(_by_entry(rows), by)
    found = []
    for row in rows:
        paths = edits.get(row.entry.key, [])
        gave = any(_gives(path, row.key) for path in paths)
        if gave or row.made_by == by.get_username():
            found.append((row, "you gave this citation"))
        elif any(path == "created" or concerns(row.fact, path) for path in paths):
            found.append((row, "you wrote what it is cited for"))
    return found


def _edits(entries: Iterable[Entry], by: "User") -> dict[str, list[str]]:
    """What the user has ever written in entries, as paths; `created` for all of it.

    Commands import in the name of a site's single editor, who has typed none of that:
    there are no other eyes to verify it.
    """
    by_key = {entry.key: entry for entry in entries}
    lines = AuditLine.objects.filter(actor=by, action__in=EDITS, key__in=list(by_key))
    if by.get_username() == settings.SINGLE_EDITOR:
        lines = lines.exclude(action="imported")
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.action == "edited":
            paths = _edited(line.detail)
        else:
            paths = _written(by_key[line.key], line.version or 0)
            # Of a citation that was written with the rest its row says who gave it.
            paths = [path for path in paths if not path.startswith("citations.")]
        found.setdefault(line.key, []).extend(paths)
    return found


def _edited(detail: str) -> list[str]:
    """The paths that an edit wrote; citations that it took away it did not give."""
    if detail.startswith(("unverified ", "deleted ")):
        return []
    return [part.split(" ")[0] for part in detail.split(", ")]


def _gives(path: str, key: str) -> bool:
    """Whether who wrote at a path gave a citation, or typed what it says.

    Its row names who gave it last: who brought it back, once it was gone.
    """
    name, _, column = path.removeprefix("citations.").partition(".")
    is_of_citation = path.startswith("citations.") and name == key
    return is_of_citation and (not column or column in GIVEN)


def _written(entry: Entry, version: int) -> list[str]:
    """What a whole document that was written upon a version changed in it."""
    before, after = at_version(entry, version), at_version(entry, version + 1)
    if not before or not after:
        return ["created"]
    return [one.path for one in difference(before, after)]
