"""The archives of the record that are offered: files beside the database.

`manage.py dump` makes them; here they are only found. Beside each lies a note, a JSON
file with its digest and what it holds: where that is, the archive is whole.
"""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db.models import Max

from entries.record.edition import Change
from entries.vocabulary import ChangeWord

logger = logging.getLogger(__name__)

NAME = re.compile(r"sco-portal-edition-[1-9][0-9]{0,8}\.zip", re.ASCII)


def name_of(edition: int) -> str:
    """What the archive of an edition is called."""
    return f"sco-portal-edition-{edition}.zip"


@dataclass(frozen=True)
class Archive:
    """An archive of everything up to an edition, as its note tells it."""

    edition: int
    published: str
    """When the edition was published, in UTC."""
    known: int
    """The newest edition when it was made: it knows of no redaction after that."""
    format: int
    size: int
    digest: str
    counts: Mapping[str, int]
    """How many rows each of its tables has."""

    @property
    def name(self) -> str:
        return name_of(self.edition)

    def note(self) -> str:
        """What is kept beside it."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def read(cls, note: Path) -> Self:
        """The archive that a note tells of. ValueError where the note is none."""
        try:
            return cls(**json.loads(note.read_bytes()))
        except TypeError as error:
            raise ValueError(error) from error


def folder() -> Path:
    """Where archives are kept."""
    return Path(settings.DUMPS_ROOT)


def note_of(archive: Path) -> Path:
    """The note beside an archive."""
    return archive.with_suffix(".json")


def last_redaction() -> int:
    """The last edition that took a text out; 0 if none did."""
    rows = Change.objects.filter(word=ChangeWord.REDACTED)
    return rows.aggregate(last=Max("edition"))["last"] or 0


def archives(upto: int) -> list[Archive]:
    """What is offered of the editions up to one, the newest first. One query.

    An archive that was made before a redaction may hold the text that the law has
    taken out: it is offered no more.
    """
    redacted = last_redaction()
    found = [one for one in kept(folder()) if one.edition <= upto]
    return [one for one in found if one.known >= redacted]


def kept(place: Path) -> list[Archive]:
    """Every whole archive of a folder, of the newest edition first."""
    found = [one for note in place.glob("*.json") if (one := whole(note))]
    return sorted(found, key=lambda one: -one.edition)


def outdated(place: Path, most: int | None) -> list[Path]:
    """The archives of a folder that need not, or may not, be offered any more.

    That is all but so many of the newest editions, and those of before a redaction.
    """
    redacted = last_redaction()
    found = kept(place)
    good = [one for one in found if one.known >= redacted][:most]
    return [place / one.name for one in found if one not in good]


def offered(name: str) -> Archive | None:
    """The archive of that name, if it is offered. One query."""
    found = whole(note_of(folder() / name)) if NAME.fullmatch(name) else None
    return found if found and found.known >= last_redaction() else None


def whole(note: Path) -> Archive | None:
    """The archive of a note, if it is there, and of the size that the note says."""
    if not NAME.fullmatch(note.with_suffix(".zip").name):
        return None
    try:
        found = Archive.read(note)
        is_whole = (note.parent / found.name).stat().st_size == found.size
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        logger.warning("%s tells of no archive", note)
        return None
    return found if is_whole and note.stem == Path(found.name).stem else None
