"""Killed at any instant, the record is the old edition or the new one."""

import os
import random
import time
from contextlib import nullcontext
from types import SimpleNamespace

import pytest

from entries.publishing import editions
from entries.publishing.approving import approve
from entries.publishing.submission import RecordLock, Submission
from entries.publishing.submitting import submit
from entries.record.edition import Edition
from entries.record.search import engine
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    participant,
)
from entries.tests.publishing import whole
from entries.tests.publishing.processes import Process

KILLS = 50
ENTRIES = 10
SEED = int(os.environ.get("KILL_SEED", "0")) or random.SystemRandom().randrange(10**6)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chance():
    print(f"The instants are those of KILL_SEED={SEED}")  # noqa: T201  shown on failure
    # Tables that Django does not know are not emptied between tests.
    engine.clear()
    return random.Random(SEED)  # noqa: S311  no secret


def ready(number):
    """An approved submission of some entries, some of them new, with all their rows."""
    make_state("CHN")
    written = [
        make_exercise(
            f"exercise-{number % 3}-{n}",
            title=f"Exercise {n}, version {number}",
            start="2007",
            text=f"Version {number} says so[^a-source], of [China](entry:CHN).",
            participants=[participant("CHN", personnel=number + 1)],
            citations=[
                citation("start", "a-source"),
                citation("participants", "a-source", "b"),
            ],
        )
        for n in range(ENTRIES)
    ]
    return approve(submit(written, editor(), f"Number {number}"), editor("reviewer"))


def publish_world():
    make_source("a-source")
    world = submit([make_state("CHN"), make_source("a-source")], editor(), "World")
    publish(approve(world, editor("reviewer")))


def publish(submission):
    return editions.publish(submission, editor("reviewer"))


def usual_duration():
    """How long it mostly takes; the first time takes longer than any other."""
    return sorted(duration(number) for number in range(3))[1]


def duration(number):
    """How long a process of its own takes to publish."""
    submission = ready(number)
    process = Process(lambda: publish(submission))
    began = time.perf_counter()
    process.start()
    assert process.wait() == 0
    return time.perf_counter() - began


def killed(submission, after):
    process = Process(lambda: publish(submission))
    process.start()
    time.sleep(after)
    process.kill()
    return process.wait()


def test_killed_at_any_instant_the_record_is_one_whole_edition(chance):
    publish_world()
    mean = usual_duration()
    number, outcomes = 3, {True: 0, False: 0}
    submission = ready(number)
    for _ in range(KILLS):
        before = Edition.objects.count()
        killed(submission, chance.uniform(0, 2 * mean))
        assert whole.faults() == []
        submission.refresh_from_db()
        published = submission.state == "published"
        outcomes[published] += 1
        assert Edition.objects.count() == before + published
        if published:
            assert submission.edition_id == before + 1
            number += 1
            submission = ready(number)
    # Otherwise nothing would have been tried.
    assert min(outcomes.values()) >= KILLS // 10, outcomes
    if submission.state == "approved":
        assert publish(submission).number == Edition.objects.count()
        assert whole.faults() == []


def test_without_a_transaction_the_same_check_finds_it_broken(chance, monkeypatch):
    publish_world()
    loose = SimpleNamespace(atomic=nullcontext)
    monkeypatch.setattr(editions, "transaction", loose)
    monkeypatch.setattr(RecordLock, "take", lambda: None)
    monkeypatch.setattr(
        editions, "locked", lambda submission: Submission.objects.get(pk=submission.pk)
    )
    mean = usual_duration()
    assert whole.faults() == []
    for number in range(3, KILLS):
        killed(ready(number), chance.uniform(0, mean))
        if whole.faults():
            return
        Submission.objects.filter(edition=None).delete()
    pytest.fail("a publication without a transaction was never caught half-way")
