"""What the two import commands share: arguments, one transaction, the report."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from entries.desk.conversion import UnknownReferenceError
from entries.desk.entry import StaleError
from entries.desk.images import RefusedImageError
from entries.exchange.importing import (
    Document,
    EditedError,
    Tell,
    importer,
    on_desk,
    publish_imported,
    write,
)
from entries.exchange.telling import progress, refuse, told
from entries.publishing.transitions import PublishingError

Read = Callable[[Path, Tell], dict[str, Document]]


class ImportCommand(BaseCommand):
    """Reads documents from a folder, writes and, if asked, publishes them."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what is new or changed as one edition",
        )
        parser.add_argument("--reason", help="why: readers see it with the edition")

    def handle(self, **options: Any) -> None:
        if options["publish"] and not (options["reason"] or "").strip():
            msg = "--publish needs --reason: readers see it with the edition"
            raise CommandError(msg)
        with progress() as tell, transaction.atomic():
            try:
                self.work(options, tell)
            except EditedError as error:
                refuse(
                    error.keys, "entries were edited on the desk since the last import"
                )
            except (PublishingError, UnknownReferenceError) as error:
                refuse(error.faults, "faults")
            except (StaleError, PermissionDenied, RefusedImageError) as error:
                refuse([str(error)], "fault")

    def work(self, options: dict[str, Any], tell: Tell) -> None:
        by = importer()
        tell(f"Reading {options['folder']}")
        wanted = self.read(Path(options["folder"]), tell)
        report = write(wanted, on_desk(list(wanted)), by, tell)
        if options["publish"]:
            report.edition = publish_imported(
                list(wanted), by, options["reason"].strip(), tell
            )
        for text in told(report):
            self.stdout.write(text)

    def read(self, folder: Path, tell: Tell) -> dict[str, Document]:
        """The documents to import, by key; CommandError names every fault."""
        raise NotImplementedError
