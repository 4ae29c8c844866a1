"""The findings of all entries, brought up to date when somebody asks for them."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from entries.desk.conversion.reading import document, with_rows
from entries.desk.entry import Entry
from entries.desk.finding import Finding
from entries.documents.missing import missing
from entries.documents.quality import quality
from entries.vocabulary import FindingCode

CHUNK = 200
"""How many entries are looked at in one transaction."""


def refresh(tell: Callable[[int], None] = lambda _: None) -> int:
    """Look at the entries that were written to since they were looked at last.

    Returns how many there were; `tell` is given each chunk's number. It goes by the
    version, which every way of writing raises.
    """
    done = 0
    while chunk := _next():
        done += chunk
        tell(chunk)
    return done


def _next() -> int:
    waiting = Entry.objects.exclude(checked_version=F("version"))
    waiting |= Entry.objects.filter(checked_version__isnull=True)
    if not waiting.exists():
        return 0
    with transaction.atomic():
        # Two who look at once take turns; the second finds nothing left to do.
        held = waiting.order_by("pk").select_for_update()[:CHUNK]
        found = {entry.pk: entry for entry in held}
        Finding.objects.filter(entry__in=found).delete()
        rows: list[Finding] = []
        for kind in {entry.kind for entry in found.values()}:
            numbers = [pk for pk, entry in found.items() if entry.kind == kind]
            for entry in with_rows(kind).filter(pk__in=numbers):
                rows += _rows(entry)
        Finding.objects.bulk_create(rows, batch_size=500)
        Entry.objects.filter(pk__in=found).update(checked_version=F("version"))
    return len(found)


def _rows(entry: Entry) -> list[Finding]:
    content = document(entry)
    return [
        Finding(entry_id=entry.pk, code=one.code, path=one.path[:250], due=one.due)
        for one in (*missing(content), *quality(content))
    ]


def found(code: str, today: date) -> QuerySet[Finding]:
    """The findings of one sort; checks only where they are overdue."""
    rows = Finding.objects.filter(code=code)
    if code == FindingCode.DUE:
        rows = rows.filter(due__lt=today.isoformat())
    return rows


def counts(today: date) -> dict[str, tuple[int, int]]:
    """For each code how many findings there are, and in how many entries."""
    rows = Finding.objects.exclude(~Q(due="") & Q(due__gte=today.isoformat()))
    each = rows.order_by().values("code")
    counted = each.annotate(n=Count("pk"), entries=Count("entry", distinct=True))
    return {row["code"]: (row["n"], row["entries"]) for row in counted}
