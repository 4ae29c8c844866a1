"""The rows of a file, XLSX or CSV, as they are numbered in it."""

import csv
import io
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError  # its errors alone
from zipfile import BadZipFile

from openpyxl import load_workbook

from entries.exchange.sheets.columns import LONGEST_CELL
from entries.exchange.sheets.limits import (
    Limits,
    WrongFileError,
    is_workbook,
    measure,
    measure_parts,
)

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a text of a CSV file for a formula by."""


class Refused:
    """What stands in a cell that is not read, and why."""

    def __init__(self, shown: str, why: str) -> None:
        self.shown, self.why = shown, why


def table(
    opened: IO[bytes], limits: Limits, name: str = ""
) -> Iterator[tuple[int, list[Any]]]:
    """The rows that are not empty, each with its number; the first is the header.

    WrongFileError where the file is none, is not what its name says, or is more than
    the limits allow.
    """
    measure(opened, limits)
    packed = is_workbook(opened)
    if not packed and name.lower().endswith(".xlsx"):
        msg = "is called .xlsx and is no workbook: save it as XLSX, or call it .csv"
        raise WrongFileError(msg)
    rows = _workbook(opened, limits) if packed else _plain(opened)
    for number, row in rows:
        if all(cell is None or cell == "" for cell in row):
            continue
        if number > limits.rows + 1:
            msg = f"has more than {limits.rows} rows: split it"
            raise WrongFileError(msg)
        if any(cell not in (None, "") for cell in row[limits.columns :]):
            msg = f"has more than {limits.columns} columns in row {number}"
            raise WrongFileError(msg)
        yield number, [_fitting(cell) for cell in row[: limits.columns]]


def _fitting(cell: Any) -> Any:
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        return Refused(cell, f"is longer than {LONGEST_CELL} characters: shorten it")
    return None if cell == "" else cell


def _workbook(opened: IO[bytes], limits: Limits) -> Iterator[tuple[int, list[Any]]]:
    measure_parts(opened, limits)
    try:
        book = load_workbook(opened, read_only=True, data_only=False)
        first = book.worksheets[0]
        first.reset_dimensions()
        rows = first.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1)
        for number, row in enumerate(rows, 1):
            yield number, [_cell(one) for one in row]
        book.close()
    except (
        ParseError,
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        OSError,
    ) as error:
        if isinstance(error, WrongFileError):
            raise
        msg = "is no workbook that can be read: save it once more as .xlsx"
        raise WrongFileError(msg) from error


def _cell(one: Any) -> Any:
    if one.data_type == "f":
        return Refused(str(one.value), "is a formula: paste its value instead")
    if one.data_type == "e":
        return Refused(str(one.value), "is an error of the spreadsheet: write a value")
    return one.value


def _plain(opened: IO[bytes]) -> Iterator[tuple[int, list[Any]]]:
    try:
        text = opened.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = f"is neither XLSX nor UTF-8 (byte {error.start}): save it as “CSV UTF-8”"
        raise WrongFileError(msg) from error
    first = text.partition("\n")[0]
    between = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        for number, row in enumerate(rows, 1):
            yield number, [_bare(cell) for cell in row]
    except csv.Error as error:
        msg = f"is no CSV in line {rows.line_num}: {error}"
        raise WrongFileError(msg) from error


def _bare(cell: str) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell[:1] == "'" and is_dangerous(cell) else cell


def is_dangerous(cell: str) -> bool:
    """Whether a spreadsheet would take a text for a formula, or we for a kept one."""
    return cell.lstrip("'").startswith(DANGEROUS)
