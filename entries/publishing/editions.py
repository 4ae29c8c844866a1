"""Publishing: an approved submission becomes an edition, whole or not at all."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from entries.documents.canonical import digest
from entries.documents.difference import Difference, difference
from entries.documents.references import references
from entries.publishing import indexing, mail
from entries.publishing.addresses import taken
from entries.publishing.audit import AuditLine, line
from entries.publishing.parts import drawn, parts
from entries.publishing.submission import Proposal, RecordLock, Submission
from entries.publishing.transitions import PublishingError, locked, step
from entries.publishing.wording import word_for
from entries.record.edition import OPEN, Change, Edition, Revision
from entries.record.listing import Listing

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHUNK = 200
"""How many documents are held and indexed at once."""


def publish(submission: Submission, by: "User") -> Edition:
    """Make an approved submission the next edition, in one transaction.

    PublishingError, and nothing written, where a live revision has moved since, or a
    document names an entry that was never published. Four eyes were asked for at the
    approval, and that is enough: what is published is what was approved, whatever the
    approver has written on the desk since then.
    """
    with transaction.atomic():
        RecordLock.take()
        submission = locked(submission)
        step(submission, "publish", by)
        _check_bases(submission)
        _check_references(submission)
        edition = next_edition(submission)
        for chunk in _chunks(submission):
            _write(edition, chunk)
        submission.edition, submission.problem = edition, ""
        submission.save()
        submission.proposals.update(open=False)
        AuditLine.objects.bulk_create(
            (
                line(by, "published", p.key, p.version, str(edition))
                for p in submission.proposals.defer("canonical").iterator()
            ),
            batch_size=500,
        )
        mail.to_makers(submission, f"is published: {edition}", f"By {by}.", by)
    return edition


def next_edition(submission: Submission) -> Edition:
    """The next edition: its number grows by one, its date never goes back."""
    approver = submission.approver
    return make_edition(
        submission.reason,
        submission.submitter.get_username(),
        approver.get_username() if approver else "",
        submission.self_approval,
    )


def make_edition(
    reason: str, editor: str, approver: str, self_approval: str
) -> Edition:
    last = Edition.objects.order_by("-number").first()
    now = timezone.now()
    return Edition.objects.create(
        number=last.number + 1 if last else 1,
        published=max(now, last.published) if last else now,
        reason=reason,
        editor=editor,
        approver=approver,
        self_approval=self_approval,
    )


def _chunks(submission: Submission) -> Iterator[list[Proposal]]:
    rows = submission.proposals.select_related("base").order_by("key")
    return drawn(rows.iterator(chunk_size=CHUNK), CHUNK)


def _check_bases(submission: Submission) -> None:
    """Each live revision must still be the one that its proposal was made from."""
    bases = dict(submission.proposals.values_list("key", "base"))
    live: dict[str, int] = {}
    for keys in parts(sorted(bases)):
        rows = Listing.objects.filter(key__in=keys, until=OPEN)
        live.update(rows.values_list("key", "revision"))
    moved = [key for key, base in bases.items() if live.get(key) != base]
    if moved:
        listed = ", ".join(sorted(moved))
        msg = f"published since this was submitted, submit again: {listed}"
        raise PublishingError(msg)


def _check_references(submission: Submission) -> None:
    """Refuse documents that name what readers could not open.

    What they name must have been published, or be published with them; an address
    must be free; what takes a withdrawn entry's place must be there.
    """
    named: dict[str, set[tuple[str, str]]] = {}
    addresses: dict[tuple[str, str], str] = {}
    kinds: dict[str, str] = {}
    successors: dict[str, str] = {}
    faults: list[str] = []
    for chunk in _chunks(submission):
        for proposal in chunk:
            if proposal.withdrawal:
                successors[proposal.key] = proposal.successor
                continue
            content = proposal.document
            kinds[proposal.key] = content["kind"]
            place = (content["kind"], content["address"])
            if addresses.setdefault(place, proposal.key) != proposal.key:
                faults.append(f"{proposal.key}: the address {place[1]} stands twice")
            for reference in references(content):
                wanted = reference.kind.value if reference.kind else ""
                named.setdefault(reference.key, set()).add((proposal.key, wanted))
    faults += _gone(successors, set(kinds))
    faults += _unpublished(named, kinds)
    faults += [f"{key}: the address {why}" for key, why in taken(addresses)]
    if faults:
        raise PublishingError(*faults)


def _unpublished(
    named: dict[str, set[tuple[str, str]]], kinds: dict[str, str]
) -> Iterator[str]:
    for keys in parts(sorted(set(named) - set(kinds))):
        rows = Listing.objects.filter(key__in=keys, until=OPEN)
        kinds.update(rows.values_list("key", "kind"))
    for key, places in sorted(named.items()):
        for owner, wanted in sorted(places):
            if key not in kinds:
                yield f"{owner} names {key}, which was never published"
            elif wanted and kinds[key] != wanted:
                yield f"{owner} names {key}, which is a {kinds[key]}, no {wanted}"


def _gone(successors: dict[str, str], published: set[str]) -> Iterator[str]:
    wanted = {key for key in successors.values() if key}
    shown = set(published)
    for part in parts(sorted(wanted - published - set(successors))):
        rows = Listing.objects.filter(key__in=part, until=OPEN, withdrawn=False)
        shown.update(rows.values_list("key", flat=True))
    for key, successor in sorted(successors.items()):
        if successor and successor not in shown:
            yield f"{successor}, which is to take the place of {key}, is not published"


def _write(edition: Edition, proposals: list[Proposal]) -> None:
    keys = [proposal.key for proposal in proposals]
    numbers = {p.key: p.base.number if p.base else 0 for p in proposals}
    revisions = [_revision(edition, p, numbers[p.key] + 1) for p in proposals]
    Revision.objects.bulk_create(revisions, batch_size=100)
    Change.objects.bulk_create(
        (
            change
            for proposal, revision in zip(proposals, revisions, strict=True)
            for change in changes(proposal, revision)
        ),
        batch_size=500,
    )
    Listing.objects.filter(key__in=keys, until=OPEN).update(until=edition.number)
    indexing.write(indexing.index(revision, OPEN) for revision in revisions)
    indexing.write_addresses(revisions)


def _revision(edition: Edition, proposal: Proposal, number: int) -> Revision:
    """The revision that a proposal becomes.

    A tombstone keeps the last document, so that pages which name it can still say
    what it was.
    """
    base = proposal.base
    text = base.canonical if proposal.withdrawal and base else proposal.canonical
    content = json.loads(text)
    return Revision(
        kind=content["kind"],
        key=proposal.key,
        number=number,
        edition=edition,
        address=content["address"],
        schema=content["schema"],
        canonical=text,
        digest=digest(text),
        withdrawn=proposal.withdrawal,
        successor=proposal.successor,
    )


def changes(proposal: Proposal, revision: Revision) -> Iterator[Change]:
    """What the edition did to one document.

    One line where it came or went as a whole, else one for each path that differs.
    """
    base = proposal.base
    whole = base is None or base.withdrawn or proposal.withdrawal or not base.canonical
    found = [Difference("", None, None)]
    if not whole and base is not None:
        found = difference(base.document, proposal.document)
    for one in found:
        yield Change(
            edition_id=revision.edition_id,
            kind=revision.kind,
            key=revision.key,
            revision=revision.number,
            path=one.path,
            old=one.old,
            new=one.new,
            word=word_for(proposal, one) if one.path else proposal.word,
        )
