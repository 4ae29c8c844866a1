"""Rendered texts with their places filled: citations, links, live figures.

Beside each block of a text stand the sources that it cites, for the margin.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any

from django.utils import translation
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from entries.documents.facts import value_of
from entries.documents.kinds import kind_of
from entries.documents.text import fill
from entries.languages import DJANGO_NAMES, FALLBACKS, TEXT_FIELDS, column
from entries.pages import formatting
from entries.pages.citing import Mark, Sources
from entries.pages.live.answers import Answers
from entries.pages.values import Shower, Value, is_list

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>""")
_EMPTY = {"br", "hr"}
_NOTES = re.compile(r'<sup class="cite">.*?</sup>|<ul class="notes".*?</ul>', re.DOTALL)
BRIEF = 300
"""How many letters describe a page at most."""


@dataclass(frozen=True)
class Prose:
    """A text ready for the page, and the language that it is in."""

    fact: str
    """The name by which citations call it: `summary`, `text_ru`."""
    html: SafeString
    lang: str
    charts: tuple[str, ...] = ()
    """Those that stand in it."""

    @property
    def plain(self) -> str:
        """Its first words without tags, numbers of sources, notes and charts."""
        without: str = self.html
        for chart in self.charts:
            without = without.replace(chart, "")
        without = _NOTES.sub("", without)
        words = " ".join(unescape(strip_tags(without)).split())
        return words if len(words) <= BRIEF else f"{words[:BRIEF].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class Filler:
    """Fills the texts of one document."""

    sources: Sources
    answers: Answers = field(default_factory=Answers)
    """What the record says to what the texts ask of it."""
    drawn: set[str] = field(default_factory=set)
    """The charts that stand in a text already."""

    @property
    def shower(self) -> Shower:
        return self.sources.shower

    def prose(self, field: str, html: Mapping[str, str]) -> Prose | None:
        """A text in the page's language or the nearest that there is."""
        lang = spoken(field, html, self.shower.links.language)
        if lang is None:
            return None
        fact = column(field, lang)
        # What is filled in is told in the language of the text around it.
        filler = replace(self, sources=self.sources.spoken_in(lang))
        with translation.override(DJANGO_NAMES[lang]):
            filled = "".join(map(filler.block, blocks(html[fact])))
        charts = tuple(self.answers.charts.values())
        # S308: parts of the cleaned text, and what was escaped.
        return Prose(fact, mark_safe(filled), lang, charts)  # noqa: S308

    def block(self, html: str) -> SafeString:
        """One block of a text, with a list of the sources that it cites."""
        cited: dict[Mark, None] = {}

        def cite(key: str) -> str:
            citation = self.sources.by_key.get(key)
            if citation is None:
                return ""
            mark = self.sources.mark(citation)
            cited[mark] = None
            return self._cite(mark)

        filled = fill(
            html,
            cite=cite,
            entry=self._entry,
            value=self._value,
            asked=self._asked,
        )
        if not cited:
            return filled
        notes = format_html_join(
            "",
            '<li><a href="#{}"{}>{} {}</a></li>',
            (
                (
                    mark.anchor,
                    format_html(' lang="{}"', mark.lang) if mark.lang else "",
                    mark.number,
                    mark.note,
                )
                for mark in cited
            ),
        )
        return format_html(
            '<div class="cited"><div>{}</div>'
            '<ul class="notes" aria-label="{}">{}</ul></div>',
            filled,
            _("Sources of this paragraph"),
            notes,
        )

    def _cite(self, mark: Mark) -> SafeString:
        return format_html(
            '<sup class="cite"><a href="#{}" title="{}">'
            '<span class="hidden">{} </span>{}</a></sup>',
            mark.anchor,
            mark.title,
            _("Source"),
            mark.number,
        )

    def _entry(self, key: str, label: SafeString) -> str:
        link = self.shower.link(key)
        if link.url:
            return format_html('<a href="{}">{}</a>', link.url, label)
        return formatting.gone(label, link)

    def _asked(self, word: str, place: str) -> str:
        if word == "count":
            return self.answers.counts.get(place) or _("(no figure)")
        if place in self.drawn:
            return ""  # what is in it has a name that stands once on a page
        self.drawn.add(place)
        return self.answers.charts.get(place) or _("(no figure)")

    def _value(self, place: str) -> str:
        key, _colon, fact = place.partition(":")
        document = self.sources.document
        if key == document["key"]:
            shown = self.shower.value(fact, value_of(document, fact))
            return formatting.value(shown) if shown else _("(no figure)")
        other: Any = self.shower.names.get(key)
        row = getattr(other, "facts", {}).get(fact)
        if row is None or other.withdrawn:
            return _("(no figure)")
        return formatting.value(indexed(other.kind, fact, row, self.shower))


def spoken(name: str, html: Mapping[str, str], language: str) -> str | None:
    """The language in which a page shows a text: its own, or the nearest there is."""
    languages = (language, *FALLBACKS[language])
    return next((lang for lang in languages if html.get(column(name, lang))), None)


def shown(html: Mapping[str, str], language: str) -> dict[str, str]:
    """Those of the texts of all languages that a page in one of them shows."""
    pairs = ((name, spoken(name, html, language)) for name in TEXT_FIELDS[1:])
    names = (column(name, lang) for name, lang in pairs if lang)
    return {name: html[name] for name in names}


def blocks(html: str) -> Iterator[str]:
    """The parts of a rendered text that stand under one another, in their order.

    A heading stays with what follows it. Joined, they are the text.
    """
    depth = start = 0
    for tag in _TAG.finditer(html):
        end, name = tag[1], tag[2]
        depth += 0 if name in _EMPTY else -1 if end else 1
        if depth == 0 and name not in ("h2", "h3", "h4"):
            yield html[start : tag.end()]
            start = tag.end()
    if start < len(html):
        yield html[start:]


def indexed(kind: str, fact: str, row: Mapping[str, Any], shower: Shower) -> Value:
    """A value from the index of facts, as its document would show it."""
    raw: Any = row["text"]
    row_format = kind_of({"kind": kind}).row(fact.partition(".")[0])
    if row_format and fact.count(".") == 1:  # of a row, its first column
        columns = (*row_format.facts, *row_format.classify)
        fact = ".".join([fact, *columns[:1]])
    if row["number"] is not None:
        raw = row["number"]
        raw = int(raw) if raw == int(raw) else raw
    elif is_list(kind, fact) and raw:
        raw = raw.split(", ")
    return Shower(kind, shower.names, shower.links).value(fact, raw)
