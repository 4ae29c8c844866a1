"""How large a sheet may be, looked at before anything of it is opened."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, and .xlsx files with a password."""
ZIPPED = b"PK\x03\x04"
MB = 2**20
RATIO = 200
"""How many times its size in the file a part may grow to; real sheets stay below 50."""


@dataclass(frozen=True)
class Limits:
    """What is read at most."""

    size: int
    unpacked: int
    rows: int
    columns: int = 100


UPLOAD = Limits(5 * MB, 50 * MB, 2_000)
COMMAND = Limits(50 * MB, 300 * MB, 50_000)


class WrongFileError(ValueError):
    """A file that is no sheet; says what to do."""


def is_workbook(opened: IO[bytes]) -> bool:
    """Whether a file is an XLSX; WrongFileError for an .xls, or one with a password."""
    opened.seek(0)
    start = opened.read(4)
    opened.seek(0)
    if start == OLD_OFFICE:
        msg = "is an old .xls file or has a password: save it as .xlsx without one"
        raise WrongFileError(msg)
    return start == ZIPPED


def measure(opened: IO[bytes], limits: Limits) -> None:
    """WrongFileError where a file is too large as it is."""
    size = opened.seek(0, 2)
    opened.seek(0)
    if size > limits.size:
        msg = f"is larger than {limits.size // MB} MB: split it"
        raise WrongFileError(msg)


def measure_parts(opened: IO[bytes], limits: Limits) -> None:
    """WrongFileError where a workbook would unpack to too much, or hides text."""
    try:
        with ZipFile(opened) as packed:
            for fault in _parts(packed, limits):
                raise WrongFileError(fault)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        msg = "is damaged: save it once more"
        raise WrongFileError(msg) from error
    opened.seek(0)


def _parts(packed: ZipFile, limits: Limits) -> Iterator[str]:
    parts = packed.infolist()
    if sum(part.file_size for part in parts) > limits.unpacked:
        yield f"unpacks to more than {limits.unpacked // MB} MB: split it"
    for part in parts:
        if part.file_size > MB and part.file_size > RATIO * part.compress_size:
            yield f"unpacks to more than {RATIO} times its size: it is no usual sheet"
        if part.filename.endswith((".xml", ".rels")):
            with packed.open(part) as inner:
                if b"<!DOCTYPE" in inner.read(1024):
                    yield "defines words of its own (DOCTYPE): save it once more"
