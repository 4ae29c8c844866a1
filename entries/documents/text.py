"""Markdown to safe HTML, once at publication, with places to fill later.

A text is CommonMark with tables, without raw HTML, images and reference links. It may
name five things, which the page fills at the edition that it shows:

    a citation of its entry     [^scio-2018]
    another entry               [the exercise](entry:peace-mission-2007)
    a live figure of an entry   {{peace-mission-2007:personnel}}
    a live count of a list      {{count exercises?host=CHN&outcome=held}}
    a chart, as a paragraph     {{chart participation?state=CHN&state=RUS}}

Any text, however odd, is rendered in a time that grows no faster than its length. What
goes beyond a limit of nesting, of tables, of counts or charts stays as it was typed.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token

MAX_LENGTH = 200_000
# Quotes and lists within each other, and emphasis within emphasis.
MAX_NESTING = 20
# Cells of all tables of a text. A short line makes a row as wide as its header.
MAX_CELLS = 20_000
MAX_ADDRESS = 2_000
# A page asks the record for each of these.
MAX_COUNTS = 20
MAX_CHARTS = 3

TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "br", "div"),
    *("em", "strong", "a", "code", "pre", "sup", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "rel", "data-entry"},
    "ol": {"start"},
    "div": {"data-chart"},
    "span": {"data-value", "data-count"},
    "sup": {"data-cite"},
}
SCHEMES = {"http", "https", "mailto"}

_KEY = r"[A-Za-z0-9][A-Za-z0-9-]{0,199}"
_FACT = r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}"
_CITE = re.compile(rf"\[\^({_KEY})\]")
_ENTRY = re.compile(rf"entry:({_KEY})")
_VALUE = re.compile(rf"\{{\{{({_KEY}:{_FACT})\}}\}}")
_ASKED = r"[a-z][a-z-]{0,40}(?:\?[A-Za-z0-9_.,~%+=&:-]{0,400})?"
_COUNT = re.compile(rf"\{{\{{count ({_ASKED})\}}\}}")
_CHART = re.compile(rf"\{{\{{chart ({_ASKED})\}}\}}")
_ADDRESS = re.compile(r"https?://[^/]|mailto:.", re.IGNORECASE)
# What a bracket's partner is looked for among.
_SIGN = re.compile(r"\\.|`+|\[|\]", re.DOTALL)
# These stand in cleaned HTML only where the rules below put them: in its texts every
# "<" is escaped, and in its attributes every quotation mark.
_PLACE = re.compile(
    r'<sup data-cite="(?P<cite>[^"]*)"></sup>'
    r'|<span data-value="(?P<value>[^"]*)"></span>'
    r'|<span data-count="(?P<count>[^"]*)"></span>'
    r'|<div data-chart="(?P<chart>[^"]*)"></div>'
    r'|<a data-entry="(?P<entry>[^"]*)">'
    r"|(?P<end></a>)"
)


_BREAKS = {"softbreak": " ", "hardbreak": " "}
_FIGURES = {"data-value", "data-count"}


@dataclass(frozen=True)
class Marks:
    """What a text names, in its order, each once."""

    citations: tuple[str, ...]
    entries: tuple[str, ...]
    values: tuple[str, ...]
    counts: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


def render(markdown: str) -> str:
    tokens = parsed(markdown)
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    )


def plain(markdown: str) -> str:
    """The words of a text in one line, without its marks: for a figure stands "…"."""
    words = []
    for token in parsed(markdown):
        words += [
            "…"
            if _FIGURES & set(child.attrs)
            else _BREAKS.get(child.type, child.content)
            for child in token.children or ()
        ]
        words.append(token.content if token.type in {"fence", "code_block"} else " ")
    return " ".join("".join(words).split())


def marks(markdown: str) -> Marks:
    tokens = parsed(markdown)
    return Marks(
        citations=_named(tokens, "data-cite"),
        entries=_named(tokens, "data-entry"),
        values=_named(tokens, "data-value"),
        counts=_named(tokens, "data-count"),
        charts=_named(tokens, "data-chart"),
    )


def fill(
    html: str,
    *,
    cite: Callable[[str], str],
    entry: Callable[[str, SafeString], str],
    value: Callable[[str], str],
    asked: Callable[[str, str], str],
) -> SafeString:
    """Put the page's words into the places of a rendered text.

    `cite` is given the citation's key, `entry` the entry's key and the link's words,
    `value` the entry's and the fact's key as "key:fact", `asked` the word "count" or
    "chart" and what is asked for. What they return is escaped unless it is marked as
    safe.
    """
    done: list[str] = []
    words: list[str] | None = None
    linked = ""
    position = 0
    for place in _PLACE.finditer(html):
        out = done if words is None else words
        out.append(html[position : place.start()])
        position = place.end()
        if place.lastgroup == "cite":
            out.append(conditional_escape(cite(place["cite"])))
        elif place.lastgroup == "value":
            out.append(conditional_escape(value(place["value"])))
        elif place.lastgroup in ("count", "chart"):
            named = unescape(place[place.lastgroup])
            out.append(conditional_escape(asked(place.lastgroup, named)))
        elif place.lastgroup == "entry":
            linked, words = place["entry"], []
        elif words is None:
            out.append(place["end"])
        else:
            # S308: these are parts of the cleaned text and what was escaped above.
            label = mark_safe("".join(words))  # noqa: S308
            done.append(conditional_escape(entry(linked, label)))
            words = None
    done.append(html[position:])
    return mark_safe("".join(done))  # noqa: S308 - as above


def parsed(markdown: str) -> list[Token]:
    """The blocks of a text with their words and marks, as they are rendered."""
    if len(markdown) > MAX_LENGTH:
        raise ValueError(
            f"The text has {len(markdown):,} characters; "
            f"at most {MAX_LENGTH:,} can be published."
        )
    # Half of a surrogate pair is no character, and nothing can store it.
    whole = markdown.encode("utf-8", "replace").decode("utf-8")
    tokens = _MARKDOWN.parse(whole, {})
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + 1, 4)}"
        if token.children:
            token.children = list(_shallow(token.children))
            for child in token.children:
                if "href" in child.attrs:
                    child.attrs["rel"] = "noopener"
    return tokens


def _shallow(tokens: Iterable[Token]) -> Iterator[Token]:
    """Leave out the tags of what is nested too deep for any reader, not its words."""
    depth = 0
    for token in tokens:
        depth += token.nesting
        inner = depth + 1 if token.nesting < 0 else depth
        if token.nesting == 0 or inner <= MAX_NESTING:
            yield token


def _named(tokens: Iterable[Token], attribute: str) -> tuple[str, ...]:
    all_tokens = (one for token in tokens for one in (token, *(token.children or ())))
    named = (str(one.attrs[attribute]) for one in all_tokens if attribute in one.attrs)
    return tuple(dict.fromkeys(named))


def _cite(state: StateInline, silent: bool) -> bool:
    mark = _CITE.match(state.src, state.pos, state.posMax)
    # A citation is a link by itself, and a link holds no other.
    if mark is None or state.linkLevel:
        return False
    return _place(state, silent, mark, "sup", "data-cite")


def _value(state: StateInline, silent: bool) -> bool:
    mark = _VALUE.match(state.src, state.pos, state.posMax)
    return mark is not None and _place(state, silent, mark, "span", "data-value")


def _count(state: StateInline, silent: bool) -> bool:
    mark = _COUNT.match(state.src, state.pos, state.posMax)
    # It leads to its list, and a link holds no other.
    if mark is None or state.linkLevel or state.env.get("counts", 0) >= MAX_COUNTS:
        return False
    if not silent:
        state.env["counts"] = state.env.get("counts", 0) + 1
    return _place(state, silent, mark, "span", "data-count")


def _place(
    state: StateInline, silent: bool, mark: re.Match[str], tag: str, attribute: str
) -> bool:
    if not silent:
        state.push("place_open", tag, 1).attrs = {attribute: mark[1]}
        state.push("place_close", tag, -1)
    state.pos = mark.end()
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """Read [words](address) in place of markdown-it's own rule.

    That one tries the brackets after every opening one as well, as deep as things may
    nest: fifty thousand take seconds. Of links within each other the outer one counts.
    """
    if state.src[state.pos] != "[" or state.linkLevel:
        return False
    end = _brackets(state.src).get(state.pos)
    if end is None or end >= state.posMax:
        return False
    start = end + 2
    bound = min(state.posMax, start + MAX_ADDRESS)
    target = state.md.helpers.parseLinkDestination(state.src, start, bound)
    attributes = _attributes(state, target.str) if target.ok else {}
    if not attributes or target.pos >= bound or state.src[target.pos] != ")":
        return False
    if not silent:
        after = state.posMax
        state.pos, state.posMax = state.pos + 1, end
        state.push("link_open", "a", 1).attrs = attributes
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = after
    state.pos = target.pos + 1
    return True


def _autolink(state: StateInline, silent: bool) -> bool:
    return not state.linkLevel and autolink(state, silent)


def _attributes(state: StateInline, address: str) -> dict[str, str | int | float]:
    if named := _ENTRY.fullmatch(address):
        return {"data-entry": named[1]}
    href = state.md.normalizeLink(address)
    return {"href": href} if state.md.validateLink(href) else {}


@lru_cache(maxsize=8)
def _brackets(source: str) -> dict[int, int]:
    """Find where each [ is closed by a ] before (, past code and escapes, in one go."""
    runs: dict[int, list[int]] = defaultdict(list)
    for run in re.finditer("`+", source):
        runs[len(run[0])].append(run.start())
    closed: dict[int, int] = {}
    waiting: list[int] = []
    position = 0
    while sign := _SIGN.search(source, position):
        position = sign.end()
        if sign[0] == "[":
            waiting.append(sign.start())
        elif sign[0] == "]" and waiting:
            opening = waiting.pop()
            if source.startswith("(", position):
                closed[opening] = sign.start()
        elif sign[0][0] == "`":
            alike = runs.get(len(sign[0]), [])
            following = bisect_left(alike, position)
            if following < len(alike):
                position = alike[following] + len(sign[0])
    return closed


def _quote(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    return state.level < MAX_NESTING and blockquote(state, first, last, silent)


def _list(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    return state.level < MAX_NESTING and list_block(state, first, last, silent)


def _table(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read a table, or as many rows of it as the text may still have cells."""
    if first + 1 >= last:
        return False
    ruler = state.src[state.bMarks[first + 1] : state.eMarks[first + 1]]
    columns = ruler.count("|") + 1
    left = state.env.get("cells", MAX_CELLS)
    bound = min(last, first + 2 + left // columns)
    if columns > left or not table(state, first, bound, silent):
        return False
    if not silent:
        state.env["cells"] = left - columns * (state.line - first)
    return True


def _chart(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """Read a chart, which is a paragraph of its own and stands in nothing else."""
    start, end = state.bMarks[first] + state.tShift[first], state.eMarks[first]
    mark = _CHART.fullmatch(state.src[start:end].rstrip())
    is_alone = first + 1 >= last or state.isEmpty(first + 1)
    if mark is None or state.level or not is_alone or state.is_code_block(first):
        return False
    if silent or state.env.get("charts", 0) >= MAX_CHARTS:
        return False
    state.env["charts"] = state.env.get("charts", 0) + 1
    state.push("chart_open", "div", 1).attrs = {"data-chart": mark[1]}
    state.push("chart_close", "div", -1)
    state.line = first + 1
    return True


def _markdown() -> MarkdownIt:
    # The rules above keep to their own limits, well before markdown-it's.
    options = {"html": False, "xhtmlOut": False, "maxNesting": 5 * MAX_NESTING}
    markdown = MarkdownIt("commonmark", options)
    markdown.enable("table")
    # "[^key]: words" would be taken for a reference and vanish.
    markdown.disable(["reference", "image", "html_block", "html_inline"])
    markdown.validateLink = lambda url: bool(_ADDRESS.match(url))  # type: ignore[method-assign]  # their way to say so
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    markdown.block.ruler.at("blockquote", _quote, {"alt": interrupts})
    markdown.block.ruler.at("list", _list, {"alt": interrupts[:3]})
    markdown.block.ruler.at("table", _table, {"alt": interrupts[:2]})
    markdown.inline.ruler.at("link", _link)
    markdown.inline.ruler.at("autolink", _autolink)
    markdown.inline.ruler.before("link", "cite", _cite)
    markdown.inline.ruler.before("link", "value", _value)
    markdown.inline.ruler.before("link", "count", _count)
    markdown.block.ruler.before("paragraph", "chart", _chart)
    markdown.enable(["cite", "value", "count", "chart"])
    return markdown


_MARKDOWN = _markdown()
