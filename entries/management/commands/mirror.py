"""Writes the public site as static files, or looks whether such a copy is whole."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError

from entries.exchange.mirror.checking import Checked, check
from entries.exchange.mirror.fault import MirrorError
from entries.exchange.mirror.making import Made, mirror
from entries.exchange.telling import progress
from entries.management.lines import leave


class Command(BaseCommand):
    """From the site to a folder that can outlive it."""

    help = (
        "Write the public site to FOLDER as files that any web server can offer: every "
        "page, revision and edition, without the search. Done again, it brings the "
        "folder up to date; stopped, it goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing: is the copy in FOLDER whole, and has no broken link?",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress() as tell:
                if options["check"]:
                    self.say(check(options["folder"], tell))
                else:
                    self.made(mirror(options["folder"], _site(), tell))
        except (MirrorError, OSError) as error:  # no room left, no right to write
            raise CommandError(str(error)) from error

    def made(self, made: Made) -> None:
        told = f"edition {made.edition.number}, {made.files} files"
        leave("mirrored", told)
        for line in _lines(made):
            self.stdout.write(line)
        if made.faults:
            lines = "\n".join(made.named)
            msg = f"{lines}\n{made.faults} addresses are linked to and not there."
            raise CommandError(msg)

    def say(self, checked: Checked) -> None:
        self.stdout.write(
            f"{checked.files} files, {checked.links} links to "
            f"{checked.targets} places: {checked.faults} faults"
        )
        if checked.faults:
            lines = "\n".join(checked.named)
            msg = f"{lines}\n{checked.faults} faults."
            raise CommandError(msg)


def _site() -> str:
    if not settings.SITE_URL:
        msg = "Set SITE_URL: a copy says where the living site is."
        raise CommandError(msg)
    try:
        staticfiles_storage.url("icon.svg")
    except ValueError as error:
        msg = "Run collectstatic first: pages have their styles and icons from there."
        raise CommandError(msg) from error
    return str(settings.SITE_URL)


def _lines(made: Made) -> Iterator[str]:
    yield f"edition {made.edition.number}"
    for sort, count in made.counts.items():
        yield f"  {count} {sort}"
    yield (
        f"{made.files} files, {made.size} bytes, {made.seconds:.0f} seconds; "
        f"{made.new} written, {made.gone} taken away, the others as they were"
    )
