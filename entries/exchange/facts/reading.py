"""Reads a folder of facts files as far as JSON and the keys of records go."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from entries.exchange.facts.faults import NO_NUMBER, Fault, shortened, shown

Record: TypeAlias = dict[str, Any]

KINDS = {
    "sources": "source",
    "states": "state",
    "series": "series",
    "exercises": "exercise",
    "frameworks": "framework",
}
"""The files of a folder, and the kind of entry that each holds.

`topics.json` is notes for writers and is not read.
"""

DEEPEST = 12
LARGEST = 2**53
LONGEST_NUMBER = 30
ID = re.compile(r'"id"\s*:\s*"([^"\\]+)"')


@dataclass(frozen=True)
class Folder:
    """The records of a folder by file, and what made others unreadable."""

    records: dict[str, list[Record]]
    faults: list[Fault]
    names: dict[str, list[str]] = field(default_factory=dict)
    """What each record is called in a fault: its id, or its place in the file."""
    glimpsed: dict[str, set[str]] = field(default_factory=dict)
    """Ids seen in files that could not be read whole. To name them is no
    fault of its own, or one broken file would hide the others' faults."""


class _Repeating(dict[str, Any]):
    """An object in which names stand twice, which JSON reads over."""

    repeated: tuple[str, ...] = ()


def read_folder(path: Path) -> Folder:
    if not path.is_dir():
        return Folder({}, [Fault(str(path), "", "", "is no folder")])
    folder = Folder({}, [])
    for stem in KINDS:
        file = path / f"{stem}.json"
        if file.exists():
            _read_file(file, stem, folder)
    if not folder.records:
        files = ", ".join(f"{stem}.json" for stem in KINDS)
        folder.faults.append(Fault(str(path), "", "", f"holds none of {files}"))
    folder.faults.extend(_id_faults(folder))
    return folder


def _read_file(file: Path, stem: str, folder: Folder) -> None:
    folder.records[stem], folder.names[stem] = [], []
    try:
        data = file.read_bytes()
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        folder.faults.append(Fault(file.name, "", "", what))
        return
    try:
        items = _parse(data)
    except _UnreadableError as error:
        folder.faults.append(Fault(file.name, "", "", str(error)))
        folder.glimpsed[stem] = set(ID.findall(data.decode("utf-8", "replace")))
        return
    for number, item in enumerate(items, start=1):
        _take(item, number, stem, folder)


def _take(item: object, number: int, stem: str, folder: Folder) -> None:
    file, name = f"{stem}.json", f"record {number}"
    if not isinstance(item, dict):
        what = f"{shown(item)} is no record: write an object"
        folder.faults.append(Fault(file, name, "", what))
        return
    key = item.get("id")
    if isinstance(key, str) and key:
        name = shortened(key)
    wrong = list(_walk(item))
    folder.faults.extend(Fault(file, name, place, what) for place, what in wrong)
    if any(what == _TOO_DEEP for _, what in wrong):
        folder.glimpsed.setdefault(stem, set()).add(name)
        return
    folder.records[stem].append(item)
    folder.names[stem].append(name)


class _UnreadableError(ValueError):
    """A file of which no record can be read."""


def _parse(data: bytes) -> list[object]:
    try:
        # Editors on Windows put a byte order mark before UTF-8: it does no harm.
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _UnreadableError(_not_utf8(data, error.start)) from error
    if not text.strip():
        msg = "is empty (write [] for no records)"
        raise _UnreadableError(msg)
    try:
        items = json.loads(
            text, parse_int=_whole_number, object_pairs_hook=_object_of_pairs
        )
    except json.JSONDecodeError as error:
        msg = f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise _UnreadableError(msg) from error
    except RecursionError as error:
        raise _UnreadableError(_TOO_DEEP) from error
    if not isinstance(items, list):
        msg = f"holds {shown(items)} at the top: write an array of records"
        raise _UnreadableError(msg)
    return items


def _not_utf8(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    what = f"is not UTF-8: byte {offset} (line {line}) is 0x{data[offset]:02x}"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        what += ", as UTF-16 begins"
    return f"{what}; save the file as UTF-8"


def _whole_number(text: str) -> int | float:
    # Python refuses to read thousands of digits: such a number is reported
    # with the infinite ones, in its field.
    return int(text) if len(text) <= LONGEST_NUMBER else math.inf


def _object_of_pairs(pairs: list[tuple[str, Any]]) -> Record:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeating = _Repeating(found)
    times = Counter(name for name, _ in pairs)
    repeating.repeated = tuple(name for name in found if times[name] > 1)
    return repeating


_TOO_DEEP = f"is nested more than {DEEPEST} deep"


def _walk(record: Record) -> Iterator[tuple[str, str]]:
    """What no field may hold, found without recursion, however deep it lies."""
    left: list[tuple[str, object, int]] = [("", record, 0)]
    while left:
        place, value, depth = left.pop()
        if depth > DEEPEST:
            yield place.split(".", maxsplit=1)[0], _TOO_DEEP
            return
        if isinstance(value, _Repeating):
            for name in value.repeated:
                yield joined(place, name), "stands twice in one object"
        if isinstance(value, dict):
            children = [(joined(place, name), child) for name, child in value.items()]
        elif isinstance(value, list):
            children = [
                (joined(place, row_name(child, number)), child)
                for number, child in enumerate(value, start=1)
            ]
        else:
            children = []
            if isinstance(value, float | int) and not abs(value) <= LARGEST:
                yield place, NO_NUMBER
        left.extend((at, child, depth + 1) for at, child in reversed(children))


def joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place and name else place or name


def row_name(row: object, number: int) -> str:
    """What a row of a list is called: its key, its state, or its place."""
    if isinstance(row, dict):
        for column in ("key", "state", "fact"):
            name = row.get(column)
            if isinstance(name, str) and name:
                return name
    return f"#{number}"


def _id_faults(folder: Folder) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for stem, records in folder.records.items():
        file = f"{stem}.json"
        for name, record in zip(folder.names[stem], records, strict=True):
            key = record.get("id")
            if key is None:
                yield Fault(file, name, "id", "is missing")
            elif not isinstance(key, str):
                yield Fault(file, name, "id", f"{shown(key)} is no text")
            elif key in taken:
                other = "twice" if taken[key] == file else f"in {taken[key]} too"
                yield Fault(file, name, "id", f"{shown(key)} stands {other}")
            else:
                taken[key] = file
