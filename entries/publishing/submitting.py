"""Putting entries forward, taking them back, returning them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry
from entries.documents.canonical import canonical, digest
from entries.documents.missing import missing
from entries.documents.validation import InvalidDocumentError, validate
from entries.publishing.audit import AuditLine, line
from entries.publishing.submission import Proposal, Submission
from entries.publishing.transitions import (
    TRANSITIONS,
    PublishingError,
    allow,
    locked,
    step,
)
from entries.record.edition import OPEN, Revision
from entries.record.listing import Listing
from entries.vocabulary import ChangeWord

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Withdrawal:
    """An entry to be taken from readers, and what takes its place."""

    entry: Entry
    successor: str = ""


def submit(
    entries: Iterable[Entry],
    by: "User",
    reason: str,
    withdrawals: Iterable[Withdrawal] = (),
) -> Submission:
    """Put entries forward as they stand, and withdrawals.

    PublishingError lists all that is missing, entries already in review and those
    that say nothing new.
    """
    allow(by, TRANSITIONS["submit"].permission)
    entries, withdrawals = list(entries), list(withdrawals)
    if not reason.strip():
        msg = "say why: readers see the reason with the edition"
        raise PublishingError(msg)
    if not entries and not withdrawals:
        msg = "there is nothing to submit"
        raise PublishingError(msg)
    with transaction.atomic():
        keys = [e.key for e in entries] + [w.entry.key for w in withdrawals]
        live = live_revisions(keys)
        proposals = [*_proposals(entries, live), *_withdrawals(withdrawals, live)]
        submission = Submission.objects.create(submitter=by, reason=reason.strip())
        for proposal in proposals:
            proposal.submission = submission
        _create(proposals)
        AuditLine.objects.bulk_create(
            line(by, "submitted", p.entry, p.version, f"submission {submission.pk}")
            for p in proposals
        )
    return submission


def live_revisions(keys: Iterable[str]) -> dict[str, Revision]:
    """The last revision of each key, tombstones among them."""
    listings = Listing.objects.filter(key__in=list(keys), until=OPEN)
    rows = listings.select_related("revision").defer("revision__canonical")
    return {row.key: row.revision for row in rows}


def _create(proposals: list[Proposal]) -> None:
    entries = [proposal.entry for proposal in proposals]
    busy = Proposal.objects.filter(entry__in=entries, open=True)
    if keys := sorted(busy.values_list("key", flat=True)):
        msg = f"already in review: {', '.join(keys)}"
        raise PublishingError(msg)
    try:
        with transaction.atomic():
            Proposal.objects.bulk_create(proposals, batch_size=200)
    except IntegrityError as error:
        msg = "one of these entries has just been submitted by somebody else"
        raise PublishingError(msg) from error


def _proposals(entries: list[Entry], live: dict[str, Revision]) -> Iterator[Proposal]:
    faults: list[str] = []
    proposals: list[Proposal] = []
    for entry, content in documents(entries):
        try:
            content = validate(content)
        except InvalidDocumentError as error:
            faults += [f"{entry.key}: {path}: {what}" for path, what in error.faults]
            continue
        faults += [f"{entry.key}: {lack}" for lack in missing(content)]
        proposals.append(_proposal(entry, content, live.get(entry.key)))
    for proposal in proposals:
        base = proposal.base
        if base and base.digest == proposal.digest and not base.withdrawn:
            faults.append(f"{proposal.key}: says nothing that is not published")
    if faults:
        raise PublishingError(*faults)
    yield from proposals


def _proposal(entry: Entry, content: dict[str, Any], base: Revision | None) -> Proposal:
    text = canonical(content)
    return Proposal(
        entry_id=entry.pk,
        key=entry.key,
        version=entry.version,
        base=base,
        canonical=text,
        digest=digest(text),
        word=ChangeWord.UPDATED if base else ChangeWord.ADDED,
    )


def _withdrawals(
    withdrawals: list[Withdrawal], live: dict[str, Revision]
) -> Iterator[Proposal]:
    for withdrawal in withdrawals:
        entry, base = withdrawal.entry, live.get(withdrawal.entry.key)
        if base is None or base.withdrawn:
            msg = f"{entry.key} is not published"
            raise PublishingError(msg)
        yield Proposal(
            entry_id=entry.pk,
            key=entry.key,
            version=entry.version,
            base=base,
            word=ChangeWord.WITHDRAWN,
            withdrawal=True,
            successor=withdrawal.successor,
        )


def documents(entries: Iterable[Entry]) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """The entries, read afresh, each with its document; in a few queries a kind."""
    by_kind: dict[str, list[int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.pk)
    for kind, numbers in by_kind.items():
        for start in range(0, len(numbers), 500):
            part = with_rows(kind).filter(pk__in=numbers[start : start + 500])
            for entry in part:
                yield entry, document(entry)


def take_back(submission: Submission, by: "User") -> Submission:
    """The submitter takes a submission back before it is published."""
    with transaction.atomic():
        submission = locked(submission)
        if submission.submitter_id != by.pk:
            msg = "only who submitted it can take it back"
            raise PublishingError(msg)
        return _close(submission, "take_back", by, "")


def return_(submission: Submission, by: "User", comment: str) -> Submission:
    """A reviewer gives a submission back, saying why."""
    if not comment.strip():
        msg = "say what is to be done: the submitter reads it"
        raise PublishingError(msg)
    with transaction.atomic():
        return _close(locked(submission), "return", by, comment.strip())


def _close(submission: Submission, name: str, by: "User", comment: str) -> Submission:
    step(submission, name, by)
    submission.comment = comment
    submission.decided = timezone.now()
    submission.save()
    proposals = submission.proposals.select_related("entry")
    AuditLine.objects.bulk_create(
        line(by, submission.state, p.entry, p.version, f"submission {submission.pk}")
        for p in proposals
    )
    proposals.update(open=False)
    return submission
