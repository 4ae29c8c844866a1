"""A connection that ends when its time is up or too much has come, drip by drip too.

The library's own connections count the time of each read alone, ask the name a second
time, or read what the environment says of proxies; so only its HTTP and its TLS serve.
"""

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from entries.exchange.links.addresses import (
    PORTS,
    RefusedError,
    Target,
    is_public,
)

MOST_BYTES = 64 * 1024
"""Of an answer, headers and all; what a page says is not read."""
MOST_TRIED = 3
"""How many of a host's IP addresses are tried."""


class NoNameError(Exception):
    """The host has no address."""


class TooMuchError(Exception):
    """More came than an answer may hold."""


def resolve(host: str, port: int) -> list[str]:
    """All IP addresses of a host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise NoNameError from error
        raise
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def connect(ip: str, port: int, seconds: float) -> socket.socket:
    """A connection to an IP address, which no name stands behind."""
    return socket.create_connection((ip, port), seconds)


@dataclass(frozen=True)
class Network:
    """The ways to other machines, and which of them may be gone."""

    resolve: Callable[[str, int], list[str]] = resolve
    connect: Callable[[str, int, float], socket.socket] = connect
    is_public: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Clock:
    """How long something may still take."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds left; TimeoutError if there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """A connection as HTTP reads and writes it."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        super().__init__()
        self.connection, self.clock, self.read_bytes = connection, clock, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connection.settimeout(self.clock.left())
        count = self.connection.recv_into(buffer)
        self.read_bytes += count
        if self.read_bytes > MOST_BYTES:
            raise TooMuchError
        return count

    def sendall(self, data: bytes) -> None:
        self.connection.settimeout(self.clock.left())
        self.connection.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def close(self) -> None:
        self.connection.close()
        super().close()


def wire(to: Target, network: Network, clock: Clock) -> Wire:
    """A connection to a host, whose name is asked once and whose addresses are judged.

    RefusedError, before anything is opened, if any of them is not public.
    """
    addresses = _addresses(to, network, clock)
    for ip in addresses:
        if not network.is_public(ip):
            raise RefusedError(f"leads to {ip}, which is no public address")
    connection = _first(addresses, to.port, network, clock)
    if to.scheme == "https":
        try:
            connection.settimeout(clock.left())
            connection = network.tls.wrap_socket(connection, server_hostname=to.host)
        except BaseException:
            connection.close()
            raise
    return Wire(connection, clock)


def _addresses(to: Target, network: Network, clock: Clock) -> list[str]:
    """The addresses of a host, asked aside: the system's own asking knows no end."""
    if to.is_literal:
        return [to.host]
    found: list[str] = []
    faults: list[Exception] = []

    def ask() -> None:
        try:
            found.extend(network.resolve(to.host, to.port))
        except (OSError, NoNameError) as error:
            faults.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(clock.left())
    if asking.is_alive():
        raise TimeoutError
    if faults:
        raise faults[0]
    if not found:
        raise NoNameError
    return found


def _first(
    addresses: list[str], port: int, network: Network, clock: Clock
) -> socket.socket:
    """A connection to the first address that takes it."""
    tried = addresses[:MOST_TRIED]
    fault: OSError = OSError("no address")
    for number, ip in enumerate(tried):
        try:
            return network.connect(ip, port, clock.left() / (len(tried) - number))
        except OSError as error:
            fault = error
    raise fault
