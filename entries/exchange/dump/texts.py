"""What the archive says of itself to people: what it is, its licence, how to cite."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from entries.exchange.dump.tables import record, tables
from entries.licence import LICENCE

NAME = "sco-portal"
PUBLISHER = "SCO Military Cooperation Portal"
ABOUT = (
    "Shanghai Cooperation Organization",
    "military cooperation",
    "military exercises",
    "treaties",
    "security",
)
LEGAL_CODE = Path(__file__).with_name("CC-BY-4.0.txt")
README = Path(__file__).with_name("about.md")
"""The archive's README, with places for what is different in each."""


@dataclass(frozen=True)
class Edition:
    """The edition of an archive, as its texts name it."""

    number: int
    published: str
    """In UTC, as JSON has it."""
    site: str
    """The address of the site; empty where the settings give none."""
    publisher: str = PUBLISHER

    @property
    def day(self) -> str:
        return self.published[:10]

    @property
    def title(self) -> str:
        return f"{self.publisher}: the record, edition {self.number}"

    @property
    def url(self) -> str:
        return f"{self.site}/en/editions/{self.number}/" if self.site else ""


def summary(edition: Edition) -> str:
    return (
        "Military cooperation in the Shanghai Cooperation Organization: states and "
        "their standing, joint exercises and who took part, treaties and frameworks "
        "and whom they bind, each fact with its sources. The whole record up to "
        f"edition {edition.number} of {edition.day}: every edition, every revision, "
        "every change, and the tables of what stands at it."
    )


def reference(edition: Edition) -> str:
    """The archive as a reference names it."""
    where = f" {edition.url}" if edition.url else ""
    return f"{edition.title}. {edition.day}.{where} {LICENCE.name}."


def citation(edition: Edition) -> str:
    """`CITATION.cff` (version 1.2.0). A text of JSON is one of YAML, too."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this record, cite the edition that you used.",
        "type: dataset",
        f"title: {json.dumps(edition.title, ensure_ascii=False)}",
        f"abstract: {json.dumps(summary(edition), ensure_ascii=False)}",
        "authors:",
        f"  - name: {json.dumps(edition.publisher, ensure_ascii=False)}",
        f'version: "{edition.number}"',
        f"date-released: {edition.day}",
        f"license: {LICENCE.spdx}",
        "keywords:",
        *(f"  - {word}" for word in ABOUT),
    ]
    if edition.url:
        lines.append(f"url: {edition.url}")
    return "\n".join(lines) + "\n"


def licence(edition: Edition) -> str:
    """What may be done with the archive, and what it does not cover."""
    return f"""\
{edition.title}

The portal's own texts, the record as data and its tables may be used, copied and
changed by anybody, for any purpose, if the portal and the edition are named:

    {reference(edition)}

{LICENCE.full_name} ({LICENCE.spdx})
{LICENCE.url}

Not covered:

- Sources belong to those who published them; short quotations (the column `quote` of
  the table `citations`) stand with where they are from.
- Images: each has a licence of its own, in the table `figures`.
- The maps of the site are drawn from outlines of Natural Earth, which are in the
  public domain. They are part of the software and not of this archive.

The text of the licence follows.

-------------------------------------------------------------------------------

{LEGAL_CODE.read_text("utf-8")}"""


def readme(edition: Edition, counts: Mapping[str, int]) -> str:
    """What each file is, how to check the archive, how to make a site of it."""
    listed = "\n".join(
        f"| `{table.name}` | {counts[table.name]} | {table.description} |"
        for table in tables().values()
    )
    kept = "\n".join(
        f"| `record/{table.name}.jsonl` | {counts[table.name]} | {table.description} |"
        for table in record().values()
    )
    return README.read_text("utf-8").format(
        title=edition.title,
        summary=summary(edition),
        kept=kept,
        listed=listed,
        images=counts["media"],
        reference=reference(edition),
        licence=f"{LICENCE.full_name}, {LICENCE.url}",
    )
