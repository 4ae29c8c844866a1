"""Imports a spreadsheet, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entries.desk.conversion import UnknownReferenceError
from entries.documents.kinds import KINDS
from entries.exchange.importing import Tell, importer
from entries.exchange.sheets.applying import MovedError, apply, known, plan
from entries.exchange.sheets.columns import Sheet, lists, sheet
from entries.exchange.sheets.limits import COMMAND
from entries.exchange.sheets.reading import Read, read
from entries.exchange.telling import progress, refuse


class Command(BaseCommand):
    """From a sheet of entries, or of rows of one of their lists, to the desk."""

    help = (
        "Import an XLSX or CSV. Everything is checked first, every fault is named by "
        "row and column, and nothing is written if there is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", required=True, choices=list(KINDS))
        parser.add_argument("--rows", default="", help="one of the kind's lists")
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would change, no more"
        )

    def handle(self, **options: Any) -> None:
        form = self.form(options["kind"], options["rows"])
        with progress() as tell:
            tell(f"Reading {options['file']}")
            found = self.read(options["file"], form)
            planned = plan(form, [*found.rows, *found.partial], tell)
            faults = sorted([*found.faults, *planned.faults], key=lambda one: one.row)
            refuse(list(map(str, faults)), "faults")
            if not options["dry_run"]:
                self.write(options["file"].name, form, found, planned.versions, tell)
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{form.name}: {planned.new} entries {would}new, "
            f"{planned.changed} {would}changed, {planned.unchanged} unchanged"
        )

    def form(self, kind: str, rows: str) -> Sheet:
        try:
            return sheet(kind, rows)
        except KeyError as error:
            names = ", ".join(lists(kind))
            msg = f"--rows {rows} is no list of a {kind} with a sheet: {names}"
            raise CommandError(msg) from error

    def read(self, file: Path, form: Sheet) -> Read:
        try:
            with file.open("rb") as opened:
                return read(opened, form, known(), COMMAND, file.name)
        except OSError as error:
            msg = f"{file} cannot be read: {error.strerror}"
            raise CommandError(msg) from error

    def write(
        self,
        name: str,
        form: Sheet,
        found: Read,
        versions: dict[str, int],
        tell: Tell,
    ) -> None:
        try:
            apply(form, found.rows, versions, importer(), name, tell)
        except MovedError as error:
            refuse(error.keys, "entries have changed meanwhile")
        except UnknownReferenceError as error:
            refuse(error.faults, "faults")
