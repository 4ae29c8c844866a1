"""The keys that rows get when an editor leaves them empty: given once, then kept."""

from collections.abc import Callable, Collection
from typing import Any

from django.utils.text import slugify

from entries.desk.exercise import Location
from entries.desk.rows import Account, Claim, Figure, Name, Relation, Remark
from entries.desk.state import Standing
from entries.documents.images import stem
from entries.documents.keys import free

LONGEST = 60
"""Where a key derived from a text is cut; what is counted behind it comes on top."""


def derive(row: Any, taken: Collection[str]) -> str:
    """A key for a new row that none of its neighbours has."""
    word = _word(DERIVED[type(row)](row)) or type(row).__name__.lower()
    if isinstance(row, Account):
        return _next_number(taken)
    return free(word, taken)


def _next_number(taken: Collection[str]) -> str:
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)


def _word(text: str) -> str:
    slug = slugify(text.replace(".", "-")).replace("_", "-")
    return "-".join(part for part in slug[:LONGEST].split("-") if part)


def _standing(row: Standing) -> str:
    return f"{row.role}-{row.start[:4]}" if row.start else row.role


def _name(row: Name) -> str:
    return row.name if _word(row.name) else f"name-{row.language}"


def _remark(row: Remark) -> str:
    return row.subject if _word(row.subject) else row.about


DERIVED: dict[type[Any], Callable[[Any], str]] = {
    Account: lambda _: "",
    Claim: lambda row: row.claim,
    Figure: lambda row: stem(row.image),
    Location: lambda row: row.name,
    Name: _name,
    Relation: lambda row: f"{row.relation}-{row.target.key}",
    Remark: _remark,
    Standing: _standing,
}
"""The words that a row's key is made of."""
