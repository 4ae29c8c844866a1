"""What stands in the picture that represents a page where somebody shares it.

A title, a few numbers and one drawing, in English: the font that can be had has Latin
letters alone. What it cannot write is left out, never drawn as empty boxes.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from entries.documents.facts import Evidence
from entries.pages import formatting
from entries.pages.labels import PLURALS, PORTAL
from entries.record import neighbours, years
from entries.record.edition import Edition
from entries.vocabulary import (
    EntryKind,
    FrameworkStatus,
    FrameworkType,
    Outcome,
    SourceType,
    Verification,
)

Document = dict[str, Any]
Years = years.Years

FEW = 6
"""How many bars have room."""
LATIN = {"–": "-", "—": "-", "−": "-", "«": '"', "»": '"', "№": "No. ", "\u00a0": " "}
WRITTEN = frozenset(map(chr, range(32, 127))) | frozenset("‘’“”…·")
"""The letters that Pillow's own font has."""


@dataclass(frozen=True)
class Share:
    """The content of one picture."""

    kind: str
    title: str
    foot: str
    numbers: tuple[tuple[str, str], ...] = ()
    """Pairs of a value and what it counts or tells."""
    columns: Years = ()
    bars: tuple[tuple[str, int], ...] = ()
    caption: str = ""
    """What the columns or bars show."""


def written(text: str) -> str:
    """The text as the font can write it; nothing where a letter would be missing."""
    for sign, plain in LATIN.items():
        text = text.replace(sign, plain)
    kept = "".join(one for one in normalize("NFKD", text) if not is_accent(one))
    return kept if set(kept) <= WRITTEN else ""


def is_accent(letter: str) -> bool:
    """Whether it is a mark over or under the letter before it."""
    return "\u0300" <= letter <= "\u036f"


def of_site(edition: Edition, counts: Mapping[str, int]) -> Share:
    """The whole record at an edition."""
    shown = ("state", "exercise", "framework", "source")
    return Share(
        "",
        written(str(PORTAL)),
        _foot(edition),
        tuple(
            (formatting.number(counts.get(kind, 0)), str(PLURALS[kind]))
            for kind in shown
        ),
        years.exercises_held(edition.number),
        caption=_("Exercises held, by year"),
    )


def of_entry(document: Document, edition: Edition) -> Share:
    """An entry as an edition shows it."""
    kind = document["kind"]
    parts = BY_KIND[kind](document, edition.number)
    label = parts.pop("kind", str(EntryKind(kind).label))
    return Share(label, written(document["title"]), _foot(edition), **parts)


def _foot(edition: Edition) -> str:
    words = {"number": edition.number, "day": edition.published.strftime("%Y-%m-%d")}
    return _("Edition %(number)s, %(day)s") % words


def _numbers(*pairs: tuple[Any, Any]) -> tuple[tuple[str, str], ...]:
    """Those pairs that say something the font can write."""
    found = ((written(str(value or "")), str(label)) for value, label in pairs)
    return tuple(pair for pair in found if pair[0])


def _state(document: Document, edition: int) -> dict[str, Any]:
    held = years.exercises_held(edition, "state", document["key"])
    return {
        "numbers": _numbers(
            (sum(n for _year, n in held), _("exercises held")),
            (document["capital"], _("capital")),
        ),
        "columns": held,
        "caption": _("Exercises held in which it took part, by year"),
    }


def _series(document: Document, edition: int) -> dict[str, Any]:
    held = years.exercises_held(edition, "series", document["key"])
    return {
        "numbers": _numbers(
            (sum(n for _year, n in held), _("exercises held")),
            (document["first_year"], _("first held")),
        ),
        "columns": held,
        "caption": _("Exercises held, by year"),
    }


def _exercise(document: Document, edition: int) -> dict[str, Any]:
    sent = [row for row in document["participants"] if row["personnel"]]
    sent.sort(key=lambda row: (-row["personnel"], row["state"]))
    names = neighbours.mentioned([row["state"] for row in sent[:FEW]], edition)
    bars = [
        (written(names[row["state"]].title) or row["state"], row["personnel"])
        for row in sent[:FEW]
        if row["state"] in names and names[row["state"]].title
    ]
    personnel = document["personnel"]
    return {
        "numbers": _numbers(
            (formatting.date_range(document["start"], document["end"]), _("when")),
            (len(document["participants"]), _("states took part")),
            (personnel and formatting.number(personnel), _personnel(document)),
            ("", "")
            if document["outcome"] == Outcome.HELD
            else (Outcome(document["outcome"]).label, _("outcome")),
        ),
        "bars": tuple(bars),
        "caption": _contingents(document, [row["state"] for row in sent[:FEW]]),
    }


def _personnel(document: Document) -> str:
    """The label of the personnel, with a word where sources disagree on it."""
    if _is_disputed(document, "personnel"):
        return _("personnel (sources disagree)")
    return _("personnel")


def _contingents(document: Document, states: list[str]) -> str:
    facts = (f"participants.{state}.personnel" for state in states)
    if any(_is_disputed(document, fact) for fact in facts):
        return _("Contingents, where a source gives a number; sources disagree")
    return _("Contingents, where a source gives a number")


def _is_disputed(document: Document, fact: str) -> bool:
    return Evidence(document).verification(fact) == Verification.DISPUTED


def _framework(document: Document, _edition: int) -> dict[str, Any]:
    acts = Counter(
        int(row[column][:4])
        for row in document["parties"]
        for column in ("signed", "ratified", "acceded")
        if row[column]
    )
    signed = document["signed"]
    return {
        "kind": str(FrameworkType(document["framework_type"]).label),
        "numbers": _numbers(
            (signed and formatting.partial_date(signed), _("signed or adopted")),
            (len(document["parties"]), _("states")),
            (FrameworkStatus(document["status"]).label, _("status")),
        ),
        "columns": tuple(sorted(acts.items())),
        "caption": _("Signatures, ratifications and accessions, by year"),
    }


def _topic(_document: Document, _edition: int) -> dict[str, Any]:
    return {}


def _source(document: Document, edition: int) -> dict[str, Any]:
    resting = years.resting_by_kind(document["key"], edition)
    published = document["published"]
    return {
        "kind": str(SourceType(document["source_type"]).label),
        "numbers": _numbers(
            (sum(resting.values()), _("citations")),
            (published and formatting.partial_date(published), _("published")),
        ),
        "bars": tuple((str(PLURALS[kind]), n) for kind, n in resting.items()),
        "caption": _("What is cited to it, by kind of entry"),
    }


BY_KIND: dict[str, Callable[[Document, int], dict[str, Any]]] = {
    "state": _state,
    "series": _series,
    "exercise": _exercise,
    "framework": _framework,
    "topic": _topic,
    "source": _source,
}
