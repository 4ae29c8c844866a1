"""A chart's table as a file of comma-separated values."""

import csv
from io import StringIO

from entries.pages.charts.chart import Table

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet would take for the beginning of a formula."""


def written(table: Table) -> str:
    """The table as text: heads first, then its rows; no cell is a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(map(harmless, table.heads))
    for row in table.rows:
        writer.writerow(harmless(cell.plain) for cell in row)
    return out.getvalue()


def harmless(value: str | float) -> str | float:
    """A text that no spreadsheet computes: what looks like a formula is quoted."""
    if isinstance(value, str) and value.startswith(FORMULAS):
        return f"'{value}"
    return value
