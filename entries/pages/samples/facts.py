"""Made-up facts, one of each standing, and what a page tells at a glance."""

from django.utils.translation import gettext as _

from entries.pages.citing import Mark
from entries.pages.facts import Other, ShownFact
from entries.pages.glance import Glance
from entries.pages.values import Value


def _marks(*numbers: int) -> tuple[Mark, ...]:
    name = _("A publisher")
    return tuple(Mark(n, _("The title of a source"), f"{name} {n}") for n in numbers)


def facts() -> tuple[ShownFact, ...]:
    """A fact of each standing."""
    return (
        ShownFact(
            "sample-verified",
            _("A verified fact"),
            Value("date", "2001-06-15"),
            "verified",
            _marks(1, 2),
        ),
        ShownFact(
            "sample-single",
            _("A fact from one source"),
            Value("text", _("Words of a fact")),
            "unverified",
            _marks(2),
        ),
        ShownFact(
            "sample-disputed",
            _("A disputed number"),
            Value("number", 4000),
            "disputed",
            _marks(1),
            (
                Other(Value("number", 6000), _marks(3)),
                Other(Value("number", 7000), _marks(2)),
            ),
        ),
        ShownFact(
            "sample-unsourced", _("A fact without a source"), Value("none"), "unsourced"
        ),
    )


def glances() -> tuple[Glance, ...]:
    """What a page tells at a glance."""
    return (
        Glance(_("When"), Value("text", "9–17 August 2007"), "sample-verified"),
        Glance(
            _("Personnel"),
            Value("number", 4000),
            "sample-disputed",
            _("sources give 4,000 to 7,000"),
        ),
        Glance(_("States that took part"), Value("number", 6), "sample-single"),
    )
