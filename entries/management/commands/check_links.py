"""Asks the addresses of sources whether they still lead to anything."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from entries.exchange.links.asking import Asker
from entries.exchange.links.checking import check
from entries.exchange.links.telling import agent, told
from entries.exchange.telling import progress
from entries.management.lines import leave


class Command(BaseCommand):
    """From addresses to what the desk says of them."""

    help = "Ask the addresses of sources whose turn it is, and name the dead ones."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="ask those too that were asked in the last seven days",
        )

    def handle(self, **options: Any) -> None:
        with progress() as tell:
            tell("Reading the addresses of all sources")
            run = check(Asker(agent()), tell, everything=options["all"])
        leave("checked links", f"{sum(run.outcomes.values())} addresses")
        for line in told(run):
            self.stdout.write(line)
