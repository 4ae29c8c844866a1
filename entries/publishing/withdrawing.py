"""Withdrawing, and redacting."""

from typing import TYPE_CHECKING

from django.db import transaction

from entries.desk.entry import Entry
from entries.publishing.audit import line
from entries.publishing.editions import make_edition
from entries.publishing.guards.passing import passing
from entries.publishing.redacting import in_use, take_out
from entries.publishing.reindexing import reindex
from entries.publishing.submission import RecordLock, Submission
from entries.publishing.submitting import Withdrawal, submit
from entries.publishing.transitions import OUTSIDE, PublishingError, allow
from entries.record.edition import Change, Edition, Revision
from entries.record.search import engine
from entries.vocabulary import ChangeWord

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def withdraw(entry: Entry, by: "User", reason: str, successor: str = "") -> Submission:
    """Put forward that an entry be taken from readers.

    It leaves a tombstone, which may lead to the entry that takes its place.
    """
    return submit([], by, reason, [Withdrawal(entry, successor)])


def redact(revision: Revision, by: "User", reason: str) -> Edition:
    """Take the text of a revision out, as the law may demand.

    It goes from the revision, its changes, its proposals and the audit lines of its
    entry. Its digest and its place stay, and a new edition says so. What is live must
    be replaced first.
    """
    allow(by, OUTSIDE["redact"])
    if not reason.strip():
        msg = "say why: readers see the reason with the edition"
        raise PublishingError(msg)
    with transaction.atomic():
        RecordLock.take()
        revision = Revision.objects.get(pk=revision.pk)
        if why := in_use(revision):
            msg = f"{revision} {why}"
            raise PublishingError(msg)
        edition = make_edition(reason.strip(), by.get_username(), "", "")
        with passing(revision.key):
            take_out(revision)
        Change.objects.create(
            edition=edition,
            kind=revision.kind,
            key=revision.key,
            revision=revision.number,
            word=ChangeWord.REDACTED,
        )
        line(by, "redacted", revision.key, detail=str(edition)).save()
        reindex([revision.key])
        engine.forget()
    return edition
