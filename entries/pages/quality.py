"""How well the record stands, as the page that tells it shows it."""

from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entries.pages.charts.chart import Cell, Table
from entries.pages.charts.scales import percent
from entries.pages.labels import PLURALS
from entries.pages.links import Links
from entries.record.quality import Cell as Place
from entries.record.quality import Standing, together

STANDS = ("verified", "unverified", "disputed", "unsourced")
"""The parts that make up all facts, in the order of a bar."""
BESIDE = ("single", "overdue")
"""What is said of facts besides."""
YEARLY = ("exercise", "framework")
"""The kinds whose entries have a year of their own."""


@dataclass(frozen=True)
class Share:
    """A number of facts and which part it is of all of its group."""

    word: str
    facts: int
    percent: str
    """As it is told, in the page's language."""
    width: str
    x: str
    """How long it is in the bar, and where it begins."""


@dataclass(frozen=True)
class Row:
    """One group of facts."""

    label: str
    url: str
    facts: int
    stands: tuple[Share, ...]
    beside: tuple[Share, ...]


def total(standings: dict[Place, Standing]) -> Row:
    """All facts of the record."""
    found = together(standings, lambda _place: "")
    return _row(_("All facts"), "", found.get("", Standing()))


def by_kind(standings: dict[Place, Standing], links: Links) -> list[Row]:
    """The facts of each kind of entry that has any."""
    found = together(standings, lambda place: place[0])
    return [
        _row(str(label), links.filtered(kind), found[kind])
        for kind, label in PLURALS.items()
        if kind in found
    ]


def by_year(standings: dict[Place, Standing]) -> list[Row]:
    """The facts of exercises and frameworks by the year of the entry."""
    dated = {place: one for place, one in standings.items() if place[0] in YEARLY}
    found = together(dated, lambda place: place[1])
    return [_row(year or _("no year"), "", found[year]) for year in sorted(found)]


def table(standings: dict[Place, Standing]) -> Table:
    """All numbers as a table of its own, one row for a kind and a year."""
    heads = (_("Kind"), _("Year"), _("Facts"), *words().values())
    rows = []
    for (kind, year), one in sorted(standings.items()):
        counts = (getattr(one, name) for name in ("facts", *STANDS, *BESIDE))
        cells = (Cell(str(n), raw=n) for n in counts)
        rows.append((Cell(kind), Cell(year), *cells))
    return Table(heads, tuple(rows))


def words() -> dict[str, str]:
    """The words for how facts stand, in the order of the columns."""
    return {
        "verified": _("Verified"),
        "unverified": _("Sourced, not yet verified"),
        "disputed": _("Sources disagree"),
        "unsourced": _("No source found"),
        "single": _("A single source"),
        "overdue": _("Overdue for another check"),
    }


def _row(label: str, url: str, one: Standing) -> Row:
    stands, reached = [], 0
    for name in STANDS:
        stands.append(_share(name, one, reached))
        reached += getattr(one, name)
    beside = tuple(_share(name, one, 0) for name in BESIDE)
    return Row(label, url, one.facts, tuple(stands), beside)


def _share(name: str, one: Standing, before: int) -> Share:
    n = getattr(one, name)
    part, left = (count / one.facts if one.facts else 0 for count in (n, before))
    return Share(name, n, _told(part), percent(part), percent(left))


def _told(part: float) -> str:
    return pgettext("form of a share", "%(n)s%%") % {
        "n": formats.number_format(100 * part, 1)
    }
