"""Writing a revision or a former draft back to the desk."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied

from entries.desk.citation import Citation
from entries.desk.conversion import (
    UnknownReferenceError,
    document,
    restore_all,
    with_rows,
)
from entries.desk.entry import Entry, StaleError
from entries.publishing.audit import AuditLine, edited
from entries.publishing.history import said
from entries.publishing.restoring import restore, restored
from entries.publishing.transitions import PublishingError
from entries.record.edition import Revision
from entries.record.listing import Listing
from entries.tests import factories
from entries.tests.factories import (
    citation,
    editor,
    make_document,
    make_exercise,
    make_source,
    make_state,
    make_topic,
    participant,
)

pytestmark = pytest.mark.django_db

DAY = "2026-03-01"


def now(key="t"):
    return Entry.objects.get(key=key)


def content(key="t"):
    entry = now(key)
    return document(with_rows(entry.kind).get(pk=entry.pk))


def back(name, key="t", by="helper"):
    entry = now(key)
    return restore(entry, name, editor(by), entry.version)


def test_an_old_revision_comes_back_as_a_draft():
    factories.publish(make_topic("t", title="First"))
    entry = make_topic("t", title="Second")
    factories.publish(entry)
    listings = list(Listing.objects.values_list("since", "until", "title"))
    written = back("revision-1")
    assert (written.title, written.version) == ("First", entry.version + 1)
    assert list(Listing.objects.values_list("since", "until", "title")) == listings
    line = AuditLine.objects.get(action="restored")
    assert (line.key, line.version, line.detail) == ("t", 2, "revision 1")
    factories.publish(written)
    assert [row.document["title"] for row in Revision.objects.order_by("number")] == [
        "First",
        "Second",
        "First",
    ]


def test_a_stale_restoration_is_refused():
    factories.publish(make_topic("t", title="First"))
    entry = make_topic("t", title="Second")
    with pytest.raises(StaleError):
        restore(entry, "revision-1", editor(), 1)
    assert now().title == "Second"
    assert not AuditLine.objects.filter(action="restored").exists()


def test_an_edit_is_undone_and_the_undoing_too():
    entry = make_topic("t", title="First", summary="Words")
    before = content()
    edited(entry, editor(), 1, "title")
    Entry.objects.filter(key="t").update(title="Second", summary="")
    after = content()
    back("version-1")
    assert content() == before
    back("version-2")
    assert content() == after
    assert [row.detail for row in AuditLine.objects.filter(action="restored")] == [
        "version 2",
        "version 1",
    ]


def test_what_was_not_kept_is_refused():
    entry = make_topic("t")
    for name in ("version-7", "version-0", "revision-1", "draft-1", "", "version-x"):
        with pytest.raises(PublishingError, match="is not kept"):
            restore(entry, name, editor(), entry.version)
    assert now().version == 1


def test_under_a_new_key_the_draft_of_the_former_one_is_the_same_entry():
    entry = make_topic("old", title="First")
    edited(entry, editor(), 1, "key")
    Entry.objects.filter(pk=entry.pk).update(key="t", title="Second")
    back("version-1")
    assert Entry.objects.get().pk == entry.pk
    assert (now().title, now().address) == ("First", "old")


def test_what_it_names_must_still_be_on_the_desk():
    make_topic("other")
    make_topic("t", text="On [it](entry:other).")
    make_topic("t", text="On nothing.")
    Entry.objects.get(key="other").delete()
    with pytest.raises(UnknownReferenceError) as caught:
        back("version-1")
    assert caught.value.faults == ["t: text names other, which is not on the desk"]
    assert now().text == "On nothing."
    assert now().version == 2


def test_an_address_that_another_has_now_is_refused():
    make_topic("t", address="here")
    make_topic("t", address="there")
    taker = make_topic("taker", address="here")
    with pytest.raises(UnknownReferenceError, match="here is that of taker"):
        back("version-1")
    factories.publish(taker)
    make_topic("taker", address="elsewhere")
    with pytest.raises(PublishingError, match="here is or was that of taker"):
        back("version-1")
    assert now().address == "there"


def test_who_may_not_change_the_entry_restores_nothing():
    entry = make_topic("t", title="First")
    make_topic("t", title="Second")
    somebody = User.objects.create(username="somebody")
    may = Permission.objects.filter(codename__in=("submit_entry", "change_state"))
    somebody.user_permissions.set(may)
    with pytest.raises(PermissionDenied, match=r"entries\.change_topic"):
        restore(entry, "version-1", somebody, 2)
    assert now().title == "Second"


def test_a_citation_that_comes_back_keeps_its_key_and_its_words():
    make_source("a-source")
    cited = [citation("title", "a-source", "c", quote="Q", locator="p. 3")]
    make_topic("t", citations=cited)
    make_topic("t")
    back("version-1")
    row = Citation.objects.get()
    assert (row.key, row.quote, row.locator) == ("c", "Q", "p. 3")
    # It is for another to verify than the one who brought it back.
    assert row.made_by == "helper"


VERIFIED = {"verified_by": "anna", "verified_on": DAY}


def drill(personnel, **cited):
    """An exercise with two citations, of a fact and of a row with its columns."""
    return make_document(
        "exercise",
        "t",
        personnel=personnel,
        participants=[participant("CHN", personnel=personnel)],
        citations=[
            citation("personnel", "a-source", "fact", **cited),
            citation("participants.CHN", "a-source", "row", **cited),
        ],
    )


@pytest.fixture
def world(db):
    factories.publish(make_source("a-source"), make_state("CHN"))


def wrote(*documents):
    for one in documents:
        restore_all([one])


def verified(name):
    """Which citations are verified after a moment was restored."""
    back(name)
    rows = Citation.objects.exclude(verified_by="")
    found = sorted(rows.values_list("key", "verified_by", "verified_on"))
    assert all(row[1:] == ("anna", DAY) for row in found)
    return [key for key, *_ in found]


@pytest.mark.usefixtures("world")
def test_a_verification_taken_back_since_does_not_come_back():
    wrote(drill(4000, **VERIFIED), drill(4000))
    assert verified("version-1") == []
    assert content()["personnel"] == 4000


@pytest.mark.usefixtures("world")
def test_a_verification_that_the_desk_has_stays():
    other = {**drill(4000, **VERIFIED), "title": "Other"}
    wrote(drill(4000, **VERIFIED), other)
    assert verified("version-1") == ["fact", "row"]


@pytest.mark.usefixtures("world")
def test_a_verification_that_was_published_last_comes_back():
    wrote(drill(4000, **VERIFIED))
    factories.publish(now())
    wrote(drill(5000))
    assert verified("revision-1") == ["fact", "row"]


@pytest.mark.usefixtures("world")
def test_a_verification_that_was_published_once_and_no_more_does_not():
    wrote(drill(4000, **VERIFIED))
    factories.publish(now())
    wrote(drill(5000))
    factories.publish(now())
    assert verified("revision-1") == []
    assert content()["personnel"] == 4000


@pytest.mark.usefixtures("world")
def test_a_verification_of_another_value_is_none():
    other = drill(5000, **VERIFIED)
    other["participants"][0]["note"] = "As reported."
    wrote(drill(4000, **VERIFIED), other)
    assert verified("version-1") == []


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Other words"},
        {"source": "b-source"},
        {"fact": "note"},
        {"verified_by": "bob"},
        {"verified_on": "2026-04-01"},
        {"stance": "contradicts", "value": 6500},
    ],
)
def test_a_verification_of_another_citation_or_by_another_is_none(change):
    make_source("b-source")
    other = drill(4000, **VERIFIED)
    other["citations"][1] |= change
    other["note"] = "A note."
    wrote(drill(4000, **VERIFIED), other)
    assert other["citations"][1]["key"] == "fact"
    assert verified("version-1") == ["row"]


@pytest.mark.usefixtures("world")
def test_what_asks_shows_what_is_written():
    wrote(drill(4000, **VERIFIED), drill(4000), drill(5000))
    promised = restored(now(), "version-1")
    back("version-1")
    assert content() == promised
    assert said(now(), "version-1")["citations"][0]["verified_by"] == "anna"


@pytest.mark.usefixtures("world")
def test_a_tombstone_gives_back_what_was_published_with_its_verifications():
    wrote(drill(4000, **VERIFIED))
    factories.publish(now())
    factories.withdraw(now())
    wrote(drill(5000))
    assert verified("revision-2") == ["fact", "row"]
    factories.publish(now())
    assert Listing.objects.get(key="t", until__gt=9).title == "T"


def test_an_exercise_with_all_its_rows_comes_back_whole():
    make_state("CHN")
    make_state("RUS")
    rows = {
        "participants": [participant("CHN", personnel=5), participant("RUS")],
        "hosts": ["RUS", "CHN"],
        "locations": [{"key": "b", "name": "B"}, {"key": "a", "name": "A"}],
        "names": [{"key": "n", "language": "ru", "name": "Имя"}],
        "focus": ["air", "cyber"],
        "remarks": [{"key": "r", "accounts": [{"key": "1", "says": "So"}]}],
    }
    make_exercise("t", **rows)
    before = content()
    make_exercise("t")
    back("version-1")
    assert content() == before
