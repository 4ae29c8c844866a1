"""The check itself: every fault of the texts of a folder, by entry and sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from entries.documents.kinds import kind_of
from entries.documents.kinds.base import PROSE
from entries.documents.text import marks, plain
from entries.exchange.texts.figures import differing
from entries.exchange.texts.folder import OPEN_VALUES, Folder
from entries.exchange.texts.sentences import Sentence, sentences, split
from entries.record import asked
from entries.vocabulary import EntryKind, Stance, Verdict

Document = dict[str, Any]

CITED = ("summary", "text")
"""The texts whose every sentence carries its citation: those in English."""
OF_ITSELF = (
    *("this record", "no source", "the sources disagree"),
    *("source at hand", "sources at hand"),
)
"""What a sentence says that speaks of the record and not of the world."""
MOST_LIVE = 25
"""Words that live figures carry: of a longer sentence they state a part."""
WORDS: dict[str, tuple[str, int, int]] = {
    EntryKind.STATE: ("summary", 80, 200),
    EntryKind.SERIES: ("summary", 60, 150),
    EntryKind.EXERCISE: ("summary", 40, 120),
    EntryKind.FRAMEWORK: ("summary", 50, 120),
    EntryKind.TOPIC: ("text", 400, 1_000),
}
"""For each kind the text whose length is bounded, in words."""
OUTSIDE = ("summary", 20, 80)
"""The same for a state that never had a standing."""
REASONING = 2
"""Sentences in which a verdict is reasoned."""
_LEFT = re.compile(r"\{\{[^}]*\}?\}?|\[\^[^\]]*\]?|\]\(entry:[^)]*\)?")
_FORE = {
    Verdict.SUPPORTED: (Stance.SUPPORTS,),
    Verdict.PARTLY: (Stance.SUPPORTS,),
    Verdict.CONTRADICTED: (Stance.CONTRADICTS,),
    Verdict.NO_EVIDENCE: (),
}
"""The side on which a verdict must have a source."""


@dataclass(frozen=True)
class TextFault:
    """One thing that is wrong in a text, and where."""

    file: str
    field: str
    number: int
    """The sentence, from 1; 0 where it is of the whole text."""
    what: str
    words: str = ""
    """The sentence itself."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.field}"
        place = f"{place}:{self.number}" if self.number else place
        return f"{place}: {self.what}{f': “{self.words}”' if self.words else ''}"


@dataclass(frozen=True)
class Checked:
    """What the check found."""

    faults: tuple[TextFault, ...]
    unmarked: tuple[TextFault, ...]
    """The sentences that have no citation and need none, each with the reason."""
    missing: tuple[str, ...]
    """The files of entries without the text that their kind is to have."""
    sentences: int


def check(documents: Mapping[str, Document], only: str = "") -> Checked:
    """Check the texts of a folder, or of the files whose names begin with `only`."""
    folder = Folder(documents)
    faults: list[TextFault] = []
    unmarked: list[TextFault] = []
    missing: list[str] = []
    count = 0
    for document in documents.values():
        file = f"{kind_of(document).plural}/{document['key']}.json"
        if not file.startswith(only):
            continue
        missing += [f"{file}:{name}" for name in _lacking(document)]
        faults += _unused(file, document)
        faults += _claims(file, document, folder)
        for name in PROSE:
            if document[name]:
                found = sentences(document[name])
                count += len(found)
                faults += _of_text(file, name, document, folder, found)
                unmarked += _unmarked(file, name, folder, found)
    return Checked(tuple(faults), tuple(unmarked), tuple(missing), count)


def _unmarked(
    file: str, name: str, folder: Folder, found: list[Sentence]
) -> Iterator[TextFault]:
    """For a second reading: what stands in a text on its own."""
    for sentence in found if name in CITED else ():
        if not sentence.citations and (why := _excused(sentence, folder)):
            yield TextFault(file, name, sentence.number, why, sentence.words)


def _of_text(
    file: str,
    name: str,
    document: Document,
    folder: Folder,
    found: list[Sentence],
) -> Iterator[TextFault]:
    yield from (
        TextFault(file, name, 0, what) for what in _whole(name, document, folder)
    )
    for sentence in found:
        for what in _of_sentence(name, sentence, document, folder):
            yield TextFault(file, name, sentence.number, what, sentence.short)


def _whole(name: str, document: Document, folder: Folder) -> Iterator[str]:
    """What is wrong with a text as a whole."""
    words = plain(document[name])
    for left in _LEFT.findall(words):
        yield f"{left} is no mark where it stands, and is shown as typed"
    bounded, least, most = _bounds(document) or ("", 0, 0)
    n = len(words.split())
    if name == bounded and not least <= n <= most:
        yield f"has {n} words, not {least} to {most}"
    if name in CITED:
        for run, where in folder.copied(words):
            yield f"“{run}” stands in a quote ({where})"
    for place in marks(document[name]).charts:
        yield from _asked(f"{{{{chart {place}}}}}", place, asked.undrawn(place), folder)
        if not name.startswith("text"):
            yield f"{{{{chart {place}}}}}: a summary has no charts"
        if document[name].count(f"{{{{chart {place}}}}}") > 1:
            yield f"{{{{chart {place}}}}} stands twice, and is drawn once"


def _of_sentence(
    name: str, sentence: Sentence, document: Document, folder: Folder
) -> Iterator[str]:
    yield from _dead(sentence, document, folder)
    for place in sentence.counts:
        mark = f"{{{{count {place}}}}}"
        yield from _asked(mark, place, asked.uncounted(place), folder)
    if name in CITED:
        if not (sentence.citations or _excused(sentence, folder)):
            yield "has no citation"
        yield from differing(sentence, document, folder)


def _dead(sentence: Sentence, document: Document, folder: Folder) -> Iterator[str]:
    """What a sentence names that is not there."""
    known = {row["key"] for row in document["citations"]}
    for key in sentence.citations:
        if key not in known:
            yield f"[^{key}] names no citation of this entry"
    for key in sentence.entries:
        if key not in folder.documents:
            yield f"links to {key}, and there is no such entry"
    for place in sentence.values:
        if why := folder.lacks(place, document["key"]):
            yield f"{{{{{place}}}}}: {why}"


def _asked(
    mark: str, place: str, wrong: Iterable[str], folder: Folder
) -> Iterator[str]:
    """What is wrong with a count or a chart: its form, or what it names."""
    yield from (f"{mark}: {why}" for why in wrong)
    question = asked.question(place)
    for key in question.keys:
        if key and key not in folder.documents:
            yield f"{mark}: there is no entry {key}"
    for name, value in question.pairs:
        if name in OPEN_VALUES and value not in folder.open_values[name]:
            yield f"{mark}: no entry has the {name} {value}"


def _excused(sentence: Sentence, folder: Folder) -> str:
    """Why a sentence needs no citation; "" where it needs one.

    It needs none where live figures alone state its facts, where it speaks of the
    record itself, or where it leads in to a list whose items are read by themselves.
    """
    words = sentence.words
    if sentence.leads_in:
        return "leads in"
    if any(said in words.lower() for said in OF_ITSELF):
        return "speaks of the record"
    typed = folder.dated_names.sub("", sentence.typed)
    is_live = bool(sentence.values or sentence.counts) and not re.search(r"\d", typed)
    return "is live" if is_live and len(words.split()) <= MOST_LIVE else ""


def _unused(file: str, document: Document) -> Iterator[TextFault]:
    """The citations of a text that no mark of that text names."""
    for row in document["citations"]:
        name = row["fact"]
        if name in PROSE and row["key"] not in marks(document[name]).citations:
            what = f"the citation {row['key']} is of this text, which does not mark it"
            yield TextFault(file, name, 0, what)


def _lacking(document: Document) -> Iterator[str]:
    """The texts that an entry of its kind is to have, and does not."""
    if bounds := _bounds(document):
        for name in dict.fromkeys(("summary", bounds[0])):
            if not document[name]:
                yield name


def _bounds(document: Document) -> tuple[str, int, int] | None:
    """The text whose length is bounded, and between which numbers of words."""
    if document["kind"] == EntryKind.STATE and not document["standing"]:
        return OUTSIDE
    return WORDS.get(document["kind"])


def _claims(file: str, document: Document, folder: Folder) -> Iterator[TextFault]:
    for row in document["claims"]:
        place = f"claims.{row['key']}"
        for what in _of_claim(row, document, folder):
            yield TextFault(file, place, 0, what, row["claim"])


def _of_claim(row: Document, document: Document, folder: Folder) -> Iterator[str]:
    for name in ("made_in", "reasoning"):
        if not row[name]:
            yield f"has no {name}"
    n = len(split(row["reasoning"]))
    if n > REASONING:
        yield f"is reasoned in {n} sentences, not {REASONING}"
    sides = {
        one["stance"]
        for one in document["citations"]
        if one["fact"] == f"claims.{row['key']}"
    }
    for side in _FORE[Verdict(row["verdict"])]:
        if side not in sides:
            yield f"is {row['verdict']}, and no source {side} it"
    for name in ("claim", "reasoning"):
        for run, where in folder.copied(row[name]):
            yield f"“{run}” stands in a quote ({where})"
