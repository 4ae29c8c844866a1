"""The choices of a list's filters as links: each with what it leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entries.pages import labels
from entries.pages.links import Links, Named, tongue
from entries.pages.lists import CHOSEN

Counted = Mapping[str, Mapping[str, int]]

TOP = 8
"""Choices of an open list that always show."""
MOST = 60
"""Choices of one that show at all; the others are asked for by name."""
DESCENDING = ("decade",)
"""Filters whose choices are numbers, the highest first."""

PINS = ("edition", "known_on")
"""Parameters that say as of when, in the address of any page."""

SORTS: dict[str, tuple[tuple[str, Any], ...]] = {
    "state": (("", gettext_lazy("By title")), ("-title", gettext_lazy("From Z to A"))),
    "exercise": (
        ("", gettext_lazy("Newest first")),
        ("date", gettext_lazy("Oldest first")),
        ("title", gettext_lazy("By title")),
        ("-size", gettext_lazy("Largest first")),
    ),
    "framework": (
        ("", gettext_lazy("Newest first")),
        ("date", gettext_lazy("Oldest first")),
        ("title", gettext_lazy("By title")),
    ),
}
for alike, other in (("series", "state"), ("topic", "state"), ("source", "framework")):
    SORTS[alike] = SORTS[other]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its words, where it leads, how many it leaves."""

    words: str
    url: str
    count: int
    lang: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Group:
    """The choices of one filter."""

    name: str
    label: str
    top: list[Choice]
    rest: list[Choice] = field(default_factory=list)
    left_out: int = 0
    """Choices that are too many to show."""


@dataclass(frozen=True)
class Chip:
    """A filter in force, and the list without it."""

    label: str
    words: str
    lang: str
    url: str


@dataclass(frozen=True)
class Choices:
    """What a list's filters offer, in the words of its page."""

    form: Form
    path: str
    asked: Mapping[str, str]
    """The parameters of the address that have a value, the edition among them."""
    links: Links
    named: Mapping[str, Named]
    """The entries that choices name, by key."""

    def groups(self, counted: Counted, names: Iterable[str]) -> list[Group]:
        """The filters with their choices, in the order of `names`."""
        found = (self._group(name, counted.get(name, {})) for name in names)
        return [group for group in found if group.top]

    def chips(self, names: Iterable[str]) -> list[Chip]:
        """The filters in force, each to be taken away."""
        return [self._chip(name) for name in names]

    def sorts(self, kind: str) -> list[tuple[str, Any, bool]]:
        """The ways to sort: where each leads, its words, whether it is in force."""
        asked = self.asked.get("order", "")
        return [
            (self._url(order=value), words, value == asked)
            for value, words in SORTS[kind]
        ]

    def loosened(self, numbers: Iterable[tuple[str, int]]) -> list[tuple[Chip, int]]:
        """The filters to take away where together they find nothing."""
        return [(self._chip(name), n) for name, n in numbers if n]

    def _chip(self, name: str) -> Chip:
        words, lang = self._words(name, self.asked[name])
        return Chip(
            str(self.form.fields[name].label), words, lang, self._url(**{name: ""})
        )

    def _group(self, name: str, counts: Mapping[str, int]) -> Group:
        chosen = self.asked.get(name, "")
        closed = self._closed(name)
        values = dict(counts)
        if chosen:
            values.setdefault(chosen, 0)
        if closed:
            found = [self._choice(name, v, values[v]) for v in closed if v in values]
            return Group(name, self._label(name), found)
        choices = [self._choice(name, *pair) for pair in values.items()]
        if name in DESCENDING:
            choices.sort(key=lambda one: one.words, reverse=True)
            return Group(name, self._label(name), choices)
        choices.sort(key=lambda one: (not one.is_chosen, -one.count, one.words))
        top, rest = choices[:TOP], choices[TOP:MOST]
        return Group(name, self._label(name), top, rest, len(choices[MOST:]))

    def _choice(self, name: str, value: str, count: int) -> Choice:
        is_chosen = self.asked.get(name) == value
        words, lang = self._words(name, value)
        url = self._url(**{name: "" if is_chosen else value})
        return Choice(words, url, count, lang, is_chosen)

    def _closed(self, name: str) -> dict[str, str]:
        """The values of a closed list with their words; none of an open one."""
        if name in CHOSEN:
            return {}
        choices: Any = getattr(self.form.fields[name], "choices", ())
        return {str(value): str(words) for value, words in choices if value}

    def _words(self, name: str, value: str) -> tuple[str, str]:
        """What a value is called, and the language of that where it is another."""
        if name in CHOSEN:
            named = self.named.get(value)
            text, lang = self.links.title(named) if named else (value, "")
            return text or value, "" if lang == self.links.language else lang
        if name == "decade":
            return _("%(year)ss") % {"year": value}, ""
        if name == "language":
            return labels.language(value), ""
        if (closed := self._closed(name)) and value in closed:
            return closed[value], ""
        # A region or a publisher, as the record has it.
        lang = tongue(value)
        return value, "" if lang == self.links.language else lang

    def _label(self, name: str) -> str:
        return str(LABELS.get(name) or self.form.fields[name].label)

    def _url(self, **changed: str) -> str:
        """The list with other filters, from its first page on.

        Of the same filters it is the same address, in whatever order they were chosen.
        """
        kept = {**self.asked, **changed}
        names = (*self.form.fields, *PINS)
        pairs = [(name, kept[name]) for name in names if kept.get(name)]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


LABELS = {"decade": pgettext_lazy("heading of decades", "Decade")}
"""Headings that are shorter than the label of a field."""


def asked_of(query: Mapping[str, str], form: Form) -> dict[str, str]:
    """What an address asks of a list, without what asks nothing."""
    names = (*form.fields, *PINS)
    texts = {name: query.get(name, "").strip() for name in names}
    return {name: text for name, text in texts.items() if text}


def named_in(counted: Counted, asked: Mapping[str, str]) -> set[str]:
    """The keys of the entries that choices name, as far as they show."""
    keys = {asked[name] for name in CHOSEN if name in asked}
    for name in CHOSEN:
        counts = counted.get(name, {})
        keys.update(sorted(counts, key=lambda key: -counts[key])[:MOST])
    return keys
