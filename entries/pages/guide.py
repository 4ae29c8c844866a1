"""How programs ask the record, as a page: `docs/api.md`, with this site's address."""

import re
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

EXAMPLE = "https://portal.example"
"""The site of the examples; on a page it is the site that is read."""
DESCRIPTION = "openapi.json"
ELSEWHERE = re.compile(r"\[([^\]]+)\]\((?!#|https?:)[^)]+\)")
"""A link to another file of the documents, which readers do not have."""


def guide(site: str, description: str) -> SafeString:
    """The page's HTML, without its title. `site` has no slash at its end."""
    html = _rendered().replace(f'href="{DESCRIPTION}"', f'href="{description}"')
    return mark_safe(html.replace(EXAMPLE, site))  # noqa: S308  our own document


@cache
def _rendered() -> str:
    text = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
    _title, _, body = text.partition("\n\n")
    made = MarkdownIt("commonmark").enable("table")
    tokens = made.parse(ELSEWHERE.sub(_kept, body))
    for token, inside in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slugify(inside.content))
        if token.type == "table_open":
            # Who has only a keyboard scrolls what is wide as well; so code, below.
            token.attrSet("tabindex", "0")
    made.add_render_rule("fence", _fence)
    return str(made.renderer.render(tokens, made.options, {}))


def _kept(link: re.Match[str]) -> str:
    return link[0] if link[0].endswith(f"({DESCRIPTION})") else link[1]


def _fence(_renderer: RendererHTML, tokens: list[Token], place: int, *_: Any) -> str:
    return f'<pre tabindex="0"><code>{escape(tokens[place].content)}</code></pre>\n'
