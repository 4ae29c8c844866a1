"""What was mistaken and put right: each correction with its edition and reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from entries.pages.changes import Changed, of_entry
from entries.pages.links import Links, Named
from entries.record.edition import Change, Edition


@dataclass(frozen=True)
class Correction:
    """What an edition put right in one entry."""

    edition: Edition
    changed: Changed


def corrections(
    changes: Iterable[Change], names: Mapping[str, Named], links: Links
) -> list[Correction]:
    """Corrections in their order, those of one entry in one edition together."""
    return [
        Correction(rows[0].edition, of_entry(rows, names, links))
        for _, together in groupby(changes, key=attrgetter("edition_id", "key"))
        if (rows := list(together))
    ]
