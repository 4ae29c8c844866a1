"""A run over the addresses of all sources: whose turn it is, and what is kept.

Several runs may be at work: a host belongs to the one that took it, until it is done
or has not been heard of for some minutes. The database is written to from here alone.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from entries.desk.linkcheck import FAILURES, LinkCheck, Outcome, forget_unused
from entries.exchange.links.asking import Answer, Asker

AGAIN = timedelta(days=7)
"""How long what was found is taken to hold."""
SOON = timedelta(hours=20)
"""The same for what failed and is not known to be dead: a daily run asks it again."""
CLAIM = timedelta(minutes=5)
"""How long a host belongs to a run that is not heard of; it says so at each answer."""
AT_ONCE = 8
"""How many hosts are asked at the same time."""
ENOUGH = 5
"""Where so many were asked and nothing at all answered, this machine is off line."""
HEALTHY: dict[str, Any] = {"failures": 0, "failing_since": None, "dead_since": None}
WELL = (Outcome.OK, Outcome.MOVED, Outcome.CLOSED, Outcome.REFUSED)


@dataclass
class Run:
    """What one run has done."""

    outcomes: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    """Addresses whose hosts asked to be asked later."""
    elsewhere: int = 0
    """Addresses that another run has taken."""
    is_offline: bool = False
    """Whether nothing answered: then nothing was kept."""


def check(
    asker: Asker, tell: Callable[[str], None], *, everything: bool = False
) -> Run:
    """Ask the addresses whose turn it is, or all of them, and keep what they answer."""
    began = timezone.now()
    collect()
    due = _due(began, everything=everything)
    hosts = list(due.order_by("host").values_list("host", flat=True).distinct())
    return Round(asker, tell, due, Run()).over(hosts)


def collect() -> None:
    """A row for each address that sources give, and none for the others."""
    given = forget_unused()
    known = set(LinkCheck.objects.values_list("url", flat=True))
    new = [LinkCheck(url=url, host=_host(url)) for url in sorted(given - known)]
    LinkCheck.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def _due(now: datetime, *, everything: bool) -> QuerySet[LinkCheck]:
    """The addresses whose turn it is; none before its host wants it."""
    unsure = Q(failures__gt=0, dead_since__isnull=True, at__lte=now - SOON)
    is_due = Q(at__isnull=True) | Q(at__lte=now - AGAIN) | unsure
    if everything:
        is_due |= Q(at__lt=now)
    may = Q(not_before__isnull=True) | Q(not_before__lte=now)
    return LinkCheck.objects.filter(is_due & may)


@dataclass
class Round:
    """The hosts of a run, some asked at once, each one address after the other."""

    asker: Asker
    tell: Callable[[str], None]
    due: QuerySet[LinkCheck]
    run: Run
    asked: dict[Future[Answer], deque[LinkCheck]] = field(default_factory=dict)
    """What is being asked: the first of a host's addresses, the others behind it."""
    taken: set[int] = field(default_factory=set)
    """The numbers of what belongs to this run."""
    held: list[tuple[LinkCheck, Answer]] = field(default_factory=list)
    """What was found while nothing has answered yet."""
    heard: bool = False
    done: int = 0

    def over(self, hosts: list[str]) -> Run:
        """Ask them all; interrupted, it gives back what it had taken."""
        waiting = deque(hosts)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                while waiting or self.asked:
                    self._fill(pool, waiting)
                    self._take(pool)
                self._settle()
            finally:
                self._release(list(self.taken))
        return self.run

    def _fill(self, pool: ThreadPoolExecutor, waiting: deque[str]) -> None:
        while waiting and len(self.asked) < AT_ONCE:
            rows = self._claim(waiting.popleft())
            if rows:
                self._ask(pool, deque(rows))

    def _ask(self, pool: ThreadPoolExecutor, rows: deque[LinkCheck]) -> None:
        self.asked[pool.submit(self.asker.ask, rows[0].url)] = rows

    def _take(self, pool: ThreadPoolExecutor) -> None:
        """Keep the answers that have come, and ask what follows them."""
        if not self.asked:
            return
        for future in wait(self.asked, return_when=FIRST_COMPLETED).done:
            answer = future.result()
            rows = self.asked.pop(future)
            row = rows.popleft()
            self.done += 1
            self.tell(f"{self.done}: {row.url} {answer.status or answer.outcome.label}")
            self._found(row, answer)
            if answer.wait and not answer.led_to:
                self._release([one.pk for one in rows])
                self.run.waiting += len(rows)
            elif rows:
                _renew(rows)
                self._ask(pool, rows)

    def _claim(self, host: str) -> list[LinkCheck]:
        """Take the addresses of a host whose turn it is, unless another run has it."""
        now = timezone.now()
        with transaction.atomic():
            rows = LinkCheck.objects.filter(host=host).order_by("pk")
            held = list(rows.select_for_update())
            taken = [row for row in held if row.claimed and row.claimed > now - CLAIM]
            mine = list(self.due.filter(host=host).order_by("url"))
            if taken:
                self.run.elsewhere += len(mine)
                return []
            _renew(mine)
        self.taken |= {row.pk for row in mine}
        return mine

    def _release(self, numbers: list[int]) -> None:
        LinkCheck.objects.filter(pk__in=numbers).update(claimed=None)
        self.taken -= set(numbers)

    def _found(self, row: LinkCheck, answer: Answer) -> None:
        """Keep an answer, or hold it back while nothing has answered at all."""
        self.heard = self.heard or answer.status is not None
        if answer.outcome == Outcome.REFUSED:
            # This its text alone may say, off line too.
            self._keep([(row, answer)])
            return
        self.held.append((row, answer))
        if self.heard:
            self._keep_held()

    def _settle(self) -> None:
        """What is still held back: a few may all be dead, but hardly many."""
        if len({row.host for row, _ in self.held}) >= ENOUGH:
            self.run.is_offline = True
        else:
            self._keep_held()

    def _keep_held(self) -> None:
        self._keep(self.held)
        self.held = []

    def _keep(self, found: list[tuple[LinkCheck, Answer]]) -> None:
        for row, answer in found:
            if answer.wait:
                self.run.waiting += 1
            else:
                self.run.outcomes[answer.outcome] += 1
            keep(row, answer, timezone.now())
            self.taken.discard(row.pk)


def _renew(rows: Iterable[LinkCheck]) -> None:
    numbers = [row.pk for row in rows]
    LinkCheck.objects.filter(pk__in=numbers).update(claimed=timezone.now())


def keep(row: LinkCheck, answer: Answer, now: datetime) -> None:
    """Write down what an address answered, and whether it is dead by now."""
    # It is given back with the answer, or after it: another run may take it at once.
    own = LinkCheck.objects.filter(pk=row.pk)
    if answer.wait:
        # Where it was led is another host: this one did not ask for anything.
        told = own if answer.led_to else LinkCheck.objects.filter(host=row.host)
        told.update(not_before=now + timedelta(seconds=answer.wait))
        own.update(claimed=None)
        return
    is_well = answer.outcome in WELL
    own.update(
        claimed=None,
        at=now,
        outcome=answer.outcome,
        status=answer.status,
        led_to=answer.led_to,
        said=answer.said,
        not_before=None,
        **(HEALTHY if is_well else _failures(row, answer.outcome, now)),
    )


def _failures(row: LinkCheck, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """How often it failed in a row, since when, and since when it is dead.

    A failure and a timeout are not of one row: the second proves nothing.
    """
    proves = outcome in FAILURES
    goes_on = row.failures > 0 and proves == (row.outcome in FAILURES)
    since = row.failing_since if goes_on and row.failing_since else now
    is_another_day = timezone.localdate(since) != timezone.localdate(now)
    is_gone = outcome == row.outcome == Outcome.MISSING
    is_dead = proves and goes_on and (is_gone or is_another_day)
    return {
        "failures": row.failures + 1 if goes_on else 1,
        "failing_since": since,
        "dead_since": row.dead_since or (since if is_dead else None),
    }
