"""What each kind is filtered by: names and values, with spans where they have one."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from entries.dates import parse
from entries.documents.references import references
from entries.record.claims import judged
from entries.record.listing import SPEAKS_OF, Facet

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


def _state(document: Document) -> Iterator[Facet]:
    for row in document["standing"]:
        yield _span("role", row["role"], row["from"], row["to"])
    if document["region"]:
        yield _facet("region", document["region"])


def _series(document: Document) -> Iterator[Facet]:
    yield _facet("auspices", document["auspices"])


def _exercise(document: Document) -> Iterator[Facet]:
    for name in ("auspices", "outcome"):
        yield _facet(name, document[name])
    for name, facet in (("focus", "focus"), ("domains", "domain")):
        for word in document[name]:
            yield _facet(facet, word)
    if document["series"]:
        yield _facet("series", document["series"])
    for state in document["hosts"]:
        yield _facet("host", state)
        yield _facet("state", state)
        yield _facet("role", f"host.{state}")
        yield _facet("role", "host")
    for row in document["participants"]:
        yield _facet("state", row["state"])
        yield _facet("role", f"{row['role']}.{row['state']}")
        yield _facet("role", row["role"])


def _framework(document: Document) -> Iterator[Facet]:
    yield _facet("type", document["framework_type"])
    yield _facet("status", document["status"])
    if document["binding"] is not None:
        yield _facet("binding", document["binding"])
    for word in document["themes"]:
        yield _facet("theme", word)
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


def _source(document: Document) -> Iterator[Facet]:
    yield _facet("type", document["source_type"])
    for name in ("language", "publisher"):
        if document[name]:
            yield _facet(name, document[name])


BY_KIND: dict[str, Callable[[Document], Iterator[Facet]]] = {
    "state": _state,
    "series": _series,
    "exercise": _exercise,
    "framework": _framework,
    "topic": _topic,
    "source": _source,
}
