"""Four eyes on everything, or a reason that readers see."""

import pytest
from django.db import IntegrityError, connection, transaction

from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.publishing import audit
from entries.publishing.approving import (
    SINGLE_EDITOR,
    VERIFICATION,
    accepted_reason,
    approve,
    own_work,
)
from entries.publishing.editions import publish
from entries.publishing.submission import Submission
from entries.publishing.submitting import submit
from entries.publishing.transitions import PublishingError
from entries.publishing.verifying import verify
from entries.publishing.withdrawing import withdraw
from entries.record.edition import Edition
from entries.tests import factories
from entries.tests.factories import citation, editor, make_source, make_topic

pytestmark = pytest.mark.django_db


def now():
    return Entry.objects.get(key="t")


def submitted(by="editor", **fields):
    return submit([make_topic("t", **fields)], editor(by), "New")


def edit(by, title):
    """Edit the entry as the admin does: the line first, then the columns."""
    entry = Entry.objects.get(key="t")
    audit.edited(entry, editor(by), entry.version)
    Entry.objects.filter(pk=entry.pk).update(title=title)
    return entry


def test_another_editor_approves():
    approved = approve(submitted(), editor("reviewer"), "Not needed")
    assert approved.self_approval == ""
    edition = publish(approved, editor("reviewer"))
    assert (edition.editor, edition.approver) == ("editor", "reviewer")
    assert edition.self_approval == ""


def test_who_submitted_gives_a_reason_that_readers_see():
    submission = submitted()
    for nothing in ("", "  \n"):
        with pytest.raises(PublishingError, match="you submitted it"):
            approve(submission, editor(), nothing)
    approved = approve(submission, editor(), " Nobody else is here ")
    edition = publish(approved, editor())
    assert edition.self_approval == "Nobody else is here"
    assert (edition.editor, edition.approver) == ("editor", "editor")


def test_the_database_refuses_one_pair_of_eyes_without_reason():
    submission = submitted()
    statement = (
        "UPDATE entries_submission SET state = 'approved', approver_id = submitter_id"
    )
    with (
        pytest.raises(IntegrityError, match="submission_four_eyes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    approve(submission, editor("reviewer"))
    with (
        pytest.raises(IntegrityError, match="submission_four_eyes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE entries_submission SET submitter_id = approver_id")
    with connection.cursor() as cursor:
        cursor.execute(f"{statement}, self_approval = 'Alone'")


def test_who_edited_the_entry_is_no_other_pair_of_eyes():
    make_topic("t")
    edit("helper", "Helped")
    submission = submit([Entry.objects.get(key="t")], editor(), "New")
    with pytest.raises(PublishingError, match="you edited t"):
        approve(submission, editor("helper"))
    approved = approve(submission, editor("helper"), "It was one comma")
    assert approved.self_approval == "It was one comma"


def test_who_made_the_entry_is_no_other_pair_of_eyes():
    entry = make_topic("t")
    audit.created(entry, editor("helper"))
    submission = submit([entry], editor(), "New")
    with pytest.raises(PublishingError, match="you edited t"):
        approve(submission, editor("helper"))


def test_who_edited_before_the_live_revision_may_approve():
    make_topic("t")
    entry = edit("helper", "Helped")
    factories.publish(entry)
    edit("editor", "Second")
    assert (
        approve(submit([entry], editor(), "New"), editor("helper")).state == "approved"
    )


def test_who_edited_after_submitting_is_held_to_it_at_the_next():
    entry = make_topic("t")
    submission = submit([entry], editor(), "New")
    edit("helper", "Meanwhile")
    publish(approve(submission, editor("reviewer")), editor("reviewer"))
    again = submit([entry], editor(), "More")
    with pytest.raises(PublishingError, match="you edited t"):
        approve(again, editor("helper"))


def test_an_edit_before_a_withdrawal_is_not_forgotten():
    entry = make_topic("t")
    factories.publish(entry)
    edit("helper", "Never published")
    submission = withdraw(entry, editor(), "Mistaken")
    publish(approve(submission, editor("reviewer")), editor("reviewer"))
    back = submit([entry], editor(), "Back")
    with pytest.raises(PublishingError, match="you edited t"):
        approve(back, editor("helper"))


def test_an_editor_of_one_entry_among_many_is_held_to_it():
    edited = make_topic("t")
    edit("helper", "Helped")
    entries = [make_topic("a"), edited, make_topic("b")]
    with pytest.raises(PublishingError, match=r"you edited t$"):
        approve(submit(entries, editor(), "New"), editor("helper"))


def test_a_site_of_a_single_editor_says_so(settings):
    settings.SINGLE_EDITOR = "editor"
    edition = publish(approve(submitted(), editor()), editor())
    assert edition.self_approval == SINGLE_EDITOR


def test_the_setting_holds_for_that_editor_alone(settings):
    settings.SINGLE_EDITOR = "editor"
    with pytest.raises(PublishingError, match="you submitted it"):
        approve(submitted(by="other"), editor("other"))


def cited(**fields):
    return {"citations": [citation("title", "a-source", **fields)]}


def test_a_verification_is_itself_the_second_pair_of_eyes():
    source = make_source("a-source")
    factories.publish(make_topic("t", **cited()), source)
    verified = cited(verified_by="editor", verified_on="2026-11-22")
    approved = submitted(**verified)
    approved.refresh_from_db()
    assert (approved.state, approved.approver) == ("approved", editor())
    assert approved.self_approval == VERIFICATION


def test_a_verification_with_the_day_of_the_next_check_is_one_too():
    source = make_source("a-source")
    factories.publish(make_topic("t", **cited()), source)
    verify({"t": ["a-source"]}, {"t": now().version}, editor("bob"), "2999")
    submission = submit([now()], editor("bob"), "Verified")
    assert submission.state == "approved"
    publish(submission, editor("reviewer"))
    # Checked again, and no further check: the day goes.
    Citation.objects.update(review_by="2020", verified_on="2019-01-01")
    factories.publish(now())
    verify({"t": ["a-source"]}, {"t": now().version}, editor("bob"))
    assert Citation.objects.get().review_by == ""
    assert submit([now()], editor("bob"), "Again").state == "approved"


def test_another_day_for_the_next_check_alone_is_an_edit():
    source = make_source("a-source")
    given = {"verified_by": "editor", "verified_on": "2026-11-22"}
    factories.publish(make_topic("t", **cited(**given)), source)
    assert submitted(**cited(**given, review_by="2999")).state == "submitted"


@pytest.mark.parametrize("again", [False, True])
def test_what_another_verified_is_not_approved_by_who_submits_it(again):
    source = make_source("a-source")
    first = {"verified_by": "bob", "verified_on": "2020-01-01"} if again else {}
    factories.publish(make_topic("t", **cited(**first)), source)
    verified = cited(verified_by="bob", verified_on="2026-11-22")
    submission = submitted(**verified)
    assert submission.state == "submitted"
    assert accepted_reason(submission, editor()) == ""
    with pytest.raises(PublishingError, match="you submitted it"):
        approve(submission, editor())
    assert approve(submission, editor("bob")).self_approval == ""


@pytest.mark.parametrize(
    "fields",
    [
        {**cited(verified_by="editor", verified_on="2026-11-22"), "title": "New title"},
        cited(verified_by="editor", verified_on="2026-11-22", locator="p. 3"),
        cited(quote="Words"),
    ],
)
def test_a_verification_with_anything_else_is_not(fields):
    source = make_source("a-source")
    factories.publish(make_topic("t", **cited()), source)
    with pytest.raises(PublishingError, match="you submitted it"):
        approve(submitted(**fields), editor())


def test_taking_a_verification_back_is_an_edit():
    source = make_source("a-source")
    verified = cited(verified_by="bob", verified_on="2026-11-22")
    factories.publish(make_topic("t", **verified), source)
    with pytest.raises(PublishingError, match="you submitted it"):
        approve(submitted(**cited()), editor())


def test_a_new_entry_with_verifications_is_not_verifications_alone():
    factories.publish(make_source("a-source"))
    verified = cited(verified_by="editor", verified_on="2026-11-22")
    with pytest.raises(PublishingError, match="you submitted it"):
        approve(submitted(**verified), editor())


def test_a_refusal_writes_nothing():
    submission = submitted()
    with pytest.raises(PublishingError):
        approve(submission, editor())
    assert Submission.objects.get().state == "submitted"
    assert not Edition.objects.exists()


def test_what_was_edited_before_the_second_publication_is_not_counted_any_more():
    factories.publish(make_topic("t"))
    edit("olga", "Second")
    factories.publish(Entry.objects.get(key="t"))
    edit("anna", "Third")
    submission = submit([Entry.objects.get(key="t")], editor(), "New")
    assert own_work(submission, editor("olga")) == ""
    assert own_work(submission, editor("anna")) == "you edited t"
