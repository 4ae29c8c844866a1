"""What a copy says of itself, to people and to programs."""

import json

from django.template.loader import render_to_string

from entries.exchange.mirror.bare import BARE
from entries.exchange.mirror.folder import ABOUT, SUMS
from entries.exchange.mirror.hypertext import Copy
from entries.languages import DJANGO_NAMES, SITE_LANGUAGES

FORMAT = "scoportal-mirror/1"
LEFT_OUT = (
    "the search and what is suggested while one types",
    "filters, orders, days (?on=), all that is asked behind a question mark",
    "lists, pictures and tables as they were in old editions",
    "the form by which errors are reported, and the parts that pages are made of",
    "the API's answers to questions, and its page for trying it out",
)
"""What the living site has and a copy cannot."""


def notes(copy: Copy, counts: dict[str, int], size: int) -> dict[str, str]:
    """The files about the copy, by name."""
    context = {
        "site": copy.site,
        "host": copy.host,
        "edition": copy.edition,
        "made": copy.made,
        "counts": counts,
        "left_out": LEFT_OUT,
        "sums": SUMS,
        "about": ABOUT,
        "bare": BARE,
        "living": copy.living(f"{copy.site}/"),
        "languages": [(one, DJANGO_NAMES[one]) for one in SITE_LANGUAGES],
    }
    return {
        "README.txt": render_to_string("mirror/README.txt", context),
        "404.html": render_to_string("mirror/404.html", context),
        ABOUT: _about(copy, counts, size),
    }


def _about(copy: Copy, counts: dict[str, int], size: int) -> str:
    content = {
        "format": FORMAT,
        "site": copy.site,
        "edition": copy.edition.number,
        "published": copy.edition.published.isoformat(),
        "reason": copy.edition.reason,
        "made": copy.made.isoformat(),
        "files": counts,
        "bytes": size,
        "left_out": LEFT_OUT,
        "sums": SUMS,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
