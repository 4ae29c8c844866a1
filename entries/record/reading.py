"""One entry, its revisions, its place among the others: what a page reads."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Case, Count, Q, QuerySet, Value, When

from entries.record.edition import Change, Edition, Revision
from entries.record.listing import Address, Listing
from entries.vocabulary import ChangeWord

FOLLOWING = Q(path="no_source")
"""Paths that change with a fact, or its check: nothing is said there by mistake."""
for _column in ("verified_by", "verified_on", "review_by"):
    FOLLOWING |= Q(path__startswith="citations.", path__endswith=f".{_column}")


def with_key(kind: str, key: str, edition: int) -> Listing | None:
    """The listing of an entry at an edition, tombstones too."""
    rows = Listing.objects.at(edition).select_related("revision__edition")
    return rows.filter(kind=kind, key=key).first()


def moved_to(kind: str, address: str, edition: int) -> str:
    """The present address of an entry that was once found at another; "" if none."""
    keys = Address.objects.filter(kind=kind, address=address).values("key")
    found = Listing.objects.shown(edition).filter(key__in=keys).first()
    return found.address if found else ""


def owners(addresses: Iterable[str]) -> dict[tuple[str, str], str]:
    """The entry that is or was found at each address, by kind and address."""
    rows = Address.objects.filter(address__in=set(addresses))
    return {(row.kind, row.address): row.key for row in rows}


def revisions(key: str, edition: int) -> QuerySet[Revision]:
    """An entry's revisions up to an edition, newest first, without their texts."""
    rows = Revision.objects.filter(key=key, edition__lte=edition).defer("canonical")
    return rows.select_related("edition").order_by("-number")


def newest_revisions(kind: str, edition: int, key: str = "") -> QuerySet[Revision]:
    """The revisions of a kind, or of one of its entries, the newest first.

    Up to an edition, with their listings and without their texts; a redacted one is
    left out, as nothing of it is left to tell.
    """
    rows = Revision.objects.filter(kind=kind, edition__lte=edition, redacted=False)
    rows = rows.filter(key=key) if key else rows
    rows = rows.defer("canonical").select_related("edition", "listing")
    return rows.order_by("-edition_id", "key")


def names(keys: Iterable[str], edition: int) -> dict[str, Listing]:
    """The listings of the entries named by key at an edition, tombstones too.

    What links and titles need. One query, without the documents.
    """
    rows = Listing.objects.at(edition).filter(key__in=set(keys))
    return {row.key: row for row in rows}


def listed(kind: str, edition: int) -> QuerySet[Listing]:
    """Every listing of a kind shown at an edition, by title."""
    rows = Listing.objects.shown(edition).of(kind)
    return rows.select_related("revision").order_by("sort_title", "key")


def titles(kind: str, edition: int) -> QuerySet[Listing]:
    """The same without their documents, for those who only name them."""
    return listed(kind, edition).select_related(None)


def counts(edition: int) -> dict[str, int]:
    """How many entries of each kind an edition shows. One query."""
    rows = Listing.objects.shown(edition).order_by().values("kind")
    return {row["kind"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def editions() -> QuerySet[Edition]:
    """All editions, newest first."""
    return Edition.objects.order_by("-number")


def redacted_in(revision: Revision) -> Edition | None:
    """The edition that took a revision's text out; None where it is still there."""
    same = Revision.objects.filter(key=revision.key, digest=revision.digest)
    found = Change.objects.filter(
        key=revision.key,
        word=ChangeWord.REDACTED,
        revision__in=same.values("number"),
    )
    change = found.select_related("edition").first()
    return change.edition if change else None


def changes(edition: int) -> QuerySet[Change]:
    """What an edition did, by entry and path."""
    return Change.objects.filter(edition=edition).order_by("kind", "key", "path")


class Did(NamedTuple):
    """What an edition did, by one word."""

    word: str
    is_whole: bool
    """Whether whole entries came or went; else something in them changed."""
    entries: int


WHOLE = Case(When(path="", then=Value(1)), default=Value(0))
"""Whether a change is of a whole entry, as a number."""


def done(edition: int) -> tuple[dict[str, int], list[Did]]:
    """In how many entries of each kind an edition did anything, and what. One query."""
    rows = Change.objects.filter(edition=edition).order_by().annotate(whole=WHOLE)
    found = list(rows.values_list("kind", "key", "word", "whole").distinct())
    kinds = Counter(kind for kind, _key in {(kind, key) for kind, key, *_ in found})
    words = Counter((-whole, word) for _kind, _key, word, whole in found)
    return dict(kinds), [
        Did(word, bool(whole), n) for (whole, word), n in sorted(words.items())
    ]


def words_of(numbers: Iterable[int]) -> dict[int, list[Did]]:
    """What each of some editions did, whole entries first. One query."""
    rows = Change.objects.filter(edition__in=list(numbers)).order_by()
    counted = (
        rows.annotate(whole=WHOLE)
        .values_list("edition_id", "word", "whole")
        .annotate(n=Count("key", distinct=True))
    )
    found: dict[int, list[Did]] = {}
    for number, word, whole, n in counted.order_by("edition_id", "-whole", "word"):
        found.setdefault(number, []).append(Did(word, bool(whole), n))
    return found


def corrections(edition: int) -> QuerySet[Change]:
    """What was mistaken and put right up to an edition, the newest first."""
    rows = Change.objects.filter(word=ChangeWord.CORRECTED, edition__lte=edition)
    rows = rows.exclude(FOLLOWING).select_related("edition")
    return rows.order_by("-edition_id", "key", "path")
