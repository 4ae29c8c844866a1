"""Entries out as a sheet that reading takes back exactly, and the empty template."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from import_export.formats.base_formats import CSV
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from tablib import Dataset

from entries.documents.fields import Words
from entries.exchange.sheets import cells
from entries.exchange.sheets.columns import (
    BETWEEN,
    EMPTY,
    LOCATOR,
    LONGEST_CELL,
    NONE_FOUND,
    SOURCE,
    VERSION,
    Sheet,
    choices,
    explained,
)
from entries.exchange.sheets.limits import COMMAND
from entries.exchange.sheets.tables import is_dangerous

Document = dict[str, Any]
Cells = list[str | int | float | None]
NO_XML = re.compile("[\ufffe\uffff]|x005F_|_x[0-9A-Fa-f]{4}_")
"""What an XLSX would not give back as it was."""
LONGEST_LIST = 255
"""More characters the words of a data validation cannot have."""


def rows(sheet: Sheet, documents: Iterable[tuple[Document, int]]) -> Iterator[Cells]:
    """The rows of documents, each with its version; sources stay empty.

    What a cell cannot hold is left empty, and so left alone when it comes back.
    """
    behind: Cells = [None, None] if sheet.is_sourced else []
    for document, version in documents:
        there = document[sheet.rows.name] if sheet.rows else [document]
        for row in there:
            own = [_cell(one.field, row[one.name]) for one in sheet.columns]
            yield [document["key"], version, *own, *behind]


def _cell(field: Any, value: Any) -> str | int | float | None:
    found = cells.cell(field, value)
    return None if isinstance(found, str) and len(found) >= LONGEST_CELL else found


def to_csv(sheet: Sheet, found: Iterable[Cells]) -> bytes:
    """A CSV in UTF-8 whose texts no spreadsheet takes for formulas."""
    data = Dataset(headers=list(sheet.header))
    for row in found:
        data.append([_kept(one) for one in row])
    text: str = CSV().export_data(data)
    return text.encode("utf-8-sig")


def _kept(cell: str | int | float | None) -> str | int | float | None:
    return f"'{cell}" if isinstance(cell, str) and is_dangerous(cell) else cell


def to_xlsx(sheet: Sheet, found: Iterable[Cells]) -> bytes:
    """A workbook whose texts are all texts, formulas none."""
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    page.append(list(sheet.header))
    for row in found:
        page.append([_typed(page, one) for one in row])
    return _saved(book)


def _typed(page: Any, value: str | int | float | None) -> Any:
    if not isinstance(value, str):
        return value
    if NO_XML.search(value):
        return None
    cell = WriteOnlyCell(page, value)
    cell.data_type = "s"
    return cell


def template(sheet: Sheet) -> bytes:
    """A workbook with the header, the choices, and a page that explains each column."""
    book = Workbook()
    page: Any = book.active
    page.title = sheet.name
    page.append(list(sheet.header))
    page.freeze_panes = "A2"
    for place, name in enumerate(sheet.header, 1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = max(12, len(name) + 4)
        column = sheet.column(name)
        words = ",".join(choices(column.field)) if column else ""
        is_one = column is not None and not isinstance(column.field, Words)
        if words and is_one and len(words) < LONGEST_LIST:
            check = DataValidation("list", formula1=f'"{words},{EMPTY}"')
            check.add(f"{letter}2:{letter}{COMMAND.rows + 1}")
            page.add_data_validation(check)
    about = book.create_sheet("columns")
    about.append(["column", "what it may hold"])
    for name in sheet.header:
        about.append([name, told(sheet, name)])
    about.column_dimensions["A"].width = 24
    about.column_dimensions["B"].width = 110
    return _saved(book)


def told(sheet: Sheet, name: str) -> str:
    """What a column may hold, in words."""
    column = sheet.column(name)
    if name == sheet.entry:
        text = "the key of the entry"
    elif column is None:
        text = SPECIAL[name]
    else:
        text = explained(column.field)
        if column.field.required:
            return f"{text}; a new row needs it"
        return f"{text}; empty leaves it alone, {EMPTY} clears it"
    return text


SPECIAL = {
    VERSION: "filled by an export: an entry that has changed since is refused; "
    "empty for a new one",
    SOURCE: f"the keys of the sources of what the row sets or changes, {BETWEEN} "
    f"between them, or {NONE_FOUND} if none was found",
    LOCATOR: "where in these sources it stands",
}


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
