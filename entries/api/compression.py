"""Brotli for the API's answers, where a client likes it as much as gzip.

Nothing secret stands in them, so their lengths may tell what they like. Gzip is left to
Django's own middleware, which stands further out.
"""

from collections.abc import Callable, Iterable, Iterator

import brotli
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from entries.api.frame import PREFIX
from entries.api.negotiation import weight

QUALITY = 5
"""Smaller than gzip makes it, and no slower."""
SHORTEST = 200
"""Fewer bytes are not worth it."""


class BrotliMiddleware:
    """Compress what is answered below /api/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        accepted = dict(accepted_codings(request.META.get("HTTP_ACCEPT_ENCODING", "")))
        # Django looks for the word alone: it may be refused, or in capitals.
        liked = [name for name, weight in accepted.items() if weight > 0]
        request.META["HTTP_ACCEPT_ENCODING"] = ", ".join(liked)
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if "Content-Encoding" in response.headers or not prefers_brotli(accepted):
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = _parts(iter(response))
            del response.headers["Content-Length"]
        elif isinstance(response, HttpResponse) and len(response.content) >= SHORTEST:
            response.content = brotli.compress(response.content, quality=QUALITY)
            response.headers["Content-Length"] = str(len(response.content))
        else:
            return response
        response.headers["Content-Encoding"] = "br"
        # The bytes are others than those that the tag was given for.
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response


def prefers_brotli(accepted: dict[str, float]) -> bool:
    """Whether brotli is accepted, and nothing that we have before it."""
    liked = accepted.get("br", 0.0)
    return liked > 0 and liked >= accepted.get("gzip", 0.0)


def accepted_codings(header: str) -> Iterator[tuple[str, float]]:
    """Each coding that a client names, and how much it likes it."""
    for part in header.split(","):
        name, *parameters = part.split(";")
        yield name.strip().lower(), weight(parameters)


def _parts(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Each part compressed as it comes: none waits for another."""
    compressor = brotli.Compressor(quality=QUALITY)
    for part in parts:
        yield compressor.process(part) + compressor.flush()
    yield compressor.finish()
