"""Search across all kinds at an edition."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from entries.languages import SITE_LANGUAGES, column
from entries.record.counting import decade
from entries.record.listing import CALLED, Facet, Listing, ListingRows
from entries.record.search import engine
from entries.record.search.words import Query, name_of, query, within
from entries.record.sorting import sort_words
from entries.vocabulary import EntryKind

KIND_ORDER = (
    EntryKind.STATE,
    EntryKind.SERIES,
    EntryKind.EXERCISE,
    EntryKind.FRAMEWORK,
    EntryKind.TOPIC,
    EntryKind.SOURCE,
)


@dataclass(frozen=True)
class Search:
    """What is asked of an edition: every word, the last perhaps unfinished."""

    raw: str
    edition: int
    unfinished: bool = False

    @property
    def query(self) -> Query:
        """The words that are looked for."""
        return query(self.raw, unfinished=self.unfinished)

    def rows(self) -> ListingRows:
        """The listings found, in no order."""
        found = engine.matching(self.raw, unfinished=self.unfinished)
        return Listing.objects.shown(self.edition).filter(pk__in=found)

    def by_title(self) -> ListingRows:
        """Those found by their titles alone."""
        found = engine.matching_title(self.raw, unfinished=self.unfinished)
        return Listing.objects.shown(self.edition).filter(pk__in=found)

    def ordered(self, rows: QuerySet[Listing]) -> QuerySet[Listing]:
        """What is called just so first, then what is found by its title, then the rest.

        In each part sources stand last, before them what has just these words in its
        title; then by kind, then by title: the same on both databases.
        """
        place = Case(
            *(When(kind=kind, then=Value(n)) for n, kind in enumerate(KIND_ORDER)),
            default=Value(len(KIND_ORDER)),
            output_field=IntegerField(),
        )
        first = engine.title_first(self.raw, unfinished=self.unfinished)
        words = Q()
        for language in SITE_LANGUAGES:
            title = column("sort_title", language)
            asked = sort_words(within(self.raw), language)
            words |= Q(**{f"{title}__contains": asked})
        exact = _if(words)
        is_source = _if(~Q(kind=EntryKind.SOURCE))
        called = Facet.objects.filter(name=CALLED, value=name_of(self.raw))
        so_called = _if(Q(pk__in=called.values("listing")))
        return rows.order_by(
            so_called, first, is_source, exact, place, "sort_title", "key"
        )

    def groups(self) -> "Groups":
        """How many are found of each kind and decade. One query."""
        rows = self.rows().order_by().annotate(began=decade())
        counted = rows.values("kind", "began").annotate(n=Count("pk"))
        return Groups(
            [
                (row["kind"], int(row["began"]) if row["began"] else None, row["n"])
                for row in counted
            ]
        )


def _if(condition: Q) -> Case:
    """Order by this: 0 where a condition holds, else 1."""
    return Case(
        When(condition, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


@dataclass(frozen=True)
class Groups:
    """The hits of a search by kind and by the decade in which each began."""

    counted: list[tuple[str, int | None, int]]

    @property
    def total(self) -> int:
        return sum(n for _, _, n in self.counted)

    def kinds(self, decade: int | None = None) -> list[tuple[str, int]]:
        """The kinds of what began in a decade, or ever, each with its number."""
        found: Counter[str] = Counter()
        for kind, began, n in self.counted:
            found[kind] += n if decade in (None, began) else 0
        return [(kind, found[kind]) for kind in KIND_ORDER if found[kind]]

    def decades(self, kind: str = "") -> list[tuple[int, int]]:
        """The decades of one kind, or of all, the newest first."""
        found: Counter[int] = Counter()
        for one, began, n in self.counted:
            if began is not None and kind in ("", one):
                found[began] += n
        return sorted(found.items(), reverse=True)


def narrowed(
    rows: ListingRows, kind: str = "", decade: int | None = None
) -> ListingRows:
    """Those of a kind, and those that began in a decade."""
    if kind:
        rows = rows.of(kind)
    return rows if decade is None else rows.began_in(decade)


def hits(raw: str, edition: int) -> QuerySet[Listing]:
    """What an edition shows that holds every word; any text may be asked."""
    search = Search(raw, edition)
    return search.ordered(search.rows())


def suggestions(raw: str, edition: int, most: int) -> list[Listing]:
    """The first entries whose titles and names hold what is being typed."""
    search = Search(raw, edition, unfinished=True)
    return list(search.ordered(search.by_title())[:most])
