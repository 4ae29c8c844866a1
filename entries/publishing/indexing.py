"""The indexes of one revision, made from its document alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from entries.dates import parse
from entries.documents import searched
from entries.documents.facts import Evidence, column_of, facts, row_of
from entries.documents.kinds.base import PROSE
from entries.documents.measures import measure
from entries.documents.references import references
from entries.documents.text import plain, render
from entries.languages import SITE_LANGUAGES, choose, column
from entries.publishing.facets import facets
from entries.record.edition import Revision
from entries.record.listing import (
    RESTS,
    Address,
    Facet,
    FactIndex,
    Listing,
    Mention,
    PublicImage,
    RenderedText,
)
from entries.record.search import engine
from entries.record.sorting import sort_key
from entries.vocabulary import Unit

DATES = {
    "state": ("", "", "", ""),
    "series": ("", "", "auspices", ""),
    "exercise": ("start", "end", "outcome", "personnel"),
    "framework": ("signed", "expires", "framework_type", ""),
    "topic": ("", "", "", ""),
    "source": ("published", "", "source_type", ""),
}
"""For each kind the fields that lists sort by and show first: a date, an end, a
classification, a size."""


@dataclass
class Indexes:
    """One revision's listing and all that hangs on it."""

    listing: Listing
    facets: list[Facet] = field(default_factory=list)
    facts: list[FactIndex] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    rendered: list[RenderedText] = field(default_factory=list)
    images: list[PublicImage] = field(default_factory=list)
    title: str = ""
    body: str = ""


def index(revision: Revision, until: int) -> Indexes:
    """What the record indexes of a revision that is valid until an edition.

    A tombstone keeps its title and address, and is found by neither facet nor word;
    of a redacted revision nothing is indexed but that it was there.
    """
    document = revision.document
    listing = Listing(
        revision=revision,
        kind=revision.kind,
        key=revision.key,
        since=revision.edition_id,
        until=until,
        withdrawn=revision.withdrawn,
        successor=revision.successor,
        address=revision.address,
    )
    if not document:
        return Indexes(listing)
    _describe(listing, document)
    if revision.withdrawn:
        return Indexes(listing)
    return Indexes(
        listing,
        facets(document),
        list(fact_rows(document)),
        list(_mentions(document)),
        [
            RenderedText(field=name, html=render(document[name]))
            for name in PROSE
            if document[name]
        ],
        [PublicImage(name=row["image"]) for row in document["figures"]],
        " ".join(found.text for found in searched.names(document)),
        "\n".join(_words(found) for found in searched.texts(document)),
    )


def _words(found: searched.Searched) -> str:
    """What of a text is searched: its words, not what its marks name."""
    return plain(found.text) if found.field in PROSE else found.text


def _describe(listing: Listing, document: dict[str, Any]) -> None:
    start, end, subtype, size = DATES[document["kind"]]
    listing.title = document["title"]
    listing.title_ru = document["title_ru"]
    listing.title_zh = document["title_zh"]
    for language in SITE_LANGUAGES:
        shown, _language = choose(document, "title", language)
        key = sort_key(shown, language)
        setattr(listing, column("sort_title", language), key)
    listing.date = (document[start] if start else "") or ""
    listing.end_date = (document[end] if end else "") or ""
    listing.subtype = document[subtype] if subtype else ""
    listing.size = document[size] if size else None
    if document["kind"] == "series" and document["first_year"]:
        listing.date = str(document["first_year"])
    if begins := parse(listing.date):
        listing.earliest = begins.earliest
        listing.latest = (parse(listing.end_date) or begins).latest


def fact_rows(document: dict[str, Any]) -> Iterator[FactIndex]:
    """The facts of a document, each with its value and how well it stands."""
    evidence = Evidence(document)
    for fact in facts(document):
        row = FactIndex(
            fact=fact.name,
            column=column_of(fact),
            row=row_of(fact),
            text=as_text(fact.value),
            verification=evidence.verification(fact.name),
            sources=len({c["source"] for c in evidence.sources(fact.name)}),
        )
        if isinstance(fact.value, int | float) and not isinstance(fact.value, bool):
            row.number = float(fact.value)
        is_date = measure(document["kind"], fact).unit == Unit.DATE
        if is_date and (when := parse(fact.value)):
            row.earliest, row.latest = when.earliest, when.latest
        yield row


def as_text(value: Any) -> str:
    """A fact's value as words: a list joined, true and false in small letters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def _mentions(document: dict[str, Any]) -> Iterator[Mention]:
    seen = set()
    for reference in references(document):
        place = (reference.fact, reference.key, reference.how)
        if place not in seen:
            seen.add(place)
            yield Mention(fact=reference.fact, key=reference.key, how=reference.how)
    evidence = Evidence(document)
    for fact in facts(document):
        for source in sorted({row["source"] for row in evidence.shown(fact.name)}):
            yield Mention(fact=fact.name, key=source, how=RESTS)


def write(rows: Iterable[Indexes]) -> None:
    """Store indexes: the listings first, then what hangs on them."""
    built = list(rows)
    Listing.objects.bulk_create([one.listing for one in built], batch_size=200)
    for one in built:
        for part in (one.facets, one.facts, one.mentions, one.rendered, one.images):
            for row in part:
                row.listing_id = one.listing.pk
    Facet.objects.bulk_create(_all(one.facets for one in built), batch_size=500)
    FactIndex.objects.bulk_create(_all(one.facts for one in built), batch_size=500)
    Mention.objects.bulk_create(_all(one.mentions for one in built), batch_size=500)
    RenderedText.objects.bulk_create(
        _all(one.rendered for one in built), batch_size=100
    )
    PublicImage.objects.bulk_create(_all(one.images for one in built), batch_size=500)
    engine.write(
        engine.IndexRow(one.listing.pk, one.title, one.body)
        for one in built
        if one.title
    )


def _all(parts: Iterable[list[Any]]) -> list[Any]:
    return [row for part in parts for row in part]


def write_addresses(revisions: list[Revision]) -> None:
    """Keep each address for its entry, from the edition that first used it."""
    Address.objects.bulk_create(
        (
            Address(
                kind=revision.kind,
                address=revision.address,
                key=revision.key,
                since=revision.edition_id,
            )
            for revision in revisions
        ),
        ignore_conflicts=True,
    )
