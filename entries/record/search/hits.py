"""Search across all kinds at an edition."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from entries.record.listing import Listing
from entries.record.search import engine
from entries.vocabulary import EntryKind

KIND_ORDER = (
    EntryKind.STATE,
    EntryKind.SERIES,
    EntryKind.EXERCISE,
    EntryKind.FRAMEWORK,
    EntryKind.TOPIC,
    EntryKind.SOURCE,
)


def hits(raw: str, edition: int) -> QuerySet[Listing]:
    """What an edition shows that holds every word; any text may be asked.

    What is found by its title comes first, then by kind, then by title: the same on
    both databases.
    """
    place = Case(
        *(When(kind=kind, then=Value(n)) for n, kind in enumerate(KIND_ORDER)),
        default=Value(len(KIND_ORDER)),
        output_field=IntegerField(),
    )
    rows = Listing.objects.shown(edition).filter(pk__in=engine.matching(raw))
    return rows.order_by(engine.title_first(raw), place, "sort_title", "key")
