"""What each kind is filtered by: names and values, with spans where they have one."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from entries.dates import parse
from entries.documents import searched
from entries.documents.facts import EMPTY
from entries.documents.references import references
from entries.record.asking.declared import Sort, declared
from entries.record.claims import judged
from entries.record.listing import CALLED, SPEAKS_OF, Facet
from entries.record.search.words import name_of

Document = dict[str, Any]


def facets(document: Document) -> list[Facet]:
    """The facets of a document, without their listing, each once."""
    found: dict[tuple[object, ...], Facet] = {}
    for facet in (*_common(document), *BY_KIND[document["kind"]](document)):
        span = (facet.start_earliest, facet.end_latest)
        found.setdefault((facet.name, facet.value, *span), facet)
    return list(found.values())


def _facet(name: str, value: Any) -> Facet:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Facet(name=name, value=text)


def _span(name: str, value: str, start: str | None, end: str | None) -> Facet:
    """A facet that held in a span; a bound nobody knows stays empty."""
    bounds: dict[str, date | None] = {}
    for side, found in (("start", parse(start)), ("end", parse(end))):
        bounds[f"{side}_earliest"] = found.earliest if found else None
        bounds[f"{side}_latest"] = found.latest if found else None
    return Facet(name=name, value=value, **bounds)


def _common(document: Document) -> Iterator[Facet]:
    for source in sorted({row["source"] for row in document["citations"]}):
        yield _facet("source", source)
    for row in document["relations"]:
        yield _facet("relation", f"{row['relation']}.{row['target']}")
    for row in document["claims"]:
        yield _facet(judged(row["verdict"]), row["key"])
    for name in searched.names(document):
        if known_as := name_of(name.text):
            yield _facet(CALLED, known_as)
    yield from _declared(document)


def _declared(document: Document) -> Iterator[Facet]:
    """What the kind declares beside single facts, which have an index of their own."""
    for one in declared(document["kind"]).values():
        if one.rows or not one.facet:
            continue
        value = document[one.place]
        for part in value if one.is_many else [value]:
            if part in EMPTY:
                continue
            facet = _facet(one.facet, part)
            if one.sort == Sort.DATE:
                facet = _span(one.facet, part, part, None)
            elif one.sort == Sort.NUMBER:
                facet.number = float(part)
            yield facet


def _state(document: Document) -> Iterator[Facet]:
    for row in document["standing"]:
        yield _span("role", row["role"], row["from"], row["to"])


def _exercise(document: Document) -> Iterator[Facet]:
    for state in document["hosts"]:
        yield _facet("state", state)
        yield _facet("role", f"host.{state}")
        yield _facet("role", "host")
    for row in document["participants"]:
        yield _facet("state", row["state"])
        yield _facet("role", f"{row['role']}.{row['state']}")
        yield _facet("role", row["role"])


def _framework(document: Document) -> Iterator[Facet]:
    for row in document["parties"]:
        known = [row[step] for step in ("signed", "ratified", "acceded") if row[step]]
        first = min(known, key=lambda text: parse(text) or date.max) if known else None
        yield _span("state", row["state"], first, document["expires"])
        for step in ("signed", "ratified", "acceded"):
            if row[step]:
                yield _span("role", f"{step}.{row['state']}", row[step], None)


def _topic(document: Document) -> Iterator[Facet]:
    named = (one.key for one in references(document) if one.how == "text")
    for key in dict.fromkeys(named):
        yield _facet(SPEAKS_OF, key)


def _nothing_more(_: Document) -> Iterator[Facet]:
    yield from ()


BY_KIND: dict[str, Callable[[Document], Iterator[Facet]]] = {
    "state": _state,
    "series": _nothing_more,
    "exercise": _exercise,
    "framework": _framework,
    "topic": _topic,
    "source": _nothing_more,
}
