"""What a reader wants to know first of an entry: a few facts in large type.

Each leads to its place on the page, where its sources stand.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entries.pages import formatting, labels
from entries.pages.facts import ShownFact
from entries.pages.values import NONE, Value
from entries.vocabulary import Outcome, StandingRole, Verification

Document = dict[str, Any]
Known = dict[str, ShownFact]
FEW = 3
"""How many names stand in one glance; of more the number is told."""


@dataclass(frozen=True)
class Glance:
    """One fact in large type."""

    label: str
    value: Value
    anchor: str
    note: str = ""


def glances(document: Document, facts: tuple[ShownFact, ...]) -> tuple[Glance, ...]:
    """What is told at a glance, in the order of the page; nothing that is not known."""
    known = {fact.name: fact for fact in facts}
    of_kind = BY_KIND.get(document["kind"])
    found = of_kind(document, known) if of_kind else iter(())
    return tuple(one for one in found if one.value)


def _exercise(document: Document, known: Known) -> Iterator[Glance]:
    when = formatting.date_range(document["start"], document["end"])
    held = document["outcome"] == Outcome.HELD
    word = "" if held else str(Outcome(document["outcome"]).label)
    disputed = [name for name in ("start", "end") if _is_disputed(known.get(name))]
    note = "; ".join(filter(None, (word, _("sources disagree") if disputed else "")))
    yield Glance(_("When"), _text(when), (*disputed, "start")[0], note)
    yield _few(known.get("hosts"))
    yield _personnel(known.get("personnel"))
    yield _rows(_("States that took part"), document, "participants")
    yield _few(known.get("series"))


def _personnel(fact: ShownFact | None) -> Glance:
    if fact is None:
        return Glance("", NONE, "")
    note = ""
    if fact.reach:
        least, most = map(formatting.number, fact.reach)
        note = _("sources give %(least)s to %(most)s") % {"least": least, "most": most}
    return Glance(fact.label, fact.value, fact.name, note)


def _state(document: Document, known: Known) -> Iterator[Glance]:
    for row in document["standing"]:
        if not row["to"]:
            note = _since(row["from"]) if row["from"] else ""
            words = Value("words", row["role"], (str(StandingRole(row["role"]).label),))
            yield Glance(_("Standing"), words, f"standing.{row['key']}", note)
    yield _few(known.get("capital"))
    yield _few(known.get("region"))


def _since(text: str) -> str:
    date = formatting.partial_date(text, is_inside=True)
    return _("since %(date)s") % {"date": date}


def _framework(document: Document, known: Known) -> Iterator[Glance]:
    for name in ("signed", "in_force", "binding", "status"):
        yield _few(known.get(name))
    yield _rows(str(labels.field("parties")), document, "parties")


def _series(_: Document, known: Known) -> Iterator[Glance]:
    for name in ("auspices", "first_year"):
        yield _few(known.get(name))


def _source(_: Document, known: Known) -> Iterator[Glance]:
    for name in ("publisher", "published", "source_type", "language"):
        yield _few(known.get(name))


BY_KIND: dict[str, Callable[[Document, Known], Iterator[Glance]]] = {
    "state": _state,
    "series": _series,
    "exercise": _exercise,
    "framework": _framework,
    "source": _source,
}


def _few(fact: ShownFact | None) -> Glance:
    """A fact as it is; of many names their number."""
    if fact is None:
        return Glance("", NONE, "")
    note = _("sources disagree") if _is_disputed(fact) else ""
    many = len(fact.value.links)
    if many > FEW:
        words = ngettext("%(n)s state", "%(n)s states", many) % {"n": many}
        return Glance(fact.label, _text(words), fact.name, note)
    return Glance(fact.label, fact.value, fact.name, note)


def _is_disputed(fact: ShownFact | None) -> bool:
    return fact is not None and fact.verification == Verification.DISPUTED


def _rows(label: str, document: Document, name: str) -> Glance:
    many = len(document[name])
    return Glance(label, Value("number", many) if many else NONE, name)


def _text(words: str) -> Value:
    return Value("text", words) if words else NONE
