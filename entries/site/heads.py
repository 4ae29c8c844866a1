"""What stands in the head of a page for those who list, share or translate it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from entries.languages import SITE_LANGUAGES

ONCE = ("page",)
"""What may be asked of a page that is still one page among all: any other question
makes one of countless views of it, which no search engine should list."""
UNLISTED = (
    *("suggest", "revision", "cite", "cite-entry", "design"),
    *("report", "reported"),
)
"""Pages that say what another one says, or nothing by themselves."""


@dataclass(frozen=True)
class Head:
    """The one address of a page, its other languages, and whether it is listed."""

    canonical: str
    languages: tuple[tuple[str, str], ...]
    """Code and address, the page's own language among them."""
    default: str
    is_listed: bool


def head(
    request: HttpRequest, language: str, whole: Callable[[str], str], *, is_now: bool
) -> Head:
    """The head of the page asked for; `is_now` where it is the newest edition's."""
    asked = {k: v for k, v in request.GET.items() if k in ONCE and v != "1"}
    query = f"?{urlencode(asked)}" if asked else ""
    rest = request.path.removeprefix(f"/{language}/")
    address = {code: whole(f"/{code}/{rest}{query}") for code in SITE_LANGUAGES}
    match = request.resolver_match
    name = match.url_name if match else ""
    return Head(
        address[language],
        tuple(address.items()),
        address[SITE_LANGUAGES[0]],
        is_now and name not in UNLISTED and set(request.GET) <= set(ONCE),
    )
