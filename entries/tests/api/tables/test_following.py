"""A copy that follows the changes ends equal to the record, whatever happens."""

import json
import sqlite3
from contextlib import closing
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import resolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.record.edition import Change, Edition
from entries.record.listing import Listing
from entries.tests.exchange.dump import world as dump
from entries.tests.factories import make_source, make_state, publish, withdraw
from entries.tests.histories import KEYS, History, steps
from entries.tests.recipes import recipe

COPY = recipe("A copy that follows")
API = "/api/v1/"
BETWEEN = steps() | st.tuples(
    st.just("redact"), st.sampled_from(KEYS), st.integers(0, 5)
)
SEEN = st.fixed_dictionaries(
    {
        "size": st.integers(2, 6),
        # What is done before which page is asked for; after how many rows of which
        # page the client dies.
        "between": st.dictionaries(st.integers(0, 2), BETWEEN, max_size=2),
        "dies": st.dictionaries(st.integers(0, 2), st.integers(0, 4), max_size=1),
    }
)
HISTORIES = 500 if connection.vendor == "sqlite" else 50
"""What is published is the same everywhere; only the order of rows is a database's."""
IN_PEACE = {"size": 50, "between": {}, "dies": {}}
ROUNDS = st.lists(
    st.tuples(st.lists(steps(), max_size=4), SEEN), min_size=1, max_size=2
)


class Died(Exception):  # noqa: N818  it is no error
    """The client was stopped."""


class Dying(list):
    """Rows of which only some are read before the end."""

    def __init__(self, rows, last):
        super().__init__(rows)
        self.last = last

    def __iter__(self):
        yield from self[: self.last]
        raise Died


def read(url):
    """What the view answers, without all that stands around it."""
    request = RequestFactory().get(url)
    request.resolver_match = resolve(request.path)
    answer = request.resolver_match.func(request)
    assert answer.status_code == 200, answer.data
    return json.loads(answer.render().content)


class Reader:
    """Reads pages; between them things happen, and it may die."""

    def __init__(self, history, size, between, dies):
        self.history, self.size = history, size
        self.between, self.dies = dict(between), dict(dies)
        self.pages, self.seen, self.edition = 0, [], 0

    def __call__(self, url):
        place = self.pages
        self.pages += 1
        if place in self.between:
            self.history.happen(self.between[place])
        page = read(url.replace("page_size=200", f"page_size={self.size}"))
        self.seen += [row["id"] for row in page["results"]]
        self.edition = page["edition"]
        if place in self.dies:
            page["results"] = Dying(page["results"], self.dies[place])
        return page


def follow(db, history, seen):
    """Follow once; it is started again whenever it dies."""
    reader = Reader(history, **seen)
    while True:
        try:
            COPY.follow(db, API, reader)
        except Died:
            continue
        return reader


def copied(db):
    rows = db.execute("SELECT key, document FROM entry")
    return {key: json.loads(document) for key, document in rows}


def shown(edition):
    """The record as an edition shows it."""
    rows = Listing.objects.shown(edition).select_related("revision")
    return {row.key: json.loads(row.revision.canonical) for row in rows}


def taken_out_since(edition):
    """Entries of which the law has since taken out what an edition showed."""
    gone = Listing.objects.at(edition).filter(revision__redacted=True)
    since = Change.objects.filter(word="redacted", edition__gt=edition)
    return set(gone.filter(key__in=since.values("key")).values_list("key", flat=True))


class FollowingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_source("a-source"), make_state("CHN"), make_state("RUS"))

    def test_it_goes_on_where_it_ended(self):
        def fetch(url):
            asked.append(url)
            return Client().get(url).json()

        asked, start = [], f"{API}changes/?expand=document&page_size=200&since="
        with closing(sqlite3.connect(":memory:")) as db:
            COPY.follow(db, API, fetch)
            assert copied(db) == shown(1)
            withdraw(make_state("RUS"))
            publish(make_state("CHN", title="Renamed"))
            COPY.follow(db, API, fetch)
            assert copied(db) == shown(3)
            assert copied(db)["CHN"]["title"] == "Renamed"
            assert set(copied(db)) == {"a-source", "CHN"}
        assert asked == [f"{start}0", f"{start}1"]

    def test_a_redaction_between_two_rows_of_an_entry_hides_nothing(self):
        def place(name):
            return {"locations": [{"key": key, "name": name} for key in ("a", "b")]}

        history = History()
        history.write({"alpha": place("Here")}, "updated")
        history.write({"alpha": place("There")}, "updated")
        rows = read(f"{API}changes/?page_size=5")["results"]
        assert [row["path"] for row in rows][3:] == ["", "locations.a.name"]
        # Of the edition's two rows, read and unread, the redaction leaves one.
        how = {"size": 5, "between": {1: ("redact", "alpha", 0)}, "dies": {}}
        with closing(sqlite3.connect(":memory:")) as db:
            follow(db, history, how)

            assert Change.objects.filter(edition=3).count() == 1
            assert copied(db) == shown(4)
            assert copied(db)["alpha"]["locations"][1]["name"] == "There"

    @given(ROUNDS)
    @settings(
        max_examples=HISTORIES,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    def test_the_copy_equals_the_record_after_every_walk(self, rounds):
        history, seen = History(), []
        with closing(sqlite3.connect(":memory:")) as db:
            for events, how in [*rounds, ([], IN_PEACE)]:
                for event in events:
                    history.happen(event)
                reader = follow(db, history, how)
                seen += reader.seen
                late = taken_out_since(reader.edition)
                copy = {k: d for k, d in copied(db).items() if k not in late}
                assert copy == shown(reader.edition)
        changes = Change.objects.order_by("edition_id", "key", "path")
        assert reader.edition == Edition.objects.count()
        assert not taken_out_since(reader.edition)
        if not changes.filter(word="redacted"):
            ids = [f"{one.edition_id}/{one.key}/{one.path}" for one in changes]
            assert sorted(set(seen)) == sorted(ids)
            if not any(how["dies"] for _events, how in rounds):
                assert seen == ids


@pytest.mark.django_db
def test_the_copy_equals_the_archive(settings, tmp_path):
    """To the letter: also what an older format wrote, and what came and went."""
    settings.MEDIA_ROOT = tmp_path / "media"
    edition = dump.make_world()
    with closing(sqlite3.connect(":memory:")) as db:
        COPY.follow(db, API, read)
        found = copied(db)

    with ZipFile(dump.dumped(tmp_path / "dumps")) as archive:
        kept = [json.loads(line) for line in archive.open("record/revisions.jsonl")]
    live = {row["key"]: row for row in kept}
    assert found == {
        key: json.loads(row["canonical"])
        for key, row in live.items()
        if not row["withdrawn"] and row["canonical"]
    }
    assert {row["edition"] for row in kept} <= set(range(1, edition.number + 1))
    assert {document["schema"] for document in found.values()} == {1, 2}
