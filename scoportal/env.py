"""The environment, read here and nowhere else.

A variable that is set but empty counts as not set, so that an empty line in a
container's configuration does not pass for an answer.
"""

import os
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.Env()


def _given(name: str) -> bool:
    return bool(os.environ.get(name, "").strip())


def text(name: str, default: str) -> str:
    return str(_env.str(name)) if _given(name) else default


def flag(name: str, *, default: bool) -> bool:
    return bool(_env.bool(name)) if _given(name) else default


def number(name: str, default: int) -> int:
    if not _given(name):
        return default
    try:
        return int(_env.int(name))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error


def names(name: str, default: list[str]) -> list[str]:
    """Read a list separated by commas."""
    if not _given(name):
        return default
    return [part.strip() for part in os.environ[name].split(",") if part.strip()]


def database(name: str, default: str) -> dict[str, Any]:
    """Read the address of a database, such as postgres://user@host/name."""
    return dict(_env.db_url_config(text(name, default)))


def require(name: str) -> str:
    """Read what a site that others can reach cannot do without."""
    if not _given(name):
        raise ImproperlyConfigured(
            f"Set {name} in the environment: it is required when DEBUG is off."
        )
    return text(name, "")
