"""What is to go: told in the description and in every answer, two years before.

One line in `DEPRECATED` is all that it takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date

from entries.api.links import whole

MONTHS = 24
"""How long what was told to go is answered at the least."""


@dataclass(frozen=True)
class Deprecation:
    """An operation, or a parameter of one, that is to go."""

    since: date
    """The day on which it was first told."""
    sunset: date
    """The day from which it may be gone."""
    instead: str
    """What to ask in its place, in words."""

    def __post_init__(self) -> None:
        (told, day), (gone, gone_day) = map(_months, (self.since, self.sunset))
        if (gone, gone_day) < (told + MONTHS, day):
            raise ValueError(f"What is to go is answered for {MONTHS} months more.")

    @property
    def words(self) -> str:
        """The same for people."""
        return f"Deprecated: it may be gone from {self.sunset} on. {self.instead}"


DEPRECATED: dict[str, Deprecation] = {}
"""By operation, `exercises_list`, or by operation and parameter, `exercises_list?size`.

`docs/api.md` says the rule. What has gone is taken out of here.
"""


def of(operation: str, parameters: Any = ()) -> Iterator[Deprecation]:
    """Whatever of an operation is to go, with the parameters that are asked."""
    names = [operation, *(f"{operation}?{name}" for name in parameters)]
    return (DEPRECATED[name] for name in names if name in DEPRECATED)


def tell(response: HttpResponseBase, operation: str, request: Any) -> None:
    """Say in an answer that something of the question is to go, and the first day."""
    found = list(of(operation, request.query_params))
    if not found:
        return
    first = min(found, key=lambda one: one.sunset)
    page = whole(request, reverse("api:documentation"))
    links = response.headers.get("Link"), f'<{page}#deprecated>; rel="deprecation"'
    response.headers["Link"] = ", ".join(filter(None, links))
    # RFC 9745 has seconds, RFC 8594 a date as HTTP writes it.
    response.headers["Deprecation"] = f"@{_seconds(min(one.since for one in found))}"
    response.headers["Sunset"] = http_date(_seconds(first.sunset))


def _months(day: date) -> tuple[int, int]:
    return 12 * day.year + day.month, day.day


def _seconds(day: date) -> int:
    """The beginning of a day in the world's own time."""
    return int(datetime.combine(day, time(), UTC).timestamp())
