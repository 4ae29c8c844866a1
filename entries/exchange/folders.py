"""Folders of documents: one file an entry, as a person would write it.

`<plural>/<key>.json` holds one document, without what is at its default; the images
that it uses lie under `images/`. Reading fills the defaults in again.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rest_framework.fields import empty
from rest_framework.serializers import Serializer

from entries.documents.kinds import PLURALS, blank, kind_of
from entries.documents.validation import InvalidDocumentError, validate
from entries.exchange.facts.faults import Fault
from entries.exchange.images import copy_images

Document = dict[str, Any]

NAMED = ("schema", "kind", "key", "title")
"""Fields that a file always has, in this order, at its beginning."""


def read_documents(folder: Path) -> tuple[dict[str, Document], list[Fault]]:
    """Every document of a folder by key, in normal form, and every fault found."""
    documents: dict[str, Document] = {}
    faults: list[Fault] = []
    if not folder.is_dir():
        return {}, [Fault(str(folder), "", "", "is no folder")]
    for plural in PLURALS:
        for file in sorted((folder / plural).glob("*.json")):
            name = f"{plural}/{file.name}"
            try:
                document = _read(file, plural)
            except InvalidDocumentError as error:
                faults += [Fault(name, "", path, what) for path, what in error.faults]
                continue
            if document["key"] in documents:
                faults.append(Fault(name, document["key"], "key", "stands twice"))
            documents[document["key"]] = document
    if not documents and not faults:
        names = ", ".join(f"{plural}/" for plural in PLURALS)
        faults.append(Fault(str(folder), "", "", f"has no documents in {names}"))
    return documents, faults


def _read(file: Path, plural: str) -> Document:
    document = validate(_json(file))
    if document["kind"] != PLURALS[plural].name:
        what = f"is a {document['kind']} and does not belong under {plural}/"
        raise InvalidDocumentError([("kind", what)])
    if document["key"] != file.stem:
        what = f"is {document['key']}: the file must be named {document['key']}.json"
        raise InvalidDocumentError([("key", what)])
    return document


def _json(file: Path) -> Any:
    try:
        text = file.read_bytes().decode("utf-8")
        return json.loads(text, object_pairs_hook=_object_of_pairs)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        what = f"is not UTF-8 (byte {error.start}): save it as UTF-8"
    except (ValueError, RecursionError) as error:  # a number of thousands of digits
        what = f"is no JSON: {error}"
    raise InvalidDocumentError([("", what)])


def _object_of_pairs(pairs: list[tuple[str, Any]]) -> Document:
    """An object; of two values under one name, JSON would drop the first."""
    found = dict(pairs)
    if len(found) < len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        msg = f"{name!r} stands twice in one object"
        raise ValueError(msg)
    return found


def write_documents(folder: Path, documents: Iterable[Document]) -> tuple[int, int]:
    """Write documents, and take away the files of entries that are no more.

    Returns how many files were written and how many taken away. A file that says
    the same already is left as it is.
    """
    kept: set[Path] = set()
    written = 0
    for document in documents:
        file = folder / kind_of(document).plural / f"{document['key']}.json"
        kept.add(file)
        text = json.dumps(compact(document), ensure_ascii=False, indent=2) + "\n"
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            written += 1
        copy_images(folder, document)
    gone = {f for plural in PLURALS for f in (folder / plural).glob("*.json")} - kept
    for file in gone:
        file.unlink()
    return written, len(gone)


def compact(document: Document) -> Document:
    """The document without what is at its default, in the order of its format."""
    kind = kind_of(document)
    plain = blank(kind.name, document["key"])
    own = [*kind.fields, *(row.name for row in kind.rows)]
    order = [*NAMED, *own, *plain]
    formats = {row.name: row.format() for row in kind.all_rows}
    citation = kind.format().fields["citations"]
    formats["citations"] = citation.child  # type: ignore[attr-defined]  # a list
    short: Document = {}
    for name in dict.fromkeys(order):
        value = document[name]
        if name in formats:
            value = [_compact_row(formats[name], row) for row in value]
        if name in NAMED or value != plain[name]:
            short[name] = value
    return short


def _compact_row(row_format: Serializer[Any], row: Document) -> Document:
    short = {}
    for name, field in row_format.fields.items():
        default = field.default() if callable(field.default) else field.default
        if field.default is empty or row[name] != default:
            short[name] = row[name]
    return short
