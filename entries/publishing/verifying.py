"""Verifying: another pair of eyes has held a fact against its source."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.documents.facts import concerns
from entries.publishing import audit
from entries.publishing.audit import AuditLine
from entries.publishing.transitions import OUTSIDE, PublishingError, allow

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def verify(
    chosen: Mapping[str, Iterable[str]], versions: Mapping[str, int], by: "User"
) -> int:
    """Verify citations, all or none, by the keys of entries; returns how many.

    `versions` says which version of each entry the editor had before his eyes.
    StaleError where one has moved, PublishingError with every citation that is not his
    to verify.
    What is verified already keeps the name of who did it first.
    """
    allow(by, OUTSIDE["verify"])
    with transaction.atomic():
        rows = _rows(chosen)
        faults = [
            f"{row.entry.key}: {row.source.key} for {row.fact}: {why}"
            for row, why in own(rows, by)
        ]
        if faults:
            raise PublishingError(*faults)
        by_entry: dict[Entry, list[Citation]] = {}
        for row in rows:
            by_entry.setdefault(row.entry, []).append(row)
        today = timezone.localdate().isoformat()
        for entry, citations in by_entry.items():
            named = ", ".join(f"citations.{row.key}" for row in citations)
            audit.verified(entry, by, versions.get(entry.key, -1), named)
            numbers = [row.pk for row in citations]
            Citation.objects.filter(pk__in=numbers).update(
                verified_by=by.get_username(), verified_on=today
            )
    return len(rows)


def _rows(chosen: Mapping[str, Iterable[str]]) -> list[Citation]:
    found: list[Citation] = []
    for key, names in chosen.items():
        rows = Citation.objects.filter(entry__key=key, key__in=list(names))
        found += rows.filter(verified_by="").select_related("entry", "source")
    return found


def own(rows: Iterable[Citation], by: "User") -> list[tuple[Citation, str]]:
    """Those of some citations that the user may not verify, each with the reason."""
    rows = list(rows)
    edits = _edits({row.entry.key for row in rows}, by)
    found = []
    for row in rows:
        paths = edits.get(row.entry.key, [])
        if row.made_by == by.get_username():
            found.append((row, "you gave this citation"))
        elif any(path == "created" or concerns(row.fact, path) for path in paths):
            found.append((row, "you wrote what it is cited for"))
    return found


def _edits(keys: Iterable[str], by: "User") -> dict[str, list[str]]:
    """What the user has ever written in entries, as paths; `created` for all of it."""
    lines = AuditLine.objects.filter(actor=by, action="edited", key__in=list(keys))
    found: dict[str, list[str]] = {}
    for key, detail in lines.values_list("key", "detail"):
        paths = [part.split(" ")[0] for part in detail.split(", ")]
        # Of a citation its row says who gave it last.
        kept = [path for path in paths if not path.startswith("citations.")]
        found.setdefault(key, []).extend(kept)
    return found
