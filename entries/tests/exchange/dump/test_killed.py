"""Killed at any instant, a rebuild has written everything or nothing."""

import random
import time

import pytest

from entries.desk.entry import Entry
from entries.exchange.dump.images import bring_in
from entries.exchange.dump.reading import opened
from entries.record.edition import Change, Edition, Revision
from entries.record.listing import Listing
from entries.record.search import engine
from entries.tests.exchange.dump.world import (
    dumped,
    emptied,
    make_world,
    quiet,
    rebuilt,
)
from entries.tests.factories import editor
from entries.tests.publishing.processes import Process

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 12
MODELS = (Edition, Revision, Change, Listing, Entry)


def counts():
    return [model.objects.count() for model in MODELS]


def test_killed_at_any_instant_there_is_nothing_or_all(settings, tmp_path):
    engine.clear()
    settings.MEDIA_ROOT = tmp_path / "first"
    make_world()
    archive = dumped(tmp_path / "dumps")
    whole = [*counts()[:-1], len(set(Revision.objects.values_list("key")))]
    settings.MEDIA_ROOT = tmp_path / "second"
    nothing = [0] * len(MODELS)

    def work():
        with opened(archive, quiet) as kept:
            bring_in(kept.images())
            rebuilt(kept)

    emptied()
    editor("rebuilder")
    process = Process(work)
    began = time.perf_counter()
    process.start()
    assert process.wait() == 0
    usual = time.perf_counter() - began
    assert counts() == whole
    chance = random.Random(7)  # noqa: S311  no secret
    outcomes = set()
    for _ in range(KILLS):
        emptied()
        editor("rebuilder")
        process = Process(work)
        process.start()
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.wait()
        assert counts() in (nothing, whole)
        outcomes.add(tuple(counts()))
    assert tuple(nothing) in outcomes
    if counts() == nothing:
        work()
    assert counts() == whole
