"""Runs over the addresses of sources: whose turn it is, and what is kept of them."""

import os
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from entries.desk.linkcheck import LinkCheck, Outcome
from entries.exchange.links.asking import Answer
from entries.exchange.links.checking import AGAIN, CLAIM, SOON, check, keep
from entries.tests.factories import make_source
from entries.tests.publishing.processes import Process

pytestmark = pytest.mark.django_db

OK = Answer(Outcome.OK, 200)
GONE = Answer(Outcome.MISSING, 404)
ERROR = Answer(Outcome.FAILED, 500)
NO_NAME = Answer(Outcome.FAILED)
TIMEOUT = Answer(Outcome.UNREACHABLE)
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
EVENING = MONDAY + timedelta(hours=12)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
URL = "https://news.example/a"


class Scripted:
    """Answers as it is told, and keeps what it was asked."""

    def __init__(self, default=OK, **answers):
        self.default, self.answers, self.asked = default, answers, []

    def ask(self, url):
        self.asked.append(url)
        return self.answers.get(url.rpartition("/")[2], self.default)


def run(asker, **more):
    return check(asker, lambda _: None, **more)


def sources(*urls):
    for number, url in enumerate(urls):
        make_source(f"source-{number}", url=url)


def state(url=URL):
    return LinkCheck.objects.get(url=url)


def known(*answers):
    """What is known of an address after these answers, each with its time."""
    sources(URL)
    run(Scripted())
    for answer, at in answers:
        keep(state(), answer, at)
    return state()


def test_every_address_is_asked_once_those_of_copies_too():
    sources(URL, URL, "")
    make_source("copied", url="http://b.example/", archive_url="http://c.example/")
    asker = Scripted()
    assert run(asker).outcomes == {"ok": 3}
    assert sorted(asker.asked) == ["http://b.example/", "http://c.example/", URL]


def test_what_was_asked_of_late_is_not_asked_again_unless_all_are():
    sources(URL)
    run(Scripted())
    again = Scripted()
    assert run(again).outcomes == {}
    assert run(again, everything=True).outcomes == {"ok": 1}
    LinkCheck.objects.update(at=timezone.now() - AGAIN)
    assert run(again).outcomes == {"ok": 1}
    assert len(again.asked) == 2


def test_what_failed_is_asked_again_the_next_day_until_it_is_dead():
    sources(URL)
    run(Scripted(ERROR))
    assert run(Scripted(ERROR)).outcomes == {}
    yesterday = timezone.now() - timedelta(days=1)
    LinkCheck.objects.update(at=timezone.now() - SOON, failing_since=yesterday)
    assert run(Scripted(ERROR)).outcomes == {"failed": 1}
    assert state().dead_since == yesterday
    LinkCheck.objects.update(at=timezone.now() - SOON)
    assert run(Scripted(ERROR)).outcomes == {}


def test_a_corrected_address_is_a_new_one_and_the_old_one_is_forgotten():
    sources(URL)
    run(Scripted(GONE))
    make_source("source-0", url="https://news.example/b")
    run(Scripted())
    assert list(LinkCheck.objects.values_list("url", "outcome")) == [
        ("https://news.example/b", "ok")
    ]


@pytest.mark.parametrize(
    "answers",
    [
        [(GONE, MONDAY)],
        [(ERROR, MONDAY), (ERROR, EVENING)],
        [(GONE, MONDAY), (ERROR, EVENING)],
        [(GONE, MONDAY), (OK, EVENING), (GONE, TUESDAY)],
        [(TIMEOUT, MONDAY), (TIMEOUT, TUESDAY), (TIMEOUT, WEDNESDAY)],
        [(TIMEOUT, MONDAY), (ERROR, TUESDAY)],
        [(Answer(Outcome.CLOSED, 403), MONDAY), (GONE, TUESDAY)],
        [(Answer(Outcome.CERTIFICATE), MONDAY), (Answer(Outcome.CERTIFICATE), TUESDAY)],
    ],
)
def test_what_does_not_make_a_link_dead(answers):
    assert known(*answers).dead_since is None


@pytest.mark.parametrize(
    "answers",
    [
        [(GONE, MONDAY), (GONE, EVENING)],
        [(GONE, MONDAY), (Answer(Outcome.MISSING, 410), EVENING)],
        [(ERROR, MONDAY), (ERROR, TUESDAY)],
        [(NO_NAME, MONDAY), (ERROR, EVENING), (NO_NAME, TUESDAY)],
        [(GONE, MONDAY), (GONE, EVENING), (TIMEOUT, TUESDAY)],
    ],
)
def test_what_makes_a_link_dead_since_the_first_failure(answers):
    assert known(*answers).dead_since == MONDAY


def test_failures_in_a_row_are_counted_until_it_answers():
    row = known((TIMEOUT, MONDAY), (TIMEOUT, TUESDAY), (TIMEOUT, WEDNESDAY))
    assert (row.failures, row.failing_since) == (3, MONDAY)
    keep(row, ERROR, WEDNESDAY)
    row = state()
    assert (row.failures, row.failing_since) == (1, WEDNESDAY)
    keep(row, OK, WEDNESDAY)
    row = state()
    assert (row.failures, row.failing_since, row.dead_since) == (0, None, None)


def test_a_host_that_asks_for_time_gets_it_for_all_its_addresses():
    sources(*(f"https://news.example/{n}" for n in "abc"), "https://other.example/d")
    busy = Scripted(b=Answer(Outcome.FAILED, 429, wait=3600))
    first = run(busy)
    assert (first.outcomes, first.waiting) == ({"ok": 2}, 2)
    assert busy.asked.count("https://news.example/c") == 0
    assert state("https://news.example/b").at is None
    later = Scripted()
    run(later, everything=True)
    assert later.asked == ["https://other.example/d"]
    LinkCheck.objects.update(not_before=timezone.now())
    assert run(Scripted(), everything=True).outcomes == {"ok": 4}


def test_a_host_does_not_wait_for_another_that_it_led_to():
    sources("https://news.example/a", "https://news.example/b")
    led = Answer(Outcome.FAILED, 429, "https://busy.example/", wait=3600)
    done = run(Scripted(a=led))
    assert (done.outcomes, done.waiting) == ({"ok": 1}, 1)
    assert state("https://news.example/a").not_before is not None
    assert state("https://news.example/b").not_before is None


def test_a_machine_off_line_declares_nothing_dead():
    refused = "https://host-z.example:8080/z"
    sources(*(f"https://host-{n}.example/a" for n in range(6)), refused)
    done = run(Scripted(NO_NAME, z=Answer(Outcome.REFUSED)))
    assert done.is_offline
    assert done.outcomes == {"refused": 1}
    kept = LinkCheck.objects.exclude(at=None, claimed=None)
    assert [check.url for check in kept] == [refused]
    assert not run(Scripted(NO_NAME, a=OK)).is_offline


def test_a_few_that_fail_may_all_have_failed():
    sources(*(f"https://host-{n}.example/" for n in range(4)))
    assert run(Scripted(NO_NAME)).outcomes == {"failed": 4}


def test_what_another_run_has_taken_is_left_to_it_until_it_is_not_heard_of():
    sources(URL, "https://news.example/b", "https://other.example/c")
    run(Scripted(GONE))
    now = timezone.now()
    LinkCheck.objects.filter(url=URL).update(claimed=now)
    done = run(Scripted(), everything=True)
    assert (done.outcomes, done.elsewhere) == ({"ok": 1}, 2)
    LinkCheck.objects.filter(url=URL).update(claimed=now - CLAIM)
    assert run(Scripted(), everything=True).outcomes == {"ok": 3}


def test_an_interrupted_run_gives_back_what_it_took_and_another_goes_on():
    sources(*(f"https://news.example/{n}" for n in "abc"))
    seen = []

    def tell(line):
        seen.append(line)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(Scripted(), tell)
    assert LinkCheck.objects.filter(at__isnull=False).count() == 1
    assert not LinkCheck.objects.filter(claimed__isnull=False).exists()
    assert run(Scripted()).outcomes == {"ok": 2}


def test_a_host_is_asked_one_address_at_a_time_and_several_hosts_at_once():
    sources(*(f"https://host-{h}.example/{n}" for h in range(3) for n in range(4)))
    at_once, most, lock = Counter(), Counter(), threading.Lock()
    all_here = threading.Barrier(3)

    class Counting(Scripted):
        def ask(self, url):
            host = url.split("/")[2]
            with lock:
                at_once[host] += 1
                most[host] = max(most[host], at_once[host])
            all_here.wait(10)
            with lock:
                at_once[host] -= 1
            return super().ask(url)

    assert run(Counting()).outcomes == {"ok": 12}
    assert set(most.values()) == {1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("everything", [False, True])
def test_two_runs_at_the_same_time_ask_no_address_twice(tmp_path, everything):
    urls = [f"https://host-{h}.example/{n}" for h in range(12) for n in range(5)]
    sources(*urls)
    log = tmp_path / "asked"

    class Logging(Scripted):
        def ask(self, url):
            file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(file, f"{url}\n".encode())
            os.close(file)
            return OK

    runs = [Process(lambda: run(Logging(), everything=everything)) for _ in range(2)]
    for one in runs:
        one.start()
    assert [one.wait() for one in runs] == [0, 0]
    assert sorted(log.read_text().split()) == sorted(urls)
    assert not LinkCheck.objects.exclude(outcome="ok", claimed=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_leaves_its_hosts_to_the_next(tmp_path):
    sources(*(f"https://news.example/{n}" for n in "abcd"), "https://other.example/a")
    started = threading.Event()
    read, write = os.pipe()

    class Stuck(Scripted):
        def ask(self, url):
            if url.endswith("b"):
                os.write(write, b"!")
                started.wait()
            return OK

    killed = Process(lambda: run(Stuck()))
    killed.start()
    os.read(read, 1)
    killed.kill()
    assert killed.wait() < 0
    os.close(read)
    os.close(write)
    late = timezone.now() + CLAIM
    with mock.patch("entries.exchange.links.checking.timezone.now", lambda: late):
        next_run = Scripted()
        run(next_run)
    assert "https://news.example/a" not in next_run.asked
    assert {f"https://news.example/{n}" for n in "bcd"} <= set(next_run.asked)
    assert not LinkCheck.objects.exclude(outcome="ok").exists()
