"""The settings, each time in a process of its own, as a server reads them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "portal.example"}
SHOW = """
import json, sys
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def read(*names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SHOW, *names],
        env={"DJANGO_SETTINGS_MODULE": "scoportal.settings", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def values(*names: str, **environment: str) -> dict:
    answer = read(*names, **environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def last_line(*names: str, **environment: str) -> str:
    answer = read(*names, **environment)
    assert answer.returncode == 1
    return answer.stderr.strip().splitlines()[-1]


def test_development_needs_nothing_but_debug():
    found = values("DEBUG", "SECURE_SSL_REDIRECT", "ALLOWED_HOSTS", DEBUG="1")
    assert found == {
        "DEBUG": True,
        "SECURE_SSL_REDIRECT": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
    }


def test_debug_is_off_by_default():
    assert values("DEBUG", **PRODUCTION) == {"DEBUG": False}


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("given", [None, "", "  "])
def test_a_public_site_names_what_it_misses(name: str, given: str | None):
    environment = PRODUCTION | {name: given}
    if given is None:
        del environment[name]
    assert last_line("DEBUG", **environment) == (
        "django.core.exceptions.ImproperlyConfigured: "
        f"Set {name} in the environment: it is required when DEBUG is off."
    )


def test_a_secret_key_is_taken_as_it_stands():
    key = "$HOME" + "k" * 60
    assert values("SECRET_KEY", **PRODUCTION | {"SECRET_KEY": key}) == {
        "SECRET_KEY": key
    }


def test_a_public_site_is_secure_without_being_told():
    found = values(
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        **PRODUCTION,
    )
    assert all(found.values())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DEBUG", "maybe", "DEBUG must be 1 or 0, not 'maybe'."),
        (
            "SECURE_HSTS_SECONDS",
            "a year",
            "SECURE_HSTS_SECONDS must be a whole number, not 'a year'.",
        ),
        (
            "DATABASE_URL",
            "mysql://user:password@host/name",
            "DATABASE_URL must begin with sqlite:/// or postgres://user@host/name.",
        ),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str, message: str):
    assert last_line("DEBUG", **PRODUCTION | {name: value}).endswith(message)


def test_sqlite_is_set_up_for_several_writers():
    database = values("DATABASES", DEBUG="1")["DATABASES"]["default"]
    assert database["NAME"] == str(ROOT / "var" / "portal.sqlite3")
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    }


def test_options_of_a_database_address_are_kept():
    url = "postgres://user:p%40ss@host:5433/portal?sslmode=require"
    database = values("DATABASES", DEBUG="1", DATABASE_URL=url)["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"]) == ("host", 5433)
    assert database["PASSWORD"] == "p@ss"
    assert database["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}


def test_an_address_of_the_site_ends_without_a_slash():
    found = values("SITE_URL", DEBUG="1", SITE_URL="https://portal.example/")
    assert found == {"SITE_URL": "https://portal.example"}
