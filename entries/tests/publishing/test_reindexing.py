"""Rebuilding the indexes: what comes out is what was there."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.desk.conversion import restore
from entries.desk.entry import Entry
from entries.documents.facts import is_empty, unsourced
from entries.documents.kinds import KINDS
from entries.publishing.audit import AuditLine
from entries.publishing.reindexing import reindex
from entries.record.listing import Address, Facet, Listing
from entries.record.search.hits import hits
from entries.tests import factories
from entries.tests.desk.test_conversion import make_world
from entries.tests.documents.strategies import QUICKLY, documents
from entries.tests.factories import make_exercise, make_state, make_topic, participant
from entries.tests.publishing import whole

QUERIES = ("wargame", "中国", "name", "上海", "мирная", "e", "2007", "old", "t")


def answers():
    return {
        (query, edition): [row.key for row in hits(query, edition)]
        for query in QUERIES
        for edition in range(1, 6)
    }


@pytest.fixture
def record(db):
    """Five editions: changed, moved, withdrawn and brought back."""
    state = make_state("CHN", title="Old name", title_zh="中国")
    exercise = make_exercise("x", title="Wargame", participants=[participant("CHN")])
    topic = make_topic("t", address="a", text="On [it](entry:x), in **bold**.")
    factories.publish(state, exercise, topic)
    factories.publish(make_state("CHN", title="New name", region="Asia"))
    factories.publish(make_topic("t", address="b"))
    factories.withdraw(exercise)
    factories.publish(exercise)


def test_rebuilt_equals_stored(record):
    stored, found = whole.indexes(), answers()
    assert reindex() == 7
    assert whole.indexes() == stored
    assert answers() == found
    assert whole.faults() == []


def test_some_entries_alone_can_be_rebuilt(record):
    stored = whole.indexes()
    others = set(Listing.objects.exclude(key="t").values_list("pk", flat=True))
    assert reindex(["t"]) == 2
    assert whole.indexes() == stored
    assert others <= set(Listing.objects.values_list("pk", flat=True))
    assert reindex([]) == 0
    assert reindex(["nothing"]) == 0
    assert whole.indexes() == stored


def test_indexes_that_were_lost_come_back(record):
    stored, found = whole.indexes(), answers()
    Facet.objects.all().delete()
    Listing.objects.filter(key="x").delete()
    Address.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM entries_searchindex")
    assert whole.faults()
    reindex()
    assert whole.indexes() == stored
    assert answers() == found


def test_rebuilding_is_no_edition_and_touches_no_desk(record):
    lines, versions = AuditLine.objects.count(), list(Entry.objects.values("version"))
    reindex()
    assert AuditLine.objects.count() == lines
    assert list(Entry.objects.values("version")) == versions


class GeneratedRecordsTests(TestCase):
    """Whatever is valid can be published, and indexed twice alike."""

    @classmethod
    def setUpTestData(cls):
        make_world()
        factories.publish(*Entry.objects.all())

    @settings(QUICKLY, max_examples=20)
    @given(st.sampled_from(list(KINDS)), st.data())
    def test_any_valid_document_is_published_and_reindexed(self, kind, data):
        for _ in range(2):
            document = data.draw(documents(kind))
            document["text"] = document["text_ru"] = ""
            document["no_source"] = sorted(unsourced(document))
            document["citations"] = [
                row
                for row in document["citations"]
                if "." not in row["fact"] and not is_empty(document, row["fact"])
            ]
            for row in document["remarks"]:
                row["about"] = ""
            for row in document["figures"]:
                row |= {name: row[name] or "-" for name in ("alt", "credit", "licence")}
            entry = restore(document)
            if not Listing.objects.filter(revision__digest__in=digests(entry)).exists():
                factories.publish(entry)
        assert whole.faults() == []
        stored = whole.indexes()
        reindex()
        assert whole.indexes() == stored


def digests(entry):
    from entries.desk.conversion import document, with_rows
    from entries.documents.canonical import canonical, digest

    return [digest(canonical(document(with_rows(entry.kind).get(pk=entry.pk))))]
