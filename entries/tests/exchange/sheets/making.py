"""Sheets for tests: written as a person would save them, read and applied."""

import csv
import io
from typing import Any

from openpyxl import Workbook

from entries.exchange.sheets.applying import Plan, apply, known, plan
from entries.exchange.sheets.columns import sheet
from entries.exchange.sheets.limits import COMMAND
from entries.exchange.sheets.reading import Read, read
from entries.tests.factories import editor


def as_csv(*rows: Any) -> io.BytesIO:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return io.BytesIO(out.getvalue().encode("utf-8-sig"))


def as_xlsx(*rows: Any) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def reading(
    opened: Any, kind: str = "exercise", rows: str = "", limits=COMMAND, name=""
) -> Read:
    return read(opened, sheet(kind, rows), known(), limits, name)


def planned(opened: Any, kind: str = "exercise", rows: str = "") -> Plan:
    found = reading(opened, kind, rows)
    assert found.faults == []
    return plan(sheet(kind, rows), found.rows, lambda _: None)


def applied(opened: Any, kind: str = "exercise", rows: str = "", versions=None) -> int:
    form, found = sheet(kind, rows), reading(opened, kind, rows)
    assert found.faults == []
    looked = plan(form, found.rows, lambda _: None)
    seen = looked.versions if versions is None else versions
    return apply(form, found.rows, seen, editor(), "sheet.csv", lambda _: None)


def said(opened: Any, kind: str = "exercise", rows: str = "") -> list[str]:
    """Every fault, of cells and of what they make together."""
    form, found = sheet(kind, rows), reading(opened, kind, rows)
    looked = plan(form, [*found.rows, *found.partial], lambda _: None)
    return list(map(str, [*found.faults, *looked.faults]))
