"""Asking the record all that the texts of a page ask."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from entries.pages import formatting
from entries.pages.links import Links
from entries.pages.live.answers import Answers
from entries.pages.live.charts import Drawing, Drawn
from entries.record.asked import counted, question, uncounted, undrawn
from entries.record.counting import counts


def answers(
    of_counts: Iterable[str],
    of_charts: Iterable[str],
    edition: int,
    links: Links,
    last: date,
) -> Answers:
    """Ask the record; what cannot be asked has no answer.

    One query for all counts. `last` is the day until which time is drawn.
    """
    drawing = Drawing(edition, links, last)
    drawn = {
        place: drawing.drawn(question(place), f"chart-{n}")
        for n, place in enumerate(of_charts, 1)
        if not undrawn(place)
    }
    return Answers(
        _counts(of_counts, edition, links),
        {place: _figure(one, edition, links) for place, one in drawn.items()},
        has_maps=any(one.map for one in drawn.values()),
    )


def _counts(places: Iterable[str], edition: int, links: Links) -> dict[str, SafeString]:
    asked = {place: question(place) for place in places if not uncounted(place)}
    numbers = counts([counted(one, edition) for one in asked.values()])
    return {
        place: format_html(
            '<a class="live-count" href="{}" title="{}">{}</a>',
            links.asking(links.to("list", plural=one.name), urlencode(one.pairs)),
            _("What is counted, as a list"),
            formatting.number(n),
        )
        for (place, one), n in zip(asked.items(), numbers, strict=True)
    }


def _figure(drawn: Drawn, edition: int, links: Links) -> SafeString:
    # The text around it may be in another language than the page.
    context = {"drawn": drawn, "edition": edition, "language": links.language}
    return render_to_string("charts/in_text.html", context)
