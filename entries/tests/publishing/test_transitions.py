"""What may happen to a submission, from each state, and who may do it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from entries.desk.entry import Entry
from entries.publishing.approving import approve
from entries.publishing.audit import AuditLine
from entries.publishing.editions import publish
from entries.publishing.restoring import restore
from entries.publishing.schedule import schedule, unschedule
from entries.publishing.submission import Proposal, Submission, SubmissionState
from entries.publishing.submitting import return_, submit, take_back
from entries.publishing.transitions import OUTSIDE, TRANSITIONS, PublishingError
from entries.publishing.verifying import verify
from entries.publishing.withdrawing import redact, withdraw
from entries.publishing.wording import give_words
from entries.record.edition import Edition, Revision
from entries.tests import factories
from entries.tests.factories import editor, make_topic

pytestmark = pytest.mark.django_db

STATES = SubmissionState
DO = {
    "take_back": lambda submission, by: take_back(submission, by),
    "return": lambda submission, by: return_(submission, by, "Shorter, please"),
    "approve": lambda submission, by: approve(submission, by, "Nobody else is here"),
    "schedule": lambda submission, by: schedule(submission, by, TOMORROW),
    "unschedule": lambda submission, by: unschedule(submission, by),
    "publish": lambda submission, by: publish(submission, by),
}
ALLOWED = {
    "take_back": {STATES.SUBMITTED, STATES.APPROVED, STATES.SCHEDULED},
    "return": {STATES.SUBMITTED, STATES.APPROVED, STATES.SCHEDULED},
    "approve": {STATES.SUBMITTED},
    "schedule": {STATES.APPROVED, STATES.SCHEDULED},
    "unschedule": {STATES.SCHEDULED},
    "publish": {STATES.APPROVED, STATES.SCHEDULED},
}
OPEN = {STATES.SUBMITTED, STATES.APPROVED, STATES.SCHEDULED}
TOMORROW = timezone.now() + timedelta(days=1)


def brought_to(state):
    """A submission in a state, by the ways that there are."""
    submission = submit([make_topic("t")], editor(), "New")
    if state in (STATES.APPROVED, STATES.SCHEDULED, STATES.PUBLISHED):
        approve(submission, editor("reviewer"))
    if state == STATES.SCHEDULED:
        schedule(submission, editor("reviewer"), TOMORROW)
    if state == STATES.PUBLISHED:
        publish(submission, editor("reviewer"))
    if state == STATES.RETURNED:
        return_(submission, editor("reviewer"), "Not yet")
    if state == STATES.TAKEN_BACK:
        take_back(submission, editor())
    submission.refresh_from_db()
    assert submission.state == state
    return submission


@pytest.mark.parametrize("state", list(STATES))
@pytest.mark.parametrize("name", list(DO))
def test_every_transition_from_every_state(name, state):
    submission = brought_to(state)
    editions = Edition.objects.count()
    if state in ALLOWED[name]:
        DO[name](submission, editor())
        submission.refresh_from_db()
        assert submission.state == TRANSITIONS[name].target
        assert Edition.objects.count() == editions + (name == "publish")
    else:
        with pytest.raises(PublishingError, match=f"is {state}, not "):
            DO[name](submission, editor())
        submission.refresh_from_db()
        assert submission.state == state
        assert Edition.objects.count() == editions
    still_open = submission.proposals.filter(open=True).exists()
    assert still_open == (submission.state in OPEN)


def test_the_table_says_what_the_functions_do():
    assert {name: set(TRANSITIONS[name].sources) for name in DO} == ALLOWED
    assert set(TRANSITIONS) == {*DO, "submit"}


def test_every_permission_of_the_tables_exists():
    known = {
        f"entries.{name}"
        for name in Permission.objects.values_list("codename", flat=True)
    }
    named = {one.permission for one in TRANSITIONS.values()} | set(OUTSIDE.values())
    assert named <= known


OTHERWISE = {
    "submit": lambda by: submit([make_topic("t", title="Fourth")], by, "New"),
    "withdraw": lambda by: withdraw(Entry.objects.get(), by, "Gone"),
    "restore": lambda by: restore(
        Entry.objects.get(), "revision-1", by, Entry.objects.get().version
    ),
    "redact": lambda by: redact(Revision.objects.get(number=1), by, "The law"),
    "verify": lambda by: verify({"t": ["none"]}, {}, by),
    "word": lambda by: give_words(Submission.objects.latest("pk"), by, {}),
}


def ready_for(name, submitter):
    """An entry that was published twice, and a submission where one is needed."""
    factories.publish(make_topic("t"))
    factories.publish(make_topic("t", title="Second"))
    if name == "word":
        submit([make_topic("t", title="Third")], editor(), "New")
    if name in OTHERWISE:
        return OTHERWISE[name]
    submission = submit([make_topic("t", title="Third")], editor(), "New")
    if name in ("publish", "schedule", "unschedule"):
        approve(submission, editor("reviewer"))
    if name == "unschedule":
        schedule(submission, editor("reviewer"), TOMORROW)
    if name == "take_back":
        Submission.objects.filter(pk=submission.pk).update(submitter=submitter)
    return lambda by: DO[name](submission, by)


@pytest.mark.parametrize("name", [*DO, *OTHERWISE])
def test_each_needs_its_own_permission(name):
    needed = {**{n: t.permission for n, t in TRANSITIONS.items()}, **OUTSIDE}
    needed["withdraw"] = TRANSITIONS["submit"].permission
    others = Permission.objects.filter(content_type__app_label="entries").exclude(
        codename=needed[name].partition(".")[2]
    )
    somebody = User.objects.create(username="somebody")
    somebody.user_permissions.set(others)
    run = ready_for(name, somebody)
    # Permissions are kept with the object, so each try reads it anew.
    with pytest.raises(PermissionDenied, match="somebody lacks"):
        run(User.objects.get(pk=somebody.pk))
    somebody.user_permissions.set(Permission.objects.all())
    run(User.objects.get(pk=somebody.pk))


def test_somebody_without_any_permission_may_do_nothing():
    nobody = User.objects.create(username="nobody")
    with pytest.raises(PermissionDenied):
        submit([make_topic("t")], nobody, "New")
    assert not Submission.objects.exists()


def test_only_who_submitted_takes_back():
    submission = brought_to(STATES.SUBMITTED)
    with pytest.raises(PublishingError, match="only who submitted"):
        take_back(submission, editor("reviewer"))


def test_returning_says_what_is_to_be_done():
    submission = brought_to(STATES.SUBMITTED)
    with pytest.raises(PublishingError, match="say what is to be done"):
        return_(submission, editor("reviewer"), " ")
    returned = return_(submission, editor("reviewer"), " Add a source ")
    assert returned.comment == "Add a source"
    assert returned.decided


def test_an_approved_submission_returned_keeps_no_way_to_be_published():
    submission = brought_to(STATES.APPROVED)
    return_(submission, editor("reviewer"), "Wait")
    with pytest.raises(PublishingError, match="is returned"):
        publish(submission, editor("reviewer"))


def test_every_step_leaves_a_line_for_every_entry():
    submission = brought_to(STATES.PUBLISHED)
    lines = AuditLine.objects.order_by("id").values_list(
        "actor__username", "action", "key", "version", "detail"
    )
    said = f"submission {submission.pk}"
    assert list(lines) == [
        ("editor", "submitted", "t", 1, said),
        ("reviewer", "approved", "t", 1, said),
        ("reviewer", "published", "t", 1, "Edition 1"),
    ]


def test_an_entry_is_in_one_open_submission_only():
    entry = make_topic("t")
    first = submit([entry], editor(), "New")
    with pytest.raises(PublishingError, match="already in review: t"):
        submit([entry], editor("other"), "New too")
    assert Submission.objects.count() == 1
    second = Submission.objects.create(submitter=editor(), reason="Round the side")
    copy = Proposal.objects.get(submission=first)
    copy.pk, copy.submission = None, second
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        Proposal.objects.bulk_create([copy])
    take_back(first, editor())
    submit([entry], editor("other"), "Now it is free")


def test_what_must_hold_of_a_submission_holds_in_the_database():
    submission = brought_to(STATES.SUBMITTED)
    rows = Submission.objects.filter(pk=submission.pk)
    for state, columns in (
        (STATES.APPROVED, {"approver": None}),
        (STATES.PUBLISHED, {"approver": editor("reviewer"), "edition": None}),
        (STATES.APPROVED, {"approver": editor(), "self_approval": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=state, **columns)
