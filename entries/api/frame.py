"""What all answers below /api/ have around them, wherever they come from.

Any page of the web may read them; clients are told how much they may still ask; and
whatever goes wrong on the way, even before a view, is told as the API tells it.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from entries.api import limits
from entries.api.problems import MEDIA_TYPE, TOO_MANY, plain

PREFIX = "/api/"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Deprecation, ETag, "
    "Last-Modified, Link, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After, Sunset, X-Row-Count, X-Total-Count",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
ASKED_BEFORE = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
"""What a browser wants to know before it asks with headers of its own."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class ApiFrame:
    """The outermost part of the way to the API."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        allowance = limits.ask(request)
        if allowance and allowance.is_spent:
            response: HttpResponseBase = plain(request, 429, TOO_MANY)
        else:
            response = self._answered(request)
        headers = OPEN | (ASKED_BEFORE if request.method == "OPTIONS" else {})
        for name, value in (headers | (allowance.headers if allowance else {})).items():
            response.headers[name] = value
        return response

    def _answered(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_told = response.headers.get("Content-Type", "").startswith(MEDIA_TYPE)
        if response.status_code < 400 or is_told:
            return response
        return plain(request, response.status_code)
