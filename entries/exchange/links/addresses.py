"""Which addresses may be asked: public ones of the web, and nothing else.

What the library calls global is not enough: it changes from version to version, and
lets through networks that only carry an address of another sort.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
"""Other ports are those of services that were never meant for readers."""
LONGEST = 2_000

NAME = re.compile(r"(?=.{1,253}\Z)(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+", re.ASCII)
NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)\Z", re.ASCII)
LOCAL_NAMES = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "onion",
)
"""Names that lead into a network of one's own, wherever they are asked for."""

# https://www.iana.org/assignments/iana-ipv4-special-registry
NOT_PUBLIC = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",  # a cloud's own service for its machines
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
# https://www.iana.org/assignments/iana-ipv6-special-registry; all that is public lies
# in the first network, and these within it are not.
PUBLIC_SIX = ip_network("2000::/3")
NOT_PUBLIC_SIX = tuple(
    map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)
NAT64 = ip_network("64:ff9b::/96")
"""How a network without IPv4 reaches an IPv4 address: the last four bytes."""


class RefusedError(Exception):
    """An address that is not asked; the text says why."""


@dataclass(frozen=True)
class Target:
    """An address, taken apart as it is asked."""

    scheme: str
    host: str
    """The name in ASCII without a dot at its end, or an IP address."""
    port: int
    path: str
    is_literal: bool
    """Whether the host is an IP address, of which no name is asked."""

    @property
    def shown_host(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.shown_host}{self.path}"


def target(url: str, ports: frozenset[int] = frozenset(PORTS.values())) -> Target:
    """An address taken apart; RefusedError where its text alone says no."""
    if len(url) > LONGEST:
        raise RefusedError("is too long")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError("is no address") from error
    if parts.scheme not in PORTS:
        raise RefusedError(f"begins with {parts.scheme[:20]}:, not with http or https")
    if "@" in parts.netloc:
        raise RefusedError("holds a name or a password")
    port = PORTS[parts.scheme] if port is None else port
    if port not in ports:
        raise RefusedError(f"names port {port}, not 80 or 443")
    host, is_literal = _host(parts)
    return Target(parts.scheme, host, port, _path(parts), is_literal)


def _host(parts: SplitResult) -> tuple[str, bool]:
    """The host, and whether it is an IP address."""
    name = (parts.hostname or "").removesuffix(".")
    if parts.netloc.startswith("["):
        return _literal(name), True
    try:
        # Full-width letters and dots become plain ones here, before they are judged.
        name = name.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise RefusedError("names no host") from error
    if NUMBER.match(name.rpartition(".")[2]):
        return _literal(name), True
    if any(f".{name}".endswith(f".{local}") for local in LOCAL_NAMES):
        raise RefusedError(f"names {name}, which is no public host")
    if not NAME.fullmatch(name):
        raise RefusedError("names no public host")
    return name, False


def _literal(text: str) -> str:
    """An IP address in its one usual form, not as one number, octal or hexadecimal."""
    try:
        return str(ip_address(text))
    except ValueError as error:
        raise RefusedError(f"names {text[:50]}, which is no host") from error


def _path(parts: SplitResult) -> str:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(path, safe="/%:=&?~+!$,;'@()*[]|#")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        return _is_public_six(ip)
    return ip.is_global and not any(ip in network for network in NOT_PUBLIC)


def _is_public_six(ip: IPv6Address) -> bool:
    if ip.scope_id:
        return False
    if ip in NAT64:
        return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
    if ip not in PUBLIC_SIX:
        return False
    return not any(ip in network for network in NOT_PUBLIC_SIX)


def led_on(url: str, location: str) -> str:
    """Where an answer leads, as an address of its own."""
    # Headers come as Latin-1, whatever bytes they were.
    raw = location.strip().encode("latin-1", "replace")
    try:
        return urljoin(url, quote(raw, safe="/%:=&?~+!$,;'@()*[]|#"))
    except ValueError as error:
        raise RefusedError("leads to no address") from error
