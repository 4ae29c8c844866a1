"""The formats that lists are answered in. Another one is a line in `FORMATS`."""

from entries.api.formats import commas, features, lines, workbook
from entries.api.formats.format import File, Format

FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("json", "application/json", "JSON, page by page", charset=""),
        Format("csv", "text/csv", "comma-separated values", write=commas.write),
        Format(
            "jsonl",
            "application/x-ndjson",
            "JSON Lines: one JSON object in each line",
            charset="",
            also=("application/jsonl", "application/ndjson"),
            write=lines.write,
        ),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "a workbook for spreadsheets",
            charset="",
            is_exact=False,
            most=workbook.MOST,
            write=workbook.write,
        ),
        Format(
            "geojson",
            "application/geo+json",
            "GeoJSON: places, for maps",
            charset="",
            write=features.write,
        ),
    )
}

__all__ = ["FORMATS", "File", "Format"]
