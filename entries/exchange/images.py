"""The images of a folder of documents: taken in as all others, or copied out.

A document names an image by its path under `images/`, or by its name in the store; on
the desk it names it as the store does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from entries.desk.images import Picture, RefusedImageError, keep, take_in
from entries.documents.images import size
from entries.documents.kinds import kind_of
from entries.exchange.facts.faults import Fault

Document = dict[str, Any]

IMAGES = "images"


@dataclass
class FolderImages:
    """The images of one folder: looked at first, kept when all else is written."""

    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    """What each image of the folder is called in the store."""

    def look_at(self, documents: Iterable[Document]) -> Iterator[Fault]:
        """Name images as the store does; every one that it refuses is a fault."""
        for document in documents:
            file = f"{kind_of(document).plural}/{document['key']}.json"
            for row in document["figures"]:
                try:
                    self._name(row)
                except RefusedImageError as error:
                    place = f"figures.{row['key']}.image"
                    what = f"{IMAGES}/{row['image']}: {error}"
                    yield Fault(file, document["key"], place, what)

    def keep(self) -> None:
        """Keep all that was looked at."""
        for name, known in self.names.items():
            if keep(self._taken_in(name)) != known:
                msg = f"{IMAGES}/{name} changed while it was imported: import again."
                raise RefusedImageError(msg)

    def _name(self, row: Document) -> None:
        name = row["image"]
        if name not in self.names and not self._is_kept(name):
            self.names[name] = self._taken_in(name).name
        row["image"] = self.names.get(name, name)
        if measured := size(row["image"]):
            row["width"], row["height"] = measured

    def _is_kept(self, name: str) -> bool:
        """Whether the store has it; RefusedImageError if the folder has another."""
        file = self.folder / IMAGES / name
        if not default_storage.exists(name):
            return False
        if file.is_file() and not _is_same(file, name):
            msg = "the store has another image of this name: give this one a new name"
            raise RefusedImageError(msg)
        return True

    def _taken_in(self, name: str) -> Picture:
        file = self.folder / IMAGES / name
        if not file.is_file():
            msg = "there is no such file"
            raise RefusedImageError(msg)
        try:
            with file.open("rb") as opened:
                return take_in(opened, file.name)
        except OSError as error:
            msg = f"cannot be read: {error.strerror}"
            raise RefusedImageError(msg) from error


def copy_images(folder: Path, document: Document) -> None:
    """Copy the images that a document uses into a folder."""
    for row in document["figures"]:
        file = folder / IMAGES / row["image"]
        if default_storage.exists(row["image"]) and not _is_same(file, row["image"]):
            file.parent.mkdir(parents=True, exist_ok=True)
            with default_storage.open(row["image"]) as stored:
                file.write_bytes(stored.read())


def _is_same(file: Path, name: str) -> bool:
    """Whether a file is what the store has under a name."""
    if not file.is_file() or file.stat().st_size != default_storage.size(name):
        return False
    with default_storage.open(name) as stored:
        return bool(stored.read() == file.read_bytes())
