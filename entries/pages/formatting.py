"""Values as words: dates by their precision, numbers, links."""

from collections.abc import Callable, Iterable

from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entries.dates import PartialDate
from entries.pages.links import Link
from entries.pages.values import Value


def partial_date(text: str) -> str:
    """A date by its precision: 9 August 2007, August 2007, 2007 (uncertain)."""
    when = PartialDate.parse(text)
    return _doubt(_written(when), uncertain=when.uncertain)


def date_range(start: str | None, end: str | None) -> str:
    """Two dates as shortly as they allow: 9–17 August 2007."""
    if not start or not end or start == end:
        return partial_date(start or end or "") if start or end else ""
    first, last = PartialDate.parse(start), PartialDate.parse(end)
    if first.uncertain != last.uncertain:
        return f"{partial_date(start)} – {partial_date(end)}"
    return _doubt(_span(first, last), uncertain=first.uncertain)


def _span(first: PartialDate, last: PartialDate) -> str:
    # Each in full where a language has rules of its own; English leaves out.
    same_year = first.year == last.year and first.precision == last.precision
    if pgettext("date range", "shorten") != "shorten" or not same_year:
        return f"{_written(first)} – {_written(last)}"
    if first.day and first.month == last.month:
        return f"{first.day}–{_written(last)}"
    if first.day:
        return f"{formats.date_format(first.first, 'j F')} – {_written(last)}"
    if first.month:
        return f"{formats.date_format(first.first, 'F')} – {_written(last)}"
    return _written(last)


def _written(when: PartialDate) -> str:
    if when.precision == "day":
        form = pgettext("form of a day", "j F Y")
    elif when.precision == "month":
        form = pgettext("form of a month", "F Y")
    else:
        form = pgettext("form of a year", "Y")
    return str(formats.date_format(when.first, form))


def _doubt(words: str, *, uncertain: bool) -> str:
    return _("%(date)s (uncertain)") % {"date": words} if uncertain else words


def number(value: float) -> str:
    """A number with the language's separator of thousands."""
    plain = int(value) if value == int(value) else value
    return str(formats.number_format(plain, force_grouping=True))


def link(to: Link) -> SafeString:
    """A link to an entry, or its name and what became of it."""
    words = to.text
    if to.lang and to.lang != "en":
        words = format_html('<span lang="{}">{}</span>', to.lang, to.text)
    if to.url:
        return format_html('<a href="{}">{}</a>', to.url, words)
    return gone(words, to)


def gone(words: str, to: Link) -> SafeString:
    """A name that leads nowhere, and why."""
    why = {
        "draft": _("not published"),
        "redacted": _("redacted"),
        "withdrawn": _("withdrawn"),
    }
    word = why.get(to.gone, _("not in this edition"))
    return format_html('{} <span class="gone">({})</span>', words, word)


def value(shown: Value) -> SafeString:
    """Any value of a fact."""
    return FORMS.get(shown.form, _plain)(shown)


def _plain(shown: Value) -> SafeString:
    if shown.lang:
        return format_html('<span lang="{}">{}</span>', shown.lang, shown.raw)
    return format_html("{}", "" if shown.raw is None else shown.raw)


def _date(shown: Value) -> SafeString:
    machine, words = shown.raw.rstrip("?"), partial_date(shown.raw)
    return format_html('<time datetime="{}">{}</time>', machine, words)


def _row(shown: Value) -> SafeString:
    parts = ((name, value(inner)) for name, inner in shown.columns)
    return format_html_join("; ", "{}: {}", parts)


def external(url: str, words: str = "") -> SafeString:
    """A link out of the site."""
    return format_html('<a href="{}" rel="noopener external">{}</a>', url, words or url)


FORMS: dict[str, Callable[[Value], SafeString]] = {
    "date": _date,
    "row": _row,
    "number": lambda shown: format_html("{}", number(shown.raw)),
    "links": lambda shown: _joined(map(link, shown.links)),
    "words": lambda shown: _joined(shown.words),
    "address": lambda shown: external(shown.raw),
}
"""How each form of a value is written; any other as it is."""


def _joined(parts: Iterable[str]) -> SafeString:
    return format_html_join(", ", "{}", ((part,) for part in parts))
