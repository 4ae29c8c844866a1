"""Which version of an answer it is, so that nothing is sent twice (RFC 9110)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from entries.api import release
from entries.api.links import whole
from entries.record.pin import Pin


@dataclass(frozen=True)
class Version:
    """An answer's tag, and when it last changed."""

    etag: str
    modified: datetime

    @classmethod
    def of(
        cls, request: HttpRequest, pin: Pin, form: str, *, is_exact: bool
    ) -> "Version":
        """The version of what a request asks for.

        An answer changes with the edition that it is of, with what the law takes out,
        with the software, and with nothing else.
        """
        asked = sorted((name, request.GET.getlist(name)) for name in request.GET)
        address = whole(request, request.path)
        said = (release.digest(), pin.number, pin.redacted, address, asked, form)
        digest = sha256(repr(said).encode()).hexdigest()[:32]
        moments = [release.released()]
        moments += [pin.edition.published] if pin.edition else []
        moments += [pin.redacted] if pin.redacted else []
        return cls(f'"{digest}"' if is_exact else f'W/"{digest}"', max(moments))

    @classmethod
    def of_release(cls, path: str) -> "Version":
        """What changes with the software alone."""
        digest = sha256(repr((release.digest(), path)).encode()).hexdigest()[:32]
        return cls(f'"{digest}"', release.released())

    def tell(self, response: HttpResponseBase) -> None:
        """Say it in the headers."""
        response["ETag"] = self.etag
        response["Last-Modified"] = http_date(self._seconds)

    def known(self, request: HttpRequest, response: Any = None) -> Any:
        """That there is nothing new, where there is none; else what is given."""
        return get_conditional_response(
            request, etag=self.etag, last_modified=self._seconds, response=response
        )

    @property
    def _seconds(self) -> int:
        return int(self.modified.astimezone(UTC).timestamp())
