"""What became of an entry, told in order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.admin.writing import carry_over
from entries.desk.conversion import restore_all
from entries.desk.entry import Entry
from entries.publishing import audit
from entries.publishing.history import (
    Done,
    Published,
    events,
    in_words,
    names,
    said,
    told,
)
from entries.publishing.restoring import restore
from entries.publishing.submission import Submission
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests import factories
from entries.tests.factories import editor, make_document, make_topic

pytestmark = pytest.mark.django_db


def now(key="t"):
    return Entry.objects.get(key=key)


def write(title, by="anna", key="t", **fields):
    """An edit as the desk makes it: one version, one line, one snapshot."""
    entry = now(key)
    start = entry.version
    restore_all([make_document("topic", key, title=title, **fields)], {key: start})
    audit.line(editor(by), "edited", entry, start, "title").save()


def begin(title="First", key="t"):
    entry = make_topic(key, title=title)
    audit.line(editor("anna"), "edited", entry, 0, "created").save()
    return entry


def story(entry=None):
    entry = entry or now()
    return [
        (event.line.action, event.before, event.after)
        if isinstance(event, Done)
        else (event.name, event.revision.withdrawn, sorted(event.changes.items()))
        for event in told(entry, events(entry))
    ]


def test_revisions_stand_among_the_drafts_in_the_order_of_time():
    begin()
    write("Second")
    factories.publish(now())
    write("Third")
    write("Fourth")
    factories.publish(now())
    factories.withdraw(now())
    write("Fifth", by="bob")
    assert story() == [
        ("edited", "version-4", "draft"),
        ("revision-3", True, [("withdrawn", [""])]),
        ("approved", "", ""),
        ("submitted", "", ""),
        ("revision-2", False, [("updated", ["title"])]),
        ("approved", "", ""),
        ("submitted", "", ""),
        ("edited", "version-3", "version-4"),
        ("edited", "version-2", "version-3"),
        ("revision-1", False, [("added", [""])]),
        ("approved", "", ""),
        ("submitted", "", ""),
        ("edited", "version-1", "version-2"),
        ("edited", "", "version-1"),
    ]


def test_each_moment_says_what_was_said_then():
    begin()
    write("Second")
    factories.publish(now())
    write("Third")
    entry = now()
    titles = {
        name: said(entry, name).get("title")
        for name, _ in [
            *names(entry, 10),
            ("version-9", ""),
            ("version-01", ""),
            ("x", ""),
        ]
    }
    assert titles == {
        "draft": "Third",
        "revision-1": "Second",
        "version-2": "Second",
        "version-1": "First",
        "version-9": None,
        "version-01": None,
        "x": None,
    }
    assert said(entry, "version-3")["title"] == "Third"
    assert [in_words(name) for name in ("draft", "revision-1", "version-2", "<x>")] == [
        "the draft as it stands now",
        "revision 1",
        "version 2",
        "“<x>”",
    ]


def test_who_put_it_forward_and_who_approved_is_told():
    begin()
    factories.publish(now(), reason="First facts")
    (published, *_) = told(now(), events(now()))
    assert isinstance(published, Published)
    edition = published.revision.edition
    assert (edition.editor, edition.approver) == ("editor", "reviewer")
    assert edition.reason == "First facts"
    assert published.submission == Submission.objects.get().pk


def test_a_restoration_has_its_place_and_can_be_undone():
    begin()
    write("Second")
    restore(now(), "version-1", editor("bob"), 2)
    assert story()[0] == ("restored", "version-2", "draft")
    assert now().title == "First"


def test_after_a_redaction_nothing_of_the_text_is_offered():
    begin("Secret")
    factories.publish(now())
    write("Clean")
    factories.publish(now())
    redact(Revision.objects.get(number=1), editor("jurist"), "A court order")
    found = story()
    assert ("redacted", "", "") in found
    assert ("edited", "", "draft") in found
    assert [name for name, _ in names(now(), 10)] == ["draft", "revision-2"]
    assert said(now(), "version-1") == said(now(), "revision-1") == {}
    rows = [one for one in told(now(), events(now())) if isinstance(one, Published)]
    assert [one.revision.redacted for one in rows] == [False, True]


def test_the_history_of_another_that_had_the_key_is_not_told():
    begin("Theirs")
    write("Still theirs")
    now().delete()
    begin("Ours")
    write("Ours too")
    assert story() == [
        ("edited", "version-1", "draft"),
        ("edited", "", "version-1"),
    ]


def test_a_new_key_takes_its_history_along():
    begin(key="old")
    write("Second", key="old")
    entry = now("old")
    entry.key = "t"
    carry_over("old", entry)
    audit.edited(entry, editor("anna"), 2, "key")
    Entry.objects.filter(pk=entry.pk).update(key="t")
    assert story() == [
        ("edited", "version-2", "draft"),
        ("edited", "version-1", "version-2"),
        ("edited", "", "version-1"),
    ]
    first = said(now(), "version-1")
    assert (first["key"], first["title"]) == ("t", "First")


def test_a_page_takes_the_same_queries_however_much_there_is():
    begin()
    counts = []
    for number in range(2):
        write(f"Title {number}")
        factories.publish(now())
        for again in range(12 * number):
            write(f"Title {number} {again}", names=[])
        entry = now()
        with CaptureQueriesContext(connection) as queries:
            told(entry, events(entry)[:30])
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
