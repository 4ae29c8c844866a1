"""What was published or proposed in an older format opens, and goes on."""

import json

import pytest
from django.db import connection

from entries.desk.entry import Entry
from entries.documents.canonical import canonical, digest
from entries.documents.schema import UPGRADES
from entries.publishing.approving import approve
from entries.publishing.editions import publish
from entries.publishing.reindexing import reindex
from entries.publishing.restoring import restore
from entries.publishing.submitting import submit
from entries.record.edition import Change, Revision
from entries.record.neighbours import page_at
from entries.record.search.hits import hits
from entries.tests import factories
from entries.tests.documents.test_schema import from_nought, older
from entries.tests.factories import editor, make_topic
from entries.tests.guards import unguarded
from entries.tests.publishing import whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def step(monkeypatch):
    monkeypatch.setitem(UPGRADES, 0, from_nought)


def turn_back(table):
    """Rewrite what is stored as a software of number 0 would have left it."""
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(f"SELECT id, canonical FROM {table}")  # noqa: S608  of constants
        for number, text in cursor.fetchall():
            old = canonical(older(json.loads(text)))
            cursor.execute(
                f"UPDATE {table} SET canonical = %s, digest = %s WHERE id = %s",  # noqa: S608  of constants
                [old, digest(old), number],
            )
        if table == "entries_revision":
            cursor.execute("UPDATE entries_revision SET schema = 0")


def test_a_stored_revision_of_an_older_number_opens():
    entry = make_topic("t", title="Drill", summary="Words")
    factories.publish(entry)
    turn_back("entries_revision")
    revision = Revision.objects.get()
    assert '"name":"Drill"' in revision.canonical
    assert revision.document["title"] == "Drill"
    reindex()
    assert page_at("topic", "t", 1).title == "Drill"
    assert [row.key for row in hits("drill", 1)] == ["t"]
    assert whole.faults() == []
    make_topic("t", title="Drill", summary="Other words")
    factories.publish(entry)
    assert set(Change.objects.filter(edition=2).values_list("path", flat=True)) == {
        "summary"
    }
    back = restore(Entry.objects.get(), "revision-1", editor(), 2)
    assert (back.title, back.summary) == ("Drill", "Words")


def test_a_tombstone_of_an_older_number_keeps_its_text_to_the_letter():
    entry = make_topic("t", title="Drill")
    factories.publish(entry)
    turn_back("entries_revision")
    factories.withdraw(entry)
    first, tomb = Revision.objects.order_by("number")
    assert (tomb.canonical, tomb.digest) == (first.canonical, first.digest)
    assert (tomb.schema, tomb.document["title"]) == (0, "Drill")
    assert whole.faults() == []


def test_a_proposal_of_an_older_number_can_still_be_published():
    make_topic("other")
    factories.publish(make_topic("other"))
    submission = submit([make_topic("t", text="[it](entry:other)")], editor(), "New")
    turn_back("entries_proposal")
    publish(approve(submission, editor("reviewer")), editor("reviewer"))
    revision = Revision.objects.get(key="t")
    assert (revision.schema, revision.document["title"]) == (0, "T")
    assert page_at("topic", "t", 2).title == "T"
    assert whole.faults() == []
