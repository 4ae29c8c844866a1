"""The record, and the desk behind it, made anew in an empty database.

What is written is what was published before, somewhere else, by somebody: numbers,
dates, reasons and digests are taken over, and nothing is published by it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction
from django.utils import timezone

from entries.desk.conversion import build_all
from entries.desk.entry import Entry
from entries.documents.kinds import blank
from entries.publishing.audit import AuditLine, line
from entries.publishing.parts import drawn
from entries.publishing.reindexing import reindex
from entries.publishing.submission import (
    Proposal,
    RecordLock,
    Submission,
    SubmissionState,
)
from entries.record.edition import OPEN, Change, Edition, Revision
from entries.record.listing import Listing
from entries.vocabulary import ChangeWord, EntryKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Row = dict[str, Any]
Tell = Callable[[str], None]

ACTION = "rebuilt"
"""What the audit log calls it: nobody has edited anything by it."""

DOCUMENTS, ROWS = 100, 500
"""How many rows are written at once: those with a document, and others."""


EVERY = 5_000
"""After how many documents it is told how far the work is."""


class Kept(Protocol):
    """What was kept of a record."""

    edition: int

    def lines(self, name: str, /) -> Iterator[Row]:
        """The rows of `editions`, `revisions` or `changes`, the oldest first."""


class NotEmptyError(Exception):
    """The database holds a record already, or a desk."""


def check_empty() -> None:
    """Refuse a database in which something was written. NotEmptyError says what."""
    for model, words in ((Edition, "editions"), (Entry, "entries on the desk")):
        if count := model.objects.count():
            msg = f"it holds {count} {words}"
            raise NotEmptyError(msg)


def rebuild(kept: Kept, by: "User", tell: Tell) -> int:
    """Write the record, its indexes, and the desk: all in one transaction, or nothing.

    Returns how many revisions there are. NotEmptyError where the database is not
    empty.
    """
    with transaction.atomic():
        RecordLock.take()
        check_empty()
        tell("Writing editions, revisions and changes")
        _write(Edition, map(_edition, kept.lines("editions")), ROWS)
        _write(Revision, map(_revision, kept.lines("revisions")), DOCUMENTS)
        _write(Change, map(_change, kept.lines("changes")), ROWS)
        tell("Making the indexes")
        count = reindex()
        _desk(kept.edition, by, tell)
    return count


def _write(model: Any, rows: Iterable[Any], size: int) -> None:
    for part in drawn(rows, size):
        model.objects.bulk_create(part)


def _edition(row: Row) -> Edition:
    published = datetime.fromisoformat(row["published"])
    return Edition(**{**row, "published": published})


def _revision(row: Row) -> Revision:
    own = {**row, "edition_id": row["edition"], "canonical": row["canonical"] or ""}
    own.pop("edition")
    return Revision(**own)


def _change(row: Row) -> Change:
    own = {**row, "edition_id": row["edition"]}
    own.pop("edition")
    return Change(**own)


def _desk(edition: int, by: "User", tell: Tell) -> None:
    """Each entry as its last revision has it, those that were withdrawn among them."""
    tell("Writing the desk")
    keys = build_all(_Documents(tell), given_by=by.get_username())
    reason = f"Rebuilt from the archive of edition {edition}"
    submission = Submission.objects.create(
        state=SubmissionState.PUBLISHED,
        reason=reason,
        submitter=by,
        approver=by,
        self_approval=reason,
        decided=timezone.now(),
        edition_id=edition,
    )
    # By its proposal the desk knows which version of an entry readers have.
    _write(Proposal, _proposals(submission, keys), DOCUMENTS)
    lines = (line(by, ACTION, key, 0, reason) for key in keys)
    _write(AuditLine, lines, ROWS)


def _proposals(submission: Submission, keys: dict[str, int]) -> Iterator[Proposal]:
    for listing in _last():
        revision = listing.revision
        yield Proposal(
            submission=submission,
            entry_id=keys[revision.key],
            key=revision.key,
            version=1,
            base=revision,
            canonical="" if revision.withdrawn else revision.canonical,
            digest="" if revision.withdrawn else revision.digest,
            word=ChangeWord.WITHDRAWN if revision.withdrawn else ChangeWord.UPDATED,
            withdrawal=revision.withdrawn,
            successor=revision.successor,
            open=False,
        )


def _last(**asked: Any) -> Iterator[Listing]:
    """The last listing of each entry: what is live first, what is redacted last."""
    rows = Listing.objects.filter(until=OPEN, **asked).select_related("revision")
    rows = rows.order_by("withdrawn", "revision__redacted", "pk")
    return rows.iterator(chunk_size=DOCUMENTS)


class _Documents:
    """The documents that the desk is filled with, each given twice."""

    def __init__(self, tell: Tell) -> None:
        self.tell, self.given = tell, 0
        self.all = 2 * Listing.objects.filter(until=OPEN).count()

    def __call__(self, kind: str) -> Iterator[Row]:
        codes: set[str] = set()
        for listing in _last(kind=kind):
            document = listing.revision.document or _empty(listing)
            if kind == EntryKind.STATE:
                document = {**document, "iso2": _code(document["iso2"], codes)}
            yield document
            self.given += 1
            if not self.given % EVERY:
                self.tell(f"Writing the desk: {self.given / self.all:.0%}")


def _empty(listing: Listing) -> Row:
    """What the desk has of an entry whose text the law has taken out: its place."""
    content = blank(listing.kind, listing.key)
    return {**content, "address": listing.address, "title": listing.key}


def _code(code: str, taken: set[str]) -> str:
    """A state's code; another that nobody has where a living state has it by now.

    It may be that of a state which was withdrawn, and no two on the desk share one.
    """
    if not code or code in taken:
        pairs = map("".join, product(reversed(ascii_uppercase), repeat=2))
        code = next(pair for pair in pairs if pair not in taken)
    taken.add(code)
    return code
