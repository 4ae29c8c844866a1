"""Writing the archive of an edition: everything up to it, in one file."""

import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.files.storage import default_storage

from entries.documents.images import renditions
from entries.exchange.dump import asking, package, texts
from entries.exchange.dump.database import database
from entries.exchange.dump.files import BLOCK, MANIFEST, Folder, digest_of
from entries.exchange.dump.live import rows_of
from entries.exchange.dump.packing import pack, replacing
from entries.exchange.dump.tables import record, tables
from entries.exchange.importing import Tell
from entries.record.archives import Archive, last_redaction, note_of
from entries.record.edition import Edition
from entries.record.pin import pin

EVERY = 5_000
"""After how many rows it is told how far the work is."""

RECORD = {
    "editions": asking.editions,
    "revisions": asking.revisions,
    "changes": asking.changes,
}
Item = TypeVar("Item")


class BusyError(Exception):
    """Another is writing archives into the same folder."""


class RedactedMeanwhileError(Exception):
    """A redaction came while an archive was made, which may hold what it took out."""


def write(target: Path, edition: Edition, tell: Tell) -> Archive:
    """Write the archive of an edition to a file, with its note beside it.

    The record only grows: what stands up to an edition stays. Only a redaction changes
    it, and if one comes meanwhile, RedactedMeanwhileError, and nothing is written.
    """
    known = pin().number
    with alone(target.parent), replacing(target) as part, _working(target) as path:
        folder = Folder(path)
        counts = _fill(folder, edition, tell)
        tell("Packing")
        pack(folder.path, package.names(folder.pieces), part, edition.published)
        digest, size = digest_of(part)
        if last_redaction() > known:
            raise RedactedMeanwhileError
        made = Archive(
            edition=edition.number,
            published=asking.moment(edition.published),
            known=known,
            format=package.FORMAT,
            size=size,
            digest=digest,
            counts=counts,
        )
        # Until its own note is there, nothing is told of what takes the name.
        note_of(target).unlink(missing_ok=True)
    if target.name == made.name:
        with replacing(note_of(target)) as part:
            part.write_text(made.note(), "utf-8")
    return made


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes archives into a folder meanwhile. BusyError if one does."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BusyError from error
    finally:
        os.close(opened)


@contextmanager
def _working(target: Path) -> Iterator[Path]:
    """A folder beside the target; what one that was killed has left is cleared."""
    path = target.with_name(f".{target.name}.files")
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _fill(folder: Folder, edition: Edition, tell: Tell) -> dict[str, int]:
    """Every file of the archive; how many rows each table has."""
    counts: Counter[str] = Counter(dict.fromkeys((*record(), *tables()), 0))
    for name, ask in RECORD.items():
        with folder.binary(package.record_file(name)) as file:
            for row in told(ask(edition.number), f"Writing {name}", tell):
                file.write(asking.line(row).encode())
                counts[name] += 1
    _live(folder, edition, counts, tell)
    counts["media"] = _media(folder, edition, tell)
    about = texts.Edition(
        edition.number, asking.moment(edition.published), settings.SITE_URL
    )
    folder.write("README.md", texts.readme(about, counts))
    folder.write("LICENCE.txt", texts.licence(about))
    folder.write("CITATION.cff", texts.citation(about))
    folder.write("datapackage.json", package.descriptor(about, folder))
    folder.write(MANIFEST, folder.manifest())
    return dict(counts)


def _live(folder: Folder, edition: Edition, counts: Counter[str], tell: Tell) -> None:
    """The live tables, all written in one walk over the entries."""
    file = folder.path / package.DATABASE
    file.parent.mkdir(parents=True)
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(folder.table(package.table_file(name), table))
            for name, table in tables().items()
        }
        live = stack.enter_context(database(file, edition.number))
        for listing in told(asking.live(edition.number), "Writing tables", tell):
            for name, row in rows_of(listing):
                writers[name](row)
                live.write(name, row)
                counts[name] += 1
    folder.take_in(package.DATABASE)


def _media(folder: Folder, edition: Edition, tell: Tell) -> int:
    """The images, each with its renditions; what the store lacks is told of."""
    count = 0
    for name in asking.images(edition.number):
        if not _copied(folder, name):
            tell(f"The store has no image {name}: it is left out")
            continue
        count += 1
        for rendition in renditions(name):
            _copied(folder, rendition.name)
    return count


def _copied(folder: Folder, name: str) -> bool:
    """Copy an image; whether the store has it, and it is one."""
    if not package.is_image(name) or not default_storage.exists(name):
        return False
    with default_storage.open(name) as stored:
        folder.copy(f"media/{name}", stored.chunks(BLOCK))
    return True


def told(rows: Iterable[Item], words: str, tell: Tell) -> Iterator[Item]:
    """The rows, and now and then how many there were."""
    tell(words)
    for number, row in enumerate(rows, 1):
        yield row
        if not number % EVERY:
            tell(f"{words}: {number:,}")
