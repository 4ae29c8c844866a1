"""Two who write the record, or put an entry forward, at the same time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entries.publishing.approving import approve
from entries.publishing.editions import publish
from entries.publishing.schedule import publish_due, schedule
from entries.publishing.submission import Proposal, Submission
from entries.publishing.submitting import submit
from entries.record.edition import Edition, Revision
from entries.record.search import engine
from entries.tests.factories import editor, make_topic
from entries.tests.publishing import whole
from entries.tests.publishing.processes import REFUSED, Process

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = ("one", "two")
TIMES = 5
SOON = timezone.now() + timedelta(days=1)


@pytest.fixture(autouse=True)
def people():
    engine.clear()
    for name in (*WRITERS, "reviewer"):
        editor(name)


def race(*work):
    processes = [Process(one) for one in work]
    for process in processes:
        process.start()
    return [process.wait() for process in processes]


def write(name):
    """Edit, submit, approve and publish, again and again."""
    for number in range(TIMES):
        entries = [
            make_topic(f"{name}-{n}", title=f"{name} {n}, version {number}")
            for n in range(4)
        ]
        submission = submit(entries, editor(name), f"{name} {number}")
        publish(approve(submission, editor("reviewer")), editor("reviewer"))


def test_two_publishers_at_once_make_ten_editions_and_lose_nothing():
    assert race(lambda: write("one"), lambda: write("two")) == [0, 0]
    assert Edition.objects.count() == len(WRITERS) * TIMES
    reasons = set(Edition.objects.values_list("reason", flat=True))
    assert reasons == {
        f"{name} {number}" for name in WRITERS for number in range(TIMES)
    }
    assert Revision.objects.count() == len(WRITERS) * TIMES * 4
    assert set(Submission.objects.values_list("state", flat=True)) == {"published"}
    assert whole.faults() == []


def test_two_approved_submissions_published_at_once_are_two_editions():
    approved = [
        approve(submit([make_topic(name)], editor(name), name), editor("reviewer"))
        for name in WRITERS
    ]
    ended = race(
        lambda: publish(approved[0], editor("reviewer")),
        lambda: publish(approved[1], editor("reviewer")),
    )
    assert ended == [0, 0]
    assert set(Edition.objects.values_list("number", flat=True)) == {1, 2}
    assert whole.faults() == []


def test_two_runs_of_the_schedule_publish_each_submission_once():
    for number in range(TIMES):
        made = submit([make_topic(f"t-{number}")], editor(), "New")
        schedule(approve(made, editor("reviewer")), editor("reviewer"), SOON)
    Submission.objects.update(publish_at=timezone.now())
    run = [lambda: list(publish_due())] * 3
    assert race(*run) == [0, 0, 0]
    assert Edition.objects.count() == TIMES
    assert set(Submission.objects.values_list("state", flat=True)) == {"published"}
    assert whole.faults() == []


def test_one_submission_is_published_once_however_many_try():
    submission = approve(submit([make_topic("t")], editor(), "New"), editor("reviewer"))
    ended = race(*[lambda: publish(submission, editor("reviewer"))] * 2)
    assert sorted(ended) == [0, REFUSED]
    assert Edition.objects.count() == 1
    assert whole.faults() == []


@pytest.mark.parametrize("_", range(TIMES))
def test_two_editors_who_submit_one_entry_at_once_make_one_proposal(_):
    entries = [make_topic(f"topic-{n}") for n in range(3)]
    ended = race(
        lambda: submit(entries, editor("one"), "One"),
        lambda: submit(entries[::-1], editor("two"), "Two"),
    )
    assert sorted(ended) == [0, REFUSED]
    assert Submission.objects.count() == 1
    assert Proposal.objects.filter(open=True).count() == len(entries)
    assert whole.faults() == []
