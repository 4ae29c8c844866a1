"""Hosts on this machine that answer as tests want, and the network that leads there."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from entries.exchange.links.asking import Asker, Manners
from entries.exchange.links.wire import Network, NoNameError

HERE = "127.0.0.1"
HOST_PEM = Path(__file__).with_name("host.pem")
"""The certificate of news.example, signed by itself; its key guards nothing."""
Answer = bytes | Callable[[socket.socket], None]


def head(status: int, *lines: str, body: bytes = b"") -> bytes:
    first = f"HTTP/1.1 {status} Said"
    return "\r\n".join([first, *lines, "", ""]).encode("latin-1") + body


def led(status: int, where: str) -> bytes:
    return head(status, f"Location: {where}")


@dataclass
class Host:
    """A host that keeps what it was asked."""

    answers: dict[str, Answer]
    """By method and path, `GET /x`, or by path alone."""
    asked: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    port: int = 0

    def answer(self, line: socket.socket) -> None:
        text = b""
        while b"\r\n\r\n" not in text:
            more = line.recv(4096)
            if not more:
                return
            text += more
        request = text.decode("latin-1")
        method, path, _ = request.split(" ", 2)
        self.asked.append(f"{method} {path}")
        self.requests.append(request)
        found = self.answers.get(f"{method} {path}", self.answers.get(path))
        found = head(404) if found is None else found
        if callable(found):
            found(line)
        else:
            line.sendall(found)


@contextmanager
def host(
    answers: dict[str, Answer], tls: ssl.SSLContext | None = None
) -> Iterator[Host]:
    """A host that listens on loopback, for as long as the block lasts."""
    made = Host(answers)
    with socket.create_server((HERE, 0)) as listening:
        made.port = listening.getsockname()[1]
        serving = threading.Thread(target=serve, args=(listening, made, tls))
        serving.start()
        try:
            yield made
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            serving.join()


def serve(listening: socket.socket, made: Host, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        try:
            line.settimeout(20)
            if tls:
                line = tls.wrap_socket(line, server_side=True)
            made.answer(line)
        except OSError:
            pass  # the other side went away, as it may
        finally:
            line.close()


@dataclass
class Recorder:
    """A network that keeps which names were asked and what was connected to."""

    names: dict[str, list[str]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        self.resolved.append(host)
        if host not in self.names:
            raise NoNameError
        return self.names[host]

    def connect(self, ip: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((ip, port))
        raise ConnectionRefusedError


@dataclass
class Town(Recorder):
    """The same, where public addresses lead to hosts on this machine."""

    ports: dict[tuple[str, int], int] = field(default_factory=dict)
    """The port on this machine behind an address and its port."""

    def connect(self, ip: str, port: int, seconds: float) -> socket.socket:
        self.connected.append((ip, port))
        if (ip, port) not in self.ports:
            raise ConnectionRefusedError(111, "Connection refused")
        return socket.create_connection((HERE, self.ports[ip, port]), seconds)


NEWS, OTHER = "93.184.215.14", "151.101.1.69"


def town(news: Host | None = None, other: Host | None = None, port: int = 80) -> Town:
    """A network with news.example, and other.example if there is one."""
    made = Town(names={"news.example": [NEWS], "other.example": [OTHER]})
    for ip, one in ((NEWS, news), (OTHER, other)):
        if one:
            made.ports[ip, port] = one.port
    return made


def asker(network: Recorder, seconds: float = 20, **more) -> Asker:
    ways = Network(resolve=network.resolve, connect=network.connect, **more)
    return Asker("Test-link-check/1", ways, Manners(pause=0), seconds)
