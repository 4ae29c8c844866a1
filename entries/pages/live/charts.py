"""Charts in texts: those of the insights, narrowed to what a text speaks of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from entries.pages import insights as drawn
from entries.pages import matrix as instruments
from entries.pages.charts.chart import Chart
from entries.pages.choices import Choices
from entries.pages.links import Links
from entries.pages.maps import places
from entries.pages.maps.drawing import Map
from entries.record import insights as asked
from entries.record.asked import OF_EXERCISES, OF_STATES, Question, filtered
from entries.record.filters import FILTERS
from entries.record.listing import Listing, ListingRows
from entries.record.matrix import MatrixFilter, roles
from entries.record.neighbours import Neighbour
from entries.record.places import held_places
from entries.record.states import held
from entries.vocabulary import EntryKind

Named = Mapping[str, Neighbour]


@dataclass(frozen=True)
class Drawn:
    """A chart, a map or a matrix as a text shows it, and where more of it is."""

    name: str
    """Its own on the page: two of one sort may stand there."""
    title: str
    said: str
    page_url: str
    """The page of the insights with the whole of it."""
    csv_url: str
    list_url: str = ""
    """The exercises that it is of, as a list."""
    chart: Chart | None = None
    map: Map | None = None
    rows: tuple[places.Row, ...] = ()
    """The table of a map."""
    matrix: instruments.Matrix | None = None
    sorts: Mapping[str, str] | None = None
    """The words for what is known of a state and an instrument."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        if self.matrix:
            return not (self.matrix.rows and self.matrix.states)
        return self.chart.is_empty if self.chart else not self.map


@dataclass(frozen=True)
class Drawing:
    """Draws the charts of one page; what several of them need is asked once."""

    edition: int
    links: Links
    last: date

    @cached_property
    def named(self) -> Named:
        return asked.named(self.edition)

    @cached_property
    def pairs(self) -> dict[tuple[str, str], int]:
        return asked.together(self.edition)

    def drawn(self, question: Question, name: str) -> Drawn:
        """The answer to a question that can be asked."""
        made = MAKING[question.name](self, question, name)
        if narrowed := self._narrowed(question):
            words = _("Shown: %(what)s.") % {"what": narrowed}
            made = replace(made, said=f"{made.said} {words}".strip())
        return made

    def _narrowed(self, question: Question) -> str:
        """What a chart is narrowed to, in words."""
        if not question.pairs:
            return ""
        if question.name in OF_STATES:
            states = dict.fromkeys(question.all("state"))
            known = (self.links.named(key, self.named.get(key)) for key in states)
            return ", ".join(link.text for link in known)
        is_of_exercises = question.name in OF_EXERCISES
        filters = FILTERS[EntryKind.EXERCISE] if is_of_exercises else MatrixFilter
        given = dict(question.pairs)
        form = filters(question.data, queryset=Listing.objects.none()).form
        chips = Choices(form, "", given, self.links, self.named).chips(given)
        return "; ".join(f"{chip.label}: {chip.words}" for chip in chips)

    def participation(self, question: Question, name: str) -> Drawn:
        states = question.all("state")
        taken = [
            row for row in asked.taken(self.edition) if not states or row.key in states
        ]
        said = _(
            "In how many exercises held a state was host, participant or observer; one "
            "that lasted into another year counts in both."
        )
        chart = drawn.participation(taken, self.named, self.links)
        return self._of_chart(replace(chart, said=said), name, "participation")

    def together(self, question: Question, name: str) -> Drawn:
        states = question.all("state")
        pairs = {
            pair: n
            for pair, n in self.pairs.items()
            if not states or set(pair) <= set(states)
        }
        said = _(
            "In how many exercises held two states both took part, as hosts, "
            "participants or observers."
        )
        chart = drawn.together(pairs, self.named, self.links)
        return self._of_chart(replace(chart, said=said), name, "together")

    def membership(self, question: Question, name: str) -> Drawn:
        states = question.all("state")
        named = {
            key: one for key, one in self.named.items() if not states or key in states
        }
        said = _("How each state stood to the organization.") if states else ""
        chart = drawn.membership(named, self.links, self.last)
        chart = replace(chart, said=said or chart.said)
        return self._of_chart(chart, name, "membership")

    def by_year(self, question: Question, name: str) -> Drawn:
        chart = drawn.by_year(
            asked.exercises_of(self._exercises(question)),
            self.links,
            {key: value for key, value in question.pairs if key != "year"},
        )
        return self._of_exercises(chart, name, "timeline", question)

    def timeline(self, question: Question, name: str) -> Drawn:
        exercises = asked.exercises_of(self._exercises(question))
        chart = drawn.events(exercises, self.named, self.links)
        title = _("Exercises") if question.pairs else chart.title
        chart = replace(chart, title=title)
        return self._of_exercises(chart, name, "timeline", question)

    def scale(self, question: Question, name: str) -> Drawn:
        exercises = asked.exercises_of(self._exercises(question))
        chart = drawn.scale(exercises, self.named, self.links)
        return self._of_exercises(chart, name, "scale", question)

    def places(self, question: Question, name: str) -> Drawn:
        rows = filtered(question, held(self.edition), EntryKind.EXERCISE)
        found = places.places(held_places(rows).sites)
        # The page of the map knows two of the filters.
        ours = [pair for pair in question.pairs if pair[0] in ("series", "decade")]
        query = urlencode(ours)
        return Drawn(
            name,
            _("Places at which exercises were held"),
            "",
            self.links.asking(self.links.to("places"), query),
            self.links.asking(self.links.to("places-file"), query),
            self._list(question),
            map=places.places_map(found, self.named, self.links, name),
            rows=tuple(places.rows(found, self.named, self.links)),
        )

    def matrix(self, question: Question, name: str) -> Drawn:
        frameworks = Listing.objects.shown(self.edition).of(EntryKind.FRAMEWORK)
        narrowed = MatrixFilter(question.data, queryset=frameworks)
        rows: Any = narrowed.qs
        chosen = narrowed.form.cleaned_data
        query = urlencode(question.pairs)
        made = instruments.matrix(
            drawn.cut(asked.instruments(rows))[0],
            self.named,
            self.links,
            roles(chosen["standing"]) if chosen["standing"] else (),
            chosen["on"],
        )
        return Drawn(
            name,
            _("Who signed and ratified what"),
            _("Instruments by states. Each letter leads to the date and its sources."),
            self.links.asking(self.links.to("matrix"), query),
            self.links.asking(self.links.to("matrix-csv"), query),
            matrix=made,
            sorts=instruments.sort_words(),
        )

    def _exercises(self, question: Question) -> ListingRows:
        rows = Listing.objects.shown(self.edition).of(EntryKind.EXERCISE)
        return filtered(question, rows, EntryKind.EXERCISE)

    def _list(self, question: Question) -> str:
        return self.links.filtered(EntryKind.EXERCISE, **dict(question.pairs))

    def _of_chart(self, chart: Chart, name: str, insight: str) -> Drawn:
        return Drawn(
            name,
            chart.title,
            chart.said,
            self.links.to("insight", insight=insight),
            self.links.to("insight-csv", insight=insight),
            chart=replace(chart, name=name),
        )

    def _of_exercises(
        self, chart: Chart, name: str, insight: str, question: Question
    ) -> Drawn:
        made = self._of_chart(chart, name, insight)
        return replace(made, list_url=self._list(question))


MAKING: dict[str, Callable[[Drawing, Question, str], Drawn]] = {
    "participation": Drawing.participation,
    "together": Drawing.together,
    "membership": Drawing.membership,
    "by-year": Drawing.by_year,
    "timeline": Drawing.timeline,
    "scale": Drawing.scale,
    "places": Drawing.places,
    "matrix": Drawing.matrix,
}
