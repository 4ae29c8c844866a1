"""What became of an entry: its revisions, the drafts between them, who did what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Value

from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry
from entries.desk.snapshot import Snapshot
from entries.publishing.audit import WRITES, AuditLine
from entries.publishing.submission import Proposal
from entries.record.edition import Change, Revision

DRAFT = "draft"
"""The name of the draft as it stands now."""
_NAME = re.compile(r"(revision|version)-([1-9][0-9]{0,8}|0)", re.ASCII)


@dataclass(frozen=True)
class Published:
    """A revision, with the edition that published it."""

    revision: Revision
    changes: dict[str, list[str]]
    """The paths that it changed, by the editors' word for that."""
    submission: int | None

    @property
    def name(self) -> str:
        return f"revision-{self.revision.number}"


@dataclass(frozen=True)
class Done:
    """A line of the audit log, with what it left behind on the desk."""

    line: AuditLine
    before: str = ""
    """The name of what the entry said before it; empty where that was not kept."""
    after: str = ""


@dataclass(frozen=True)
class Kept:
    """Which versions of an entry's draft can still be read."""

    present: int
    versions: set[int] = field(default_factory=set)

    def name(self, version: int) -> str:
        """The name of what a version said; empty where that was not kept."""
        if version == self.present:
            return DRAFT
        return f"version-{version}" if version in self.versions else ""


def events(entry: Entry) -> QuerySet[AuditLine, dict[str, Any]]:
    """What happened to an entry, the latest first: `what` it was, and its `number`."""
    lines = _lines(entry).exclude(action="published").order_by()
    done = lines.annotate(moment=F("at"), number=F("pk"), what=Value("line"))
    rows = Revision.objects.filter(key=entry.key).order_by()
    published = rows.annotate(moment=F("edition__published"), what=Value("revision"))
    columns = ("moment", "number", "what")
    both: Any = done.values(*columns).union(published.values(*columns), all=True)
    found: QuerySet[AuditLine, dict[str, Any]] = both.order_by("-moment", "-number")
    return found


def _lines(entry: Entry) -> QuerySet[AuditLine]:
    """The lines of an entry: of one that had its key before it, none."""
    lines = AuditLine.objects.filter(key=entry.key)
    begun = lines.filter(action__in=WRITES, version=0).order_by("-id").values("id")[:1]
    first = begun.first()
    return lines.filter(id__gte=first["id"]) if first else lines


def told(entry: Entry, page: Iterable[dict[str, Any]]) -> list[Published | Done]:
    """A page of events in full, in a fixed number of queries."""
    rows = list(page)
    published = _published(entry, [r["number"] for r in rows if r["what"] != "line"])
    lines = AuditLine.objects.select_related("actor").in_bulk(
        [row["number"] for row in rows if row["what"] == "line"]
    )
    kept = kept_of(entry, [line.version for line in lines.values()])
    done = {number: _done(line, kept) for number, line in lines.items()}
    return [
        done[row["number"]] if row["what"] == "line" else published[row["number"]]
        for row in rows
    ]


def _done(line: AuditLine, kept: Kept) -> Done:
    if line.action not in WRITES or line.version is None:
        return Done(line)
    before = kept.name(line.version) if line.version else ""
    return Done(line, before, kept.name(line.version + 1))


def kept_of(entry: Entry, started_from: Iterable[int | None]) -> Kept:
    """Which of some versions, and of those that followed them, were kept."""
    wanted = {n for one in started_from if one is not None for n in (one, one + 1)}
    rows = Snapshot.objects.filter(entry_id=entry.pk, version__in=wanted)
    found = rows.exclude(canonical="").values_list("version", flat=True)
    return Kept(entry.version, set(found))


def _published(entry: Entry, numbers: list[int]) -> dict[int, Published]:
    rows = Revision.objects.filter(key=entry.key, number__in=numbers)
    revisions = list(rows.select_related("edition").defer("canonical"))
    editions = [revision.edition_id for revision in revisions]
    changes: dict[int, dict[str, list[str]]] = {edition: {} for edition in editions}
    for edition, word, path in Change.objects.filter(
        key=entry.key, edition__in=editions
    ).values_list("edition", "word", "path"):
        changes[edition].setdefault(word, []).append(path)
    submissions = dict(
        Proposal.objects.filter(
            key=entry.key, submission__edition__in=editions
        ).values_list("submission__edition", "submission")
    )
    return {
        revision.number: Published(
            revision,
            changes[revision.edition_id],
            submissions.get(revision.edition_id),
        )
        for revision in revisions
    }


def said(entry: Entry, name: str) -> dict[str, Any]:
    """What the entry said at a moment; empty where that is unknown or redacted."""
    if name == DRAFT:
        return document(with_rows(entry.kind).get(pk=entry.pk))
    found = _NAME.fullmatch(name)
    if not found:
        return {}
    sort, number = found[1], int(found[2])
    if sort == "revision":
        revision = Revision.objects.filter(key=entry.key, number=number).first()
        return revision.document if revision else {}
    if number == entry.version:
        return said(entry, DRAFT)
    snapshot = Snapshot.objects.filter(entry_id=entry.pk, version=number).first()
    content = snapshot.document if snapshot else {}
    # Its key may have been another then: it is fixed only when it is published.
    return {**content, "key": entry.key} if content else {}


def names(entry: Entry, most: int) -> list[tuple[str, str]]:
    """What can be compared and restored, each with words: so many drafts at most."""
    revisions = Revision.objects.filter(key=entry.key, redacted=False)
    numbers = revisions.order_by("-number").values_list("number", "edition")
    kept = Snapshot.objects.filter(entry_id=entry.pk).exclude(canonical="")
    versions = kept.order_by("-version").values_list("version", flat=True)[:most]
    return [
        (DRAFT, "The draft as it stands now"),
        *(
            (f"revision-{n}", f"Revision {n}, edition {edition}")
            for n, edition in numbers
        ),
        *((f"version-{n}", f"Version {n} of the draft") for n in versions),
    ]


def in_words(name: str) -> str:
    """A moment as it is called in a sentence."""
    found = _NAME.fullmatch(name)
    if found is None:
        chosen = f"“{name[:60]}”" if name else "what was chosen"
        return "the draft as it stands now" if name == DRAFT else chosen
    return f"revision {found[2]}" if found[1] == "revision" else f"version {found[2]}"
