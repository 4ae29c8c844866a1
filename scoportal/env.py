"""The environment, read here and nowhere else.

A variable that is set but empty counts as not set, so that an empty line in a
container's configuration does not pass for an answer.
"""

import os
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

CACHES = ("redis", "rediss")
DATABASES = ("sqlite", "postgres", "postgresql")


def text(name: str, default: str) -> str:
    # Not by django-environ: it would take a key that begins with a dollar sign for
    # the name of another variable.
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def names(name: str, default: list[str]) -> list[str]:
    """Read a list separated by commas."""
    parts = [part.strip() for part in text(name, "").split(",")]
    return [part for part in parts if part] or default


def database(name: str, default: str) -> dict[str, Any]:
    """Read the address of a database, such as postgres://user@host/name."""
    url = text(name, default)
    if url.partition(":")[0] not in DATABASES:
        # The address itself may hold a password.
        raise ImproperlyConfigured(
            f"{name} must begin with sqlite:/// or postgres://user@host/name."
        )
    return dict(environ.Env.db_url_config(url))


def cache(name: str) -> dict[str, Any]:
    """Read the address of a shared cache, such as redis://host:6379/0; {} if none."""
    url = text(name, "")
    if url and url.partition(":")[0] not in CACHES:
        raise ImproperlyConfigured(f"{name} must begin with redis:// or rediss://.")
    return dict(environ.Env.cache_url_config(url)) if url else {}


def email(name: str, default: str) -> dict[str, Any]:
    """Read the address of a mail server, such as smtp+tls://user:password@host:587."""
    url = text(name, default)
    try:
        return dict(environ.Env.email_url_config(url))
    except KeyError as error:
        raise ImproperlyConfigured(
            f"{name} must begin with smtp://, smtp+tls://, smtp+ssl:// or consolemail://."
        ) from error


def require(name: str) -> str:
    """Read what a site that others can reach cannot do without."""
    value = text(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"Set {name} in the environment: it is required when DEBUG is off."
        )
    return value
