"""Imports a folder of documents, all of it or nothing."""

from pathlib import Path

from entries.exchange.folders import read_documents, store_images
from entries.exchange.importing import Document, Tell
from entries.exchange.telling import refuse
from entries.management.importing import ImportCommand


class Command(ImportCommand):
    """From documents to the desk."""

    help = (
        "Import documents, one file an entry, as export_documents writes them. "
        "Everything is checked first, and every fault is named."
    )

    def read(self, folder: Path, tell: Tell) -> dict[str, Document]:
        tell("Checking")
        wanted, faults = read_documents(folder)
        refuse(list(map(str, faults)), "faults")
        store_images(folder, wanted.values())
        return wanted
