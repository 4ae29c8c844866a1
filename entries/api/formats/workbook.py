"""An XLSX workbook of one sheet; it is written to disk, then sent."""

import re
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from entries.api.formats.format import File, Rows
from entries.api.formats.table import cell, columns

MOST = 2**20 - 1
"""How many rows a sheet has below its first."""
LONGEST = 32_767
"""The characters of a cell."""
CUT = " … [cut: see the JSON]"
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as a character's number."""
PART, IN_MEMORY = 2**16, 2**20


def write(file: File, pages: Iterable[Rows]) -> Iterator[bytes]:
    """A sheet in which texts are texts, and nothing is a formula."""
    paths = columns(file.wanted)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(file.name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([".".join(path) for path in paths])
    with SpooledTemporaryFile(IN_MEMORY) as out:
        try:
            for rows in pages:
                for row in rows:
                    sheet.append([_typed(sheet, cell(row, path)) for path in paths])
        finally:
            # Nothing but saving takes away what the library has put on disk.
            book.save(out)
        out.seek(0)
        while part := out.read(PART):
            yield part


def _typed(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = ESCAPE.sub("_x005F_", NO_XML.sub("\ufffd", value))
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    found = WriteOnlyCell(sheet, text)
    found.data_type = "s"
    return found
