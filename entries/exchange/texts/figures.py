"""Numbers and dates typed in a sentence, held against the record.

Two things are compared, since of them the record can say that they differ: how many
took part in an exercise, and the date of what a sentence says was held, signed, in
force, joined. What else is typed rests on its citation.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from entries.dates import PartialDate, parse
from entries.documents.facts import value_of
from entries.exchange.texts.folder import Folder
from entries.exchange.texts.sentences import ANY, CLOSE, OPEN, Sentence
from entries.vocabulary import EntryKind, Stance

Document = dict[str, Any]

LEAST = 10
"""Smaller numbers are not compared."""
NEAR = 60
"""Letters within which a date belongs to a verb, and a verb to a link."""

NUMBER = r"\d{1,3}(?:,\d{3})+(?![\d])|\d+(?:\.\d+)?"
TROOPS = (
    "troops|soldiers|servicemen|servicewomen|servicepeople|service members|personnel|"
    "servicemembers|marines|paratroopers|sailors|participants|military personnel|men"
)
_BETWEEN = (
    rf"[A-Z][\w’'-]*|{NUMBER}|and|or|of|the|its|their|own|more|than|foreign|joint|"
    r"military|armed|ground|airborne|special|regular|service|elite|other|some|about"
)
_TROOPS = re.compile(
    rf"(?<![\w.,-])(?P<n>{NUMBER})(?=(?:\s+(?:{_BETWEEN})){{0,6}}\s+(?:{TROOPS})\b"
    r"|\s+(?:people|persons)\s+(?:took part|participated|were involved))"
)
_ANY_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_MONTH = "|".join(MONTHS)
_UNTIL = r"\s*(?:[–-]|to|until)\s*"
_DATE = re.compile(
    rf"(?P<d1>\d{{1,2}})(?:\s+(?P<m1>{_MONTH}))?{_UNTIL}"
    rf"(?P<d2>\d{{1,2}})\s+(?P<m2>{_MONTH})\s+(?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{_MONTH})\s+(?P<y3>\d{{4}})"
    rf"|(?P<m4>{_MONTH})\s+(?P<d4>\d{{1,2}}),\s+(?P<y4>\d{{4}})"
    rf"|(?P<m5>{_MONTH})\s+(?P<y5>\d{{4}})"
    r"|(?<![\d,.-])(?P<y6>(?:19|20)\d{2})(?!\d|,\d)"
)
"""A date, or the two of a span, in the forms that English texts use."""
_GAP = re.compile(
    rf"(?:[\s,{ANY}]|\b(?:in|on|from|at|near|outside|around|the|of|and|city|town|region|"
    r"province|training|grounds?|range|area|district|again|jointly|together|with|since|"
    r"only|[A-Z][\w’'-]*)\b)*"
)
"""What may stand between a verb and its date: places, no other event."""
_SELF = re.compile(
    r"(?:It|(?:The|This) (?:exercise|drill|manoeuvres?|series|treaty|agreement|charter|"
    r"convention|instrument|text|protocol|declaration|statement|memorandum|strategy|"
    r"programme|regulation|document|country|state))(?: itself| first)?\s*"
)
"""How a text speaks of its own entry without its name."""


@dataclass(frozen=True)
class Saying:
    """A verb, and the facts of a kind that give its date."""

    verb: re.Pattern[str]
    kind: EntryKind
    facts: tuple[str, ...]
    is_span: bool = False
    """Whether the facts are the first and the last day of it."""


def _saying(verb: str, kind: EntryKind, *facts: str, is_span: bool = False) -> Saying:
    return Saying(re.compile(rf"\b(?:{verb})\b"), kind, facts, is_span)


SAYINGS = (
    _saying(
        r"(?:was|were|is) (?:first )?(?:held|conducted|staged)|took place|ran|lasted",
        EntryKind.EXERCISE,
        *("start", "end"),
        is_span=True,
    ),
    _saying("began|opened|started", EntryKind.EXERCISE, "start"),
    _saying("ended|closed|finished", EntryKind.EXERCISE, "end"),
    _saying("(?:was|were) first held|began|started", EntryKind.SERIES, "first_year"),
    _saying(
        "(?:was|were) (?:signed|adopted|concluded|approved)",
        EntryKind.FRAMEWORK,
        "signed",
    ),
    _saying(
        "(?:entered|came) into force|(?:has been |have been )?in force since",
        EntryKind.FRAMEWORK,
        "in_force",
    ),
    _saying("expired|expires|ceased to have effect", EntryKind.FRAMEWORK, "expires"),
    _saying(
        "joined the (?:SCO|organi[sz]ation|Shanghai Cooperation Organi[sz]ation)|"
        "became (?:a |an )?(?:full |founding |dialogue )?(?:member|observer|partner)",
        EntryKind.STATE,
        "standing",
    ),
)


def differing(sentence: Sentence, document: Document, folder: Folder) -> Iterator[str]:
    """What is typed in a sentence and is not what the record says."""
    yield from _troops(sentence, document, folder)
    yield from _dates(sentence, document, folder)


def number(text: str) -> float:
    """A typed number as a value."""
    return float(text.replace(",", ""))


def _troops(sentence: Sentence, document: Document, folder: Folder) -> Iterator[str]:
    words = folder.dated_names.sub(" … ", sentence.typed)
    typed = {one["n"]: number(one["n"]) for one in _TROOPS.finditer(words)}
    typed = {text: n for text, n in typed.items() if n >= LEAST}
    named = (folder.documents.get(key) for key in sentence.entries)
    spoken = [one for one in (*named, document) if one]
    exercises = [one for one in spoken if one["kind"] == EntryKind.EXERCISE]
    counted = [one for one in exercises if _personnel(one)]
    if not typed or not counted or len(counted) < len(exercises):
        return
    given = {n for one in counted for n in _personnel(one)}
    known = given | {n for one in counted for n in _told(one)}
    for text, n in typed.items():
        if n not in known:
            keys = ", ".join(dict.fromkeys(one["key"] for one in counted))
            listed = ", ".join(f"{one:,.0f}" for one in sorted(given))
            yield f"says {text}, where the record of {keys} has {listed}"


def _personnel(exercise: Document) -> set[float]:
    """Every number that the record has of who took part, contradicted ones too."""
    values = [exercise["personnel"]]
    values += [row["personnel"] for row in exercise["participants"]]
    values += [
        row["value"]
        for row in exercise["citations"]
        if row["fact"].endswith("personnel") and row["stance"] == Stance.CONTRADICTS
    ]
    return {float(n) for n in values if isinstance(n, int | float)}


def _told(exercise: Document) -> set[float]:
    """The numbers in the words of the record: notes, remarks, quotes."""
    words = [exercise["personnel_note"], exercise["equipment_note"], exercise["note"]]
    words += [row["note"] for row in exercise["participants"]]
    words += [row["quote"] for row in exercise["citations"]]
    for remark in exercise["remarks"]:
        words += [remark["subject"], remark["note"]]
        words += [account["says"] for account in remark["accounts"]]
    return {number(n) for text in words for n in _ANY_NUMBER.findall(text)}


def _dates(sentence: Sentence, document: Document, folder: Folder) -> Iterator[str]:
    for saying in SAYINGS:
        for verb in saying.verb.finditer(sentence.raw):
            entry = _subject(sentence, verb.start(), document, saying, folder)
            behind = _behind(sentence, verb.end(), folder)
            when = _DATE.search(behind)
            if entry is None or not when or not _GAP.fullmatch(behind[: when.start()]):
                continue
            known = _known(entry, saying)
            if known and not all(_fits(typed, known) for typed in _read(when)):
                said = " – ".join(dict.fromkeys(_given(entry, saying)))
                yield (
                    f"says {verb[0]} … {when[0]}, where the record of {entry['key']} "
                    f"has {said}"
                )


def _subject(
    sentence: Sentence, place: int, own: Document, saying: Saying, folder: Folder
) -> Document | None:
    """The entry of which a verb speaks: the link right before it, or the own one."""
    raw = sentence.raw[:place]
    linked = raw.count(OPEN)
    if not linked:
        is_own = _SELF.fullmatch(raw) or raw.strip() in (
            own["title"],
            f"The {own['title']}",
        )
        return own if is_own and own["kind"] == saying.kind else None
    if place - raw.rfind(CLOSE) > NEAR / 2 or raw.rfind(OPEN) > raw.rfind(CLOSE):
        return None
    found = folder.documents.get(_link_names(sentence)[linked - 1])
    return found if found and found["kind"] == saying.kind else None


def _link_names(sentence: Sentence) -> list[str]:
    marks = (letter for letter in sentence.raw if letter in ANY)
    pairs = zip(marks, sentence.names, strict=True)
    return [name for letter, name in pairs if letter == OPEN]


def _behind(sentence: Sentence, place: int, folder: Folder) -> str:
    """What stands right behind a verb, up to a link to what has a date of its own."""
    behind = sentence.raw[place : place + NEAR]
    names = _link_names(sentence)[sentence.raw[:place].count(OPEN) :]
    for name in names:
        at = behind.find(OPEN)
        if at < 0:
            break
        kind = folder.documents.get(name, {}).get("kind")
        if kind != EntryKind.STATE:
            return behind[:at]
        behind = behind.replace(OPEN, "", 1)
    return behind


def _read(found: re.Match[str]) -> list[PartialDate]:
    """The typed dates, but no day that there is not."""
    parts = {name: text or "" for name, text in found.groupdict().items()}
    year = next(parts[f"y{n}"] for n in range(2, 7) if parts[f"y{n}"])
    days = [(parts["d1"], parts["m1"] or parts["m2"]), (parts["d2"], parts["m2"])]
    if not parts["d2"]:
        month = parts["m3"] or parts["m4"] or parts["m5"]
        days = [(parts["d3"] or parts["d4"], month)]
    return [one for day, month in days if (one := _date(year, month, day))]


def _date(year: str, month: str, day: str) -> PartialDate | None:
    text = f"{year}-{MONTHS.index(month) + 1:02}" if month else year
    try:
        return PartialDate.parse(f"{text}-{int(day):02}" if day else text)
    except ValueError:
        return None


def _known(entry: Document, saying: Saying) -> list[tuple[PartialDate, PartialDate]]:
    """The spans in which the record puts it, by values that contradict it too."""
    dates = [one for text in _given(entry, saying) if (one := parse(text))]
    if saying.is_span and dates:
        dates = [min(dates), max(dates)]
    spans = [(dates[0], dates[-1])] if saying.is_span and dates else []
    others = (
        parse(row["value"])
        for row in entry["citations"]
        if row["fact"] in saying.facts and isinstance(row["value"], str)
    )
    return [*spans, *((one, one) for one in (*dates, *others) if one)]


def _given(entry: Document, saying: Saying) -> list[str]:
    if saying.kind == EntryKind.STATE:
        return [row["from"] for row in entry["standing"] if row["from"]]
    values = (value_of(entry, fact) for fact in saying.facts)
    return [str(value) for value in values if value]


def _fits(typed: PartialDate, known: Iterable[tuple[PartialDate, PartialDate]]) -> bool:
    """Whether a typed date may be one that is known, as far as precision decides."""
    return any(
        typed.first <= last.latest and typed.last >= first.earliest
        for first, last in known
    )
