"""The values of facts, as a template shows them: told by the format's own fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.serializers import ListSerializer

from entries.dates import PartialDate
from entries.documents.facts import EMPTY
from entries.documents.fields import (
    Address,
    Choice,
    Date,
    Key,
    OptionalKey,
    Real,
    StateKey,
    Words,
)
from entries.documents.kinds import KINDS
from entries.pages.labels import COLUMNS, FIELDS, fact, language
from entries.pages.links import Link, Links, Named

PLAIN_NUMBERS = ("first_year", "subject")
"""Numbers without a thousands separator."""
KEYS = (StateKey, OptionalKey)
NAMING = ("target", "source")
"""Columns that name an entry of any kind."""


@dataclass(frozen=True)
class Value:
    """One value and how it is to be shown."""

    form: str
    """`none`, `date`, `number`, `plain`, `words`, `links`, `address`, `text`, `row`."""
    raw: Any = None
    words: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    columns: tuple[tuple[str, "Value"], ...] = ()
    lang: str = ""
    """The language of a text that is not in the page's own."""

    def __bool__(self) -> bool:
        return self.form != "none"


NONE = Value("none")


@cache
def _fields(kind: str, row: str) -> dict[str, Any]:
    """The format's fields: of the kind, or of one of its rows."""
    if not row:
        return dict(KINDS[kind].format().fields)
    outer = _fields(kind, "").get(row)
    if not isinstance(outer, ListSerializer):
        return {}
    inner: Any = outer.child
    return dict(inner.fields)


@dataclass(frozen=True)
class Shower:
    """Shows the values of one kind's documents, with the names that they need."""

    kind: str
    names: Mapping[str, Named]
    links: Links

    def value(self, path: str, raw: Any) -> Value:
        """A value at a path: `start`, `participants.CHN`, `parties.CHN.signed`."""
        head, *rest = path.split(".")
        if isinstance(raw, dict):
            return self._row(head, raw)
        if head == "no_source":
            return self._facts(raw)
        if isinstance(raw, list) and raw and isinstance(raw[0], dict):
            return Value("words", raw, tuple(map(self._row_name, raw)))
        column = rest[-1] if rest else head
        known = _fields(self.kind, head if rest else "").get(column)
        return self.shown(column, known, raw)

    def _facts(self, names: list[str]) -> Value:
        """Facts by their labels; parted by a sign that no label has."""
        rows = {
            ".".join(steps[:2]): self.link(steps[1]).text
            for steps in (name.split(".") for name in names)
            if len(steps) > 1 and steps[1] in self.names
        }
        words = "; ".join(fact(name, rows) for name in names)
        return Value("words", names, (words,)) if words else NONE

    def column(self, row: str, column: str, raw: Any) -> Value:
        """A value in a column of a list of rows."""
        return self.shown(column, _fields(self.kind, row).get(column), raw)

    def shown(self, name: str, known: Any, raw: Any) -> Value:
        """A value of a field of the format; one of another sort as text."""
        if raw in EMPTY:
            return NONE
        if isinstance(raw, bool):
            return Value("words", raw, (_("Yes") if raw else _("No"),))
        if isinstance(raw, int | float):
            plain = name in PLAIN_NUMBERS or isinstance(known, Real)
            return Value("plain" if plain else "number", raw)
        if isinstance(raw, list):
            return self._list(known, raw)
        return self._text(name, known, raw)

    def _text(self, name: str, known: Any, raw: str) -> Value:
        if isinstance(known, Date) and _is_date(raw):
            return Value("date", raw)
        if isinstance(known, Choice):
            choices: dict[Any, Any] = known.choices
            return Value("words", raw, (str(choices.get(raw, raw)),))
        if isinstance(known, KEYS) or (isinstance(known, Key) and name in NAMING):
            return Value("links", raw, links=(self.link(raw),))
        if name == "language":
            return Value("words", raw, (language(raw),))
        if isinstance(known, Address):
            return Value("address", raw)
        lang = name[-2:] if name[-3:] in ("_ru", "_zh") else ""
        return Value("text", raw, lang=lang)

    def _list(self, known: Any, raw: list[Any]) -> Value:
        child = known.child if isinstance(known, Words) else None
        if isinstance(child, KEYS):
            return Value("links", raw, links=tuple(self.link(key) for key in raw))
        choices: Any = child.choices if isinstance(child, Choice) else {}
        return Value("words", raw, tuple(str(choices.get(one, one)) for one in raw))

    def _row(self, head: str, row: dict[str, Any]) -> Value:
        labels: dict[str, Any] = FIELDS | COLUMNS
        columns = tuple(
            (str(labels.get(name, name)), shown)
            for name, raw in row.items()
            # The key of a row is for programs; its name or state stands beside it.
            if name != "key" and (shown := self._inner(head, name, raw))
        )
        return Value("row", row, columns=columns)

    def _row_name(self, row: dict[str, Any]) -> str:
        state = row.get("state")
        if "name" not in row and state:
            return self.link(state).text
        return str(row.get("name") or row.get("key"))

    def _inner(self, head: str, name: str, raw: Any) -> Value:
        if isinstance(raw, list) and raw and isinstance(raw[0], dict):
            says = (str(one.get("says", one)) for one in raw)
            return Value("words", raw, tuple(says))
        return self.column(head, name, raw)

    def link(self, key: str) -> Link:
        """The link to an entry, by its key."""
        return self.links.named(key, self.names.get(key))


def _is_date(text: str) -> bool:
    try:
        PartialDate.parse(text)
    except ValueError:
        return False
    return True


def is_list(kind: str, fact: str) -> bool:
    """Whether a fact of a kind is a list of words."""
    return isinstance(_fields(kind, "").get(fact), Words)


def is_state_field(kind: str, path: str) -> bool:
    """Whether the values at a path are the codes of states."""
    head, *rest = path.split(".")
    known = _fields(kind, head if rest else "").get(rest[-1] if rest else head)
    return isinstance(known.child if isinstance(known, Words) else known, StateKey)
