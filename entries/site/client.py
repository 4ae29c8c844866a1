"""Who asks: the address of a reader's own machine, as far as it can be known."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client, behind as many proxies as the settings trust.

    Each proxy writes whom it hears at the end of X-Forwarded-For; what stands further
    left was sent by the client, who may write what he likes.
    """
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.TRUSTED_PROXIES
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not trusted or len(named) < trusted:
        return nearest
    told = named[-trusted].strip()
    try:
        ip_address(told)
    except ValueError:
        return nearest
    return told
