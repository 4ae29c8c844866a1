"""Asking one address: where it leads, what it answers, and what that means."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from entries.desk.linkcheck import Outcome
from entries.exchange.links.addresses import RefusedError, Target, led_on, target
from entries.exchange.links.wire import (
    Clock,
    Network,
    NoNameError,
    TooMuchError,
    wire,
)

SECONDS = 20.0
"""How long one address may take, with all that it leads to."""
PAUSE = 1.0
"""How long a host is left alone after each request."""
MOST_HOPS = 5
FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
LEADING = (*FOR_GOOD, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, 307)
GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
CLOSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, 451)
BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
FAULTS: dict[type[Exception], tuple[Outcome, str]] = {
    NoNameError: (Outcome.FAILED, "There is no host of this name."),
    TooMuchError: (Outcome.FAILED, "The answer is far too long."),
    TimeoutError: (Outcome.UNREACHABLE, "No answer came in time."),
    socket.gaierror: (Outcome.UNREACHABLE, "The host's name could not be looked up."),
    ssl.SSLError: (Outcome.CERTIFICATE, ""),
    ConnectionError: (Outcome.FAILED, ""),
    http.client.HTTPException: (Outcome.FAILED, "The answer is no HTTP."),
    OSError: (Outcome.UNREACHABLE, ""),
}
"""What keeps from an answer, the narrower first; without words it has its own."""
A_DAY = 24 * 3600
LONGEST_WAIT = 30 * A_DAY


@dataclass(frozen=True)
class Reply:
    """The head of one answer."""

    status: int
    location: str = ""
    retry_after: str = ""


@dataclass(frozen=True)
class Answer:
    """What asking an address has shown."""

    outcome: Outcome
    status: int | None = None
    led_to: str = ""
    said: str = ""
    wait: float = 0
    """The seconds after which the host wants to be asked again: nothing is known."""


@dataclass
class Manners:
    """One request at a time for each host, and a pause after it."""

    pause: float = PAUSE
    _hosts: dict[str, threading.Lock] = field(default_factory=dict)
    _ended: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for one's turn at a host."""
        with self._lock:
            mine = self._hosts.setdefault(host, threading.Lock())
        with mine:
            ended = self._ended.get(host)
            if ended is not None:
                time.sleep(max(0.0, ended + self.pause - time.monotonic()))
            try:
                yield
            finally:
                self._ended[host] = time.monotonic()


@dataclass
class Asker:
    """Asks addresses, in several threads if need be."""

    agent: str
    network: Network = field(default_factory=Network)
    manners: Manners = field(default_factory=Manners)
    seconds: float = SECONDS

    def ask(self, url: str) -> Answer:
        """What an address answers, and where it leads; it never raises for that."""
        walk = Walk(self, url)
        try:
            return walk.answer()
        except RefusedError as error:
            return walk.failed(Outcome.REFUSED, f"{walk.at} {error}")
        except tuple(FAULTS) as error:
            fault = next(one for one in FAULTS if isinstance(error, one))
            outcome, said = FAULTS[fault]
            return walk.failed(outcome, said or _reason(error))

    def reply(self, method: str, to: Target, clock: Clock) -> Reply:
        """The head of the answer to one request."""
        lines = (
            f"{method} {to.path} HTTP/1.1",
            f"Host: {to.shown_host}",
            f"User-Agent: {self.agent}",
            "Accept: */*",
            "Connection: close",
            "",
            "",
        )
        with wire(to, self.network, clock) as line:
            line.sendall("\r\n".join(lines).encode("ascii", "replace"))
            # All that it asks of a socket is `makefile`.
            own: Any = line
            with http.client.HTTPResponse(own, method=method) as response:
                response.begin()
                return Reply(
                    response.status,
                    response.getheader("Location") or "",
                    response.getheader("Retry-After") or "",
                )


class Walk:
    """From an address to where it leads at last."""

    def __init__(self, asker: Asker, url: str) -> None:
        self.asker, self.url, self.at = asker, url, url
        self.moved_to = ""
        """Where it has moved for good: as far as every step until there says so."""
        self.left = asker.seconds

    def answer(self) -> Answer:
        """The last answer of the walk, in our words."""
        is_for_good = True
        for _ in range(MOST_HOPS + 1):
            reply = self.asked()
            if reply.status not in LEADING or not reply.location:
                return self.told(reply)
            self.at = led_on(self.at, reply.location)
            is_for_good = is_for_good and reply.status in FOR_GOOD
            if is_for_good:
                self.moved_to = self.at
        # Some hosts lead those in a circle who keep no cookies: it proves nothing.
        return self.failed(Outcome.UNREACHABLE, "It leads on and on.")

    def asked(self) -> Reply:
        """The answer to HEAD; to GET, where HEAD fails: some do not know it."""
        to = target(self.at, self.asker.network.ports)
        try:
            reply = self.request("HEAD", to)
        except (http.client.HTTPException, ConnectionResetError):
            return self.request("GET", to)
        if reply.status < HTTPStatus.BAD_REQUEST or _wait(reply):
            return reply
        return self.request("GET", to)

    def request(self, method: str, to: Target) -> Reply:
        """One request within the time that is left; waiting for a turn costs none."""
        with self.asker.manners.turn(to.host):
            clock = Clock(self.left)
            try:
                return self.asker.reply(method, to, clock)
            finally:
                self.left = clock.end - time.monotonic()

    def told(self, reply: Reply) -> Answer:
        """What the last answer means."""
        status = reply.status
        if wait := _wait(reply):
            return replace(self.failed(Outcome.FAILED, ""), status=status, wait=wait)
        if status in GONE:
            outcome = Outcome.MISSING
        elif status in CLOSED:
            outcome = Outcome.CLOSED
        elif not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            outcome = Outcome.FAILED
        elif self.moved_to:
            return Answer(Outcome.MOVED, status, self.moved_to)
        else:
            outcome = Outcome.OK
        return replace(self.failed(outcome, ""), status=status)

    def failed(self, outcome: Outcome, said: str) -> Answer:
        """An answer with the place where the walk ended, if it is another."""
        return Answer(outcome, None, self.at if self.at != self.url else "", said[:200])


def _reason(error: Exception) -> str:
    """The words of the library for what went wrong."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(error.verify_message)
    return str(getattr(error, "strerror", "") or error)


def _wait(reply: Reply) -> float:
    """The seconds that a busy host asks us to wait; 0 if it does not."""
    if reply.status not in BUSY:
        return 0
    text = reply.retry_after.strip()
    if not text and reply.status != HTTPStatus.TOO_MANY_REQUESTS:
        return 0
    seconds: float = A_DAY
    if text.isascii() and text.isdecimal():
        seconds = float(text[:12])
    elif text:
        seconds = _until(text)
    return min(max(seconds, 1.0), LONGEST_WAIT)


def _until(text: str) -> float:
    try:
        day = parsedate_to_datetime(text)
    except ValueError:
        return A_DAY
    if day.tzinfo is None:
        day = day.replace(tzinfo=UTC)
    return (day - datetime.now(UTC)).total_seconds()
