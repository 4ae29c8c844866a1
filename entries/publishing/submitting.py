"""Putting entries forward, taking them back, returning them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry
from entries.documents.canonical import canonical, digest
from entries.documents.kinds import kind_of
from entries.documents.missing import missing
from entries.documents.references import references
from entries.documents.validation import InvalidDocumentError, validate
from entries.publishing import mail
from entries.publishing.addresses import taken
from entries.publishing.approving import approve_verifications, verifies_alone
from entries.publishing.audit import AuditLine, line
from entries.publishing.parts import drawn, parts
from entries.publishing.submission import Proposal, Submission
from entries.publishing.transitions import (
    TRANSITIONS,
    PublishingError,
    allow,
    locked,
    step,
)
from entries.record import asked
from entries.record.edition import OPEN, Revision
from entries.record.listing import Listing
from entries.vocabulary import ChangeWord

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHUNK = 200
"""How many documents are held at once."""


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
    word: ChangeWord = ChangeWord.UPDATED,
) -> Submission:
    """Put entries forward as they stand, and withdrawals.

    PublishingError lists all that is missing, entries already in review and those
    that say nothing new. `word` says whether what was published is corrected or
    updated. Verifications by the submitter alone are approved at once: they are the
    second pair of eyes.
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
        keys = hold([*entries, *(one.entry for one in withdrawals)])
        _refuse_busy(keys)
        live = live_revisions(keys)
        submission = Submission.objects.create(submitter=by, reason=reason.strip())
        faults: list[str] = []
        proposals = _proposals(entries, live, word, faults)
        for part in drawn(chain(proposals, _withdrawals(withdrawals, live)), CHUNK):
            _create(submission, part)
        if faults:
            raise PublishingError(*faults)
        if verifies_alone(submission, by):
            approve_verifications(submission)
        else:
            mail.to_reviewers(submission)
    return submission


def hold(entries: list[Entry]) -> list[str]:
    """Keep editors from writing to entries until the transaction ends; their keys.

    What is read then is of one version. PublishingError where an entry is named twice
    or gone, or does not have the key under which it was published.
    """
    keys: dict[int, str] = {}
    faults: list[str] = []
    for part in parts(sorted({entry.pk for entry in entries})):
        held = Entry.objects.filter(pk__in=part).order_by("pk").select_for_update()
        found = dict(held.values_list("pk", "key"))
        keys.update(found)
        faults += _other_keys(found)
    times = Counter(entry.pk for entry in entries)
    for entry in entries:
        if entry.pk not in keys:
            faults.append(f"{entry.key} is no longer on the desk")
        elif times.pop(entry.pk, 0) > 1:
            faults.append(f"{entry.key} is named twice")
    if faults:
        raise PublishingError(*faults)
    return list(keys.values())


def _other_keys(keys: dict[int, str]) -> Iterator[str]:
    """A key is fixed once it is published, and never used again."""
    published = Proposal.objects.filter(submission__edition__isnull=False)
    rows = published.filter(Q(entry__in=keys) | Q(key__in=keys.values()))
    other = rows.exclude(entry__key=F("key")).values_list("entry__key", "key")
    for key, former in sorted(set(other)):
        yield f"{key} was published as {former}, which stays its key"


def live_revisions(keys: Iterable[str]) -> dict[str, Revision]:
    """The last revision of each key, tombstones among them."""
    live: dict[str, Revision] = {}
    for part in parts(list(keys)):
        listings = Listing.objects.filter(key__in=part, until=OPEN)
        rows = listings.select_related("revision").defer("revision__canonical")
        live.update((row.key, row.revision) for row in rows)
    return live


def _refuse_busy(keys: list[str]) -> None:
    busy: list[str] = []
    for part in parts(keys):
        rows = Proposal.objects.filter(entry__key__in=part, open=True)
        busy += rows.values_list("key", flat=True)
    if busy:
        msg = f"already in review: {', '.join(sorted(busy))}"
        raise PublishingError(msg)


def _create(submission: Submission, proposals: list[Proposal]) -> None:
    for proposal in proposals:
        proposal.submission = submission
    try:
        with transaction.atomic():
            Proposal.objects.bulk_create(proposals)
    except IntegrityError as error:
        msg = "one of these entries has just been submitted by somebody else"
        raise PublishingError(msg) from error
    detail = f"submission {submission.pk}"
    AuditLine.objects.bulk_create(
        line(submission.submitter, "submitted", one.key, one.version, detail)
        for one in proposals
    )


def _proposals(
    entries: list[Entry],
    live: dict[str, Revision],
    word: ChangeWord,
    faults: list[str],
) -> Iterator[Proposal]:
    """The proposals one by one, so that only a few are held; `faults` is added to."""
    places: dict[tuple[str, str], str] = {}
    together = {entry.key for entry in entries}
    for entry, content, unpublished in _with_unpublished(documents(entries), together):
        content, wrong = _validated(entry.key, content)
        faults += [*wrong, *_lacks(entry.key, content, unpublished)]
        if wrong:
            continue
        places[content["kind"], content["address"]] = entry.key
        proposal = _proposal(entry, content, live.get(entry.key), word)
        base = proposal.base
        if base and not base.withdrawn and base.says(content):
            faults.append(f"{proposal.key}: says nothing that is not published")
        yield proposal
    faults += [Lack(key, "address", why) for key, why in taken(places)]


class Lack(str):
    """A fault that stands at one path of one document: `key: path: what`."""

    __slots__ = ("code", "key", "path", "what")

    # ARG004: a text is made here, and told of in `__init__`, which gets the same.
    def __new__(cls, key: str, path: str, what: str, code: str = "") -> "Lack":  # noqa: ARG004 - as above
        return super().__new__(cls, f"{key}: {path}: {what}")

    def __init__(self, key: str, path: str, what: str, code: str = "") -> None:
        self.key, self.path, self.what, self.code = key, path, what, code


def in_the_way(
    key: str, content: dict[str, Any], unpublished: Collection[str]
) -> list[Lack]:
    """What keeps a document from being put forward: what is wrong, what it lacks."""
    content, wrong = _validated(key, content)
    return [*wrong, *_lacks(key, content, unpublished)]


def _validated(key: str, content: dict[str, Any]) -> tuple[dict[str, Any], list[Lack]]:
    """A document in its normal form; or as it is, with what is wrong in its form."""
    try:
        return validate(content), []
    except InvalidDocumentError as error:
        faults = [(_by_key(path, content), what) for path, what in error.faults]
        return content, [Lack(key, path, what) for path, what in faults]


def _by_key(path: str, content: dict[str, Any]) -> str:
    """The path of a fault, its row named by its key and not by its number."""
    head, *rest = path.split(".")
    row_format = kind_of(content).row(head)
    rows = content[head] if row_format else ()
    if not row_format or not rest or not rest[0].isdecimal():
        return path
    number = int(rest[0])
    key = rows[number][row_format.key] if number < len(rows) else rest[0]
    return ".".join((head, key, *rest[1:]))


def _lacks(
    key: str, content: dict[str, Any], unpublished: Collection[str]
) -> list[Lack]:
    found = missing(content, unpublished)
    lacks = [Lack(key, one.path, one.what, one.code) for one in found]
    return [*lacks, *(Lack(key, path, what) for path, what in asked.faults(content))]


def never_published(keys: Collection[str]) -> set[str]:
    """Those of some keys that readers have never seen."""
    known: set[str] = set()
    for part in parts(sorted(keys)):
        rows = Listing.objects.filter(key__in=part, until=OPEN)
        known.update(rows.values_list("key", flat=True))
    return set(keys) - known


def _with_unpublished(
    pairs: Iterable[tuple[Entry, dict[str, Any]]], together: set[str]
) -> Iterator[tuple[Entry, dict[str, Any], set[str]]]:
    """Documents with the keys that were never published, nor are put forward too."""
    for part in drawn(pairs, CHUNK):
        named = {one.key for _, content in part for one in references(content)}
        unpublished = never_published(named - together)
        for entry, content in part:
            yield entry, content, unpublished


def _proposal(
    entry: Entry, content: dict[str, Any], base: Revision | None, word: ChangeWord
) -> Proposal:
    text = canonical(content)
    is_new = base is None or base.withdrawn
    return Proposal(
        entry_id=entry.pk,
        key=entry.key,
        version=entry.version,
        base=base,
        canonical=text,
        digest=digest(text),
        word=ChangeWord.ADDED if is_new else word,
    )


def _withdrawals(
    withdrawals: list[Withdrawal], live: dict[str, Revision]
) -> Iterator[Proposal]:
    for withdrawal in withdrawals:
        entry, base = withdrawal.entry, live.get(withdrawal.entry.key)
        if base is None or base.withdrawn:
            msg = f"{entry.key} is not published"
            raise PublishingError(msg)
        if withdrawal.successor == entry.key:
            msg = f"{entry.key} cannot take its own place"
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
    submission.publish_at = submission.scheduled_by = None
    submission.problem = ""
    submission.decided = timezone.now()
    submission.save()
    proposals = submission.proposals.defer("canonical")
    AuditLine.objects.bulk_create(
        line(by, submission.state, p.key, p.version, f"submission {submission.pk}")
        for p in proposals
    )
    if name == "return":
        mail.to_makers(submission, "is returned", f"{by}: {comment}", by)
    proposals.update(open=False)
    return submission
