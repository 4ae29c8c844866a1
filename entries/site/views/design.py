"""The page that shows every component, for those who build on the site."""

from django.http import HttpResponse

from entries.pages import samples
from entries.site.visits import Visit, page

SCALE = ("h1", "h2", "h3", "lead", "body", "data", "small")
COLOURS = (
    *("paper", "raised", "ink", "quiet", "rule", "strong-rule", "accent", "land"),
    *("chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"),
)


@page
def design(visit: Visit) -> HttpResponse:
    page = {"facts": samples.facts(), "glances": samples.glances()}
    context = {"page": page, "scale": SCALE, "colours": COLOURS, "is_sample": True}
    return visit.show("design.html", context)
