"""Measures how pages and API answer when the record grows: ratios in one run."""

import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client

from entries.exchange.importing import importer, on_desk, publish_imported, write
from entries.exchange.telling import progress
from entries.management.benchmark import documents, state

ASKED = (
    "/en/",
    "/en/exercises/",
    "/en/exercises/?state={state}&year_from=2010",
    "/en/exercises/exercise-{exercise}/",
    "/en/frameworks/framework-{framework}/",
    "/en/states/{address}/",
    "/en/sources/source-{source}/",
    "/en/search/?q=border+valley",
    "/api/v1/exercises/?state={state}&order=-size",
    "/api/v1/exercises/exercise-{exercise}/",
)
ROUNDS = 7
CHUNK = 1000


class Command(BaseCommand):
    """A small record, a large one, the same questions to both."""

    help = (
        "Publish made-up entries in a database of its own, ask every sort of page and "
        "the API at a small and at a large size, and print the medians and ratios."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--small", type=int, default=1_000)
        parser.add_argument("--large", type=int, default=10_000)

    def handle(self, **options: Any) -> None:
        small, large = options["small"], options["large"]
        if not 100 <= small < large:
            msg = "--small must be at least 100 and less than --large"
            raise CommandError(msg)
        name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            with progress() as tell:
                grow(0, small, tell)
                before = self.measured(small, tell)
                grow(small, large, tell)
                after = self.measured(large, tell)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)
        self.stdout.write(f"{'median, ms':54} {small:>8} {large:>8}  ratio")
        for what, one in before.items():
            other = after[what]
            self.stdout.write(
                f"{what:54} {one * 1000:8.1f} {other * 1000:8.1f} {other / one:6.2f}"
            )

    def measured(self, size: int, tell: Callable[[str], None]) -> dict[str, float]:
        """The median time of each question, and of publishing one entry."""
        tell(f"Asking a record of {size} entries")
        client = Client(SERVER_NAME="localhost")
        names = {
            "state": state(3),
            "address": state(3).lower(),
            "exercise": 96,
            "framework": 98,
            "source": 91,
        }
        found = {
            question: median(partial(ask, client, question.format(**names)))
            for question in ASKED
        }
        found["publishing one entry"] = median(change_one)
        return found


def grow(start: int, stop: int, tell: Callable[[str], None]) -> None:
    """Publish more entries, an edition for each thousand."""
    by = importer()
    for first in range(start, stop, CHUNK):
        last = min(first + CHUNK, stop)
        tell(f"Publishing up to {last} of {stop}")
        made = {content["key"]: content for content in documents(first, last)}
        write(made, on_desk([]), by, quiet)
        publish_imported(list(made), by, "Benchmark", quiet)


def quiet(_: str) -> None:
    """Each step of an import says what it does; here they are too many."""


def ask(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        msg = f"{path} answered {answer.status_code}"
        raise CommandError(msg)


def change_one() -> None:
    """Publish an edition with one entry that changed."""
    (content,) = documents(96, 97)
    content["note"] = f"Changed at {time.monotonic_ns()}."
    content["no_source"] = sorted({*content["no_source"], "note"})
    by, key = importer(), content["key"]
    write({key: content}, on_desk([key]), by, quiet)
    publish_imported([key], by, "Benchmark", quiet)


def median(work: Callable[[], None]) -> float:
    """The median seconds of some rounds, the first not counted."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])
