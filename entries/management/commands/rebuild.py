"""Makes a site of an archive."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from entries.exchange.dump.images import bring_in
from entries.exchange.dump.reading import WrongArchiveError, opened
from entries.exchange.importing import importer
from entries.exchange.telling import progress, refuse
from entries.management.lines import leave
from entries.publishing.rebuilding import NotEmptyError, check_empty, rebuild


class Command(BaseCommand):
    """From one file to a record, its indexes, its images and a desk."""

    help = (
        "Make the record and the desk anew of an archive that dump wrote, in an empty "
        "database. The archive is checked first, from end to end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, **options: Any) -> None:
        self.check_database()
        with progress() as tell:
            try:
                with opened(options["archive"], tell) as archive:
                    tell("Bringing in images")
                    images = bring_in(archive.images())
                    count = rebuild(archive, importer(), tell)
            except WrongArchiveError as error:
                refuse(error.faults, "faults")
            except NotEmptyError as error:
                raise self.not_empty(error) from error
        told = f"edition {archive.edition}, {count} revisions, {images} files of images"
        leave("rebuilt", told)
        self.stdout.write(f"{told}. Next: python manage.py createsuperuser")

    def check_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            msg = "The database is not prepared: run python manage.py migrate first."
            raise CommandError(msg)
        try:
            check_empty()
        except NotEmptyError as error:
            raise self.not_empty(error) from error

    def not_empty(self, error: NotEmptyError) -> CommandError:
        return CommandError(
            f"This database is not empty: {error}. A rebuild needs a new one: name it "
            "in DATABASE_URL, run python manage.py migrate, and then this again. "
            "Nothing was changed."
        )
