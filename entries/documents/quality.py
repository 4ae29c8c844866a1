"""What could be better in a document: nothing of it keeps it from being published."""

from collections.abc import Iterator
from typing import Any

from entries.dates import parse
from entries.documents.facts import Evidence, covers, facts, unsourced
from entries.documents.finding import Finding
from entries.vocabulary import EntryKind, FindingCode, Outcome, Verification

Document = dict[str, Any]


def quality(document: Document) -> list[Finding]:
    """All that could be better, as far as the document itself can tell."""
    return [
        *_evidence(document),
        *_due(document),
        *_summaries(document),
        *_places(document),
    ]


def _evidence(document: Document) -> Iterator[Finding]:
    """How facts stand, each told where its sources are given.

    A row's citations cover its columns: they are told once, at the row.
    """
    evidence = Evidence(document)
    for name in unsourced(document):
        yield Finding(FindingCode.UNSOURCED, name, "has no source")
    told: set[str] = set()
    for fact in facts(document):
        stands = evidence.verification(fact.name)
        if stands == Verification.DISPUTED:
            yield Finding(FindingCode.DISPUTED, fact.name, "has sources that disagree")
        cited = next((c for c in covers(fact.name) if c in evidence.supports), "")
        if not cited or cited in told:
            continue
        told.add(cited)
        sources = evidence.supports[cited]
        if not any(row["verified_by"] for row in sources):
            yield Finding(FindingCode.UNVERIFIED, cited, "has not been verified yet")
        if len({row["source"] for row in sources}) == 1:
            yield Finding(FindingCode.SINGLE, cited, "rests on a single source")


def _due(document: Document) -> Iterator[Finding]:
    for row in document["citations"]:
        if day := parse(row["review_by"]):
            what = f"is to be checked again by {row['review_by']} ({row['source']})"
            due = day.last.isoformat()
            yield Finding(FindingCode.DUE, row["fact"], what, due)


def _summaries(document: Document) -> Iterator[Finding]:
    if document["kind"] == EntryKind.SOURCE:
        return  # it is described by its columns
    for name, code in (
        ("summary_ru", FindingCode.NO_RUSSIAN),
        ("summary_zh", FindingCode.NO_CHINESE),
    ):
        if not document[name]:
            yield Finding(code, name, "is empty")


def _places(document: Document) -> Iterator[Finding]:
    code = FindingCode.NO_PLACE
    if document["kind"] == EntryKind.STATE:
        if document["capital"] and document["capital_lat"] is None:
            yield Finding(code, "capital_lat", "the capital has no coordinates")
    elif document["kind"] == EntryKind.EXERCISE:
        if not document["locations"] and document["outcome"] == Outcome.HELD:
            yield Finding(code, "locations", "no place is given")
        for row in document["locations"]:
            if row["lat"] is None:
                path = f"locations.{row['key']}.lat"
                yield Finding(code, path, f"{row['name']} has no coordinates")
