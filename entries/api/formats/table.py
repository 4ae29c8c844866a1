"""Rows as a table: one column for each value, whatever it is nested in."""

import json
from datetime import date, datetime
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from entries.api.fields import Tree, leaves

BETWEEN = "|"
"""What stands between the values of a list; in a text it has a backslash before it."""


def columns(wanted: Tree) -> list[tuple[str, ...]]:
    """The path of each column: `participants.role` is a column of two steps."""
    return list(leaves(wanted))


def cell(row: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path: text, number, true, false or nothing.

    The values of a list stand in one cell, those that are missing as well, so that
    the columns of a list's rows go side by side.
    """
    found = _at(row, path)
    if isinstance(found, list):
        return BETWEEN.join(_escaped(one) for one in found)
    return _plain(found)


def _at(value: Any, path: tuple[str, ...]) -> Any:
    if not path or value is None:
        return value
    if isinstance(value, list):
        return [_at(one, path) for one in value]
    return _at(value.get(path[0]), path[1:])


def _escaped(value: Any) -> str:
    found = _plain(value)
    if isinstance(found, bool):
        return str(found).lower()
    text = "" if found is None else str(found)
    return text.replace("\\", "\\\\").replace(BETWEEN, f"\\{BETWEEN}")


def _plain(value: Any) -> Any:
    if isinstance(value, list | dict):
        return written(value)
    if isinstance(value, date | datetime):
        return str(JSONEncoder().default(value))
    return value


def written(value: Any) -> str:
    """A value as JSON in one line, whatever a program takes for the end of one."""
    text = json.dumps(value, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))
    for mark in ("\x85", "\u2028", "\u2029"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text
