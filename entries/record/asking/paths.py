"""The names of facts, of their columns, and the paths of changes, of all kinds."""

from functools import cache
from typing import Any

from django.core.exceptions import ValidationError

from entries.documents.kinds import KINDS
from entries.documents.kinds.base import COMMON_FIELDS, REMARKS
from entries.record.asking.naming import KEY, Names, lists
from entries.record.asking.values import NameField

NO_FACT = (
    "What identifies or classifies an entry is no fact: it stands in the lists of the "
    "kinds."
)
OF_ROW = "This is no fact by itself: the row is, and says it."
OF_COLUMN = "This is a column, of many facts: ask `column` for it."
OF_LIST = "A list is no fact, each of its rows is: ask `under` for them."


class FactNames(Names):
    """Names of facts: what else a document holds is told apart from what is not."""

    def why_not(self, text: str) -> str:
        """Why something that a document has is no such name; "" where it has none."""
        if self._row(text):
            return OF_ROW
        if text in lists():
            return OF_LIST
        if columns().knows(text):
            return OF_COLUMN
        is_field = any(text in kind.format().get_fields() for kind in KINDS.values())
        return NO_FACT if is_field else ""

    def near(self, text: str) -> list[str]:
        row = self._row(text)
        if self.knows(row):
            return [row]
        return [] if self.why_not(text) else super().near(text)

    def _row(self, text: str) -> str:
        """Whose column this is, if the row speaks for it; else ""."""
        row, _, column = text.rpartition(".")
        name, _, _ = row.partition(".")
        rows = lists().get(name)
        if rows is None or not rows.is_fact or column in rows.facts:
            return ""
        return row if column in rows.columns else ""


class PathField(NameField):
    """Such a name, or it is said why it is none."""

    def __init__(self, known: Names, message: str) -> None:
        super().__init__(known, error_messages={"invalid": message})

    def to_python(self, value: Any) -> str:
        try:
            return super().to_python(value)
        except ValidationError as error:
            known = self.known
            why = known.why_not(str(value)) if isinstance(known, FactNames) else ""
            raise ValidationError(why or error.message, code="invalid") from error


@cache
def facts() -> Names:
    """The names of facts."""
    return FactNames(_fields(), _rows())


@cache
def under_facts() -> Names:
    """The same, and the lists that they stand in."""
    return FactNames((*_fields(), *_rows()), _rows())


@cache
def columns() -> Names:
    """Facts without the key of their row: of one list, or of whatever list."""
    rows = {name: of.facts for name, of in lists().items() if of.is_fact}
    own = [f"{name}.{column}" for name, every in rows.items() for column in every]
    bare = [column for every in rows.values() for column in every]
    closed = dict.fromkeys((*_fields(), *rows, *own, *bare))
    return FactNames(tuple(closed), {REMARKS.name: ()})


@cache
def under_changes() -> Names:
    """The paths of changes: every field of a document, its rows and their columns."""
    fields = (name for kind in KINDS.values() for name in kind.format().get_fields())
    closed = (name for name in fields if name not in COMMON_FIELDS[:3])
    rows = {
        name: tuple(column for column in of.columns if column != of.key)
        for name, of in lists().items()
    }
    rows[REMARKS.name] = (KEY,)
    return Names(tuple(dict.fromkeys(closed)), rows)


def _fields() -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for kind in KINDS.values() for n in kind.facts))


def _rows() -> dict[str, tuple[str, ...]]:
    """The columns that are facts; of a remark, its accounts by their keys."""
    found = {name: of.facts for name, of in lists().items() if of.is_fact}
    return {**found, REMARKS.name: (KEY,)}
