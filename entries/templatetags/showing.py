"""Filters and tags of the site's templates: words for values, addresses, choices."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.safestring import SafeString

from entries.documents.kinds import KINDS
from entries.languages import SITE_LANGUAGES
from entries.licence import LICENCE, Licence
from entries.pages import formatting, labels
from entries.pages.links import Link, Links
from entries.pages.values import Value
from entries.vocabulary import Answer, ChangeWord, EntryKind, Verification

register = template.Library()

WORDS = {
    "answer": Answer,
    "change": ChangeWord,
    "kind": EntryKind,
    "verification": Verification,
}


@register.filter
def partial_date(text: str | None) -> str:
    """A date by its precision; nothing where there is none."""
    return formatting.partial_date(text) if text else ""


@register.filter
def date_inside(text: str | None) -> str:
    """The same inside a sentence, behind "since" or "until"."""
    return formatting.partial_date(text, is_inside=True) if text else ""


@register.filter(expects_localtime=True)
def day(when: date | None) -> str:
    """A day, or the day of a moment."""
    return formatting.day(when) if when else ""


@register.simple_tag
def date_range(start: str | None, end: str | None) -> str:
    """A first and a last date."""
    return formatting.date_range(start, end)


@register.filter
def number(value: float | None) -> str:
    """A number with separators of thousands."""
    return "" if value is None else formatting.number(value)


@register.filter
def shown(value: Value) -> SafeString:
    """The value of a fact."""
    return formatting.value(value)


@register.filter
def spoken(text: str) -> SafeString:
    """A text of the record, which may be in another language than the page."""
    return formatting.spoken(text)


@register.filter
def link(to: Link) -> SafeString:
    """A link to an entry, or its marked name."""
    return formatting.link(to)


@register.filter
def word(value: str, choices: str) -> str:
    """The word for a choice: `"verified"|word:"verification"`."""
    words: dict[str, Any] = dict(WORDS[choices].choices)
    return str(words.get(value, value))


@register.filter
def standing(verification: str) -> Any:
    """How well a fact stands, in the few words that mark it."""
    return labels.STANDING[verification]


@register.filter
def plural(kind: str) -> Any:
    """The word for many entries of a kind."""
    return labels.PLURALS[kind]


@register.filter
def segment(kind: str) -> str:
    """The segment of a kind in addresses."""
    return KINDS[kind].plural


@register.filter
def language_name(code: str) -> str:
    """The name of a language."""
    return labels.language(code)


@register.simple_tag(takes_context=True)
def to(context: template.Context, name: str, **where: Any) -> str:
    """The address of a page, at the edition that is read."""
    return _links(context).to(name, **where)


@register.simple_tag(takes_context=True)
def to_entry(context: template.Context, kind: str, address: str) -> str:
    """The address of an entry's page, at the edition that is read."""
    return _links(context).entry(kind, address)


@register.simple_tag(takes_context=True)
def to_revision(context: template.Context, kind: str, address: str, number: int) -> str:
    """The address of a revision, which is of one edition by itself."""
    return _links(context).revision(kind, address, number)


@register.simple_tag(takes_context=True)
def to_cite(context: template.Context) -> str:
    """The address that says how to cite this page; empty where it cannot be cited."""
    if not context.get("is_citable"):
        return ""
    links, listing = _links(context), context.get("listing")
    if listing and context.get("page"):
        plural = KINDS[listing.kind].plural
        url = links.to("cite-entry", plural=plural, address=listing.address)
        day = context.get("day")
        return links.asking(url, urlencode({"on": day}) if day else "")
    here = urlencode({"page": context["now_url"]})
    return links.asking(links.to("cite"), here)


@register.simple_tag(takes_context=True)
def to_report(context: template.Context, fact: str) -> str:
    """Where an error in a fact of this page is reported; empty in a preview."""
    visit, listing = context.get("visit"), context.get("listing")
    if not (visit and listing and context.get("is_citable")):
        return ""
    url = visit.links.always().to("report")
    asked = {"entry": listing.key, "fact": fact, "edition": visit.edition}
    return f"{url}?{urlencode(asked)}"


@register.simple_tag
def licence() -> Licence:
    """The terms of what the portal publishes."""
    return LICENCE


@register.simple_tag
def kinds() -> list[tuple[str, str, Any]]:
    """The kinds with their segments in addresses and their words."""
    return [(name, kind.plural, labels.PLURALS[name]) for name, kind in KINDS.items()]


def _links(context: template.Context) -> Links:
    """The page's links; those of the present where no page was found."""
    found: Links | None = context.get("links")
    return found or Links(SITE_LANGUAGES[0])
