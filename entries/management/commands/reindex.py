"""Rebuilds the record's indexes from its revisions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entries.exchange.telling import progress
from entries.management.lines import leave
from entries.publishing.reindexing import reindex
from entries.record.edition import Revision


class Command(BaseCommand):
    """From revisions to indexes."""

    help = "Rebuild the indexes of the entries named, or of the whole record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("keys", nargs="*", help="of which entries; none: of all")

    def handle(self, **options: Any) -> None:
        keys = options["keys"]
        known = set(Revision.objects.filter(key__in=keys).values_list("key", flat=True))
        if unknown := sorted(set(keys) - known):
            msg = f"never published: {', '.join(unknown)}"
            raise CommandError(msg)
        with progress() as tell:
            tell("Rebuilding the indexes")
            count = reindex(keys or None)
        leave("reindexed", f"{count} revisions", keys or [""])
        self.stdout.write(f"{count} revisions indexed")
