"""The files of an archive while they are written: each with its digest and its size."""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from entries.exchange.dump.tables import Table

Row = dict[str, Any]

BLOCK = 64 * 1024
MANIFEST = "SHA256SUMS"


@dataclass(frozen=True)
class Piece:
    """One file of the archive, as it was written."""

    name: str
    digest: str
    size: int


class _Hashed(io.RawIOBase):
    """A file that counts and digests what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sum, self.size = file, hashlib.sha256(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        self.sum.update(data)
        self.size += len(data)
        return self.file.write(data)


class Folder:
    """The folder in which the files wait to be packed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pieces: dict[str, Piece] = {}

    @contextmanager
    def binary(self, name: str) -> Iterator[BinaryIO]:
        """A file to write to; whole when the block ends."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as opened:
            hashed = _Hashed(opened)
            with io.BufferedWriter(hashed, BLOCK) as buffered:
                yield cast("BinaryIO", buffered)
                buffered.flush()
                self.pieces[name] = Piece(name, hashed.sum.hexdigest(), hashed.size)

    def write(self, name: str, text: str) -> None:
        """A whole text."""
        with self.binary(name) as file:
            file.write(text.encode())

    def copy(self, name: str, blocks: Iterable[bytes]) -> None:
        """What comes from elsewhere, block by block."""
        with self.binary(name) as file:
            for block in blocks:
                file.write(block)

    def take_in(self, name: str) -> None:
        """A file that something else wrote into the folder."""
        self.pieces[name] = Piece(name, *digest_of(self.path / name))

    @contextmanager
    def table(self, name: str, table: Table) -> Iterator[Callable[[Row], Any]]:
        """A CSV file (RFC 4180) to write the rows of a table to."""
        with self.binary(name) as file:
            text = io.TextIOWrapper(file, "utf-8", newline="")
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(table.header)
            yield lambda row: writer.writerow(cell(row[n]) for n in table.header)
            text.flush()
            text.detach()  # or it would close the file before it is counted

    def manifest(self) -> str:
        """The digests of all files, as `sha256sum -c` checks them."""
        return "".join(
            f"{piece.digest}  {name}\n" for name, piece in sorted(self.pieces.items())
        )


def digest_of(file: Path) -> tuple[str, int]:
    """The SHA-256 and the size of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest(), file.stat().st_size


def cell(value: Any) -> str:
    """A value as a cell of CSV, exactly: nothing is changed for a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return as_json(value)


def as_json(value: Any) -> str:
    """A value as JSON, written in the one way in which documents are."""
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )
