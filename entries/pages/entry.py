"""The page of one entry: a document and names turned into what its template shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from entries.languages import LANGUAGES, choose, column
from entries.pages import labels
from entries.pages.citing import Card, Mark, Sources
from entries.pages.claims import Claim, claim
from entries.pages.facts import Facts, ShownFact, Table
from entries.pages.figures import Figure, figures
from entries.pages.glance import Glance, glances
from entries.pages.links import Link, Links, Named, written_in
from entries.pages.live.answers import Answers
from entries.pages.prose import Filler, Prose
from entries.pages.values import NONE, Shower, Value

FIELDS = {
    "state": (
        "official_name",
        "capital",
        "region",
        "shanghai_five",
        "defence_ministry",
        "defence_ministry_url",
        "iso2",
    ),
    "series": ("auspices", "first_year", "note"),
    "exercise": (
        "outcome",
        "start",
        "end",
        "series",
        "hosts",
        "auspices",
        "focus",
        "domains",
        "personnel",
        "personnel_note",
        "equipment_note",
        "note",
    ),
    "framework": (
        "short_name",
        "framework_type",
        "status",
        "binding",
        "signed",
        "place",
        "in_force",
        "expires",
        "depositary",
        "registration",
        "themes",
        "text_url",
        "note",
    ),
    "topic": (),
    "source": (
        "publisher",
        "published",
        "language",
        "source_type",
        "url",
        "accessed",
        "archive_url",
    ),
}
"""The fields of each kind in the order of the page."""

TABLES = {
    "state": (("standing", "role", "from", "to", "note"),),
    "exercise": (
        ("participants", "state", "role", "personnel", "note"),
        ("locations", "name", "state", "lat", "lon"),
    ),
    "framework": (("parties", "state", "signed", "ratified", "acceded", "note"),),
}
"""The tables of each kind: the list, the column that heads a row, the others."""


@dataclass(frozen=True)
class Title:
    """A name in one language, with the sources that give it."""

    text: str
    lang: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Relation:
    """How this entry stands to another; the fact holds the note and the sources."""

    label: str
    link: Link
    fact: ShownFact


@dataclass(frozen=True)
class Remark:
    """Accounts that differ in words."""

    key: str
    about: str
    subject: str
    accounts: tuple[ShownFact, ...]
    note: str


@dataclass(frozen=True)
class EntryPage:
    """All that the page of an entry shows of its own document."""

    kind: str
    key: str
    title: Title
    titles: tuple[Title, ...]
    names: tuple[Title, ...]
    summary: Prose | None
    text: Prose | None
    glances: tuple[Glance, ...]
    facts: tuple[ShownFact, ...]
    tables: tuple[Table, ...]
    relations: tuple[Relation, ...]
    remarks: tuple[Remark, ...]
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    answers: Answers
    """Live counts and charts of its texts."""
    cards: tuple[Card, ...]


def entry_page(
    document: dict[str, Any],
    names: Mapping[str, Named],
    html: Mapping[str, str],
    links: Links,
    answers: Answers,
) -> EntryPage:
    """The page of a document, with the names that it needs and its rendered texts.

    `answers` are those to what these texts ask of the record.
    """
    kind = document["kind"]
    titles = {key: links.title(named)[0] for key, named in names.items()}
    rows = labels.row_names(document, titles)
    shower = Shower(kind, names, links)
    sources = Sources(document, shower)
    facts = Facts(document, shower, sources, rows)
    filler = Filler(sources, answers)
    # In the order of the page: it is the order of the numbers.
    text, lang = choose(document, "title", links.language)
    address = document["address"]
    parts: dict[str, Any] = {
        "title": _title(sources, text, lang),
        "titles": _titles(document, sources, lang),
        "names": _names(document, facts),
        "summary": filler.prose("summary", html),
        "facts": tuple(facts.fields(*FIELDS[kind])),
        "tables": _tables(facts, kind),
        "text": filler.prose("text", html),
        "relations": _relations(facts),
        "remarks": _remarks(facts),
        "claims": _claims(facts, Link(text, lang, links.entry(kind, address))),
        "figures": tuple(figures(document, links)),
        "answers": answers,
    }
    parts["glances"] = glances(document, parts["facts"])
    words = {
        row["fact"]: labels.fact(row["fact"], rows) for row in document["citations"]
    }
    texts = {one.fact for one in (parts["summary"], parts["text"]) if one}
    cards = tuple(sources.cards(words, facts.anchors | texts))
    return EntryPage(kind=kind, key=document["key"], cards=cards, **parts)


def _title(sources: Sources, text: str, lang: str) -> Title:
    cited = sources.evidence.supports.get(column("title", lang), [])
    return Title(text, written_in(text, lang), sources.marks(cited))


def _titles(
    document: dict[str, Any], sources: Sources, shown: str
) -> tuple[Title, ...]:
    return tuple(
        _title(sources, document[column("title", lang)], lang)
        for lang in LANGUAGES
        if lang != shown and document[column("title", lang)]
    )


def _names(document: dict[str, Any], facts: Facts) -> tuple[Title, ...]:
    found = []
    for row in document["names"]:
        cited = facts.evidence.sources(f"names.{row['key']}")
        marks = facts.sources.marks(cited)
        found.append(Title(row["name"], row["language"], marks))
    return tuple(found)


def _tables(facts: Facts, kind: str) -> tuple[Table, ...]:
    tables = (facts.table(name, *columns) for name, *columns in TABLES.get(kind, ()))
    return tuple(table for table in tables if table)


def _relations(facts: Facts) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            str(labels.FORWARD[row["relation"]]),
            facts.shower.link(row["target"]),
            facts.fact(f"relations.{row['key']}", "", _text(row["note"])),
        )
        for row in facts.document["relations"]
    )


def _remarks(facts: Facts) -> tuple[Remark, ...]:
    found = []
    for row in facts.document["remarks"]:
        name = f"remarks.{row['key']}"
        accounts = tuple(
            facts.fact(f"{name}.{one['key']}", "", Value("text", one["says"]))
            for one in row["accounts"]
        )
        about = labels.fact(row["about"], facts.rows) if row["about"] else ""
        # A word on a dispute stands at the fact itself, if that is on the page.
        if accounts or row["about"] not in facts.anchors:
            found.append(
                Remark(row["key"], about, row["subject"], accounts, row["note"])
            )
    return tuple(found)


def _claims(facts: Facts, owner: Link) -> tuple[Claim, ...]:
    found = [claim(row, facts.sources, owner) for row in facts.document["claims"]]
    facts.anchors.update(one.name for one in found)
    return tuple(found)


def _text(words: str) -> Value:
    return Value("text", words) if words else NONE
