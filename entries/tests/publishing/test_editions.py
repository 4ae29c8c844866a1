"""Publishing: editions that only grow, and old ones that read as they did."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from entries.desk.entry import Entry
from entries.publishing import submitting
from entries.publishing.approving import approve
from entries.publishing.editions import publish
from entries.publishing.submitting import Withdrawal, submit
from entries.publishing.transitions import PublishingError
from entries.record.edition import Change, Edition, RecordIsKeptError, Revision
from entries.record.listing import Address, Listing
from entries.record.neighbours import page_at, resting_on
from entries.record.reading import moved_to, names
from entries.record.search.hits import hits
from entries.tests import factories
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
)
from entries.tests.publishing import whole
from entries.vocabulary import ChangeWord

pytestmark = pytest.mark.django_db


def approved(*entries, withdrawals=(), reason="New"):
    submission = submit(entries, editor(), reason, withdrawals)
    return approve(submission, editor("reviewer"))


def refused(submission):
    before = Edition.objects.count()
    with pytest.raises(PublishingError) as caught:
        publish(submission, editor("reviewer"))
    submission.refresh_from_db()
    assert submission.state == "approved"
    assert Edition.objects.count() == before
    assert whole.faults() == []
    return caught.value.faults


def about(target):
    return {"relations": [{"key": "k", "relation": "about", "target": target}]}


def test_editions_are_counted_and_keep_their_reason():
    for number, title in enumerate(("First", "Second", "Third"), 1):
        edition = factories.publish(make_topic("t", title=title), reason=title)
        assert (edition.number, edition.reason) == (number, title)
    assert list(Revision.objects.values_list("number", "edition")) == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    assert whole.faults() == []


def test_a_clock_that_goes_back_does_not_take_the_date_back():
    first = factories.publish(make_topic("t"))
    earlier = first.published - timedelta(days=400)
    with mock.patch.object(timezone, "now", return_value=earlier):
        second = factories.publish(make_topic("t", title="Second"))
    assert second.published == first.published
    later = datetime(2999, 1, 1, tzinfo=UTC)
    with mock.patch.object(timezone, "now", return_value=later):
        third = factories.publish(make_topic("t", title="Third"))
    assert third.published == later
    assert factories.publish(make_topic("t", title="Fourth")).published == later


def test_what_is_published_is_what_was_submitted():
    submission = approved(make_topic("t", title="Submitted"))
    make_topic("t", title="Written since")
    publish(submission, editor("reviewer"))
    assert Revision.objects.get().document["title"] == "Submitted"


def test_a_proposal_whose_base_has_moved_is_refused():
    entry = make_topic("t")
    factories.publish(entry)
    make_topic("t", title="Second")
    submission = approved(entry)
    # As if another way to the record were found, past the one open submission.
    submission.proposals.update(open=False)
    make_topic("t", title="Third")
    factories.publish(entry)
    submission.proposals.update(open=True)
    assert refused(submission) == [
        "published since this was submitted, submit again: t"
    ]


def test_a_new_entry_published_meanwhile_is_refused_too():
    entry = make_topic("t")
    submission = approved(entry)
    submission.proposals.update(open=False)
    factories.publish(entry)
    submission.proposals.update(open=True)
    assert refused(submission) == [
        "published since this was submitted, submit again: t"
    ]


def test_what_names_an_entry_never_published_is_refused(monkeypatch):
    make_topic("draft")
    one = make_topic("one", **about("draft"))
    other = make_topic("other", text="[it](entry:draft), {{draft:subject}}")
    with pytest.raises(PublishingError) as caught:
        approved(one, other)
    assert caught.value.faults == [
        "one: relations.k: names draft, which was never published",
        "other: text: names draft, which was never published",
    ]
    # Even if a submission had overlooked it, no edition does.
    monkeypatch.setattr(submitting, "never_published", lambda _: set())
    assert refused(approved(one, other)) == [
        "one names draft, which was never published",
        "other names draft, which was never published",
    ]


def test_entries_may_name_each_other_in_one_submission():
    make_topic("one")
    other = make_topic("other", **about("one"))
    one = make_topic("one", **about("other"))
    publish(approved(one, other), editor("reviewer"))
    assert whole.faults() == []


def test_what_was_withdrawn_may_still_be_named():
    gone = make_topic("gone")
    factories.publish(gone)
    factories.withdraw(gone)
    factories.publish(make_topic("t", **about("gone")))
    assert whole.faults() == []


def test_a_name_of_another_kind_is_refused(monkeypatch):
    """A source that was published, and is a topic on the desk when it is cited."""
    make_source("a")
    monkeypatch.setattr(submitting, "never_published", lambda _: set())
    submission = approved(make_topic("t", citations=[citation("title", "a")]))
    factories.publish(make_topic("other"))
    Listing.objects.filter(key="other").update(key="a")
    with pytest.raises(PublishingError) as caught:
        publish(submission, editor("reviewer"))
    assert caught.value.faults == ["t names a, which is a topic, no source"]


def test_an_address_belongs_to_one_entry_for_ever():
    first = make_topic("first", address="here")
    factories.publish(first)
    factories.publish(make_topic("first", address="there"))
    for address in ("here", "there"):
        Entry.objects.filter(key="first").update(address="free")
        other = make_topic("other", address=address)
        with pytest.raises(PublishingError) as caught:
            submit([other], editor(), "New")
        fault = f"other: address: {address} is or was that of first"
        assert caught.value.faults == [fault]
    Entry.objects.filter(key="other").delete()
    # Another kind has addresses of its own, and the first may go back to its own.
    factories.publish(make_series("a-series", address="here"))
    factories.publish(make_topic("first", address="here", title="Back"))
    assert page_at("topic", "here", 4).key == "first"
    assert moved_to("topic", "there", 4) == "here"
    assert set(Address.objects.values_list("kind", "address", "key", "since")) == {
        ("topic", "here", "first", 1),
        ("topic", "there", "first", 2),
        ("series", "here", "a-series", 3),
    }
    assert whole.faults() == []


def test_an_address_that_another_got_meanwhile_is_refused():
    waiting = approved(make_topic("late", address="here"))
    Entry.objects.filter(key="late").update(address="elsewhere")
    factories.publish(make_topic("first", address="here"))
    assert refused(waiting) == ["late: the address here is or was that of first"]


def test_what_takes_the_place_of_a_withdrawn_entry_must_be_there():
    entries = {key: make_topic(key) for key in ("one", "two", "gone", "draft")}
    factories.publish(*(entries[key] for key in ("one", "two", "gone")))
    factories.withdraw(entries["gone"])
    for successor in ("gone", "draft", "nowhere"):
        submission = approved(withdrawals=[Withdrawal(entries["one"], successor)])
        assert refused(submission) == [
            f"{successor}, which is to take the place of one, is not published"
        ]
        submission.proposals.update(open=False)
        submission.delete()
    both = [Withdrawal(entries["one"], "two"), Withdrawal(entries["two"], "one")]
    submission = approved(withdrawals=both)
    assert len(refused(submission)) == 2
    submission.delete()
    new = Withdrawal(entries["one"], "draft")
    publish(approved(entries["draft"], withdrawals=[new]), editor("reviewer"))
    assert Listing.objects.get(key="one", until=2**31 - 1).successor == "draft"


def test_changes_say_what_an_edition_did():
    entry = make_exercise("x", start="2007")
    factories.publish(entry)
    make_state("CHN")
    factories.publish(Entry.objects.get(key="CHN"))
    make_exercise("x", start="2007-08", participants=[participant("CHN")])
    submission = submit([entry], editor(), "Found", word=ChangeWord.CORRECTED)
    publish(approve(submission, editor("reviewer")), editor("reviewer"))
    factories.withdraw(entry)
    factories.publish(entry)
    found = Change.objects.filter(key="x").order_by("edition", "path")
    assert list(found.values_list("edition", "path", "word")) == [
        (1, "", "added"),
        (3, "no_source", "corrected"),
        (3, "participants.CHN", "added"),
        (3, "start", "corrected"),
        (4, "", "withdrawn"),
        (5, "", "added"),
    ]
    start = found.get(path="start")
    assert (start.old, start.new, start.revision) == ("2007", "2007-08", 2)
    assert found.get(path="participants.CHN").old is None


def test_every_old_edition_reads_as_it_did_names_included():
    make_source("a-source", title="Old source")
    factories.publish(
        make_state("CHN", title="Old name"),
        Entry.objects.get(key="a-source"),
        make_exercise(
            "x",
            title="Wargame",
            participants=[participant("CHN")],
            citations=[citation("participants", "a-source")],
        ),
    )

    def read(edition):
        named = names(["CHN", "a-source", "x"], edition)
        shown = Listing.objects.shown(edition).order_by("key")
        return (
            {key: (row.title, row.address) for key, row in sorted(named.items())},
            [row.title for row in shown.named("state", "CHN")],
            [row.listing.title for row in resting_on("a-source", edition)],
            [row.key for row in hits("wargame", edition)],
            [
                row.revision.document
                for row in Listing.objects.at(edition).order_by("key")
            ],
        )

    before = read(1)
    factories.publish(make_state("CHN", title="New name", address="china"))
    factories.publish(make_exercise("x", title="Renamed"))
    factories.withdraw(Entry.objects.get(key="a-source"))
    assert read(1) == before
    assert read(2)[0]["CHN"] == ("New name", "china")
    assert read(3)[1:4] == ([], [], [])
    assert [row.key for row in hits("wargame", 2)] == ["x"]
    assert names(["a-source"], 4)["a-source"].withdrawn
    assert whole.faults() == []


def test_what_the_record_keeps_is_not_written_again():
    edition = factories.publish(make_topic("t"))
    for row in (edition, Revision.objects.get(), Change.objects.get()):
        with pytest.raises(RecordIsKeptError):
            row.save()
        with pytest.raises(RecordIsKeptError):
            row.delete()
        rows = type(row).objects.all()
        for write in (
            lambda rows=rows: rows.update(pk=7),
            rows.delete,
            lambda rows=rows, row=row: rows.bulk_update([row], ["pk"]),
            lambda rows=rows, row=row: rows.bulk_create([row], update_conflicts=True),
        ):
            with pytest.raises(RecordIsKeptError):
                write()
    assert whole.faults() == []
