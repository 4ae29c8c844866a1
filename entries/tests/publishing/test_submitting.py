"""What can be put forward, and what is refused with a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.desk.entry import Entry, StaleError
from entries.publishing import audit
from entries.publishing.submission import Proposal, Submission
from entries.publishing.submitting import Withdrawal, submit, take_back
from entries.publishing.transitions import PublishingError
from entries.tests import factories
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_series,
    make_source,
    make_topic,
)
from entries.vocabulary import ChangeWord

pytestmark = pytest.mark.django_db


def refused(entries, withdrawals=(), reason="New"):
    with pytest.raises(PublishingError) as caught:
        submit(entries, editor(), reason, withdrawals)
    assert not Submission.objects.filter(edition=None).exists()
    return caught.value.faults


def test_a_proposal_is_the_document_as_it_stands():
    entry = make_topic("t", title="First")
    submission = submit([entry], editor(), " New ")
    make_topic("t", title="Second")
    proposal = submission.proposals.get()
    assert proposal.document["title"] == "First"
    assert (proposal.key, proposal.version, proposal.base) == ("t", 1, None)
    assert proposal.word == ChangeWord.ADDED
    assert (submission.reason, submission.submitter) == ("New", editor())


def test_the_entry_is_read_afresh():
    entry = make_topic("t", title="First")
    make_topic("t", title="Second")
    proposal = submit([entry], editor(), "New").proposals.get()
    assert (proposal.document["title"], proposal.version) == ("Second", 2)


def test_a_reason_and_something_to_submit_are_needed():
    assert refused([make_topic("t")], reason=" \n") == [
        "say why: readers see the reason with the edition"
    ]
    assert refused([]) == ["there is nothing to submit"]


def test_all_that_is_missing_is_told_at_once():
    one = make_exercise("one", start="2007", no_source=[])
    other = make_topic("other", text="[^gone]")
    third = make_topic("third")
    Entry.objects.filter(pk=third.pk).update(title="A bell\a")
    assert refused([one, other, third]) == [
        "one: start: has no citation and no mark “no source found”",
        "other: text: its mark [^gone] names no citation",
        "third: title: Control characters cannot be kept: remove them.",
    ]


def test_what_is_wrong_and_what_is_lacking_are_told_together():
    places = [{"key": "urumqi", "name": "Urumqi"}]
    one = make_exercise("one", locations=places, start="2007", no_source=[])
    one.locations.update(name="Urumqi\a")
    assert refused([one]) == [
        "one: locations.urumqi.name: Control characters cannot be kept: remove them.",
        "one: start: has no citation and no mark “no source found”",
        "one: locations.urumqi: has no citation and no mark “no source found”",
    ]


def test_what_says_nothing_new_is_refused():
    entry = make_topic("t")
    factories.publish(entry)
    make_topic("t")
    assert refused([entry]) == ["t: says nothing that is not published"]


def test_what_is_named_twice_or_gone_is_refused():
    one, other = make_topic("one"), make_topic("other")
    assert refused([one, one]) == ["one is named twice"]
    factories.publish(one)
    assert refused([one], [Withdrawal(one)]) == ["one is named twice"]
    gone = Entry.objects.get(pk=other.pk)
    other.delete()
    assert refused([gone]) == ["other is no longer on the desk"]


def test_a_key_is_fixed_once_it_is_published():
    entry = make_topic("first")
    factories.publish(entry)
    Entry.objects.filter(pk=entry.pk).update(key="second", title="Renamed")
    entry.refresh_from_db()
    assert refused([entry]) == ["second was published as first, which stays its key"]


def test_a_key_is_never_used_again():
    entry = make_topic("first", address="a")
    factories.publish(entry)
    Entry.objects.filter(pk=entry.pk).update(key="second")
    other = make_series("first", address="b")
    assert refused([other]) == ["second was published as first, which stays its key"]


def test_a_key_is_free_until_the_first_publication():
    entry = make_topic("first")
    take_back(submit([entry], editor(), "New"), editor())
    Entry.objects.filter(pk=entry.pk).update(key="second")
    assert submit([entry], editor(), "New").proposals.get().key == "second"


def test_the_editor_has_a_word_for_what_was_published_before():
    old, new = make_topic("old"), make_topic("new")
    factories.publish(old)
    make_topic("old", title="Corrected")
    submission = submit([old, new], editor(), "Typing", word=ChangeWord.CORRECTED)
    words = dict(submission.proposals.values_list("key", "word"))
    assert words == {"old": ChangeWord.CORRECTED, "new": ChangeWord.ADDED}


def test_only_what_is_published_can_be_withdrawn():
    entry = make_topic("t")
    assert refused([], [Withdrawal(entry)]) == ["t is not published"]
    factories.publish(entry)
    assert refused([], [Withdrawal(entry, "t")]) == ["t cannot take its own place"]
    factories.withdraw(entry)
    assert refused([], [Withdrawal(entry)]) == ["t is not published"]


def test_an_edit_by_another_is_refused_while_it_is_stale():
    entry = make_topic("t")
    seen = entry.version
    audit.edited(entry, editor("one"), seen)
    with pytest.raises(StaleError):
        audit.edited(Entry.objects.get(pk=entry.pk), editor("two"), seen)
    assert audit.AuditLine.objects.filter(action="edited").count() == 1


def count_of_queries(number):
    source = make_source(f"source-{number}")
    entries = [
        make_exercise(
            f"exercise-{number}-{n}", citations=[citation("title", source.key)]
        )
        for n in range(number)
    ]
    by = editor()
    by.has_perm("entries.submit_entry")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        submit([*entries, source], by, "New")
    assert Proposal.objects.filter(submission__isnull=False).exists()
    return len(queries)


def test_submitting_takes_as_many_queries_for_thirty_as_for_three():
    assert count_of_queries(30) == count_of_queries(3)


def test_a_count_or_chart_that_cannot_be_asked_is_told():
    text = "{{count states}} {{count drills}} {{count exercises?host=china}}"
    entry = make_topic("t", text=f"{text}\n\n{{{{chart pie}}}}", summary="{{count a}}")
    faults = refused([entry])
    assert [(one.path, one.what.partition(": ")[0]) for one in faults] == [
        ("summary", "{{count a}}"),
        ("text", "{{count drills}}"),
        ("text", "{{count exercises?host=china}}"),
        ("text", "{{chart pie}}"),
    ]
    assert "This must be three capital letters" in faults[2]
