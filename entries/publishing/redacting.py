"""Taking a revision's text out of every table, as the law may demand."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from entries.desk.conversion import document
from entries.desk.conversion.reading import MODELS
from entries.desk.entry import Entry
from entries.desk.linkcheck import forget_unused
from entries.desk.snapshot import Snapshot
from entries.inbox.report import forget
from entries.publishing.audit import AuditLine
from entries.publishing.comment import Comment
from entries.publishing.submission import Proposal
from entries.record.edition import OPEN, Change, Revision
from entries.record.listing import Listing


def in_use(revision: Revision) -> str:
    """Why a revision's text cannot be taken out yet, in words; "" if it can."""
    if not revision.canonical:
        return "was redacted before"
    same = {"key": revision.key, "digest": revision.digest}
    live = Listing.objects.filter(key=revision.key, until=OPEN, withdrawn=False)
    if live.filter(revision__digest=revision.digest).exists():
        return "is live: publish a clean one or withdraw it first"
    if Proposal.objects.filter(**same, open=True).exists():
        return "is in review: return it first"
    entry = Entry.objects.filter(key=revision.key).first()
    if entry and revision.says(document(entry)):
        return "still stands on the desk: write a clean one there first"
    return ""


def take_out(revision: Revision) -> None:
    """The text goes wherever it stands: the tombstone after it repeats it too.

    Only here is what the record keeps written to again.
    """
    same: QuerySet[Revision] = QuerySet(Revision).filter(
        key=revision.key, digest=revision.digest
    )
    numbers = set(same.values_list("number", flat=True))
    same.update(canonical="", redacted=True)
    _changes(revision.key, numbers)
    # What was put forward and never published may say it too, in other words.
    kept = Revision.objects.filter(key=revision.key, redacted=False).values("digest")
    closed = Proposal.objects.filter(key=revision.key, open=False)
    closed.exclude(digest__in=kept).update(canonical="", words={})
    lines: QuerySet[AuditLine] = QuerySet(AuditLine)
    lines.filter(key=revision.key).update(detail="")
    Snapshot.objects.filter(entry__key=revision.key).update(canonical="")
    Comment.objects.filter(key=revision.key).update(text="", path="")
    forget(revision.key)
    # An address that was taken out, and where it led, say something too.
    forget_unused()
    _log(revision)


def _changes(key: str, numbers: set[int]) -> None:
    """What came with the revision, and what went after it.

    The keys of its rows go too: only the name of their list is kept.
    """
    lines: QuerySet[Change] = QuerySet(Change).filter(key=key)
    lines.filter(revision__in=numbers).update(new=None)
    lines.filter(revision__in={number + 1 for number in numbers}).update(old=None)
    touched = numbers | {number + 1 for number in numbers}
    rows: dict[tuple[int, str], list[Change]] = {}
    for line in lines.filter(revision__in=touched):
        rows.setdefault((line.edition_id, line.path.partition(".")[0]), []).append(line)
    for (_, name), found in rows.items():
        if any(line.path != name for line in found):
            lines.filter(pk__in=[line.pk for line in found[1:]]).delete()
            lines.filter(pk=found[0].pk).update(path=name, old=None, new=None)


def _log(revision: Revision) -> None:
    """The admin's own log names an entry by its title, and its rows by theirs."""
    models = ContentType.objects.get_for_models(MODELS[revision.kind], Entry).values()
    numbers = Entry.objects.filter(key=revision.key).values_list("pk", flat=True)
    lines = LogEntry.objects.filter(
        content_type__in=models, object_id__in=[str(number) for number in numbers]
    )
    lines.update(object_repr=revision.key, change_message="")
