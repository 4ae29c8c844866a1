"""Values as words: dates by their precision, numbers, links."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from entries.dates import PartialDate
from entries.pages.links import Link, tongue
from entries.pages.values import Value

MONTHS = (
    gettext_lazy("January"),
    gettext_lazy("February"),
    gettext_lazy("March"),
    gettext_lazy("April"),
    gettext_lazy("May"),
    gettext_lazy("June"),
    gettext_lazy("July"),
    gettext_lazy("August"),
    gettext_lazy("September"),
    gettext_lazy("October"),
    gettext_lazy("November"),
    gettext_lazy("December"),
)
"""Django looks for its names of months here first: in Russian they are in small."""


def partial_date(text: str, *, is_inside: bool = False) -> str:
    """A date by its precision: 9 August 2007, August 2007, 2007 (uncertain).

    Inside a sentence, behind "since" or "until", it may have a form of its own.
    """
    when = PartialDate.parse(text)
    return _doubt(_written(when, is_inside=is_inside), uncertain=when.uncertain)


def day(when: date) -> str:
    """A day, or the day of a moment."""
    return str(formats.date_format(when, pgettext("form of a day", "j F Y")))


def date_range(start: str | None, end: str | None) -> str:
    """Two dates as shortly as they allow: 9–17 August 2007."""
    if not start or not end or start == end:
        return partial_date(start or end or "") if start or end else ""
    first, last = PartialDate.parse(start), PartialDate.parse(end)
    if first.uncertain != last.uncertain:
        return f"{partial_date(start)} – {partial_date(end)}"
    return _doubt(_span(first, last), uncertain=first.uncertain)


def _span(first: PartialDate, last: PartialDate) -> str:
    same_year = first.year == last.year and first.precision == last.precision
    if not same_year or not first.month:
        return f"{_written(first)} – {_written(last)}"
    if not first.day:
        form = pgettext("form of months of one year", "F – F Y")
    elif first.month == last.month:
        form = pgettext("form of days of one month", "j–j F Y")
    else:
        form = pgettext("form of days of one year", "j F – j F Y")
    # A dash parts the form of the first date from the form of the last.
    before, after = form.split("–")
    return "–".join(
        (
            formats.date_format(first.first, before),
            formats.date_format(last.first, after),
        )
    )


def _written(when: PartialDate, *, is_inside: bool = False) -> str:
    if when.precision == "day":
        return day(when.first)
    if when.precision == "month" and is_inside:
        form = pgettext("form of a month inside a sentence", "F Y")
    elif when.precision == "month":
        form = pgettext("form of a month", "F Y")
    elif is_inside:
        form = pgettext("form of a year inside a sentence", "Y")
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
    if lang := foreign(to.lang):
        words = format_html('<span lang="{}">{}</span>', lang, to.text)
    if to.url:
        return format_html('<a href="{}">{}</a>', to.url, words)
    return gone(words, to)


def foreign(language: str) -> str:
    """The language of a text, where it is not that of the page."""
    return "" if language == (get_language() or "en")[:2] else language


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


def spoken(text: str, language: str = "") -> SafeString:
    """A text, marked with its language where that is not the page's."""
    if lang := foreign(language or tongue(text)):
        return format_html('<span lang="{}">{}</span>', lang, text)
    return format_html("{}", text)


def _plain(shown: Value) -> SafeString:
    if isinstance(shown.raw, str):
        return spoken(shown.raw, shown.lang)
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
