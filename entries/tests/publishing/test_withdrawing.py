"""Withdrawing, and bringing back."""

import pytest

from entries.desk.conversion import document, with_rows
from entries.publishing.transitions import PublishingError
from entries.publishing.withdrawing import withdraw
from entries.record.edition import OPEN, Revision
from entries.record.listing import Facet, FactIndex, Listing, Mention
from entries.record.neighbours import page_at
from entries.record.reading import counts, names
from entries.record.search.hits import hits
from entries.tests import factories
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    participant,
)
from entries.tests.publishing import whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    """A published exercise that names a state and a source."""
    entry = make_source("a-source"), make_state("CHN")
    exercise = make_exercise(
        "wargame",
        title="Wargame",
        participants=[participant("CHN")],
        citations=[citation("participants", "a-source")],
        text="On the drill[^a-source].",
    )
    factories.publish(*entry, exercise)
    return exercise


def test_withdrawing_leaves_a_tombstone(exercise):
    edition = factories.withdraw(exercise, reason="It never took place")
    tomb = page_at("exercise", "wargame", 2)
    assert (tomb.withdrawn, tomb.successor, tomb.title) == (True, "", "Wargame")
    assert tomb.revision.number == 2
    assert tomb.revision.withdrawn
    assert tomb.revision.document["title"] == "Wargame"
    assert edition.reason == "It never took place"
    assert list(hits("wargame", 2)) == []
    assert [row.key for row in hits("wargame", 1)] == ["wargame"]
    assert counts(2) == {"state": 1, "source": 1}
    assert names(["wargame"], 2)["wargame"].title == "Wargame"
    for model in (Facet, FactIndex, Mention):
        assert not model.objects.filter(listing=tomb).exists()
    assert whole.faults() == []


def test_a_tombstone_may_lead_to_what_takes_its_place(exercise):
    factories.publish(make_exercise("better"))
    factories.withdraw(exercise, successor="better")
    assert page_at("exercise", "wargame", 3).successor == "better"
    assert Revision.objects.get(key="wargame", withdrawn=True).successor == "better"


def test_nothing_takes_its_own_place(exercise):
    with pytest.raises(PublishingError, match="its own place"):
        withdraw(exercise, editor(), "Mistaken", "wargame")


def test_what_was_withdrawn_can_be_brought_back_as_it_was(exercise):
    factories.withdraw(exercise)
    factories.publish(exercise)
    row = Listing.objects.get(key="wargame", until=OPEN)
    assert (row.withdrawn, row.revision.number) == (False, 3)
    digests = Revision.objects.filter(key="wargame").values_list("digest", flat=True)
    assert len(set(digests)) == 1
    assert [row.key for row in hits("wargame", 3)] == ["wargame"]
    assert whole.faults() == []


def test_withdrawing_leaves_the_desk_as_it_is(exercise):
    before = document(with_rows("exercise").get())
    factories.withdraw(exercise)
    assert document(with_rows("exercise").get()) == before
