"""Makes the outlines that maps are drawn from, out of Natural Earth's public data."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from entries.pages.maps import making
from entries.pages.maps.outlines import FILE

HOW = (
    "Cut to longitudes 19° W to 168° W by way of 180° and latitudes 12° S to 82° N, "
    "with fewer points (about five kilometres) and in hundredths of a degree; "
    "boundaries along disputed areas set apart from the settled ones; lines of claims "
    "left out."
)


class Command(BaseCommand):
    """From a folder of GeoJSON to one small file; readers' pages read that alone."""

    help = (
        "Read "
        + ", ".join(f"{name}.json" for name in making.FILES)
        + " in FOLDER and write the outlines that maps are drawn from."
    )
    # It touches neither database nor pages.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--data-version", required=True, help="4.0.0")
        parser.add_argument("--published", required=True, help="2017-11-09")
        parser.add_argument("--to", type=Path, default=FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        source = {
            "name": "Natural Earth",
            "url": "https://www.naturalearthdata.com/",
            "version": options["data_version"],
            "published": options["published"],
            "licence": "Public domain",
            "made": timezone.localdate().isoformat(),
            "how": HOW,
        }
        try:
            found = making.made(options["folder"], source)
        except making.OutlinesError as error:
            raise CommandError(str(error)) from error
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        # One line for each list of lines: a change is seen in a difference.
        text = text.replace('],"', '],\n"').replace("]],", "]],\n")
        options["to"].write_text(text + "\n", "utf-8")
        numbers = ", ".join(
            f"{len(found[name])} {name}" for name in found if name != "source"
        )
        self.stdout.write(f"{options['to'].name}: {len(text)} bytes; {numbers}")
