"""Whether a document has the form of its kind, and its normal form if so."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from entries.documents.kinds import KINDS
from entries.documents.kinds.base import Kind
from entries.documents.schema import upgrade

SORTED_ROWS = ("participants", "parties")
"""Lists whose order says nothing: they are kept in the order of their keys."""


class InvalidDocumentError(ValueError):
    """A document that is not of the form; says every fault with its path."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{path}: {what}" for path, what in faults))


def validate(document: Any) -> dict[str, Any]:
    """The document in its normal form: every field there, nothing else.

    Fields left out get their default. InvalidDocumentError names every fault.
    """
    if not isinstance(document, Mapping):
        raise InvalidDocumentError([("", "A document is a JSON object.")])
    kind = KINDS.get(str(document.get("kind")))
    if kind is None:
        words = ", ".join(KINDS)
        raise InvalidDocumentError([("kind", f"This must be one of {words}.")])
    try:
        document = upgrade(dict(document))
    except (ValueError, TypeError) as error:
        raise InvalidDocumentError([("schema", str(error))]) from error
    serializer = kind.format(data=document)
    if not serializer.is_valid():
        raise InvalidDocumentError(list(_faults("", serializer.errors)))
    valid = dict(serializer.validated_data)
    if faults := [*_twice(kind, valid), *_own(valid)]:
        raise InvalidDocumentError(faults)
    return _normal(kind, valid)


def _normal(kind: Kind, document: dict[str, Any]) -> dict[str, Any]:
    for row_format in kind.all_rows:
        rows = document[row_format.name]
        if row_format.name in SORTED_ROWS:
            rows = sorted(rows, key=lambda row: str(row["state"]))
        document[row_format.name] = [_plain(row) for row in rows]
    document["citations"] = sorted(
        map(dict, document["citations"]), key=lambda c: (c["fact"], c["key"])
    )
    document["no_source"] = sorted(set(document["no_source"]))
    return document


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [dict(inner) for inner in value] if name == "accounts" else value
        for name, value in row.items()
    }


def _twice(kind: Kind, document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    lists = [(row.name, row.key, document[row.name]) for row in kind.all_rows]
    lists.append(("citations", "key", document["citations"]))
    lists += [
        (f"remarks.{remark['key']}", "key", remark["accounts"])
        for remark in document["remarks"]
    ]
    for name, key, rows in lists:
        times = Counter(str(row[key]) for row in rows)
        for one in sorted(k for k, n in times.items() if n > 1):
            yield f"{name}.{one}", "This key stands twice."


def _own(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for remark in document["remarks"]:
        for account in remark["accounts"]:
            if account["key"] in remark:
                place = f"remarks.{remark['key']}.{account['key']}"
                yield place, "This key is the name of one of a remark's columns."
    said: set[tuple[str, str]] = set()
    for relation in document["relations"]:
        pair = (relation["relation"], relation["target"])
        if pair in said:
            yield f"relations.{relation['key']}", "This relation stands twice."
        said.add(pair)
        if relation["target"] == document["key"]:
            yield f"relations.{relation['key']}", "An entry has no relation to itself."


def _faults(path: str, errors: Any) -> Iterator[tuple[str, str]]:
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            step = "" if name == "non_field_errors" else str(name)
            yield from _faults(f"{path}.{step}".strip("."), inner)
    elif isinstance(errors, list):
        for number, inner in enumerate(errors):
            if isinstance(inner, Mapping | list):
                yield from _faults(f"{path}.{number}".strip("."), inner)
            else:
                yield path, str(inner)
    else:
        yield path, str(errors)
