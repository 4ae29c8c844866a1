"""Writing what an entry once said back to the desk, as a new draft."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from entries.desk.conversion import restore_all
from entries.desk.entry import Entry
from entries.documents.verification import lost
from entries.publishing.addresses import taken
from entries.publishing.audit import line
from entries.publishing.history import DRAFT, in_words, said
from entries.publishing.roles import KINDS
from entries.publishing.transitions import OUTSIDE, PublishingError, allow
from entries.record.edition import Revision
from entries.vocabulary import EntryKind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Document = dict[str, Any]


def restore(entry: Entry, name: str, by: "User", started_from: int) -> Entry:
    """Write what an entry said at a moment to the desk; the record stays as it is.

    StaleError where the entry is no longer at the version started from, PublishingError
    or UnknownReferenceError with all that stands in the way.
    """
    allow(by, OUTSIDE["restore"])
    allow(by, f"entries.change_{KINDS[EntryKind(entry.kind)]}")
    with transaction.atomic():
        content = restored(entry, name)
        place = (content["kind"], content["address"])
        if faults := [f"the address {why}" for _, why in taken({place: entry.key})]:
            raise PublishingError(*faults)
        versions = {entry.key: started_from}
        (written,) = restore_all([content], versions, by.get_username())
        line(by, "restored", entry, started_from, in_words(name)).save()
    return written


def restored(entry: Entry, name: str) -> Document:
    """What restoring a moment writes. PublishingError where that was not kept.

    A verification was given for what stood there then, and may have been taken back
    since with good reason: it comes back only where the desk, or what was published
    last, has it for the same citation of the same value.
    """
    content = said(entry, name)
    if not content:
        msg = f"{in_words(name)} is not kept: it was redacted, or there was none"
        raise PublishingError(msg)
    last = Revision.objects.filter(key=entry.key).order_by("-number").first()
    gone = set(lost(content, said(entry, DRAFT)))
    gone &= set(lost(content, last.document if last else None))
    for row in content["citations"]:
        if row["key"] in gone:
            row["verified_by"], row["verified_on"] = "", None
    return content
