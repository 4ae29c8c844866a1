"""Whether the record is whole: everything that one publication writes, or nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.db import connection
from django.forms.models import model_to_dict

from entries.documents.canonical import digest
from entries.publishing import indexing
from entries.publishing.audit import AuditLine
from entries.publishing.submission import (
    OPEN_STATES,
    Proposal,
    Submission,
    SubmissionState,
)
from entries.record.edition import OPEN, Change, Edition, Revision
from entries.record.listing import (
    Address,
    Facet,
    FactIndex,
    Listing,
    Mention,
    PublicImage,
    RenderedText,
)
from entries.vocabulary import ChangeWord

HANGING = (Facet, FactIndex, Mention, RenderedText, PublicImage)


def indexes() -> dict[str, list[Any]]:
    """All that the record indexes, without the numbers of its rows."""
    places = {row.pk: (row.key, row.since) for row in Listing.objects.all()}
    found: dict[str, list[Any]] = {
        "Listing": rows(Listing, places),
        "Address": rows(Address, places),
        "words": searched(places),
    }
    for model in HANGING:
        found[model.__name__] = rows(model, places)
    return found


def rows(model: Any, places: dict[int, tuple[str, int]]) -> list[Any]:
    found = []
    for row in model.objects.all():
        columns = model_to_dict(row)
        columns.pop("id", None)
        if "listing" in columns:
            columns["listing"] = places[columns["listing"]]
        found.append(columns)
    return sorted(found, key=repr)


def searched(places: dict[int, tuple[str, int]]) -> list[Any]:
    number, body = ("rowid", "body")
    if connection.vendor == "postgresql":
        number, body = ("listing_id", "words")
    statement = f"SELECT {number}, title, {body} FROM entries_searchindex"  # noqa: S608  of constants
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return sorted((places.get(row[0], row[0]), *row[1:]) for row in cursor)


def faults() -> list[str]:
    """What of the record is not whole, in words."""
    return [*_editions(), *_revisions(), *_listings(), *_indexes(), *_submissions()]


def _editions() -> Iterator[str]:
    editions = list(Edition.objects.order_by("number"))
    numbers = [edition.number for edition in editions]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the editions are {numbers}"
    for one, other in pairwise(editions):
        if other.published < one.published:
            yield f"{other} is dated before {one}"
    redactions = set(
        Change.objects.filter(word=ChangeWord.REDACTED).values_list(
            "edition", flat=True
        )
    )
    published = dict(
        Submission.objects.filter(edition__isnull=False).values_list("edition", "id")
    )
    for number in set(numbers) - redactions - set(published):
        yield f"edition {number} comes from no submission"
    for number, submission in published.items():
        wanted = set(
            Proposal.objects.filter(submission=submission).values_list("key", flat=True)
        )
        found = set(
            Revision.objects.filter(edition=number).values_list("key", flat=True)
        )
        if wanted != found:
            yield f"edition {number} holds {sorted(found)}, not {sorted(wanted)}"


def _revisions() -> Iterator[str]:
    numbers = defaultdict(list)
    for revision in Revision.objects.order_by("key", "number"):
        numbers[revision.key].append(revision.number)
        if not revision.redacted and digest(revision.canonical) != revision.digest:
            yield f"{revision} has another digest"
    for key, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            yield f"{key} has the revisions {found}"
    revisions = set(Revision.objects.values_list("edition", "key"))
    changed = set(
        Change.objects.exclude(word=ChangeWord.REDACTED).values_list("edition", "key")
    )
    lines = AuditLine.objects.filter(action="published")
    told = {
        (int(detail.rpartition(" ")[2]), key)
        for key, detail in lines.exclude(detail="").values_list("key", "detail")
    }
    redacted = set(Revision.objects.filter(redacted=True).values_list("key", flat=True))
    if changed != revisions:
        yield f"changes and revisions differ: {sorted(changed ^ revisions)}"
    if lost := {place for place in revisions ^ told if place[1] not in redacted}:
        yield f"audit lines and revisions differ: {sorted(lost)}"
    addresses = set(Address.objects.values_list("kind", "address", "key"))
    if lost := set(Revision.objects.values_list("kind", "address", "key")) - addresses:
        yield f"addresses are lost: {sorted(lost)}"


def _listings() -> Iterator[str]:
    spans: dict[str, list[Listing]] = defaultdict(list)
    for row in Listing.objects.select_related("revision").order_by("key", "since"):
        spans[row.key].append(row)
        if row.since != row.revision.edition_id:
            yield f"{row.revision} is listed since {row.since}"
    for key, found in spans.items():
        for one, other in pairwise(found):
            if one.until != other.since:
                yield f"{key} is valid until {one.until}, then since {other.since}"
        if found[-1].until != OPEN:
            yield f"{key} ends at {found[-1].until}"
    if Listing.objects.count() != Revision.objects.count():
        yield "there are not as many listings as revisions"


def _indexes() -> Iterator[str]:
    words = {place for place, *_ in searched({row.pk: row.pk for row in _all()})}
    shown = {row.pk for row in _all() if row.title and not row.withdrawn}
    if words != shown:
        yield f"the search knows {len(words)} listings of {len(shown)}"
    counts = [
        Counter(model.objects.values_list("listing", flat=True)) for model in HANGING
    ]
    for row in _all():
        for model, found, wanted in zip(HANGING, counts, _counts(row), strict=True):
            if found[row.pk] != wanted:
                yield f"{row.revision} lacks some {model._meta.verbose_name_plural}"


COUNTS: dict[tuple[str, bool, bool], tuple[int, ...]] = {}
"""How many rows hang on a document: it is asked again and again."""


def _counts(row: Listing) -> tuple[int, ...]:
    revision = row.revision
    document = (revision.digest, revision.withdrawn, revision.redacted)
    if document not in COUNTS:
        built = indexing.index(revision, row.until)
        parts = (
            built.facets,
            built.facts,
            built.mentions,
            built.rendered,
            built.images,
        )
        COUNTS[document] = tuple(map(len, parts))
    return COUNTS[document]


def _all() -> list[Listing]:
    return list(Listing.objects.select_related("revision"))


def _submissions() -> Iterator[str]:
    for row in Submission.objects.all():
        is_published = row.state == SubmissionState.PUBLISHED
        if is_published != bool(row.edition_id):
            yield f"{row} is {row.state} with the edition {row.edition_id}"
        still_open = row.proposals.filter(open=True).exists()
        ended = row.state not in OPEN_STATES
        if still_open == ended:
            yield f"{row} is {row.state}, its proposals open: {still_open}"
