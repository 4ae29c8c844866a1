"""What is to be asked and what was kept, in a small database beside the copy.

It holds as many addresses as a site may have, in little memory; it lets a run that was
stopped go on where it was; and no two runs can be at one folder, for it is locked.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from entries.exchange.mirror.fault import MirrorError
from entries.exchange.mirror.places import Place

NAME = ".mirror.sqlite3"
TABLES = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS run (of TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS place (
    id INTEGER PRIMARY KEY, address TEXT UNIQUE, file TEXT UNIQUE, via TEXT,
    sort TEXT, size INTEGER, digest TEXT, fault TEXT, is_done INTEGER DEFAULT 0
);
CREATE TABLE IF NOT EXISTS earlier (file TEXT PRIMARY KEY);
"""
AT_ONCE = 100
"""How many places are taken up, and then written down as done, at a time."""


class Kept(NamedTuple):
    """What became of an answer."""

    sort: str
    size: int
    digest: str


class Work:
    """The addresses of one run, each once, in the order in which they were found."""

    def __init__(self, folder: Path, run: str) -> None:
        self.path = folder / NAME
        self.run = run
        self.is_resumed = False
        self.is_whole = False
        """Set at the end of a run: the next one begins anew."""

    def __enter__(self) -> Self:
        self.base = sqlite3.connect(self.path, timeout=0)
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self.base.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                msg = f"{self.path.parent} is being written to by another run."
                raise MirrorError(msg) from error
            msg = f"{self.path} cannot be used ({error}): take it away, begin anew."
            raise MirrorError(msg) from error
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.base.commit()
        self.base.close()
        if self.is_whole:
            for end in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def _open(self) -> None:
        self.base.executescript(TABLES)
        self.base.execute("BEGIN EXCLUSIVE")
        before = self._one("SELECT of FROM run")
        self.is_resumed = before == self.run
        if not self.is_resumed:
            # Of another edition or day: what it wrote is known, what it knew is not.
            self.base.execute("INSERT OR IGNORE INTO earlier SELECT file FROM place")
            self.base.execute("DELETE FROM place")
            self.base.execute("DELETE FROM run")
            self.base.execute("INSERT INTO run VALUES (?)", (self.run,))
        self.base.commit()

    def _one(self, question: str, *values: object) -> str | None:
        row = self.base.execute(question, values).fetchone()
        return str(row[0]) if row and row[0] is not None else None

    def add(self, places: Iterable[Place], via: str = "") -> None:
        """Remember what is to be asked; what is known already is passed over."""
        rows = ((one.address, one.file, via) for one in places)
        self.base.executemany(
            "INSERT OR IGNORE INTO place (address, file, via) VALUES (?, ?, ?)", rows
        )

    def waiting(self) -> Iterator[Place]:
        """What was not asked yet, until nothing is left that anything led to."""
        last = 0
        while True:
            rows = self.base.execute(
                "SELECT id, address, file FROM place WHERE id > ? AND NOT is_done "
                "ORDER BY id LIMIT ?",
                (last, AT_ONCE),
            ).fetchall()
            if not rows:
                return
            for _id, address, file in rows:
                yield Place(address, file)
            last = rows[-1][0]
            self.base.commit()

    def kept(self, place: Place, kept: Kept) -> None:
        """A place was asked, and its answer is in the folder."""
        self.base.execute(
            "UPDATE place SET is_done = 1, sort = ?, size = ?, digest = ? "
            "WHERE address = ?",
            (kept.sort, kept.size, kept.digest, place.address),
        )

    def failed(self, place: Place, fault: str) -> None:
        """A place was asked, and there is nothing to keep."""
        self.base.execute(
            "UPDATE place SET is_done = 1, fault = ? WHERE address = ?",
            (fault, place.address),
        )

    def earlier(self, files: Iterable[str]) -> None:
        """Files that earlier runs wrote."""
        rows = ((file,) for file in files)
        self.base.executemany("INSERT OR IGNORE INTO earlier VALUES (?)", rows)

    def numbers(self) -> tuple[int, int]:
        """How many places were asked, and how many are known."""
        row = self.base.execute("SELECT total(is_done), count(*) FROM place").fetchone()
        return int(row[0]), int(row[1])

    def counts(self) -> dict[str, int]:
        """How many files of each sort were kept."""
        rows = self.base.execute(
            "SELECT sort, count(*) FROM place WHERE digest IS NOT NULL "
            "GROUP BY sort ORDER BY sort"
        )
        return dict(rows.fetchall())

    def sums(self) -> Iterator[tuple[str, str]]:
        """The files that were kept, by name: digest and name."""
        yield from self.base.execute(
            "SELECT digest, file FROM place WHERE digest IS NOT NULL ORDER BY file"
        )

    def size(self) -> int:
        """All files together, in bytes."""
        return int(self._one("SELECT sum(size) FROM place") or 0)

    def vanished(self) -> Iterator[str]:
        """Files of earlier runs that are no more."""
        rows = self.base.execute(
            "SELECT file FROM earlier EXCEPT "
            "SELECT file FROM place WHERE digest IS NOT NULL"
        )
        yield from (file for (file,) in rows)

    def faults(self) -> Iterator[str]:
        """What could not be kept, and which page led there."""
        rows = self.base.execute(
            "SELECT address, fault, via FROM place WHERE fault IS NOT NULL ORDER BY id"
        )
        for address, fault, via in rows:
            yield f"{address}: {fault}" + (f" (a link of {via})" if via else "")
