"""All that the page of an entry shows, put together at one edition of the record.

The readers' pages come from here, and so does an editor's preview.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page

from entries.documents.kinds import PLURALS
from entries.pages import around, participation, pictures, prose, resting
from entries.pages.entry import EntryPage, entry_page
from entries.pages.links import Link, Links
from entries.pages.live.answers import Answers
from entries.pages.live.asking import answers
from entries.pages.maps.exercise import exercise_map
from entries.pages.maps.locator import locator
from entries.pages.naming import needed, of_figures
from entries.pages.values import Shower
from entries.record import neighbours, series, states
from entries.record.listing import SPEAKS_OF
from entries.record.neighbours import Neighbour

Document = dict[str, Any]

FACTS_A_PAGE = 200


@dataclass(frozen=True)
class Asking:
    """What a page is asked for."""

    edition: int
    links: Links
    day: date | None
    last: date
    """The day until which time is drawn: that of the edition."""
    part: Callable[[Any, int], Page[Any]]
    """The part of a long list that is asked for."""

    def names(
        self, keys: set[str], facts: Iterable[str] = (), whole: Iterable[str] = ()
    ) -> dict[str, Neighbour]:
        """The entries of those keys, as `neighbours.mentioned` knows them."""
        return neighbours.mentioned(keys, self.edition, facts, whole)

    def answers(self, counts: Iterable[str], charts: Iterable[str]) -> Answers:
        """What the record says to live counts and charts of texts."""
        return answers(counts, charts, self.edition, self.links, self.last)


def composed(
    document: Document, html: Mapping[str, str], asking: Asking
) -> dict[str, Any]:
    """What the template of a kind is given of a document and its rendered texts."""
    kind = document["kind"]
    html = prose.shown(html, asking.links.language)
    wanted = needed(document, html)
    about = AROUND[kind](asking, document, wanted.keys)
    whole = about.get("whole", set())
    names: dict[str, Neighbour] = {}
    if keys := wanted.keys | whole:
        names = asking.names(keys, wanted.all_facts, whole)
    if keys := of_figures(wanted, names):
        names = names | asking.names(keys)
    said = asking.answers(wanted.counts, wanted.charts)
    shown = entry_page(document, names, html, asking.links, said)
    context = _finished(asking, document, shown, names, about)
    return context | {"kind": kind, "page": shown, "document": document}


def _pointing(asking: Asking, document: Document, _keys: set[str]) -> dict[str, Any]:
    key = document["key"]
    series = key if document["kind"] == "series" else document.get("series")
    also = [(SPEAKS_OF, key), *([("series", series)] if series else [])]
    return {"pointing": neighbours.pointing_here(key, asking.edition, *also)}


def _of_state(asking: Asking, document: Document, keys: set[str]) -> dict[str, Any]:
    key = document["key"]
    about = neighbours.about_state(key, asking.edition, around.MOST + 1)
    partners = states.partners(key, asking.edition, around.PARTNERS)
    keys |= {partner for partner, _ in partners}
    return {
        **_pointing(asking, document, keys),
        "about": about,
        "partners": partners,
    }


def _of_series(asking: Asking, document: Document, keys: set[str]) -> dict[str, Any]:
    about = _pointing(asking, document, keys)
    rows = [one.listing for one in about["pointing"] if one.word == "series"]
    newest = rows[-around.MOST :]
    taken = series.parts(listing.pk for listing in newest)
    keys |= {state for states in taken.values() for state in states}
    # Their documents tell what other sources say of the number of personnel.
    return about | {"taken": taken, "whole": {listing.key for listing in newest}}


def _of_source(asking: Asking, document: Document, keys: set[str]) -> dict[str, Any]:
    rows = neighbours.resting_on(document["key"], asking.edition)
    part = asking.part(rows, FACTS_A_PAGE)
    keys |= resting.keys(part.object_list)
    whole = {mention.listing.key for mention in part.object_list}
    return {"part": part, "whole": whole}


AROUND = {
    "state": _of_state,
    "series": _of_series,
    "exercise": _pointing,
    "framework": _pointing,
    "topic": _pointing,
    "source": _of_source,
}
"""What each kind's page asks the record for, beside the document and its names."""


def _finished(
    asking: Asking,
    document: Document,
    shown: EntryPage,
    names: dict[str, Neighbour],
    about: dict[str, Any],
) -> dict[str, Any]:
    """What was asked for, as the template shows it."""
    links, key = asking.links, document["key"]
    context: dict[str, Any] = {"day": asking.day}
    if "part" in about:
        part = about["part"]
        context["part"] = part
        context["resting"] = resting.resting(part.object_list, names, links)
        return context
    pointing = about["pointing"]
    context["groups"] = around.groups(pointing, links)
    context["topics"] = around.topics(pointing, links)
    if shown.kind == "series":
        context["exercises"] = around.in_series(key, pointing, links)
        newest = [one for one in pointing if one.word == "series"][-around.MOST :]
        context["participation"] = participation.participation(
            newest, about["taken"], names, links
        )
        context["roles"] = participation.key()
        context["pictures"] = pictures.of_series(
            newest, names, links, context["exercises"]
        )
    elif shown.kind == "exercise":
        context["before"], context["after"] = around.beside(key, pointing, links)
        context["pictures"] = pictures.of_exercise(document, names, links)
        context["map"] = exercise_map(document, names, links)
    elif shown.kind == "state":
        for plural in ("exercises", "frameworks"):
            kind = PLURALS[plural].kind
            context[plural] = around.parts(key, kind, about["about"], links)
        context["partners"] = around.partners(key, about["partners"], names, links)
        context["pictures"] = pictures.of_state(
            document, _self(shown, document, links), context["exercises"], asking.last
        )
        context["partner_pictures"] = pictures.of_partners(context["partners"])
        context["locator"] = locator(key, shown.title.text, names, links)
        context["standing"] = asking.day and around.state_on(document, asking.day)
    elif shown.kind == "framework" and asking.day:
        shower = Shower("framework", names, links)
        context["parties"] = around.framework_on(document, asking.day, shower)
    drawn = context.get("pictures", ())
    context["pictures"] = pictures.with_data(drawn, key, links)
    return context


def _self(shown: EntryPage, document: Document, links: Links) -> Link:
    """The link of an entry to its own page."""
    url = links.entry(shown.kind, document["address"])
    return Link(shown.title.text, shown.title.lang, url)
