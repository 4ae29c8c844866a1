"""Which edition a request reads: it is chosen once, first, and kept."""

from dataclasses import dataclass
from datetime import date, datetime

from entries.record.edition import Change, Edition
from entries.vocabulary import ChangeWord


class NoSuchEditionError(LookupError):
    """An edition was asked for that there is not (yet)."""


@dataclass(frozen=True)
class Pin:
    """The edition that a request reads, and the newest one there is."""

    edition: Edition | None
    """None while nothing is published."""
    newest: int
    redacted: datetime | None = None
    """When the law last took something out, which old editions say no more either."""

    @property
    def number(self) -> int:
        """The pinned edition's number; 0 while nothing is published."""
        return self.edition.number if self.edition else 0

    @property
    def is_old(self) -> bool:
        """Whether a newer edition exists."""
        return self.number != self.newest


def pin(number: int | None = None, known_on: date | None = None) -> Pin:
    """Pin an edition: the one of a number, the newest of a day, or the newest.

    One query. NoSuchEditionError where there is none such.
    """
    newest = Edition.objects.order_by("-number")
    redactions = Change.objects.filter(word=ChangeWord.REDACTED)
    last = redactions.order_by("-edition_id").values("edition__published")[:1]
    wanted = newest.annotate(
        newest=newest.values("number")[:1],
        redacted=last,
    )
    if number is not None:
        wanted = wanted.filter(number=number)
    if known_on is not None:
        wanted = wanted.filter(published__date__lte=known_on)
    edition = wanted.first()
    if edition is not None:
        return Pin(edition, edition.newest, edition.redacted)
    if number is None and known_on is None:
        return Pin(None, 0)
    what = f"number {number}" if number is not None else f"known on {known_on}"
    msg = f"there is no edition {what}"
    raise NoSuchEditionError(msg)
