"""Every fact of the record as one row: its value, how exact, and where it is from."""

from collections.abc import Iterable
from typing import Any

from entries.api.links import Links
from entries.documents.facts import Evidence, Fact, column_of, facts
from entries.documents.measures import is_in_doubt, measure, precision
from entries.record import reading
from entries.record.edition import Revision
from entries.record.listing import FactIndex, Listing

Document = dict[str, Any]
TITLES = ("title", "title_ru", "title_zh")


class Stated:
    """The documents in which facts stand, each opened once."""

    def __init__(self, rows: Iterable[FactIndex]) -> None:
        revisions = {row.listing.revision_id for row in rows}
        self.documents = {
            number: revision.document
            for number, revision in Revision.objects.in_bulk(revisions).items()
        }
        self.evidence = {
            number: Evidence(document) for number, document in self.documents.items()
        }
        self.facts = {
            number: {fact.name: fact for fact in facts(document)}
            for number, document in self.documents.items()
        }

    def fact(self, row: FactIndex) -> Fact:
        return self.facts[row.listing.revision_id][row.fact]

    def citations(self, row: FactIndex) -> list[dict[str, Any]]:
        """All that stands beside the fact: what supports it, then what contradicts."""
        return self.evidence[row.listing.revision_id].shown(row.fact)

    def remarks(self, row: FactIndex) -> list[str]:
        """The names of the remarks on the fact."""
        document = self.documents[row.listing.revision_id]
        return [
            f"remarks.{remark['key']}"
            for remark in document["remarks"]
            if remark["about"] == row.fact
        ]


def fact_rows(found: Iterable[FactIndex], links: Links) -> list[dict[str, Any]]:
    """Facts as rows of the table. Two queries, however many there are."""
    rows = list(found)
    stated = Stated(rows)
    keys = {one["source"] for row in rows for one in stated.citations(row)}
    sources = reading.names(keys, links.pin.number)
    return [_row(row, stated, sources, links) for row in rows]


def _row(
    row: FactIndex, stated: Stated, sources: dict[str, Listing], links: Links
) -> dict[str, Any]:
    listing, fact = row.listing, stated.fact(row)
    of = measure(listing.kind, fact)
    cited = stated.citations(row)
    numbers = _numbers(fact.value, cited)
    return {
        "entry": listing.key,
        "kind": listing.kind,
        **{name: getattr(listing, name) for name in TITLES},
        "fact": row.fact,
        "column": column_of(fact),
        "value": fact.value,
        "text": row.text,
        "type": of.type,
        "unit": of.unit,
        "precision": precision(fact.value, of) or None,
        "in_doubt": is_in_doubt(fact.value, of),
        "earliest": row.earliest,
        "latest": row.latest,
        "least": min(numbers, default=None),
        "greatest": max(numbers, default=None),
        "verification": row.verification,
        "sources": row.sources,
        "citations": [_citation(one, sources, links) for one in cited],
        "remarks": stated.remarks(row),
        "edition": listing.since,
        "url": links.entry(listing.kind, listing.key),
        "page": f"{links.page(listing)}#fact-{row.fact}",
    }


def _numbers(value: Any, cited: Iterable[Document]) -> list[float]:
    """All that sources give for a number."""
    if not is_number(value):
        return []
    return [value, *(one["value"] for one in cited if is_number(one["value"]))]


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _citation(
    row: Document, sources: dict[str, Listing], links: Links
) -> dict[str, Any]:
    source = sources.get(row["source"])
    title = source.title if source else ""
    return {**row, "title": title, "url": links.entry("source", row["source"])}
