"""The description of the archive for programs: a Data Package of Frictionless Data."""

import json
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from entries.exchange.dump.columns import Column
from entries.exchange.dump.files import MANIFEST, Folder, Piece
from entries.exchange.dump.tables import Foreign, Table, record, tables
from entries.exchange.dump.texts import ABOUT, NAME, Edition, summary
from entries.licence import LICENCE

FORMAT = 1
"""The number of the archive's own format: `rebuild` opens what it knows."""

FIRST = ("README.md", "LICENCE.txt", "CITATION.cff", "datapackage.json", MANIFEST)
"""What is packed first."""

DIALECT = {"delimiter": ",", "lineTerminator": "\r\n"}
IMAGES = (".jpg", ".jpeg", ".png", ".webp")
MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "sqlite": "application/vnd.sqlite3",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


def table_file(name: str) -> str:
    """Where a live table stands in the archive."""
    return f"tables/{name}.csv"


def record_file(name: str) -> str:
    """Where a part of the record stands in the archive."""
    return f"record/{name}.jsonl"


DATABASE = "tables/live.sqlite"


def descriptor(edition: Edition, folder: Folder) -> str:
    """`datapackage.json`: every file of data with its digest, every column's type."""
    found = {
        "profile": "data-package",
        "name": f"{NAME}-edition-{edition.number}",
        "title": edition.title,
        "description": summary(edition),
        "version": str(edition.number),
        "created": edition.published,
        "homepage": edition.site or None,
        "keywords": list(ABOUT),
        "licenses": [
            {"name": LICENCE.spdx, "title": LICENCE.full_name, "path": LICENCE.url}
        ],
        "sources": [
            {
                "title": "The sources that each fact is cited to, one by one",
                "path": table_file("sources"),
            }
        ],
        "contributors": [{"title": edition.publisher, "role": "publisher"}],
        "archive": {"format": FORMAT, "edition": edition.number},
        "resources": list(_resources(folder.pieces)),
    }
    kept = {name: value for name, value in found.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _resources(pieces: dict[str, Piece]) -> Iterator[dict[str, Any]]:
    declared = [
        *((table, record_file(table.name)) for table in record().values()),
        *((table, table_file(table.name)) for table in tables().values()),
    ]
    for table, name in declared:
        yield _of_table(table, pieces[name])
    files = {file for _, file in declared}
    for name, piece in sorted(pieces.items()):
        if name not in files and name.startswith(("tables/", "media/")):
            yield _file(piece, _resource_name(name))


def _resource_name(path: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in path).lower()


def _file(piece: Piece, name: str) -> dict[str, Any]:
    suffix = piece.name.rpartition(".")[2].lower()
    return {
        "name": name,
        "path": piece.name,
        "mediatype": MEDIA_TYPES[suffix],
        "bytes": piece.size,
        "hash": f"sha256:{piece.digest}",
    }


def _of_table(table: Table, piece: Piece) -> dict[str, Any]:
    """A table as a resource with its Table Schema."""
    resource = _file(piece, table.name)
    is_lines = piece.name.endswith(".jsonl")
    dialect = {} if is_lines else {"dialect": DIALECT}
    return {
        **resource,
        "description": table.description,
        "format": "jsonl" if is_lines else "csv",
        "encoding": "utf-8",
        **dialect,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign(table, one) for one in table.foreign],
        },
    }


def _foreign(table: Table, foreign: Foreign) -> dict[str, Any]:
    """What columns name; the table itself is named by nothing."""
    resource = "" if foreign.table == table.name else foreign.table
    reference = {"resource": resource, "fields": list(foreign.target)}
    return {"fields": list(foreign.columns), "reference": reference}


def _field(column: Column) -> dict[str, Any]:
    bounds = {
        "required": column.required or None,
        "enum": list(column.enum) or None,
        "pattern": column.pattern or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    constraints = {name: bound for name, bound in bounds.items() if bound is not None}
    found: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    if column.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    return found | ({"constraints": constraints} if constraints else {})


def is_image(name: str) -> bool:
    """Whether a name of the store is that of an image that the archive may hold.

    Nothing else is ever taken in, and nothing else is taken out of an archive.
    """
    path = PurePosixPath(name)
    is_within = not path.is_absolute() and ".." not in path.parts and "\\" not in name
    return is_within and path.suffix in IMAGES


def names(pieces: Iterable[str]) -> list[str]:
    """The files in the order in which they are packed: what explains comes first."""
    return [*FIRST, *sorted(set(pieces) - set(FIRST))]
