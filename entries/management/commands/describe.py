"""Writes the description of the API down, so that changes of it are seen and judged."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entries.api.contract import recording
from entries.api.contract.breaks import MARK, breaks, untold
from entries.api.contract.written import CHANGES, CURRENT, RELEASED, text
from entries.api.schema import description


class Command(BaseCommand):
    """`docs/openapi.json`, and what of it breaks clients of the last release."""

    help = "Write the description of the API to docs/openapi.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, words in (
            ("check", "Write nothing; fail if what is written is stale."),
            ("examples", "Before, ask this database for the examples anew."),
            ("release", "A release is made: compare later changes with this one."),
        ):
            parser.add_argument(f"--{name}", action="store_true", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["examples"]:
            self.stdout.write(f"{recording.record()} examples were asked.")
            description.cache_clear()
        now = text(description())
        if options["check"] and now != CURRENT.read_text("utf-8"):
            raise CommandError(f"{CURRENT.name} is stale: run describe.")
        if not options["check"]:
            CURRENT.write_text(now, "utf-8")
        if options["release"]:
            RELEASED.write_text(now, "utf-8")
        self.judge(json.loads(now))

    def judge(self, now: Any) -> None:
        """Say what breaks clients; fail if the changes do not speak of it."""
        found = breaks(json.loads(RELEASED.read_text("utf-8")), now)
        lacking = untold(found, CHANGES.read_text("utf-8"))
        for one in lacking:
            self.stderr.write(f"{MARK} `{one}`")
        if lacking:
            raise CommandError(
                "These would break clients. Undo them, or tell them in "
                f"{CHANGES.name}, in the words above."
            )
        self.stdout.write(
            f"{CURRENT.name} breaks no client of the last release"
            + (f", but for what the changes tell: {len(found)}." if found else ".")
        )
