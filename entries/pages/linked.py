"""What a page says to programs, in the words of schema.org (JSON-LD).

Only what the record holds: a date in doubt or without a day is given as far as it goes,
and what is not known is left out.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from entries.languages import LANGUAGES
from entries.licence import LICENCE
from entries.pages.citing import Card
from entries.pages.data import Offer
from entries.pages.entry import EntryPage
from entries.pages.labels import PORTAL
from entries.pages.links import Link
from entries.vocabulary import FrameworkStatus, FrameworkType, Outcome, RelationType

Document = dict[str, Any]
Thing = dict[str, Any]

SCHEMA = "https://schema.org"
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""What could end the element that the text stands in."""
STATUS = {
    Outcome.HELD: "EventScheduled",
    Outcome.ANNOUNCED: "EventScheduled",
    Outcome.CANCELLED: "EventCancelled",
}
FORCE = {
    FrameworkStatus.IN_FORCE: "InForce",
    FrameworkStatus.NOT_IN_FORCE: "NotInForce",
    FrameworkStatus.EXPIRED: "NotInForce",
    FrameworkStatus.SUPERSEDED: "NotInForce",
}


@dataclass(frozen=True)
class About:
    """The page on which the thing is described."""

    whole: Callable[[str], str]
    """The address of a path on the site's host."""
    path: str
    language: str
    home: str
    published: datetime
    revision: int


def entry(document: Document, page: EntryPage, about: About) -> SafeString:
    """An entry as a thing of schema.org, with the sources that it rests on."""
    thing: Thing = {
        "@context": SCHEMA,
        **BY_KIND[page.kind](document, page, about),
        "@id": about.whole(about.path),
        "url": about.whole(about.path),
        "name": page.title.text,
        "alternateName": _others(page),
        "description": page.summary.plain if page.summary else "",
    }
    described = {
        "@type": "WebPage",
        "url": about.whole(about.path),
        "inLanguage": about.language,
        "version": str(about.revision),
        "dateModified": about.published.isoformat(),
        "isPartOf": {"@type": "Dataset", "@id": about.whole(about.home)},
        "license": LICENCE.url,
        "citation": [_cited(card) for card in page.cards],
    }
    return script({**thing, "subjectOf": described})


def dataset(
    edition: int,
    published: datetime,
    description: str,
    whole: Callable[[str], str],
    home: str,
    data: str,
    offers: Iterable[Offer] = (),
) -> SafeString:
    """The record as a whole, with where programs read it and the archives of it."""
    return script(
        {
            "@context": SCHEMA,
            "@type": "Dataset",
            "@id": whole(home),
            "url": whole(home),
            "name": str(PORTAL),
            "description": description,
            "version": str(edition),
            "dateModified": published.isoformat(),
            "inLanguage": list(LANGUAGES),
            "isAccessibleForFree": True,
            "license": LICENCE.url,
            "creator": _organization(str(PORTAL)),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": "application/json",
                    "contentUrl": whole(data),
                },
                *map(_download, offers),
            ],
        }
    )


def _download(offer: Offer) -> Thing:
    """An archive of the record."""
    return {
        "@type": "DataDownload",
        "encodingFormat": "application/zip",
        "contentUrl": offer.url,
        "contentSize": f"{offer.archive.size} B",
        "sha256": offer.archive.digest,
        "version": str(offer.archive.edition),
        "dateModified": offer.archive.published,
        "license": LICENCE.url,
    }


def script(thing: Thing) -> SafeString:
    """The thing as JSON that may stand in a page: nothing empty, no tag in it."""
    text = json.dumps(_filled(thing), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPED))  # noqa: S308  no sign of a tag is left


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        filled = {key: _filled(inner) for key, inner in value.items()}
        return {key: inner for key, inner in filled.items() if inner not in _NOTHING}
    if isinstance(value, list):
        return [inner for one in value if (inner := _filled(one)) not in _NOTHING]
    return value


_NOTHING: tuple[Any, ...] = (None, "", [], {})


def _date(text: str | None) -> str | None:
    """A date as far as it is known; one in doubt is not given."""
    return None if not text or text.endswith("?") else text


def _others(page: EntryPage) -> list[str]:
    named = [*page.titles, *page.names]
    return [one.text for one in named if one.text != page.title.text]


def _cited(card: Card) -> Thing:
    return {
        "@type": "CreativeWork",
        "name": card.link.text,
        "url": card.url,
        "publisher": _organization(card.publisher),
        "datePublished": _date(card.published),
        "inLanguage": card.language,
    }


def _organization(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def _named(page: EntryPage, field: str, about: About) -> list[Thing]:
    """What a field of the page names."""
    fact = next((fact for fact in page.facts if fact.name == field), None)
    return _things(fact.value.links if fact else (), about)


def _heads(page: EntryPage, table: str, about: About) -> list[Thing]:
    """What heads the rows of a table of the page."""
    found = next((one for one in page.tables if one.name == table), None)
    rows = found.rows if found else ()
    return _things((link for row in rows for link in row.head.links), about)


def _things(links: Iterable[Link], about: About) -> list[Thing]:
    """Other entries by name and address; those that are gone have none."""
    return [
        {"name": link.text, "url": about.whole(link.url)} for link in links if link.url
    ]


def _acting(states: list[Thing]) -> list[Thing]:
    """States as those who do something: schema.org has countries as places alone."""
    return [{"@type": "GovernmentOrganization", **state} for state in states]


def _state(document: Document, _page: EntryPage, _about: About) -> Thing:
    return {"@type": "Country", "identifier": document["iso2"]}


def _series(_document: Document, _page: EntryPage, _about: About) -> Thing:
    return {"@type": "EventSeries"}


def _exercise(document: Document, page: EntryPage, about: About) -> Thing:
    series = _named(page, "series", about)
    return {
        "@type": "Event",
        "startDate": _date(document["start"]),
        "endDate": _date(document["end"]),
        "eventStatus": f"{SCHEMA}/{STATUS[document['outcome']]}",
        "organizer": _acting(_named(page, "hosts", about)),
        "attendee": _acting(_heads(page, "participants", about)),
        "superEvent": {"@type": "EventSeries", **series[0]} if series else None,
        "location": [_place(row) for row in document["locations"]],
    }


def _place(row: Mapping[str, Any]) -> Thing:
    known = row["lat"] is not None and row["lon"] is not None
    point = {"latitude": row["lat"], "longitude": row["lon"]}
    return {
        "@type": "Place",
        "name": row["name"],
        "geo": {"@type": "GeoCoordinates", **point} if known else None,
    }


def _framework(document: Document, page: EntryPage, about: About) -> Thing:
    if document["framework_type"] == FrameworkType.BODY:
        return {
            "@type": "Organization",
            "foundingDate": _date(document["signed"]),
            "sameAs": document["text_url"],
        }
    force = FORCE.get(document["status"])
    changed = [
        relation.link
        for row, relation in zip(document["relations"], page.relations, strict=True)
        if row["relation"] in (RelationType.REPLACES, RelationType.AMENDS)
    ]
    return {
        "@type": "Legislation",
        "legislationType": document["framework_type"],
        "legislationDate": _date(document["signed"]),
        "legislationPassedBy": _acting(_heads(page, "parties", about)),
        "legislationChanges": [
            {"@type": "Legislation", **one} for one in _things(changed, about)
        ],
        "legislationIdentifier": document["registration"],
        "legislationLegalForce": f"{SCHEMA}/{force}" if force else None,
        "sameAs": document["text_url"],
    }


def _topic(_document: Document, page: EntryPage, about: About) -> Thing:
    return {
        "@type": "Article",
        "headline": page.title.text,
        "license": LICENCE.url,
        "publisher": _organization(str(PORTAL)),
        "inLanguage": page.text.lang if page.text else about.language,
        "dateModified": about.published.isoformat(),
    }


def _source(document: Document, _page: EntryPage, _about: About) -> Thing:
    return {
        "@type": "CreativeWork",
        "sameAs": document["url"],
        "publisher": _organization(document["publisher"]),
        "datePublished": _date(document["published"]),
        "inLanguage": document["language"],
        "archivedAt": document["archive_url"],
    }


BY_KIND: dict[str, Callable[[Document, EntryPage, About], Thing]] = {
    "state": _state,
    "series": _series,
    "exercise": _exercise,
    "framework": _framework,
    "topic": _topic,
    "source": _source,
}
