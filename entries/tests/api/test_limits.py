"""Who asks too often is told so, by the address that is truly his, by every worker."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as project
from django.core.cache import caches
from django.test import Client

from entries.api import limits
from entries.tests.api.test_problems import check

URL = "/api/v1/nowhere/"  # it needs no database
NOON = 1_800_000_000.0
"""A minute's beginning."""


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(limits, "time", lambda: NOON + 15)


@pytest.fixture(params=["file", "cache"])
def rate(request, settings, tmp_path):
    """Three requests a minute, counted in a file or in a cache."""
    settings.API_RATE = 3
    settings.COUNTERS = tmp_path / "new" / "counters"
    if request.param == "cache":
        local = "django.core.cache.backends.locmem.LocMemCache"
        settings.CACHE_URL = "redis://as-if"
        settings.CACHES = {
            "default": {"BACKEND": local},
            "counters": {"BACKEND": local},
        }
        caches["counters"].clear()
    return settings


def ask(address="192.0.2.1", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(URL, headers=named, REMOTE_ADDR=address)


def test_after_so_many_requests_a_minute_comes_a_refusal(rate, monkeypatch):
    left = [ask()["RateLimit-Remaining"] for _ in range(3)]
    said = check(refused := ask(), 429)

    assert left == ["2", "1", "0"]
    assert "Retry-After" in said["detail"]
    assert refused["Retry-After"] == refused["RateLimit-Reset"] == "45"
    assert refused["RateLimit-Limit"] == "3"
    assert refused["RateLimit-Policy"] == "3;w=60"
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert ask("192.0.2.2").status_code == 404
    monkeypatch.setattr(limits, "time", lambda: NOON + 60)
    assert ask()["RateLimit-Remaining"] == "2"


def test_a_household_of_ipv6_is_one_client(rate):
    for last in range(3):
        assert ask(f"2001:db8:1:2::{last}").status_code == 404
    assert ask("2001:db8:1:2:ffff::1").status_code == 429
    assert ask("2001:db8:1:3::1").status_code == 404


def test_only_our_own_proxies_say_who_asks(rate):
    for n in range(3):
        ask("10.0.0.1", x_forwarded_for=f"192.0.2.{n}")
    assert ask("10.0.0.1", x_forwarded_for="192.0.2.9").status_code == 429
    rate.TRUSTED_PROXIES = 1
    assert ask("10.0.0.1", x_forwarded_for="10.0.0.1, 192.0.2.9").status_code == 404
    for _ in range(2):
        ask("10.0.0.1", x_forwarded_for="192.0.2.9")
    assert ask("10.0.0.1", x_forwarded_for="198.51.100.1, 192.0.2.9").status_code == 429


def test_no_address_stands_in_the_counters(rate):
    ask("192.0.2.77")
    kept = Path(rate.COUNTERS)
    if kept.exists():
        assert b"192.0.2.77" not in kept.read_bytes()
    else:
        [key] = caches["counters"]._cache
        assert "192.0.2.77" not in key


def test_where_there_is_no_rate_nobody_is_counted(settings, tmp_path):
    settings.API_RATE = 0
    settings.COUNTERS = tmp_path / "counters"
    assert "RateLimit-Limit" not in ask()
    assert not settings.COUNTERS.exists()


def test_pages_are_not_counted(rate):
    for _ in range(5):
        Client().get("/robots.txt", REMOTE_ADDR="192.0.2.1")
    assert ask()["RateLimit-Remaining"] == "2"


def test_a_counter_that_fails_stops_nobody(settings, tmp_path):
    settings.API_RATE = 3
    settings.COUNTERS = tmp_path  # a folder
    with mock.patch.object(limits.logger, "exception") as told:
        assert ask().status_code == 404
    told.assert_called_once()


COUNT = """
import sys
from pathlib import Path
import django
from django.conf import settings
django.setup()
from entries.api import limits
settings.COUNTERS = Path(sys.argv[1])
for _ in range(200):
    print(limits._in_file(b"somebody", 1))
"""


def test_workers_count_together(tmp_path):
    """Of two at once none is lost and none counted twice."""
    command = [sys.executable, "-c", COUNT, str(tmp_path / "counters")]
    workers = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, cwd=project.BASE_DIR
        )
        for _ in range(3)
    ]
    counted = [int(n) for one in workers for n in one.communicate()[0].split()]

    assert sorted(counted) == list(range(1, 601))


@pytest.mark.skipif(not shutil.which("redis-server"), reason="there is no Redis here")
def test_machines_count_together_by_redis(settings, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    try:
        settings.API_RATE = 3
        settings.CACHE_URL = f"redis://127.0.0.1:{port}/0"
        backend = "django.core.cache.backends.redis.RedisCache"
        settings.CACHES = {
            "default": project.CACHES["default"],
            "counters": {"BACKEND": backend, "LOCATION": settings.CACHE_URL},
        }
        deadline = time.monotonic() + 10
        while "RateLimit-Limit" not in (first := quietly()):
            assert time.monotonic() < deadline
        caches["counters"].close()
        assert first["RateLimit-Remaining"] == "2"
        assert [ask().status_code for _ in range(3)] == [404, 404, 429]
    finally:
        server.terminate()
        server.wait()
    # Redis is gone: everybody is answered.
    assert "RateLimit-Limit" not in quietly()


def quietly():
    with mock.patch.object(limits.logger, "exception"):
        return ask()
