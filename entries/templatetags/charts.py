"""One tag that shows any chart: drawing, key, table, file, citation."""

from typing import Any

from django import template

from entries.pages.charts.chart import Chart
from entries.templatetags.showing import to_cite

register = template.Library()


@register.inclusion_tag("charts/figure.html", takes_context=True)
def chart(
    context: template.Context, chart: Chart, *, is_titled: bool = False
) -> dict[str, Any]:
    """A chart with all that belongs to it: `{% chart standing %}`.

    `is_titled` where a heading of the page says already what it is.
    """
    return {"chart": chart, "cite_url": to_cite(context), "is_titled": is_titled}


@register.inclusion_tag("charts/figure.html")
def small_chart(chart: Chart) -> dict[str, Any]:
    """A chart's drawing and key alone, where another page has the rest."""
    return {"chart": chart, "is_small": True, "is_titled": True}
