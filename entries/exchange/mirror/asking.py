"""Asks the site as an anonymous reader does, over WSGI and within this process."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import TOO_MANY_REQUESTS
from io import BytesIO
from time import sleep
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIHandler

from entries.exchange.mirror.fault import MirrorError

READER = "SCO-Portal-mirror/1"
NOBODY = "192.0.2.1"
"""An address that nobody has (RFC 5737): no client is counted together with a copy."""
MOST_WAITS = 10
"""So often a question is asked again, after the wait that the site wants."""


@dataclass(frozen=True)
class Answer:
    """What the site answers, its body in pieces, to be read once."""

    status: int
    headers: dict[str, str]
    """By their names in small letters."""
    pieces: Iterator[bytes]

    @property
    def media_type(self) -> str:
        """What the body is, without its character set."""
        return self.headers.get("content-type", "").partition(";")[0].strip()

    def text(self) -> str:
        """The whole body as text."""
        return b"".join(self.pieces).decode("utf-8")


class Site:
    """The site under its own address: nobody is signed in, nothing is remembered."""

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)
        self.application = WSGIHandler()

    @contextmanager
    def asked(self, address: str) -> Iterator[Answer]:
        """The answer to one question, waited for if need be."""
        for _ in range(MOST_WAITS):
            with self._asked_once(address) as answer:
                wait = answer.headers.get("retry-after", "")
                if answer.status != TOO_MANY_REQUESTS or not wait.isdecimal():
                    yield answer
                    return
            sleep(int(wait))
        msg = f"The site does not answer {address}, however long one waits."
        raise MirrorError(msg)

    @contextmanager
    def _asked_once(self, address: str) -> Iterator[Answer]:
        """One answer; it is closed at the end."""
        begun: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            begun["status"] = int(status.split()[0])
            begun["headers"] = {name.lower(): value for name, value in headers}

        body: Any = self.application(self._environ(address), start)
        try:
            yield Answer(**begun, pieces=iter(body))
        finally:
            body.close()

    def _environ(self, address: str) -> dict[str, Any]:
        path, _, query = address.partition("?")
        port = self.parts.port or (443 if self.parts.scheme == "https" else 80)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # As PEP 3333 has it: bytes, each as one letter.
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": self.parts.hostname or "",
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": NOBODY,
            "HTTP_HOST": self.parts.netloc,
            "HTTP_USER_AGENT": READER,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self.parts.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }


@contextmanager
def quiet_log() -> Iterator[None]:
    """Keep a line for each tombstone out of the log; errors still stand there."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)
