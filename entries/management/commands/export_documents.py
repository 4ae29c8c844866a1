"""Exports the desk's documents to a folder, one file an entry."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from entries.desk.conversion import document, with_rows
from entries.documents.kinds import KINDS
from entries.exchange.folders import write_documents
from entries.exchange.telling import progress
from entries.management.lines import leave


class Command(BaseCommand):
    """From the desk to documents."""

    help = (
        "Write every entry of the desk to FOLDER/<kinds>/<key>.json, and take away "
        "the files of entries that are no more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with progress() as tell:
            tell("Writing documents")
            written, gone = write_documents(options["folder"], self.documents())
        told = f"{written} files written, {gone} taken away"
        leave("exported", told)
        self.stdout.write(told)

    def documents(self) -> Iterator[dict[str, Any]]:
        for kind in KINDS:
            for entry in with_rows(kind).order_by("key").iterator(chunk_size=200):
                yield document(entry)
