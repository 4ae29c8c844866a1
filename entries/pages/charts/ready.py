"""Charts that the pages of entries show, made from what those pages have at hand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from entries.documents.facts import Evidence
from entries.pages.charts.bars import Bars, Figure, bars
from entries.pages.charts.chart import Sign
from entries.pages.charts.columns import Columns, columns
from entries.pages.charts.spans import Row, Span, Spans, spans
from entries.pages.links import Link, Links, Named
from entries.vocabulary import StandingRole

Document = dict[str, Any]

LETTERS = {
    StandingRole.FOUNDER: pgettext_lazy("letter of a standing", "F"),
    StandingRole.MEMBER: pgettext_lazy("letter of a standing", "M"),
    StandingRole.OBSERVER: pgettext_lazy("letter of a standing", "O"),
    StandingRole.DIALOGUE_PARTNER: pgettext_lazy("letter of a standing", "D"),
    StandingRole.PARTNER: pgettext_lazy("letter of a standing", "P"),
    StandingRole.FORMER: pgettext_lazy("letter of a standing", "X"),
}
"""The letter of each standing, its pattern by its place."""


def standing_sign(role: str) -> Sign:
    """The pattern and the letter of a standing."""
    known = StandingRole(role)
    return Sign(list(LETTERS).index(known) + 1, str(known.label), str(LETTERS[known]))


def standing_row(document: Document, link: Link, note: str = "") -> Row:
    """How a state stood to the organization, as a row of spans."""
    found = (
        Span(
            standing_sign(row["role"]),
            row["from"],
            row["to"],
            f"{link.url}#fact-standing.{row['key']}" if link.url else "",
        )
        for row in document["standing"]
    )
    return Row(link, tuple(found), note)


def standing(
    document: Document, link: Link, last: date, *, day: date | None = None
) -> Spans:
    """A state's standing through time, until the day of the edition that is read."""
    row = standing_row(document, link)
    words = "; ".join(span.words for span in row.spans)
    return spans(
        "standing",
        _("Standing in the organization through time"),
        f"{words}." if words else "",
        [row],
        last=last,
        head=_("State"),
        day=day,
    )


def exercises_by_year(
    exercises: Iterable[tuple[str, bool]], *, name: str = "exercises-by-year"
) -> Columns:
    """Exercises by the year in which they began: pairs of a start and whether held."""
    held: Counter[int] = Counter()
    unsure: Counter[int] = Counter()
    for start, is_held in exercises:
        if start:
            (held if is_held else unsure)[int(start[:4])] += 1
    groups = [(_("held"), held)]
    if unsure:
        groups.append((_("no source that it was held"), unsure))
    return columns(
        name,
        _("Exercises by year"),
        _("By the year in which each began."),
        groups,
    )


def claims(document: Document, fact: str) -> tuple[float, ...]:
    """The other numbers that sources give for a fact."""
    found = {row["value"] for row in Evidence(document).against(fact)}
    return tuple(
        sorted(
            value
            for value in found
            if isinstance(value, int | float) and not isinstance(value, bool)
        )
    )


def contingents(document: Document, names: Mapping[str, Named], links: Links) -> Bars:
    """How many each state sent to an exercise, the most first, with disputed values."""
    rows = [row for row in document["participants"] if row["personnel"]]
    figures = [
        Figure(
            links.named(row["state"], names.get(row["state"])),
            row["personnel"],
            claims(document, f"participants.{row['state']}.personnel"),
        )
        for row in sorted(rows, key=lambda row: (-row["personnel"], row["state"]))
    ]
    return bars(
        "contingents",
        _("Contingents"),
        _("How many each state sent, where a source gives a number."),
        figures,
        head=_("State"),
    )


def scale(figures: Sequence[Figure], *, name: str = "scale") -> Bars:
    """How many took part in each of some exercises, on an axis of powers of ten."""
    return bars(
        name,
        _("Personnel"),
        _("How many took part in all, where a source gives a number."),
        figures,
        head=_("Exercise"),
        is_ratio=True,
    )
