"""Cells to values and back: what is not exactly right is refused, not guessed."""

import re
from datetime import date, datetime, time
from typing import Any

from rest_framework import serializers

from entries.documents.fields import Date, Flag, Key, Real, Whole, Words
from entries.exchange.sheets.columns import BETWEEN, EMPTY, choices, explained

YES, NO = ("yes", "true"), ("no", "false")
WHOLE = re.compile(r"-?\d{1,15}(\.0+)?", re.ASCII)
REAL = re.compile(r"-?\d{1,15}(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
KEPT = re.compile(r"'*" + re.escape(EMPTY))
"""A text that is the word for nothing itself, with apostrophes before it."""


class WrongCellError(ValueError):
    """A cell that its column cannot take; says what to write."""


def cleared(field: Any) -> Any:
    """The value of a field that is empty; WrongCellError where it must be filled."""
    if field.required:
        msg = f"cannot be empty: write {explained(field)}"
        raise WrongCellError(msg)
    return field.default() if callable(field.default) else field.default


def value(field: Any, cell: Any) -> Any:
    """What a cell that is not empty says; WrongCellError where its field cannot."""
    if cell == EMPTY:
        return cleared(field)
    given = _read(field, cell)
    try:
        return field.run_validation(given)
    except serializers.ValidationError as error:
        words = f" Write {explained(field)}." if choices(field) else ""
        raise WrongCellError(f"{_said(error.detail)}{words}") from error


def _said(detail: Any) -> str:
    if isinstance(detail, dict):
        return " ".join(_said(one) for one in detail.values())
    return " ".join(map(str, detail))


def _read(field: Any, cell: Any) -> Any:
    if isinstance(field, Words):
        parts = (part.strip() for part in text(cell).split(BETWEEN))
        return [part for part in parts if part]
    for sort, reads in READERS:
        if isinstance(field, sort):
            return reads(cell)
    if isinstance(field, serializers.ChoiceField | Key):
        return text(cell).strip()
    given = text(cell)
    return given[1:] if given.startswith("'") and KEPT.fullmatch(given) else given


def text(cell: Any) -> str:
    """What a cell of text says; a number that looks whole is written so."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, int | float):
        return str(cell)
    msg = "is a date or time: format the cell as text, and write it again"
    raise WrongCellError(msg)


def _date(cell: Any) -> str:
    if isinstance(cell, datetime):
        if cell.time() != time():
            msg = "has a time of day: write the day alone, as text: 2007-08-09"
            raise WrongCellError(msg)
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        msg = "is a time of day: write the date as text: 2007-08-09"
        raise WrongCellError(msg)
    return text(cell).strip()


def whole(cell: Any) -> int:
    """A whole number; 7.0 is one, 7.5 none."""
    if isinstance(cell, str) and WHOLE.fullmatch(cell.strip()):
        return int(cell.strip().partition(".")[0])
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if is_number and cell == int(cell):
        return int(cell)
    msg = "is no whole number: write digits alone, such as 4000"
    raise WrongCellError(msg)


def _real(cell: Any) -> float:
    if isinstance(cell, str) and REAL.fullmatch(cell.strip()):
        return float(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    msg = "is no number: write it with a point, such as 55.75"
    raise WrongCellError(msg)


def _flag(cell: Any) -> bool:
    word = cell if isinstance(cell, bool) else text(cell).strip().lower()
    if word is True or word in YES:
        return True
    if word is False or word in NO:
        return False
    msg = "is neither yes nor no"
    raise WrongCellError(msg)


READERS: tuple[tuple[Any, Any], ...] = (
    (Date, _date),
    (Whole, whole),
    (Real, _real),
    (Flag, _flag),
)


def cell(field: Any, found: Any) -> str | int | float | None:
    """What a cell says of a value, so that reading it gives that value again."""
    if found is None or found == "" or found == []:
        return None
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, list):
        return BETWEEN.join(found)
    if isinstance(found, int):
        return found
    if isinstance(found, float):
        return repr(found)
    is_free = not isinstance(field, Date | Key | serializers.ChoiceField)
    return f"'{found}" if is_free and KEPT.fullmatch(found) else str(found)
