"""What became of an entry after a revision of it."""

from datetime import datetime
from typing import NamedTuple

from entries.record.edition import Change
from entries.record.listing import Listing
from entries.vocabulary import ChangeWord


class Step(NamedTuple):
    """That an edition changed one path of an entry."""

    path: str
    """Empty where the whole entry came or went."""
    edition: int
    published: datetime
    word: str


def newest(listing: Listing, edition: int) -> Listing | None:
    """What an edition shows in place of an older listing; None if it is the same.

    One query, and none where nothing came after.
    """
    if listing.until > edition:
        return None
    rows = Listing.objects.at(edition).select_related("revision__edition")
    return rows.filter(key=listing.key).first()


def steps(key: str, revision: int, edition: int) -> list[Step]:
    """Every change of an entry after a revision and up to an edition, in order.

    A redaction changes what can be read of a revision, and not what it said.
    """
    rows = Change.objects.filter(
        key=key, revision__gt=revision, edition__lte=edition
    ).exclude(word=ChangeWord.REDACTED)
    columns = ("path", "edition_id", "edition__published", "word")
    return [Step(*row) for row in rows.order_by("edition_id").values_list(*columns)]
