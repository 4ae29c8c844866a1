"""Imports a folder of documents, all of it or nothing."""

from pathlib import Path
from typing import Any

from entries.exchange.folders import read_documents
from entries.exchange.images import FolderImages
from entries.exchange.importing import Document, Tell
from entries.exchange.telling import refuse
from entries.management.importing import ImportCommand


class Command(ImportCommand):
    """From documents to the desk."""

    help = (
        "Import documents, one file an entry, as export_documents writes them. "
        "Everything is checked first, and every fault is named."
    )

    def work(self, options: dict[str, Any], tell: Tell) -> None:
        self.images = FolderImages(Path(options["folder"]))
        super().work(options, tell)
        # Last of all: an import that is refused leaves no files behind.
        self.images.keep()

    def read(self, folder: Path, tell: Tell) -> dict[str, Document]:
        tell("Checking")
        wanted, faults = read_documents(folder)
        faults += self.images.look_at(wanted.values())
        refuse(list(map(str, faults)), "faults")
        return wanted
