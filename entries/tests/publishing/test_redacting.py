"""Redacting: the text is gone from every table, its digest and its place stay."""

import json

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from entries.desk.entry import Entry
from entries.desk.linkcheck import LinkCheck
from entries.inbox.report import Place, receive
from entries.publishing.approving import approve
from entries.publishing.audit import AuditLine
from entries.publishing.reindexing import reindex
from entries.publishing.restoring import restore
from entries.publishing.submission import Proposal
from entries.publishing.submitting import return_, submit
from entries.publishing.transitions import PublishingError
from entries.publishing.withdrawing import redact
from entries.record.edition import Change, Revision
from entries.record.listing import Listing
from entries.record.neighbours import page_at
from entries.record.reading import names
from entries.record.search.hits import hits
from entries.tests import factories
from entries.tests.factories import (
    citation,
    editor,
    make_source,
    make_state,
    make_topic,
    participant,
)
from entries.tests.publishing import whole

pytestmark = pytest.mark.django_db

SECRET = "zzsecretzz"


def secret_fields():
    """The sentinel in every sort of place that a document has."""
    text = f"Of {SECRET} there."
    return {
        "title": f"{SECRET} title",
        "title_zh": f"标题{SECRET}",
        "summary": text,
        "text": f"{text}[^a-source]",
        "names": [{"key": f"n-{SECRET}", "language": "en", "name": SECRET}],
        "claims": [{"key": f"c-{SECRET}", "claim": SECRET, "verdict": "partly"}],
        "remarks": [
            {"key": f"r-{SECRET}", "accounts": [{"key": SECRET, "says": SECRET}]}
        ],
        "figures": [{"key": f"f-{SECRET}", "image": f"{SECRET}.png", "alt": "A"}],
        "citations": [
            citation("title_zh", "a-source", value=SECRET),
            citation("title", "a-source", f"k-{SECRET}", quote=SECRET),
        ],
    }


def everywhere(word):
    """Every table and column that holds a word, in any form."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608  of this database
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                found += [
                    f"{table}.{column}"
                    for column, value in zip(columns, row, strict=True)
                    if word in str(value).lower()
                ]
    return sorted(set(found))


def published_with_secret():
    make_state("CHN")
    factories.publish(make_source("a-source"), Entry.objects.get(key="CHN"))
    entry = make_topic("t", address="moved", **secret_fields())
    for row in ("figures",):
        getattr(entry, row).update(credit="C", licence="L")
    log(entry)
    first = submit([entry], editor(), "New")
    return_(first, editor("reviewer"), "Once more")
    factories.publish(entry)
    place = Place("topic", "t", f"claims.c-{SECRET}", 2, "en")
    receive("form", place, text=f"Not {SECRET}?", source=f"https://{SECRET}.example")
    return entry


def log(entry):
    LogEntry.objects.create(
        user=editor(),
        content_type=ContentType.objects.get_for_model(entry),
        object_id=str(entry.pk),
        object_repr=str(entry),
        action_flag=CHANGE,
        change_message=json.dumps([{"added": {"object": SECRET}}]),
    )


def cleaned():
    """Published with the sentinel, then without it."""
    entry = published_with_secret()
    make_topic("t", address="moved", title="Clean")
    factories.publish(entry)
    return Revision.objects.get(key="t", number=1)


def test_the_text_is_gone_from_every_table():
    revision = cleaned()
    assert len(everywhere(SECRET)) > 10
    before = (revision.digest, revision.number, revision.edition_id, revision.address)
    edition = redact(revision, editor("jurist"), " A court order ")
    assert everywhere(SECRET) == []
    revision = Revision.objects.get(pk=revision.pk)
    assert revision.redacted
    assert revision.document == {}
    place = (revision.digest, revision.number, revision.edition_id, revision.address)
    assert place == before
    assert (edition.reason, edition.editor) == ("A court order", "jurist")
    assert whole.faults() == []


def test_what_was_known_of_an_address_is_gone_with_it():
    secret, clean = f"https://{SECRET}.example/", "https://clean.example/"
    factories.publish(make_source("a-source", url=secret, archive_url=clean))
    for url in (secret, clean):
        LinkCheck.objects.create(url=url, host=url.split("/")[2], led_to=url)
    factories.publish(make_source("a-source", url=clean))
    redact(Revision.objects.get(key="a-source", number=1), editor("jurist"), "Law")
    assert everywhere(SECRET) == []
    assert [check.url for check in LinkCheck.objects.all()] == [clean]


def test_an_edition_and_a_line_say_so():
    revision = cleaned()
    edition = redact(revision, editor("jurist"), "A court order")
    change = Change.objects.get(edition=edition)
    assert (change.key, change.revision, change.word) == ("t", 1, "redacted")
    assert (change.path, change.old, change.new) == ("", None, None)
    line = AuditLine.objects.get(action="redacted")
    assert (line.key, line.detail, line.actor.username) == ("t", "Edition 4", "jurist")


def test_what_stands_beside_it_stays():
    revision = cleaned()
    make_topic("t", address="moved", title="Clean", summary="Clean words")
    factories.publish(Entry.objects.get(key="t"))
    redact(revision, editor(), "A court order")
    assert [row.key for row in hits("clean words", 5)] == ["t"]
    assert page_at("topic", "moved", 2).title == ""
    assert page_at("topic", "moved", 3).title == "Clean"
    assert names(["t"], 2)["t"].revision_id == revision.pk
    summary = Change.objects.get(path="summary", edition=4)
    assert (summary.old, summary.new) == ("", "Clean words")
    paths = Change.objects.filter(edition=3, key="t").values_list("path", "old", "new")
    assert ("title", None, "Clean") in paths
    assert ("names", None, None) in paths
    assert {row.path for row in Change.objects.filter(edition=2)} == {""}
    kept = Proposal.objects.exclude(canonical="").values_list("key", flat=True)
    assert sorted(kept) == ["CHN", "a-source", "t", "t"]


def test_the_indexes_are_as_if_built_anew():
    redact(cleaned(), editor(), "A court order")
    stored = whole.indexes()
    reindex()
    assert whole.indexes() == stored


def test_a_tombstone_after_it_is_redacted_with_it():
    entry = published_with_secret()
    factories.withdraw(entry)
    make_topic("t", address="moved", title="Clean")
    redact(Revision.objects.get(key="t", number=1), editor(), "A court order")
    assert everywhere(SECRET) == []
    tomb = page_at("topic", "moved", 4)
    assert (tomb.withdrawn, tomb.revision.redacted) == (True, True)
    factories.publish(Entry.objects.get(key="t"))
    assert page_at("topic", "moved", 5).title == "Clean"
    assert whole.faults() == []


def refused(revision, reason="A court order"):
    editions = Revision.objects.count()
    with pytest.raises(PublishingError) as caught:
        redact(revision, editor(), reason)
    assert Revision.objects.count() == editions
    return str(caught.value)


def test_what_is_still_in_use_is_not_redacted():
    entry = published_with_secret()
    revision = Revision.objects.get(key="t")
    assert "is live" in refused(revision)
    make_topic("t", address="moved", title="Clean")
    factories.publish(entry)
    entry.refresh_from_db()
    restore(entry, "revision-1", editor(), entry.version)
    assert "still stands on the desk" in refused(revision)
    submission = submit([entry], editor(), "Back")
    assert "is in review" in refused(revision)
    return_(submission, editor("reviewer"), "No")
    make_topic("t", address="moved", title="Clean")
    assert "say why" in refused(revision, " ")
    redact(revision, editor(), "A court order")
    assert "was redacted before" in refused(revision)
    assert everywhere(SECRET) == []


def test_what_was_redacted_cannot_be_written_back():
    revision = cleaned()
    redact(revision, editor(), "A court order")
    entry = Entry.objects.get(key="t")
    with pytest.raises(PublishingError, match="revision 1 is not kept"):
        restore(entry, "revision-1", editor(), entry.version)


def test_other_entries_keep_their_texts():
    revision = cleaned()
    other = make_topic("other", summary="Other words")
    factories.publish(other)
    redact(revision, editor(), "A court order")
    assert Revision.objects.get(key="other").document["summary"] == "Other words"
    assert AuditLine.objects.filter(key="other").exclude(detail="").count() == 3
    assert Listing.objects.get(key="other").title == "Other"


def test_a_redacted_entry_goes_on_being_edited_and_approved():
    redact(cleaned(), editor(), "A court order")
    entry = make_topic("t", address="moved", title="Cleaner", no_source=[])
    submission = submit([entry], editor(), "On")
    assert approve(submission, editor("reviewer")).state == "approved"
    assert participant("CHN")["role"] == "participant"
