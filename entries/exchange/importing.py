"""Documents written to the desk, all or none, and published if asked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction

from entries.desk.conversion import restore_all
from entries.desk.entry import Entry
from entries.documents.facts import Evidence, facts
from entries.documents.verification import unverify
from entries.publishing.approving import approve
from entries.publishing.audit import line
from entries.publishing.editions import publish
from entries.publishing.submission import Proposal
from entries.publishing.submitting import documents as read_documents
from entries.publishing.submitting import live_revisions, submit
from entries.record.edition import Edition
from entries.vocabulary import Verification

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Document = dict[str, Any]
Tell = Callable[[str], None]
IMPORTER = "import"
PERMISSIONS = ("submit_entry", "review_entry", "publish_entry")


class EditedError(Exception):
    """Entries that an import would change were edited on the desk since the last."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        super().__init__(f"edited on the desk since the last import: {', '.join(keys)}")


@dataclass
class Report:
    """What an import did, in numbers."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    """Facts of all documents given, by their verification."""
    marked: int = 0
    """Marks *no source found*."""
    unverified: int = 0
    """Verifications that stood in the documents and were not taken over."""
    edition: Edition | None = None


@dataclass
class Desk:
    """What the desk has of the entries that an import names."""

    entries: dict[str, Entry]
    documents: dict[str, Document]


def on_desk(keys: list[str]) -> Desk:
    """The entries of those keys, each with its document."""
    found = Entry.objects.filter(key__in=keys)
    pairs = list(read_documents(found))
    return Desk(
        {entry.key: entry for entry, _ in pairs},
        {entry.key: content for entry, content in pairs},
    )


def importer() -> "User":
    """In whose name commands write.

    The single editor, if there is that user, else one of their own without a password.
    """
    users = get_user_model().objects
    editor = users.filter(username=settings.SINGLE_EDITOR or IMPORTER).first()
    if editor:
        return editor
    user, created = users.get_or_create(username=IMPORTER)
    if created:
        user.set_unusable_password()
        user.save()
        user.user_permissions.set(Permission.objects.filter(codename__in=PERMISSIONS))
    return user


def write(wanted: dict[str, Document], desk: Desk, by: "User", tell: Tell) -> Report:
    """Bring the desk to the documents given, in one transaction.

    An import verifies nothing. EditedError, with a list, where an entry that would
    change was edited since the last import; StaleError where one is edited meanwhile.
    """
    report = Report()
    changed = {}
    for key, document in wanted.items():
        present = desk.documents.get(key)
        report.unverified += unverify(document, present)
        _count(report, document, present)
        if document != present:
            changed[key] = document
    edited = [
        key
        for key in sorted(changed)
        if key in desk.entries and desk.entries[key].edited_since_import
    ]
    if edited:
        raise EditedError(edited)
    if changed:
        tell(f"Writing {len(changed)} entries to the desk")
    versions = {key: entry.version for key, entry in desk.entries.items()}
    with transaction.atomic():
        # Nobody has typed the citations of a folder: anybody may verify them.
        for entry in restore_all(changed.values(), versions, given_by=IMPORTER):
            Entry.objects.filter(pk=entry.pk).update(imported_version=entry.version)
            line(by, "imported", entry, versions.get(entry.key, 0)).save()
    return report


def _count(report: Report, document: Document, present: Document | None) -> None:
    kind = document["kind"]
    if present is None:
        report.new[kind] += 1
    else:
        side = report.unchanged if document == present else report.changed
        side[kind] += 1
    evidence = Evidence(document)
    report.facts.update(str(evidence.verification(f.name)) for f in facts(document))
    report.marked += len(document["no_source"])


def publish_imported(
    keys: list[str], by: "User", reason: str, tell: Tell
) -> Edition | None:
    """Publish what of those entries is not published yet; None where all is.

    What is in review is left to its reviewers, what was withdrawn stays so, and what
    was edited on the desk since the last import is its editors' to put forward.
    """
    live = live_revisions(keys)
    busy = set(
        Proposal.objects.filter(key__in=keys, open=True).values_list("key", flat=True)
    )
    wanted: list[Entry] = []
    drafts: list[Entry] = []
    for entry, content in read_documents(Entry.objects.filter(key__in=keys)):
        revision = live.get(entry.key)
        if entry.key in busy or (revision and revision.withdrawn):
            continue
        if not revision or not revision.says(content):
            side = drafts if entry.edited_since_import else wanted
            side.append(entry)
    if drafts:
        listed = ", ".join(sorted(entry.key for entry in drafts))
        tell(f"Leaving to their editors what was edited on the desk: {listed}")
    if not wanted:
        return None
    tell(f"Publishing {len(wanted)} entries")
    with transaction.atomic():
        submission = submit(wanted, by, reason)
        approve(submission, by, f"Imported by command: {reason}")
        return publish(submission, by)


def unsourced(report: Report) -> int:
    """How many facts of an import have no source."""
    return report.facts[str(Verification.UNSOURCED)]
