"""Looks at every entry of the desk for what is missing and what could be better."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from entries.desk.findings import counts, refresh
from entries.vocabulary import FindingCode


class Command(BaseCommand):
    """The numbers of the desk's first page, for a scheduler or a terminal."""

    help = "Look at the entries changed since the last time, and print the numbers."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0

        def tell(number: int) -> None:
            nonlocal done
            done += number
            self.stdout.write(f"{done} entries looked at")

        refresh(tell)
        found = counts(timezone.localdate())
        for code in FindingCode:
            number, entries = found.get(code.value, (0, 0))
            if number:
                self.stdout.write(f"{code.label}: {number} in {entries} entries")
