"""A page as the copy keeps it: its links lead through the copy, its forms are gone.

What names a page stays as it is: its canonical address, its other languages in the
head, what it says of itself to programs, the address that it is cited by. What leads
somewhere is written anew, from this page's file on.
"""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from html import escape, unescape
from urllib.parse import urlencode, urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from entries.exchange.mirror.bare import BARE
from entries.exchange.mirror.places import Place
from entries.exchange.mirror.ways import Way, Ways
from entries.languages import DJANGO_NAMES
from entries.record.edition import Edition

QUOTED = r"""(?:"[^"]*"|'[^']*')"""
TAG = re.compile(
    rf"""<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:{QUOTED}|[^'">])*)>""",
    re.DOTALL,
)
ATTRIBUTE = re.compile(rf"""(?P<name>[\w:-]+)\s*=\s*(?P<value>{QUOTED})""")
FORM = re.compile(r"<form\b(?P<rest>[^>]*)>(?P<inside>.*?)</form>", re.DOTALL)
HIDDEN = re.compile(r"<input\b[^>]*\btype=\"hidden\"[^>]*>")
LABEL = re.compile(
    r"<(?P<name>label|button)\b[^>]*>(?P<text>.*?)</(?P=name)>", re.DOTALL
)
SEARCH_BY_BROWSER = re.compile(r'<link rel="search"[^>]*>\s*')
CHARSET = '<meta charset="utf-8">'
TOP = re.compile(r'<body\b[^>]*>\s*(?:<a class="skip".*?</a>)?', re.DOTALL)
NOT_BY_META = ("frame-ancestors", "report-uri", "sandbox")
"""What a policy cannot say within a page."""


@dataclass(frozen=True)
class Copy:
    """What every page of a copy says of it."""

    site: str
    """The living site's address."""
    edition: Edition
    made: date

    @property
    def host(self) -> str:
        """The living site's name."""
        return urlsplit(self.site).netloc

    def living(self, url: str) -> SafeString:
        """A link to a page of the living site, by its name."""
        return format_html('<a data-live href="{}">{}</a>', url, self.host)


@dataclass
class Copying:
    """One page on its way into the copy."""

    here: Place
    ways: Ways
    copy: Copy
    found: dict[str, Place] = field(default_factory=dict)
    """What the page needs in the copy, by file."""
    is_text: bool = False
    is_script: bool = False

    def page(self, html: str, policy: str) -> str:
        """The page as it is kept; `policy` is what its header said may be loaded."""
        with in_language(self.here):
            html = SEARCH_BY_BROWSER.sub("", html)
            html = FORM.sub(self._form, html)
            styles = self._shown("mirror/head.html")
            living = self.copy.living(self._live(self.here.address))
            said = self._shown("mirror/banner.html", living=living)
        html = html.replace("</head>", f"{styles}</head>", 1)
        html = TOP.sub(lambda top: top[0] + said, html, count=1)
        html = TAG.sub(self._tag, html)
        rule = f'http-equiv="Content-Security-Policy" content="{by_meta(policy)}"'
        return html.replace(CHARSET, f"{CHARSET}\n<meta {rule}>", 1)

    def _shown(self, template: str, **more: str) -> str:
        context = {
            "edition": self.copy.edition,
            "made": self.copy.made,
            "host": self.copy.host,
        }
        return render_to_string(template, context | more)

    def _live(self, address: str) -> str:
        return urljoin(self.copy.site + self.here.address, address)

    def _form(self, form: re.Match[str]) -> str:
        """In the place of a form, the way to it on the living site."""
        given = attributes(form["rest"])
        hidden = [attributes(one) for one in HIDDEN.findall(form["inside"])]
        query = urlencode({one["name"]: one.get("value", "") for one in hidden})
        url = self._live(given.get("action", self.here.path))
        label = LABEL.search(form["inside"])
        words = given.get("aria-label") or (
            unescape(strip_tags(label["text"])) if label else ""
        )
        asked = f"{url}?{query}" if query else url
        return self._shown("mirror/form.html", label=words, url=asked)

    def _tag(self, tag: re.Match[str]) -> str:
        name = (tag["name"] or "").lower()
        if name == "script":
            self.is_script = not tag["end"]
        elif self.is_script or not name:
            return tag[0]
        if name == "main":
            self.is_text = not tag["end"]
        if tag["end"] or "=" not in tag["rest"]:
            return tag[0]
        given = attributes(tag["rest"])
        if name == "meta":
            self._needs(given)
        if name == "meta" or "data-live" in tag["rest"] or is_name(name, given):
            return tag[0]
        return self._led(tag, given)

    def _needs(self, given: dict[str, str]) -> None:
        """A page's picture keeps its name, which has to be a whole address."""
        if given.get("property") == "og:image":
            self._to(given["content"])

    def _led(self, tag: re.Match[str], given: dict[str, str]) -> str:
        """A tag with its addresses written anew."""
        new: dict[str, str] = {}
        is_live = False
        for name in given.keys() & {"href", "src", "xlink:href"}:
            way = self._to(given[name])
            new[name], is_live = way.url, way.is_live
        if "srcset" in given:
            new["srcset"] = self._set(given["srcset"])
        if not new:
            return tag[0]

        def written(attribute: re.Match[str]) -> str:
            name = attribute["name"].lower()
            return f'{name}="{escape(new[name])}"' if name in new else attribute[0]

        mark = " data-live" if is_live else ""
        return f"<{tag['name']}{mark}{ATTRIBUTE.sub(written, tag['rest'])}>"

    def _set(self, text: str) -> str:
        """An image in several widths."""
        parts = (one.split() for one in text.split(","))
        return ", ".join(" ".join([self._to(url).url, *w]) for url, *w in parts)

    def _to(self, link: str) -> Way:
        way = self.ways.to(link, self.here, is_text=self.is_text)
        if way.place:
            self.found[way.place.file] = way.place
        return way


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, unquoted."""
    return {
        one["name"].lower(): unescape(one["value"][1:-1])
        for one in ATTRIBUTE.finditer(text)
    }


def is_name(tag: str, given: dict[str, str]) -> bool:
    """Whether an address is what a page is called, and leads nowhere."""
    return tag == "link" and ("hreflang" in given or given.get("rel") == "canonical")


def by_meta(policy: str) -> str:
    """A policy as it stands within a page that has no forms."""
    rules = [rule.strip() for rule in policy.split(";") if rule.strip()]
    kept = [rule for rule in rules if rule.split()[0] not in NOT_BY_META]
    named = [rule for rule in kept if rule.split()[0] != "form-action"]
    return escape("; ".join(sorted([*named, "form-action 'none'"])), quote=False)


def moved(here: Place, way: Way, canonical: str) -> str:
    """A page that leads on to where its entry is now."""
    with in_language(here):
        context = {
            "to": way.url,
            "canonical": canonical,
            "language": here.language,
            "bare": BARE,
        }
        return render_to_string("mirror/moved.html", context)


def in_language(here: Place) -> AbstractContextManager[None]:
    """What is said on a page is said in its language."""
    return translation.override(DJANGO_NAMES[here.language])
