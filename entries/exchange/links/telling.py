"""What a run over the addresses says at its end."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from entries.desk.citation import Citation
from entries.desk.linkcheck import (
    LinkCheck,
    LinkState,
    Outcome,
    checks_of,
    dead_links,
    with_links,
)
from entries.desk.source import Source
from entries.exchange.links.checking import Run


def agent() -> str:
    """Who asks: hosts may want to know whose program it is."""
    about = f" (+{settings.SITE_URL})" if settings.SITE_URL else ""
    return f"SCO-Portal-link-check/1{about}"


def told(run: Run) -> Iterator[str]:
    """A run in lines: what it found, then every link that wants work."""
    if run.is_offline:
        yield "No host answered at all: is this machine off line? Nothing was kept."
    words = [f"{run.outcomes[one]} {one.label}" for one in Outcome if run.outcomes[one]]
    yield f"asked now: {', '.join(words) or 'none'}"
    if run.waiting:
        yield f"{run.waiting} not asked: their hosts want to be asked later"
    if run.elsewhere:
        yield f"{run.elsewhere} not asked: another run is at their hosts"
    sources = with_links(Source.objects.order_by("key"))
    yield from _moved(sources.filter(link=LinkState.MOVED))
    yield from _dead(dead_links().order_by("key"))


def _moved(sources: QuerySet[Any]) -> Iterator[str]:
    found = list(sources)
    checks = checks_of(found)
    yield f"moved for good: {len(found)}"
    for one in found:
        yield f"  {one.key}: {one.url} is now {checks[one.url].led_to}"


def _dead(sources: QuerySet[Source]) -> Iterator[str]:
    found = list(sources)
    checks, citing = checks_of(found), _citing(found)
    yield f"dead links: {len(found)}"
    for one in found:
        for url in (one.url, one.archive_url):
            if url in checks and checks[url].dead_since:
                yield f"  {one.key}: {in_words(checks[url])}: {url}"
        if not one.archive_url:
            yield "    it has no archived copy"
        entries = ", ".join(citing.get(one.pk, ())) or "no entry"
        yield f"    cited by {entries}"


def _citing(sources: list[Source]) -> dict[int, list[str]]:
    """The keys of the entries that cite each source."""
    rows = Citation.objects.filter(source__in=[one.pk for one in sources])
    found: dict[int, list[str]] = {}
    pairs = rows.order_by("entry__key").values_list("source", "entry__key").distinct()
    for source, key in pairs:
        found.setdefault(source, []).append(key)
    return found


def in_words(check: LinkCheck) -> str:
    """What is known of an address, in one line."""
    if check.at is None:
        return str(LinkState.NEVER.label)
    is_refused = check.status is not None and check.status >= HTTPStatus.BAD_REQUEST
    why = check.said or (f"answer {check.status}" if is_refused else "")
    since, word = check.failing_since, Outcome(check.outcome).label
    if check.dead_since:
        since, word = check.dead_since, LinkState.DEAD.label
    if since:
        word = f"{word} since {_day(since)}"
    if check.failures > 1:
        why = f"{why.removesuffix('.')}, {check.failures} times in a row"
    shown = f"{word} ({why.removesuffix('.')})" if why else word
    return f"{shown}, checked {_day(check.at)}"


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), "j M Y")
