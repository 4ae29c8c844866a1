"""Imports a folder of facts files, all of it or nothing."""

from pathlib import Path

from entries.desk.entry import Entry
from entries.documents.kinds import KINDS
from entries.exchange.facts import documents
from entries.exchange.facts.reading import read_folder
from entries.exchange.importing import Document, Tell, on_desk
from entries.exchange.telling import refuse
from entries.management.importing import ImportCommand


class Command(ImportCommand):
    """From facts files to the desk."""

    help = (
        "Import sources, states, series, exercises and frameworks from a folder of "
        "facts files. Everything is checked first, and every fault is named."
    )

    def read(self, folder: Path, tell: Tell) -> dict[str, Document]:
        files = read_folder(folder)
        known: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for kind, key in Entry.objects.values_list("kind", "key"):
            known[kind].add(key)
        tell("Checking")
        refuse(list(map(str, documents.faults(files, known))), "faults")
        present = on_desk(documents.keys(files)).documents
        wanted, found = documents.merged(files, present)
        refuse(list(map(str, found)), "faults")
        return wanted
