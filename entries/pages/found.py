"""The hits of a search: what was found, where, and the words marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entries.documents import searched
from entries.documents.facts import Evidence
from entries.documents.kinds.base import PROSE
from entries.documents.searched import Searched
from entries.documents.text import plain
from entries.languages import LANGUAGES, column
from entries.pages import labels
from entries.pages.links import Link, Links, Named, written_in
from entries.record.neighbours import DATES
from entries.record.search.words import Query, Run, runs

Document = dict[str, Any]

LENGTH = 220
"""Letters of a text that are shown around the words found."""
BEFORE = 60
"""Letters of them before the first word."""


@dataclass(frozen=True)
class Passage:
    """A part of an entry that holds words asked for."""

    where: str
    """What that part is called."""
    html: SafeString
    lang: str


@dataclass(frozen=True)
class Hit:
    """One entry found, its title marked."""

    entry: Any
    link: Link
    passage: Passage | None
    when_disputed: str
    """Which of its dates sources disagree on, if they do."""


def hits(
    query: Query, entries: Iterable[Named], documents: Iterable[Document], links: Links
) -> list[Hit]:
    """The entries found, each with the words asked for in its title or elsewhere."""
    return [
        _hit(query, entry, document, links)
        for entry, document in zip(entries, documents, strict=True)
    ]


def _hit(query: Query, entry: Named, document: Document, links: Links) -> Hit:
    link = links.named(entry.key, entry)
    missing = set(query.words) - words_in(query, runs(link.text))
    passage = _best(query, missing, document, links.language, link.text)
    named = replace(link, text=marked(link.text, query))
    disputed = filter(Evidence(document).is_disputed, DATES)
    return Hit(entry, named, passage, next(disputed, ""))


def _best(
    query: Query, missing: set[str], document: Document, language: str, title: str
) -> Passage | None:
    """The passage with most of the words that the title has not.

    Of a title with all of them, what the summary says.
    """
    if missing:
        places = chain(searched.names(document), searched.texts(document))
        pieces = [piece for place in places for piece in _pieces(place)]
        pieces.sort(key=lambda piece: piece.text.startswith("http"))
        held = [
            (len(missing & words_in(query, runs(piece.text))), piece)
            for piece in pieces
            if piece.text != title
        ]
        most = max((n for n, _ in held), default=0)
        best = [piece for n, piece in held if n == most] if most else []
    else:
        name = column("summary", language)
        best = list(_pieces(Searched(name, document[name])))[:1]
    for piece in best:
        text = plain(piece.text) if piece.field in PROSE else piece.text
        if text and (not missing or words_in(query, runs(text))):
            return Passage(_where(piece.field), _excerpt(text, query), _lang(piece))
    return None


def _pieces(place: Searched) -> Iterator[Searched]:
    """A text by its paragraphs."""
    for line in place.text.splitlines():
        if line.strip():
            yield Searched(place.field, line)


def _where(field: str) -> str:
    if field == "names":
        return _("Other name")
    return _("Key") if field == "key" else str(labels.field(field))


def _lang(piece: Searched) -> str:
    name, _, ending = piece.field.rpartition("_")
    is_translated = bool(name) and ending in LANGUAGES
    return ending if is_translated else written_in(piece.text, "en")


def words_in(query: Query, found: Iterable[Run]) -> set[str]:
    """Those of the words asked for that stand among others."""
    held: set[str] = set()
    for run in found:
        for word in run.words:
            if word in query.words:
                held.add(word)
            elif query.names(word):
                held.add(query.last)
    return held


def marked(text: str, query: Query) -> SafeString:
    """A text with the words asked for in `<mark>`."""
    parts = []
    position = 0
    for start, end in _spans(text, query):
        parts.append(format_html("{}", text[position:start]))
        parts.append(format_html("<mark>{}</mark>", text[start:end]))
        position = end
    parts.append(format_html("{}", text[position:]))
    return format_html_join("", "{}", ((part,) for part in parts))


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the words asked for stand; those that touch are one."""
    found: list[tuple[int, int]] = []
    for run in runs(text):
        if not any(query.names(word) for word in run.words):
            continue
        if found and run.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], run.end))
        else:
            found.append((run.start, run.end))
    return found


def _excerpt(text: str, query: Query) -> SafeString:
    """The part of a text with the words asked for, cut between words."""
    spans = _spans(text, query)
    if len(text) <= LENGTH:
        return marked(text, query)
    start = max(0, (spans[0][0] if spans else 0) - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + LENGTH)
    if end < len(text):
        space = text.rfind(" ", start + LENGTH // 2, end)
        end = space if space > 0 else end
    return format_html(
        "{}{}{}",
        "… " if start else "",
        marked(text[start:end], query),
        " …" if end < len(text) else "",
    )
