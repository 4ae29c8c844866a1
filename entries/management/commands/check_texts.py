"""Checks the texts of a folder of documents: every fault by entry and sentence."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from entries.exchange.folders import read_documents
from entries.exchange.texts.checking import check


class Command(BaseCommand):
    """From a folder to what is wrong in its texts; no database is asked."""

    help = (
        "Name every sentence of a folder's texts that lacks its citation, and every "
        "dead reference, unknown mark, and number that is not the record's."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        fixtures = settings.BASE_DIR / "fixtures"
        parser.add_argument("folder", type=Path, nargs="?", default=fixtures)
        parser.add_argument(
            "--only",
            default="",
            metavar="FILE",
            help="only the files whose names begin so: topics/, series/peace-mission",
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="a text that is missing is a fault too",
        )
        parser.add_argument(
            "--unmarked",
            action="store_true",
            help="list the sentences that have no citation and need none, and why",
        )

    def handle(self, **options: Any) -> None:
        documents, broken = read_documents(options["folder"])
        found = check(documents, options["only"])
        for one in found.unmarked if options["unmarked"] else ():
            self.stdout.write(str(one))
        lines = [*map(str, broken), *map(str, found.faults)]
        if options["strict"]:
            lines += [f"{place}: is missing" for place in found.missing]
        for line in lines:
            self.stdout.write(line)
        told = (
            f"{found.sentences} sentences checked; {len(found.missing)} texts missing"
        )
        if lines:
            msg = f"{told}; {len(lines)} faults"
            raise CommandError(msg)
        self.stdout.write(f"{told}; no fault")
