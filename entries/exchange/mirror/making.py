"""One run: from the first question to a folder that is a whole copy."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from django.utils import timezone

from entries.exchange.mirror import hypertext, notes
from entries.exchange.mirror.asking import Answer, Site, quiet_log
from entries.exchange.mirror.beginnings import beginnings
from entries.exchange.mirror.data import Links
from entries.exchange.mirror.fault import MirrorError
from entries.exchange.mirror.folder import SUMS, Folder
from entries.exchange.mirror.hypertext import Copy, Copying
from entries.exchange.mirror.onestate import one_state
from entries.exchange.mirror.places import Place, sort_of
from entries.exchange.mirror.ways import Ways
from entries.exchange.mirror.work import Kept, Work
from entries.record.edition import Edition
from entries.record.pin import pin

Tell = Callable[[str], None]
TOLD = 500
"""After so many addresses it is said how far the run has come."""
FAULTS = 50
"""So many of the addresses that could not be kept are named."""
MOVED = {301, 302, 307, 308}
GONE = 410


@dataclass
class Made:
    """What a run has made."""

    edition: Edition
    files: int = 0
    size: int = 0
    new: int = 0
    gone: int = 0
    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    faults: int = 0
    """Addresses that something leads to, and at which there is nothing to keep."""
    named: list[str] = field(default_factory=list)
    """The first of them, with what is wrong."""


def mirror(folder: Path, site: str, tell: Tell) -> Made:
    """Make a copy of the site's newest edition, or bring one up to date."""
    began = time.monotonic()
    target = Folder(folder)
    target.claim()
    with one_state(), quiet_log():
        edition = pin().edition
        if edition is None:
            msg = "Nothing is published yet: there is nothing to copy."
            raise MirrorError(msg)
        copy = Copy(site, edition, timezone.localdate())
        with Work(folder, _run(copy)) as work:
            made = Run(target, work, copy, tell).whole()
    made.seconds = time.monotonic() - began
    return made


def _run(copy: Copy) -> str:
    """What must be the same for a run that was stopped to be gone on with."""
    at = copy.edition.published.isoformat()
    return f"{copy.site} {copy.edition.number} {at} {copy.made}"


class Run:
    """One run over all addresses."""

    def __init__(self, folder: Folder, work: Work, copy: Copy, tell: Tell) -> None:
        self.folder = folder
        self.work = work
        self.copy = copy
        self.tell = tell
        self.site = Site(copy.site)
        self.ways = Ways(copy.site, copy.edition.number)

    def whole(self) -> Made:
        """Ask for everything, then say what the copy is, then take away the rest."""
        work = self.work
        self._look()
        if work.is_resumed:
            asked, known = work.numbers()
            self.tell(f"Going on at {asked} of {known} addresses")
        work.earlier(name for _digest, name in self.folder.listed())
        work.add(beginnings())
        for number, place in enumerate(work.waiting(), 1):
            self.keep(place)
            if number % TOLD == 0:
                asked, known = work.numbers()
                self.tell(f"{asked} of {known} addresses known so far")
        made = self._noted()
        for name in work.vanished():
            self.folder.remove(name)
        made.new, made.gone = self.folder.new, self.folder.gone
        work.is_whole = True
        return made

    def _look(self) -> None:
        """Whether the site answers at all under the address that it is said to have."""
        with self.site.asked("/en/") as answer:
            if answer.status != HTTPStatus.OK:
                msg = (
                    f"The site answers {answer.status} at {self.copy.site}/en/: is "
                    "the name in SITE_URL among those in ALLOWED_HOSTS, and its "
                    "scheme the one that the site is served by?"
                )
                raise MirrorError(msg)

    def keep(self, place: Place) -> None:
        """Ask for one address and keep what it answers."""
        with self.site.asked(place.address) as answer:
            if answer.status >= 500:
                msg = f"The site answers {answer.status} at {place.address}."
                raise MirrorError(msg)
            if answer.status in MOVED and place.file.endswith(".html"):
                self._write(place, "moved", self._moved(place, answer))
            elif answer.status in {HTTPStatus.OK, GONE}:
                self._answered(place, answer)
            else:
                self.work.failed(place, f"answers {answer.status}")

    def _answered(self, place: Place, answer: Answer) -> None:
        is_html = answer.media_type == "text/html"
        if is_html != place.file.endswith(".html"):
            fault = f"is {answer.media_type}, which {place.file} cannot hold"
            self.work.failed(place, fault)
            return
        sort = "tombstones" if answer.status == GONE else sort_of(place.file)
        if is_html:
            page = Copying(place, self.ways, self.copy)
            policy = answer.headers.get("content-security-policy", "")
            text = page.page(answer.text(), policy)
            self.work.add(page.found.values(), place.address)
            self._write(place, sort, text)
        else:
            self._file(place, sort, answer)

    def _file(self, place: Place, sort: str, answer: Answer) -> None:
        """A file for programs; what holds no addresses is passed on in pieces."""
        links = Links(place, self.ways)
        writing = links.writing()
        if writing is None:
            self._written(place, sort, answer.pieces)
            return
        text = writing(answer.text())
        self.work.add(links.found.values(), place.address)
        self._write(place, sort, text)

    def _moved(self, place: Place, answer: Answer) -> str:
        target = answer.headers["location"]
        way = self.ways.to(target, place)
        if way.place:
            self.work.add([way.place], place.address)
        canonical = urljoin(self.copy.site + place.address, target)
        return hypertext.moved(place, way, canonical)

    def _write(self, place: Place, sort: str, text: str) -> None:
        self._written(place, sort, [text.encode()])

    def _written(self, place: Place, sort: str, pieces: Iterable[bytes]) -> None:
        size, digest, _is_new = self.folder.write(place.file, pieces)
        self.work.kept(place, Kept(sort, size, digest))

    def _noted(self) -> Made:
        """What the copy says of itself, and the list of all its files, the last."""
        work, made = self.work, Made(self.copy.edition)
        made.counts, made.faults = work.counts(), sum(1 for _ in work.faults())
        made.named = list(islice(work.faults(), FAULTS))
        for name, text in notes.notes(self.copy, made.counts, work.size()).items():
            place = Place(f"about:{name}", name)
            work.add([place])
            self._write(place, "about the copy", text)
        lines = (f"{digest}  {name}\n".encode() for digest, name in work.sums())
        self.folder.write(SUMS, lines)
        made.files, made.size = sum(work.counts().values()) + 1, work.size()
        return made
