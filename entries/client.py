"""Who asks: the address of a reader's own machine, as far as it can be known."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

SHARED_BITS = 64
"""Of an IPv6 address, what a household has in common."""


def client_address(request: HttpRequest) -> str:
    """The address of the client, behind as many proxies as the settings trust.

    Each proxy writes whom it hears at the end of X-Forwarded-For; what stands further
    left was sent by the client, who may write what he likes.
    """
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if not trusted or len(named) < trusted:
        return nearest
    told = named[-trusted].strip()
    try:
        ip_address(told)
    except ValueError:
        return nearest
    return told


def network(address: str) -> str:
    """What is counted as one client: an IPv4 address, of IPv6 the household's part."""
    try:
        one = ip_address(address)
    except ValueError:
        return "unknown"
    mapped = getattr(one, "ipv4_mapped", None) or one
    bits = SHARED_BITS if mapped.version == 6 else 32
    return str(ip_network((mapped, bits), strict=False))
