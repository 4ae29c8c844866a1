"""Which addresses of the site a copy keeps, and in which file.

A pure function: a page can be written before the pages that it leads to were asked
for. What has a question in its address is not kept, but for the further parts of
lists, of sitemaps and of the API's lists, and how to cite the pages about the whole.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlencode

from entries.documents.kinds import PLURALS
from entries.languages import SITE_LANGUAGES

LANGUAGE = f"(?P<language>{'|'.join(SITE_LANGUAGES)})"
PLURAL = f"(?P<plural>{'|'.join(PLURALS)})"

ENTRY = re.compile(rf"/{LANGUAGE}/{PLURAL}/(?P<address>[a-z0-9-]+)/(?P<rest>.*)")
"""The page of an entry, or one below it. What all entries of a kind share, such as
the matrix, looks the same."""
API = re.compile(
    rf"/api/v1/(?:{PLURAL}/(?:[A-Za-z0-9-]+/(?:revisions/(?:\d+/)?)?)?"
    r"|editions/(?:\d+/)?|claims/|downloads/|schema/)?"
)
"""What of the API is kept: it names all entries, revisions and editions."""
LEFT_OUT = re.compile(
    rf"/(?:admin/|api/|favicon\.ico|\.well-known/"
    rf"|{LANGUAGE}/(?:search/|report/|opensearch\.xml))"
)
CITE = re.compile(rf"/{LANGUAGE}/cite/(?:(?P<form>[a-z-]+)/)?")
CITED_AS = re.compile(r"(?P<before>/.*/cite/)(?P<form>[a-z-]+)/")
SITEMAP = re.compile(r"/sitemap-[a-z-]+\.xml")
NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
PART = re.compile(r"page-(\d+)\.(?:html|json)$")

ENDINGS = {"text": "txt", "bibtex": "bib", "ris": "ris", "csl-json": "json"}
"""Of the files in which a reference is saved, by the form's name in addresses."""


@dataclass(frozen=True)
class Place:
    """What the site is asked for, and where the answer is kept."""

    address: str
    file: str

    @property
    def path(self) -> str:
        """The address without what it asks."""
        return self.address.partition("?")[0]

    @property
    def part(self) -> int:
        """Which part of a long list it is."""
        found = PART.search(self.file)
        return int(found[1]) if found else 1

    @property
    def language(self) -> str:
        """The language of a page; that of the first where it has none."""
        first = self.file.partition("/")[0]
        return first if first in SITE_LANGUAGES else SITE_LANGUAGES[0]


def place(path: str, asked: Mapping[str, str]) -> Place | None:
    """Where what stands at a path is kept, asked so; None if it is not."""
    is_api = API.fullmatch(path)
    if not _is_plain(path) or (LEFT_OUT.match(path) and not is_api):
        return None
    if is_api:
        return None if asked else Place(path, _api_file(path))
    if found := CITE.fullmatch(path):
        return _citation(found["language"], found["form"], asked)
    if SITEMAP.fullmatch(path) and set(asked) == {"p"}:
        return _sitemap(path, asked["p"])
    return None if set(asked) - {"page"} else _page(path, asked.get("page", "1"))


def _is_plain(path: str) -> bool:
    """Whether a path can be the name of a file."""
    name = unquote(path)
    segments = name.removesuffix("/").split("/")[1:]
    is_clean = not set(segments) & {"", ".", ".."} or path == "/"
    return name.startswith("/") and is_clean and "\\" not in name and name.isprintable()


def _page(path: str, part: str) -> Place | None:
    name = unquote(path)[1:]
    if part == "1":
        if found := CITED_AS.fullmatch(path):
            return _as_file(path, unquote(found["before"])[1:], found["form"])
        return Place(path, f"{name}index.html" if path.endswith("/") else name)
    if not (path.endswith("/") and NUMBER.fullmatch(part)):
        return None
    # No address of an entry has a dot in it: no folder will ever be called so.
    return Place(f"{path}?page={part}", f"{name}page-{part}.html")


def _as_file(address: str, folder: str, form: str) -> Place | None:
    """A reference as a file."""
    if form not in ENDINGS:
        return None
    return Place(address, f"{folder}{form}.{ENDINGS[form]}")


def _citation(
    language: str, form: str | None, asked: Mapping[str, str]
) -> Place | None:
    """How to cite a page about the whole: below `cite/`, as the pages lie."""
    cited = asked.get("page", "").split("/")
    if set(asked) != {"page"} or len(cited) < 3 or cited[1] not in SITE_LANGUAGES:
        return None
    # In another language the same page is cited in the one that is read.
    path = "/".join(["", language, *cited[2:]])
    entry, found = ENTRY.fullmatch(path), place(path, {})
    is_below_entry = bool(entry and entry["rest"])
    if found is None or not found.file.endswith("/index.html") or is_below_entry:
        return None
    below = found.file.removeprefix(f"{language}/").removesuffix("index.html")
    folder = f"{language}/cite/{below}"
    query = urlencode({"page": path})
    if form:
        return _as_file(f"/{language}/cite/{form}/?{query}", folder, form)
    return Place(f"/{language}/cite/?{query}", f"{folder}index.html")


def _sitemap(path: str, part: str) -> Place | None:
    if not NUMBER.fullmatch(part):
        return None
    name = path[1:].removesuffix(".xml")
    return Place(f"{path}?p={part}", f"{name}-{part}.xml")


def _api_file(path: str) -> str:
    if path == "/api/v1/":
        return "api/v1/index.json"
    return f"{path[1:-1]}.json"


def next_part(here: Place, path: str, query: str) -> Place:
    """The part that follows in a list of the API, whatever its address asks."""
    name = _api_file(path).removesuffix(".json")
    return Place(f"{path}?{query}", f"{name}.page-{here.part + 1}.json")


def previous_part(here: Place) -> Place:
    """The part before in a list of the API; only its file is meant."""
    name = _api_file(here.path).removesuffix(".json")
    part = here.part - 1
    file = f"{name}.json" if part == 1 else f"{name}.page-{part}.json"
    return Place(here.path, file)


def cited_then(entry: re.Match[str], edition: int, number: int) -> Place | None:
    """How to cite an entry at the edition that published one of its revisions."""
    path = f"/{entry['language']}/{entry['plural']}/{entry['address']}/"
    folder = f"{path[1:]}revisions/{number}/cite/"
    address = f"{path}{entry['rest']}?edition={edition}"
    form = entry["rest"].removeprefix("cite/").removesuffix("/")
    if form:
        return _as_file(address, folder, form)
    return Place(address, f"{folder}index.html")


def relative(here: str, there: str) -> str:
    """The way from one file of the copy to another, a folder for its index."""
    start = posixpath.dirname(here)
    folder, name = posixpath.split(there)
    way = posixpath.relpath(f"/{folder}", f"/{start}")
    if name != "index.html":
        return quote(name if way == "." else f"{way}/{name}")
    return quote("./" if way == "." else f"{way}/")


SORTS = (
    ("static files", re.compile(r"static/|icon-|manifest|robots\.txt$")),
    ("images", re.compile("media/")),
    ("archives of the data", re.compile("data/")),
    ("pictures for sharing", re.compile("og/")),
    ("files of the API", re.compile("api/")),
    ("sitemaps", re.compile("sitemap")),
    ("feeds", re.compile(r".*\.atom$")),
    ("tables", re.compile(r".*\.csv$")),
    ("citations", re.compile(r".*/cite/")),
    ("revisions", re.compile(r".*/revisions/\d+/")),
    ("lists of revisions", re.compile(r".*/revisions/")),
    ("editions", re.compile(r"[a-z]+/editions/\d+/")),
)


def sort_of(file: str) -> str:
    """What sort of file it is, to count by."""
    for name, pattern in SORTS:
        if pattern.match(file):
            return name
    return "pages"
