"""What stands around one entry, each question one query.

The names that its page needs, the entries that point to it, what exercises and
frameworks say of a state, what rests on a source.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from entries.documents.kinds.base import PROSE
from entries.documents.schema import upgrade
from entries.record.edition import Revision
from entries.record.listing import (
    Address,
    Facet,
    FactIndex,
    Listing,
    Mention,
    RenderedText,
)
from entries.vocabulary import EntryKind, RelationType, Verification

DATES = ("start", "end", "signed")
"""The facts that say when an entry was."""
FACT_COLUMNS = ("text", "number", "earliest", "verification")
NAME_COLUMNS = ("key", "kind", "address", "title", "title_ru", "title_zh", "withdrawn")


@dataclass
class Neighbour:
    """Another entry as a page names it: its listing's columns, no model."""

    key: str
    kind: str
    address: str
    title: str
    title_ru: str
    title_zh: str
    withdrawn: bool
    document: dict[str, Any] | None = None
    """The whole document, where it is a source or was asked for."""
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Those of its facts that were asked for: text, number, date, verification."""
    columns: dict[str, Any] = field(default_factory=dict)
    """What else of its listing was asked for."""

    @property
    def when_disputed(self) -> str:
        """Which of its dates sources disagree on; "" where DATES were not asked for."""
        return next((name for name in DATES if self.is_disputed(name)), "")

    def is_disputed(self, fact: str) -> bool:
        """Whether sources disagree on one of the facts asked for."""
        found = self.facts.get(fact)
        return found is not None and found["verification"] == Verification.DISPUTED


def with_texts(rows: QuerySet[Listing]) -> QuerySet[Listing]:
    """The listings with their revisions and texts, for `rendered` to read."""
    texts = RenderedText.objects.filter(listing=OuterRef("pk"))
    columns = {
        f"html_{name}": Subquery(texts.filter(field=name).values("html")[:1])
        for name in PROSE
    }
    return rows.select_related("revision__edition").annotate(**columns)


def page_at(kind: str, address: str, edition: int) -> Listing | None:
    """What stands at an address at an edition, with its texts; tombstones too."""
    rows = with_texts(Listing.objects.at(edition))
    return rows.filter(kind=kind, address=address).first()


def page_of_revision(kind: str, address: str, number: int) -> Listing | None:
    """One revision of the entry that is or was at an address, with its texts."""
    keys = Address.objects.filter(kind=kind, address=address).values("key")
    rows = with_texts(Listing.objects.filter(key__in=keys))
    return rows.filter(revision__number=number).first()


def once_at(kind: str, address: str, edition: int) -> Listing | None:
    """What an edition shows of the entry that was once found at an address."""
    keys = Address.objects.filter(kind=kind, address=address).values("key")
    rows = Listing.objects.at(edition).filter(key__in=keys)
    return rows.select_related("revision__edition").first()


def rendered(listing: Any) -> dict[str, str]:
    """The rendered texts that `with_texts` has fetched, by field."""
    return {name: getattr(listing, f"html_{name}") or "" for name in PROSE}


def mentioned(
    keys: Iterable[str],
    edition: int,
    facts: Iterable[str] = (),
    whole: Iterable[str] = (),
) -> dict[str, Neighbour]:
    """The entries of those keys at an edition, tombstones too.

    Sources come with their documents, and so do those of `whole`; the others with
    the facts asked for.
    """
    rows = Listing.objects.at(edition).filter(key__in=set(keys))
    has_document = Q(kind=EntryKind.SOURCE) | Q(key__in=set(whole))
    document = Case(
        When(has_document, then=F("revision__canonical")),
        default=Value(""),
        output_field=TextField(),
    )
    names = sorted(set(facts))
    return as_neighbours(rows.annotate(card=document), names, ("card",))


def of_kinds(kinds: Iterable[str], edition: int, most: int) -> list[Neighbour]:
    """All entries of some kinds, by title; of more than so many none."""
    rows = Listing.objects.shown(edition).filter(kind__in=kinds)
    found = as_neighbours(rows.order_by("sort_title", "key")[: most + 1], [], ())
    return list(found.values()) if len(found) <= most else []


def about_state(key: str, edition: int, most: int) -> list[Neighbour]:
    """The exercises and the frameworks that name a state as taking part.

    So many of each at most, the newest first, each with what it says of the state.
    """
    parts = ("participants", "participants.personnel", "parties")
    steps = ("parties.signed", "parties.ratified", "parties.acceded")
    names = [
        ".".join([part, key, *column])
        for part, *column in (name.split(".") for name in (*parts, *steps))
    ]
    newest = (F("earliest").desc(nulls_last=True), "sort_title", "key")
    rows = Listing.objects.shown(edition).named("state", key).order_by(*newest)
    few = Q()
    for kind in (EntryKind.EXERCISE, EntryKind.FRAMEWORK):
        few |= Q(pk__in=rows.of(kind).values("pk")[:most])
    rows = Listing.objects.filter(few).order_by("kind", *newest)
    columns = ("date", "end_date", "subtype")
    return list(as_neighbours(rows, [*names, *DATES], columns).values())


def as_neighbours(
    rows: QuerySet[Listing, Any], facts: list[str], columns: tuple[str, ...]
) -> dict[str, Neighbour]:
    """Listings as neighbours, in their order, with those facts and columns.

    One query. A column `card` holds a document's canonical text, or nothing.
    """
    wanted = (*NAME_COLUMNS, *columns)
    if facts:
        condition = Q(fact_index__fact__in=facts)
        rows = rows.annotate(about=FilteredRelation("fact_index", condition=condition))
        wanted += ("about__fact", *(f"about__{name}" for name in FACT_COLUMNS))
    found: dict[str, Neighbour] = {}
    for row in rows.values(*wanted):
        one = found.get(row["key"])
        if one is None:
            one = found[row["key"]] = Neighbour(*(row[name] for name in NAME_COLUMNS))
            one.columns = {name: row[name] for name in columns}
            if card := one.columns.pop("card", ""):
                one.document = upgrade(json.loads(card))
        if row.get("about__fact"):
            values = {name: row[f"about__{name}"] for name in FACT_COLUMNS}
            one.facts[row["about__fact"]] = values
    return found


class Pointer(NamedTuple):
    """An entry that leads to another one."""

    word: str
    """The relation's, or the facet's name."""
    listing: Listing
    is_disputed: bool
    """Whether sources disagree on its personnel, which tables show."""
    when_disputed: str = ""
    """Which of its dates they disagree on, if they do."""


def pointing_here(key: str, edition: int, *also: tuple[str, str]) -> list[Pointer]:
    """The entries whose relations lead to this one, each with the relation's word.

    And those with a facet of `also`, each with its name. The oldest first.
    """
    pairs = [("relation", f"{word}.{key}") for word in RelationType.values]
    wanted = Q()
    for name, value in (*pairs, *also):
        wanted |= Q(name=name, value=value)
    disputed = FactIndex.objects.filter(
        listing=OuterRef("listing"), verification=Verification.DISPUTED
    )
    dates = disputed.filter(fact__in=DATES).order_by("-fact").values("fact")
    rows = Facet.objects.filter(wanted, _shown(edition))
    rows = rows.annotate(
        is_disputed=Exists(disputed.filter(fact="personnel")),
        when_disputed=Subquery(dates[:1]),
    )
    rows = rows.select_related("listing").order_by(
        "listing__kind",
        F("listing__earliest").asc(nulls_last=True),
        "listing__sort_title",
        "listing__key",
    )
    return [
        Pointer(
            row.value.split(".")[0] if row.name == "relation" else row.name,
            row.listing,
            row.is_disputed,
            row.when_disputed or "",
        )
        for row in rows
    ]


def _shown(edition: int) -> Q:
    """What hangs on a listing that an edition shows.

    A join: from the few rows found to their listings, never over all listings.
    """
    return Q(
        listing__since__lte=edition,
        listing__until__gt=edition,
        listing__withdrawn=False,
    )


def documents(rows: Iterable[Listing]) -> list[dict[str, Any]]:
    """The documents of listings, in their order: read once the listings are few."""
    numbers = [row.revision_id for row in rows]
    found = Revision.objects.in_bulk(numbers)
    return [found[number].document for number in numbers]


def resting_on(key: str, edition: int) -> QuerySet[Mention]:
    """The facts of other entries that cite a source, with their values as texts.

    And the texts and relations that name it.
    """
    facts = FactIndex.objects.filter(listing=OuterRef("listing"), fact=OuterRef("fact"))
    rows = Mention.objects.filter(
        _shown(edition),
        key=key,
        how__in=("citation", "relation", "text"),
    )
    rows = rows.select_related("listing").annotate(
        text=Subquery(facts.values("text")[:1])
    )
    return rows.order_by(
        "listing__kind", "listing__sort_title", "listing__key", "fact", "how"
    )
