"""Reading an archive: whole, unchanged and consistent, or refused with every fault."""

import hashlib
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from entries.exchange.dump.checking import editions, revisions_and_changes
from entries.exchange.dump.files import MANIFEST
from entries.exchange.dump.package import FORMAT, is_image, record_file
from entries.exchange.importing import Tell

Row = dict[str, Any]
Faults = Generator[str, None, None]

MOST_FAULTS = 20
"""How many faults are told of; one file that is another's has as many as lines."""

MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)", re.ASCII)
MEDIA = "media/"


class WrongArchiveError(Exception):
    """A file that is no whole archive, with what is wrong with it."""

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__("; ".join(faults))


@dataclass
class Archive:
    """An archive that is open to be read."""

    file: ZipFile
    edition: int = 0
    digests: dict[str, str] = field(default_factory=dict)

    def lines(self, name: str) -> Iterator[Row]:
        """The rows of a part of the record, one after the other."""
        with self.file.open(record_file(name)) as opened:
            # Between lines stands a line feed alone; texts may hold what else divides.
            text = io.TextIOWrapper(opened, "utf-8", newline="\n")
            for number, line in enumerate(text, 1):
                yield _json(line, f"{record_file(name)}, line {number}")

    def images(self) -> Iterator[tuple[str, bytes]]:
        """The images by their names in the store."""
        for name in sorted(self.digests):
            if name.startswith(MEDIA):
                yield name.removeprefix(MEDIA), self.file.read(name)


def _json(text: str, place: str) -> Row:
    try:
        row = json.loads(text)
    except ValueError as error:
        msg = f"{place} is no JSON: {error}"
        raise WrongArchiveError(msg) from error
    if not isinstance(row, dict):
        msg = f"{place} is no object"
        raise WrongArchiveError(msg)
    return row


@contextmanager
def opened(path: Path, tell: Tell) -> Iterator[Archive]:
    """An archive that was checked from end to end, or WrongArchiveError."""
    with ExitStack() as stack:
        yield _checked(path, stack, tell)


def _checked(path: Path, stack: ExitStack, tell: Tell) -> Archive:
    try:
        archive = Archive(stack.enter_context(ZipFile(path)))
        _check(archive, tell)
    except (BadZipFile, EOFError, zlib.error) as error:
        msg = f"{path} is no archive of this portal, or was not copied whole: {error}"
        raise WrongArchiveError(msg) from error
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}"
        raise WrongArchiveError(msg) from error
    return archive


def _check(archive: Archive, tell: Tell) -> None:
    _know(archive)
    for words, faults in (
        ("Checking the digest of each file", _files(archive)),
        ("Checking the record", _record(archive)),
    ):
        tell(words)
        # What is not read to its end is closed, or its file would stay open.
        with closing(faults):
            found = list(islice(faults, MOST_FAULTS))
        if found:
            raise WrongArchiveError(*found)


def _know(archive: Archive) -> None:
    """What the archive says that it is."""
    try:
        said = json.loads(archive.file.read("datapackage.json"))["archive"]
        number, archive.edition = int(said["format"]), int(said["edition"])
        manifest = archive.file.read(MANIFEST).decode()
    except (KeyError, TypeError, ValueError) as error:
        msg = f"this is no archive of this portal: {error}"
        raise WrongArchiveError(msg) from error
    if number != FORMAT:
        msg = f"the archive has format {number}, and this software opens {FORMAT}"
        raise WrongArchiveError(msg)
    for line in manifest.splitlines():
        if found := MANIFEST_LINE.fullmatch(line):
            archive.digests[found[2]] = found[1]


def _files(archive: Archive) -> Faults:
    """Files that are missing, changed, too many, or not to be taken in."""
    names = Counter(archive.file.namelist())
    yield from (f"{name} stands twice" for name, n in names.items() if n > 1)
    yield from (f"{name} is missing" for name in set(archive.digests) - set(names))
    for name in sorted(names):
        if name == MANIFEST:
            continue
        if name not in archive.digests:
            yield f"{name} is not in {MANIFEST}"
        elif name.startswith(MEDIA) and not is_image(name.removeprefix(MEDIA)):
            yield f"{name} is no image"
        elif _digest(archive, name) != archive.digests[name]:
            yield f"{name} has another digest than {MANIFEST} says: it was changed"


def _digest(archive: Archive, name: str) -> str:
    with archive.file.open(name) as opened:
        # A member of an archive is a file to read from, and nothing more is asked.
        return hashlib.file_digest(opened, "sha256").hexdigest()  # type: ignore[arg-type]


def _record(archive: Archive) -> Faults:
    """What in the record contradicts itself."""
    known = 0
    for number, fault in editions(archive.lines("editions")):
        known = number
        if fault:
            yield fault
    if known != archive.edition:
        yield f"the archive is of edition {archive.edition}, and ends with {known}"
    yield from revisions_and_changes(
        archive.lines("revisions"), archive.lines("changes"), known
    )
