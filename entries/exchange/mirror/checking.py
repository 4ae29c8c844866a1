"""Whether a copy is whole: each file as it was written, each link to one of them."""

import json
import posixpath
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from entries.exchange.mirror import work
from entries.exchange.mirror.data import DESCRIPTION
from entries.exchange.mirror.fault import MirrorError
from entries.exchange.mirror.folder import ABOUT, Folder, digest_of
from entries.exchange.mirror.making import TOLD, Tell
from entries.exchange.mirror.notes import FORMAT
from entries.exchange.mirror.reading import Link, Page, links

NAMED = 50
"""So many faults are named."""
WITH_LINKS = (".html", ".atom", ".css", ".webmanifest")
TABLE = "CREATE TABLE want (file TEXT, id TEXT, via TEXT, PRIMARY KEY (file, id))"


@dataclass
class Checked:
    """What was looked at, and what is wrong."""

    files: int = 0
    links: int = 0
    targets: int = 0
    faults: int = 0
    named: list[str] = field(default_factory=list)
    """The first faults, in words."""

    def fault(self, words: str) -> None:
        self.faults += 1
        if len(self.named) < NAMED:
            self.named.append(words)


def check(path: Path, tell: Tell) -> Checked:
    """Look at every file of a copy, and at every link in it."""
    about = _about(path)
    checked = Checked()
    if (path / work.NAME).exists():
        checked.fault("A run that was to bring it up to date was stopped.")
    with Check(path, str(about["site"]), checked) as one:
        for number, (digest, name) in enumerate(Folder(path).listed(), 1):
            one.file(name, digest)
            if number % TOLD == 0:
                tell(f"{number} files looked at")
        if not checked.files:
            checked.fault("It has no list of its files.")
        tell("Looking where the links lead")
        one.targets()
    return checked


def _about(path: Path) -> dict[str, Any]:
    """What the copy says of itself."""
    try:
        about = json.loads((path / ABOUT).read_text("utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path} is no copy of the site: it has no {ABOUT}."
        raise MirrorError(msg) from error
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        msg = f"{path} is a copy of another format than {FORMAT}."
        raise MirrorError(msg)
    return about


class Check:
    """One look at a copy. What its links want is kept on the disk until the end."""

    def __init__(self, path: Path, site: str, checked: Checked) -> None:
        self.path = path
        self.host = urlsplit(site)[:2]
        self.checked = checked
        # A file without a name, which is gone when it is closed.
        self.wanted = sqlite3.connect("")
        self.wanted.execute(TABLE)

    def __enter__(self) -> "Check":
        return self

    def __exit__(self, *_: object) -> None:
        self.wanted.close()

    def file(self, name: str, digest: str) -> None:
        """Whether a file is there as it was written, and what it leads to."""
        file = self.path / name
        self.checked.files += 1
        if not file.is_file():
            self.checked.fault(f"{name} is not there.")
            return
        if digest_of(file) != digest:
            self.checked.fault(f"{name} is not as it was written.")
        if has_links(name):
            self._links(name, file)

    def _links(self, name: str, file: Path) -> None:
        for link in links(file):
            self.checked.links += 1
            if words := self._fault(name, link):
                self.checked.fault(f"{name}: {words}: {link.url}")
        if file.suffix == ".html" and Page(file.read_text("utf-8")).forms:
            self.checked.fault(f"{name} has a form, which nobody answers.")

    def _fault(self, name: str, link: Link) -> str:
        """What is wrong with a link; where it leads within the copy is seen later."""
        parts = urlsplit(link.url)
        if parts.scheme == "data":
            return ""
        if parts.scheme or parts.netloc:
            if link.is_loaded:
                return "is loaded from another host"
            leads_home = parts[:2] == self.host and not link.is_live
            return "leads to the living site without saying so" if leads_home else ""
        if parts.path.startswith("/"):
            return "works at the root of a host only"
        if parts.query:
            return "asks something, which no file answers"
        self._want(name, unquote(parts.path), unquote(parts.fragment))
        return ""

    def _want(self, name: str, way: str, fragment: str) -> None:
        there = posixpath.normpath(posixpath.join(posixpath.dirname(name), way))
        if not way:
            there = name
        elif way.endswith(("/", "..")) or way == ".":
            there = posixpath.normpath(f"{there}/index.html")
        self.wanted.execute(
            "INSERT OR IGNORE INTO want VALUES (?, ?, ?)", (there, fragment, name)
        )

    def targets(self) -> None:
        """Everything that a link leads to is there, and so is its place on the page."""
        rows: Iterator[tuple[str, str, str]] = self.wanted.execute(
            "SELECT file, id, via FROM want ORDER BY file, id"
        )
        for name, group in groupby(rows, key=lambda row: row[0]):
            wants = [(fragment, via) for _file, fragment, via in group]
            self.checked.targets += len(wants)
            self._target(name, wants)

    def _target(self, name: str, wants: list[tuple[str, str]]) -> None:
        file = self.path / name
        if name.startswith("../") or not file.is_file():
            self.checked.fault(f"{wants[0][1]} leads to {name}, which is not there.")
            return
        fragments = [(fragment, via) for fragment, via in wants if fragment]
        if not fragments:
            return
        ids = Page(file.read_text("utf-8")).ids if file.suffix == ".html" else set()
        for fragment, via in fragments:
            if fragment not in ids:
                self.checked.fault(
                    f"{via} leads to #{fragment} of {name}: no such place."
                )


def has_links(name: str) -> bool:
    """Whether a file leads anywhere."""
    if name.startswith("api/"):
        return name != DESCRIPTION
    return name.endswith(WITH_LINKS)
