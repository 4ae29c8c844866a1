"""How often one client may ask: so many times a minute, counted for all workers.

The counters stand in the cache that all machines share, where the settings name one,
else in a file that all workers of one machine share.
"""

import logging
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from struct import Struct
from time import time

from django.conf import settings
from django.core.cache import caches
from django.core.files import locks
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from entries.client import client_address, network

logger = logging.getLogger(__name__)

PERIOD = 60
"""Seconds in which requests are counted together: the minutes of the clock."""
SALT = "entries.api.limits"
COUNTER = Struct("<II")
"""A minute, and how many requests there were in it."""
SLOTS = 2**20
"""The counters in the file. Two clients in one are possible, and very rare."""


@dataclass(frozen=True)
class Allowance:
    """What a client may still ask."""

    limit: int
    asked: int
    """How often it asked in this minute, this time among them."""
    reset: int
    """Seconds until it is counted anew."""

    @property
    def is_spent(self) -> bool:
        return self.asked > self.limit

    @property
    def headers(self) -> dict[str, str]:
        """The same in the words of HTTP (draft-ietf-httpapi-ratelimit-headers)."""
        found = {
            "RateLimit-Policy": f"{self.limit};w={PERIOD}",
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.asked)),
            "RateLimit-Reset": str(self.reset),
        }
        return found | ({"Retry-After": str(self.reset)} if self.is_spent else {})


def ask(request: HttpRequest) -> Allowance | None:
    """Count a request of a client. None where there is no limit.

    Where counting fails, everybody is answered: the log says so.
    """
    limit = settings.API_RATE
    if not limit:
        return None
    now = time()
    who = network(client_address(request))
    mark = salted_hmac(SALT, who, algorithm="sha256").digest()
    count = _in_cache if settings.CACHE_URL else _in_file
    try:
        asked = count(mark, int(now // PERIOD))
    except (OSError, RedisError):
        logger.exception("Requests cannot be counted: nobody is refused.")
        return None
    return Allowance(limit, asked, PERIOD - int(now % PERIOD))


def _in_cache(mark: bytes, minute: int) -> int:
    cache = caches["counters"]
    key = f"{SALT}.{minute}.{mark.hex()}"
    cache.add(key, 0, timeout=2 * PERIOD)
    try:
        return int(cache.incr(key))
    except ValueError:  # it was put out meanwhile
        return 1


def _in_file(mark: bytes, minute: int) -> int:
    """Each client has a place in the file; what is there of another minute is void."""
    place = int.from_bytes(sha256(mark).digest()[:8]) % SLOTS * COUNTER.size
    path = Path(settings.COUNTERS)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with path.open("r+b", buffering=0) as file:
        locks.lock(file, locks.LOCK_EX)
        file.seek(place)
        found = file.read(COUNTER.size)
        then, count = COUNTER.unpack(found) if len(found) == COUNTER.size else (0, 0)
        count = count + 1 if then == minute else 1
        file.seek(place)
        file.write(COUNTER.pack(minute, count))
    return count
