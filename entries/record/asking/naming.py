"""The names that may be asked for: some stand in closed lists, those of rows do not.

A row is named between its list and a column: `participants.CHN.personnel`. What is
neither such a name nor can be one is refused, with the nearest that would do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property

from django.db.models import Q

from entries.documents.fields import STATE_CODE, StateKey
from entries.documents.kinds import KINDS
from entries.documents.kinds.base import RowFormat
from entries.documents.rows import Citation
from entries.record.edition import Change
from entries.record.listing import FactIndex

CODE = "[A-Z]{3}"
KEY = rf"(?:[a-z0-9][a-z0-9-]{{0,99}}|{CODE})"
"""What the key of a row can be made of."""
NEARLY = 0.75
"""How alike a key and a column are where one is taken for the other, mistyped."""


@cache
def lists() -> dict[str, RowFormat]:
    """All lists of rows of all kinds, by name."""
    every = (rows for kind in KINDS.values() for rows in kind.all_rows)
    return {rows.name: rows for rows in (*every, CITATIONS)}


CITATIONS = RowFormat(
    "citations",
    Citation,
    identify=tuple(name for name in Citation().get_fields() if name != "key"),
    is_fact=False,
)


def is_of_states(name: str) -> bool:
    """Whether the rows of a list are named by the codes of states."""
    rows = lists().get(name)
    return rows is not None and isinstance(rows.format().fields[rows.key], StateKey)


def key_form(name: str) -> str:
    """What the keys of a list's rows look like."""
    return CODE if is_of_states(name) else KEY


def is_row(name: str, key: str) -> bool:
    """Whether any edition has such a row."""
    rows = FactIndex.objects.filter(row=key)
    if lists()[name].is_fact:
        return rows.filter(column=name).exists()
    # A row that is no fact is known by its accounts, or by what became of it.
    path = f"{name}.{key}"
    changes = Change.objects.filter(Q(path=path) | Q(path__startswith=f"{path}."))
    return rows.filter(column__startswith=f"{name}.").exists() or changes.exists()


def may_be_row(name: str, key: str) -> bool:
    """Whether a row may have such a key.

    A state may be asked for whether it is there or not. Any other key that is nearly
    the name of a column is one that was mistyped, unless there is such a row.
    """
    if is_of_states(name):
        return bool(STATE_CODE.fullmatch(key))
    columns = lists()[name].columns if name in lists() else ()
    is_near = get_close_matches(key, columns, 1, NEARLY)
    return bool(re.fullmatch(KEY, key)) and (not is_near or is_row(name, key))


@dataclass(frozen=True)
class Names:
    """The names of which one may be asked for."""

    closed: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    """The lists whose rows may be named, each with what may stand behind the key."""
    sign: str = ""
    """What may stand before the name of a row."""
    is_row_enough: bool = True
    """Whether a row may be named without a column."""

    @cached_property
    def form(self) -> str:
        """How names of rows are written; "" where there are none."""
        found = "|".join(filter(None, map(self._form_of, self.columns)))
        optional = f"{self.sign}?" if self.sign else ""
        return f"{optional}(?:{found})" if found else ""

    def _form_of(self, name: str) -> str:
        row, columns = rf"{name}\.{key_form(name)}", "|".join(self.columns[name])
        if not columns:
            return row if self.is_row_enough else ""
        return rf"{row}(?:\.(?:{columns})){'?' if self.is_row_enough else ''}"

    def knows(self, text: str) -> bool:
        """Whether this is such a name."""
        if text in self.closed:
            return True
        if not self.form or not re.fullmatch(self.form, text, re.ASCII):
            return False
        name, key, *_ = self._bare(text).split(".")
        return may_be_row(name, key)

    def near(self, text: str) -> list[str]:
        """Those that may be meant."""
        return [found] if (found := self.meant(text)) else list(self.closed)

    def meant(self, text: str) -> str:
        """The name of a row that there is, and nearly this; "" if there is none."""
        bare = self._bare(text)
        name, key, column = (*bare.split("."), "", "")[:3]
        [name] = get_close_matches(name, self.columns, 1) or [""]
        key = key.upper() if is_of_states(name) else key.lower()
        # What is no key at all may be what no database can be asked for.
        if not name or not re.fullmatch(key_form(name), key) or not is_row(name, key):
            return ""
        columns = get_close_matches(column, self.columns[name], 1, 0) if column else []
        found = text[: len(text) - len(bare)] + ".".join((name, key, *columns))
        return found if self.knows(found) else ""

    def _bare(self, text: str) -> str:
        return text.removeprefix(self.sign) if self.sign else text
