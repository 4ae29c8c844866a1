"""The folder that a copy lies in: whole files only, and nothing of anybody else's."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from entries.exchange.mirror import work
from entries.exchange.mirror.fault import MirrorError

ABOUT, SUMS = "mirror.json", "SHA256SUMS"
HALF = ".mirror.half"
"""The file that is being written; it gets its name when it is whole."""


class Written(NamedTuple):
    """What became of one file."""

    size: int
    digest: str
    is_new: bool
    """False where the file said the same already: it was not touched."""


class Folder:
    """A folder that is a copy, or that may become one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.new = self.gone = 0

    def claim(self) -> None:
        """Refuse a folder in which something else lies."""
        if self.path.exists() and not self.path.is_dir():
            msg = f"{self.path} is no folder."
            raise MirrorError(msg)
        self.path.mkdir(parents=True, exist_ok=True)
        is_ours = any((self.path / name).exists() for name in (ABOUT, work.NAME))
        if not is_ours and any(self.path.iterdir()):
            msg = f"{self.path} is not empty and no copy of the site: choose another."
            raise MirrorError(msg)

    def write(self, name: str, pieces: Iterable[bytes]) -> Written:
        """Write a file whole, or leave it as it is if it says the same."""
        half, file = self.path / HALF, self.path / name
        found, size = hashlib.sha256(), 0
        with half.open("wb") as out:
            for piece in pieces:
                found.update(piece)
                size += out.write(piece)
        digest = found.hexdigest()
        is_new = not (file.is_file() and digest_of(file) == digest)
        if is_new:
            self._make_way(file)
            half.replace(file)
            self.new += 1
        else:
            half.unlink()
        return Written(size, digest, is_new)

    def _make_way(self, file: Path) -> None:
        """A folder, where an earlier copy may have had a file."""
        for parent in reversed(file.relative_to(self.path).parents):
            if (self.path / parent).is_file():
                (self.path / parent).unlink()
        file.parent.mkdir(parents=True, exist_ok=True)

    def remove(self, name: str) -> None:
        """Take away a file of an earlier run, and the folders that it empties."""
        file = self.path / name
        if not file.is_file():
            return
        file.unlink()
        self.gone += 1
        for parent in file.parents:
            if parent == self.path or any(parent.iterdir()):
                return
            parent.rmdir()

    def listed(self) -> Iterator[tuple[str, str]]:
        """What the last whole copy consisted of: digest and name of each file."""
        sums = self.path / SUMS
        if not sums.is_file():
            return
        with sums.open(encoding="utf-8") as lines:
            for line in lines:
                digest, _, name = line.rstrip("\n").partition("  ")
                if not name or ".." in name.split("/") or Path(name).is_absolute():
                    msg = f"{sums} names what is not in its folder: {name!r}."
                    raise MirrorError(msg)
                yield digest, name


def digest_of(file: Path) -> str:
    """The SHA-256 of what a file holds."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
