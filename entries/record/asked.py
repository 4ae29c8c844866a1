"""What texts ask of the record, a count of a list or a chart: what can be asked.

A question is written as the address of a list is, `exercises?host=CHN&outcome=held`;
a count and a chart of exercises take the filters of that list.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from django import forms
from django.http import QueryDict

from entries.documents.kinds import PLURALS
from entries.documents.kinds.base import PROSE
from entries.documents.text import marks
from entries.record.filters import FILTERS, MALFORMED, STATE
from entries.record.listing import Listing, ListingRows
from entries.record.matrix import MatrixFilter
from entries.vocabulary import EntryKind

LEFT_OUT = ("q", "order")
"""Filters of lists that no count goes by: words, and what changes no number."""
SEVERAL = ("state",)
"""Parameters of charts of states that may stand more than once."""
MOST_STATES = 12
NAMING = ("state", "host", "series", "source")
"""Parameters whose values are keys of entries."""

OF_STATES = ("participation", "together", "membership")
OF_EXERCISES = ("timeline", "by-year", "scale", "places")
OF_INSTRUMENTS = ("matrix",)
CHARTS = (*OF_STATES, *OF_EXERCISES, *OF_INSTRUMENTS)
"""The charts that a text may ask for, by what they are narrowed by."""


@dataclass(frozen=True)
class Question:
    """What is asked: a list or a chart, and its parameters in their order."""

    name: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def data(self) -> QueryDict:
        """The parameters as a form reads them."""
        found = QueryDict(mutable=True)
        for name, value in self.pairs:
            found.appendlist(name, value)
        return found

    @property
    def keys(self) -> tuple[str, ...]:
        """The entries that it names."""
        return tuple(value for name, value in self.pairs if name in NAMING)

    def all(self, name: str) -> tuple[str, ...]:
        """The values of one parameter."""
        return tuple(value for one, value in self.pairs if one == name)


class StatesForm(forms.Form):
    """Charts of states, narrowed to some of them."""

    state = forms.RegexField(
        STATE, required=False, error_messages={"invalid": MALFORMED[STATE]}
    )


def question(place: str) -> Question:
    """A question as it stands in a text, whether it can be asked or not."""
    name, _, query = place.partition("?")
    return Question(name, tuple(parse_qsl(query, keep_blank_values=True)))


def faults(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What the texts of a document ask that cannot be asked: field and fault."""
    for name in PROSE:
        if "{{" not in document[name]:
            continue
        named = marks(document[name])
        for place in named.counts:
            yield from (
                (name, f"{{{{count {place}}}}}: {why}") for why in uncounted(place)
            )
        for place in named.charts:
            yield from (
                (name, f"{{{{chart {place}}}}}: {why}") for why in undrawn(place)
            )
            if name.startswith("summary"):
                yield name, f"{{{{chart {place}}}}}: a summary has no charts"


def uncounted(place: str) -> list[str]:
    """Why a count cannot be given; nothing where it can."""
    asked = question(place)
    if asked.name not in PLURALS:
        return [f"there is no list {asked.name}; there are {', '.join(PLURALS)}"]
    return _of_list(asked, PLURALS[asked.name].name)


def undrawn(place: str) -> list[str]:
    """Why a chart cannot be drawn; nothing where it can."""
    asked = question(place)
    if asked.name in OF_STATES:
        return _of_states(asked)
    if asked.name in OF_EXERCISES:
        return _of_list(asked, EntryKind.EXERCISE)
    if asked.name in OF_INSTRUMENTS:
        return _of_form(asked, MatrixFilter(asked.data, queryset=_nothing()).form)
    return [f"there is no chart {asked.name}; there are {', '.join(CHARTS)}"]


def counted(asked: Question, edition: int) -> ListingRows:
    """The entries that a count counts: those that the list shows."""
    kind = PLURALS[asked.name].name
    return filtered(asked, Listing.objects.shown(edition).of(kind), kind)


def filtered(asked: Question, rows: ListingRows, kind: str) -> ListingRows:
    """Some entries of a kind, narrowed as a question asks."""
    return cast("ListingRows", FILTERS[kind](asked.data, queryset=rows).qs)


def _nothing() -> ListingRows:
    return Listing.objects.none()


def _of_list(asked: Question, kind: str) -> list[str]:
    form = FILTERS[kind](asked.data, queryset=_nothing()).form
    return _of_form(asked, form, LEFT_OUT)


def _of_states(asked: Question) -> list[str]:
    states = asked.all("state")
    if len(states) > MOST_STATES:
        return [f"it names {len(states)} states, and may name {MOST_STATES}"]
    found = _of_form(asked, StatesForm(), several=SEVERAL)
    for state in dict.fromkeys(states):
        form = StatesForm({"state": state})
        found += [
            f"state={state}: {' '.join(map(str, w))}" for w in form.errors.values()
        ]
    return found


def _of_form(
    asked: Question,
    form: forms.Form,
    without: tuple[str, ...] = (),
    several: tuple[str, ...] = (),
) -> list[str]:
    """What is wrong with the names of parameters, then with their values."""
    known = [name for name in form.fields if name not in without]
    times = Counter(name for name, _ in asked.pairs)
    listed = ", ".join(known) or "none"
    found = [
        f"{name} is no filter here; there are {listed}"
        for name in times
        if name not in known
    ]
    found += [
        f"{name} stands {n} times"
        for name, n in times.items()
        if n > 1 and name not in several
    ]
    empty = [name for name, value in asked.pairs if not value.strip()]
    found += [f"{name} has no value" for name in empty]
    if not found and form.is_bound and not form.is_valid():
        found += [
            f"{name}={asked.data[name]}: {' '.join(map(str, wrong))}"
            for name, wrong in form.errors.items()
        ]
    return found
