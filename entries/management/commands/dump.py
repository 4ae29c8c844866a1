"""Writes the archive of an edition."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entries.exchange.dump.package import FORMAT
from entries.exchange.dump.writing import BusyError, RedactedMeanwhileError, write
from entries.exchange.telling import progress
from entries.management.lines import leave
from entries.record import archives
from entries.record.edition import OPEN, Edition
from entries.record.pin import NoSuchEditionError, pin


class Command(BaseCommand):
    """From the record to one file."""

    help = (
        "Write everything up to an edition as one archive. Into a folder, it gets the "
        "name under which the site offers it, and is not written again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target",
            nargs="?",
            type=Path,
            help="a folder, or a file that ends in .zip; none: the folder DUMPS_ROOT",
        )
        parser.add_argument("--edition", type=int, help="none: the newest")
        parser.add_argument(
            "--keep",
            type=int,
            help="how many archives of the newest editions the folder keeps; none: all",
        )

    def handle(self, **options: Any) -> None:
        edition = self.edition(options["edition"])
        given = options["target"] or archives.folder()
        is_file = given.suffix == ".zip" and not given.is_dir()
        keep = options["keep"]
        if keep is not None and (keep < 1 or is_file):
            msg = "--keep is for a folder, and at least 1"
            raise CommandError(msg)
        target = given if is_file else given / archives.name_of(edition.number)
        made = None if is_file else self.there(target)
        if made:
            self.stdout.write(f"{target} is already there")
        else:
            made = self.write(target, edition)
        if not is_file:
            self.clear(given, keep)
        self.stdout.write(f"{made.digest}  {target}")

    def edition(self, number: int | None) -> Edition:
        try:
            found = pin(number if number is None else min(number, OPEN - 1)).edition
        except NoSuchEditionError as error:
            raise CommandError(f"{error}.") from error
        if found is None:
            msg = "Nothing is published yet."
            raise CommandError(msg)
        return found

    def there(self, target: Path) -> archives.Archive | None:
        """The archive that stands there already, as this software would make it."""
        found = archives.whole(archives.note_of(target))
        if not found or found.format != FORMAT:
            return None
        return found if found.known >= archives.last_redaction() else None

    def write(self, target: Path, edition: Edition) -> archives.Archive:
        try:
            with progress() as tell:
                made = write(target, edition, tell)
        except BusyError as error:
            msg = (
                f"Another dump is writing to {target.parent}: wait until it has ended."
            )
            raise CommandError(msg) from error
        except RedactedMeanwhileError as error:
            msg = "A text was redacted meanwhile: run it again. Nothing was written."
            raise CommandError(msg) from error
        except OSError as error:
            msg = f"{target} cannot be written: {error.strerror}"
            raise CommandError(msg) from error
        leave("dumped", f"edition {edition.number}, SHA-256 {made.digest}")
        megabytes = made.size / 1_000_000
        self.stdout.write(f"edition {edition.number}: {megabytes:.1f} MB")
        return made

    def clear(self, folder: Path, keep: int | None) -> None:
        """Take away what may not, or need not, be offered any more."""
        for gone in archives.outdated(folder, keep):
            archives.note_of(gone).unlink(missing_ok=True)
            gone.unlink(missing_ok=True)
            self.stdout.write(f"{gone.name} taken away")
