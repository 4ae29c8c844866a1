"""Packing the files into one archive: the same files give the same bytes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from entries.exchange.dump.files import BLOCK

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""No earlier time can be written in the format."""

PACKED = (".jpg", ".jpeg", ".png", ".webp")
"""What would not get smaller."""


def pack(folder: Path, names: list[str], target: Path, when: datetime) -> None:
    """Write an archive of the files named, in that order, all of one time.

    Nothing in their heads tells who made it, when or where.
    """
    with target.open("wb") as opened:
        with ZipFile(opened, "w", ZIP_DEFLATED) as archive:
            for name in names:
                _add(archive, folder / name, name, when)
        opened.flush()
        os.fsync(opened.fileno())


def _add(archive: ZipFile, file: Path, name: str, when: datetime) -> None:
    moment = max(when.astimezone(UTC), EARLIEST)
    info = ZipInfo(name, moment.timetuple()[:6])
    info.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
    info.create_system = 3  # Unix, wherever it is made
    info.external_attr = 0o644 << 16
    info.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(info, "w") as target:
        while block := source.read(BLOCK):
            target.write(block)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A name to write to; what is written there takes the target's when it is whole."""
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        part.replace(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Keep a new name through a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
