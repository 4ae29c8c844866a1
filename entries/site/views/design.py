"""The page that shows every component, for those who build on the site."""

from django.http import HttpResponse

from entries.pages.samples import facts, pictures
from entries.site.visits import Visit, page

SCALE = ("h1", "h2", "h3", "lead", "body", "data", "small")
COLOURS = (
    *("paper", "raised", "ink", "quiet", "rule", "strong-rule", "accent", "land"),
    *("chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"),
)


@page
def design(visit: Visit) -> HttpResponse:
    context = {
        "page": {"facts": facts.facts(), "glances": facts.glances()},
        "charts": pictures.charts(),
        "map": pictures.a_map(visit.language),
        "scale": SCALE,
        "colours": COLOURS,
        "is_sample": True,
    }
    return visit.show("design.html", context)
