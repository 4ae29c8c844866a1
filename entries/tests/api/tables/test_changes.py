"""Changes: what editions did, in order, each under a name that it keeps."""

import csv
from io import StringIO

from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from entries.documents.canonical import canonical, digest
from entries.publishing.withdrawing import redact
from entries.record.edition import Change, Revision
from entries.tests.api.world import KEYS, PEACE_MISSION_2007, ask, make_world
from entries.tests.factories import (
    editor,
    make_exercise,
    make_framework,
    make_topic,
    participant,
    publish,
    withdraw,
)

PEACE = "peace-mission-2007"
PLACE = {"key": "bay", "name": "A bay", "state": "CHN"}
CORRECTED = {
    **PEACE_MISSION_2007,
    "personnel": 4500,
    "participants": [
        participant("CHN", "host", personnel=1700),
        participant("IRN", "observer"),
    ],
}


def rows(**query):
    answer = ask("changes/", page_size=200, **query)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["count"] == len(said["results"])
    return said["results"]


def by_path(**query):
    return {row["path"]: row for row in rows(**query)}


class ChangeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def correct(self):
        exercise = make_exercise(PEACE, **CORRECTED)
        return publish(exercise, reason="A better source", word="corrected")

    def test_the_first_edition_added_every_entry(self):
        said = rows()

        assert [row["entry"] for row in said] == sorted(row["entry"] for row in said)
        assert {row["path"] for row in said} == {""}
        assert {row["status"] for row in said} == {"shown"}
        assert len(said) == 12
        assert said[0]["id"] == f"1/{said[0]['entry']}/"

    def test_a_change_has_old_and_new_value_the_word_and_the_reason(self):
        self.correct()
        said = by_path(since=1)
        row = said["personnel"]

        assert row["id"] == f"2/{PEACE}/personnel"
        assert (row["edition"], row["entry"], row["kind"]) == (2, PEACE, "exercise")
        assert (row["old"], row["new"], row["word"]) == (4000, 4500, "corrected")
        assert row["reason"] == "A better source"
        assert row["title_ru"] == ""
        assert row["revision"] == 2
        assert row["digest"] == Revision.objects.get(key=PEACE, number=2).digest
        assert said["participants.CHN.personnel"]["new"] == 1700
        assert (
            said["participants.IRN.role"]["old"],
            said["participants.IRN.role"]["new"],
        ) == (
            "participant",
            "observer",
        )
        assert Client().get(row["url"]).json()["digest"] == row["digest"]
        assert Client().get(row["page"]).status_code == 200

    def test_where_there_was_or_is_nothing_the_value_is_null(self):
        added = {"title_ru": "Миссия", "note": "Rounded.", "locations": [PLACE]}
        publish(make_exercise(PEACE, **PEACE_MISSION_2007, **added))
        publish(make_exercise(PEACE, **{**PEACE_MISSION_2007, "hosts": []}))
        came, went = by_path(edition=2, since=1), by_path(since=2)

        for path in ("title_ru", "note"):
            assert (came[path]["old"], came[path]["new"]) == (None, added[path])
            assert (went[path]["old"], went[path]["new"]) == (added[path], None)
        assert (went["hosts"]["old"], went["hosts"]["new"]) == (["CHN"], None)
        assert came["locations.bay"]["old"] is went["locations.bay"]["new"] is None
        assert came["locations.bay"]["new"]["name"] == "A bay"

    def test_a_withdrawal_says_what_takes_its_place(self):
        withdraw(make_topic("founding"), successor="joint-exercises", reason="Twice")
        [row] = rows(since=1, expand="document")

        assert (row["path"], row["word"], row["status"]) == (
            "",
            "withdrawn",
            "withdrawn",
        )
        assert row["successor"] == "joint-exercises"
        assert row["reason"] == "Twice"
        assert row["title"] == "Founding"
        assert row["document"] is None

    def test_what_comes_back_is_shown_again_with_its_document(self):
        topic = make_topic("founding", title="Founding")
        withdraw(topic)
        publish(topic)
        _gone, back = rows(since=1, expand="document")

        assert (back["path"], back["status"]) == ("", "shown")
        assert back["document"]["title"] == "Founding"

    def test_a_redaction_is_told_and_takes_the_values_with_it(self):
        self.correct()
        publish(make_exercise(PEACE, **{**CORRECTED, "personnel": 4600}))
        before = {row["id"] for row in rows()}
        redact(Revision.objects.get(key=PEACE, number=2), editor(), "The law")
        said = rows(since=1, expand="document")
        [last] = [row for row in said if row["edition"] == 4]

        assert (last["path"], last["word"], last["revision"]) == ("", "redacted", 2)
        assert last["reason"] == "The law"
        assert last["status"] == "shown"
        assert last["document"]["personnel"] == 4600
        assert last["digest"] == Revision.objects.get(key=PEACE, number=2).digest
        second = [row for row in said if row["edition"] == 2]
        assert {row["status"] for row in second} == {"redacted"}
        assert {row["document"] for row in second} == {None}
        assert all(row["new"] is None for row in second)
        # What stood before still stands, but in a list of rows.
        old = {row["path"]: row["old"] for row in second}
        assert old == {"personnel": 4000, "participants": None}
        third = [row for row in said if row["edition"] == 3]
        assert [(row["path"], row["old"], row["new"]) for row in third] == [
            ("personnel", None, 4600)
        ]
        assert "4500" not in str(said)
        # Rows of a list may be joined; no other name is lost, and none is new
        # but the list's own.
        now = {row["id"] for row in rows(edition=3)}
        assert now - before == {f"2/{PEACE}/participants"}
        assert before - now == {
            f"2/{PEACE}/participants.CHN.personnel",
            f"2/{PEACE}/participants.IRN.role",
        }

    def test_the_first_row_of_each_entry_of_an_edition_has_the_document(self):
        self.correct()
        publish(
            make_exercise(PEACE, **{**CORRECTED, "personnel": 4600, "end": "2007"}),
            make_topic("founding", title="Renamed"),
        )
        said = rows(expand="document")
        first = [row for row in said if row["document"]]

        assert len(first) == 12 + 1 + 2
        assert len({(row["edition"], row["entry"]) for row in said}) == len(first)
        for row in first:
            assert digest(canonical(row["document"])) == row["digest"]
            assert row["document"]["key"] == row["entry"]
            place = (row["edition"], row["entry"])
            of_entry = [r for r in said if (r["edition"], r["entry"]) == place]
            assert of_entry[0] is row
        assert {row["document"] for row in rows()} == {None}

    def test_since_and_edition_are_bounds(self):
        self.correct()
        publish(make_topic("founding", title="Renamed"))

        assert {row["edition"] for row in rows(since=1)} == {2, 3}
        assert {row["edition"] for row in rows(since=1, edition=2)} == {2}
        assert {row["edition"] for row in rows(since=0, edition=1)} == {1}
        assert rows(since=3) == []
        assert rows(since=2, edition=2) == []

    def test_an_edition_that_is_not_there_is_told(self):
        answer = ask("changes/", since=7)
        late = ask("changes/", since=7, edition=1)

        assert answer.status_code == late.status_code == 404
        [fault] = answer.json()["errors"]
        assert (fault["parameter"], fault["nearest"]) == ("since", "1")

    def test_a_beginning_after_the_end_is_refused(self):
        self.correct()
        answer = ask("changes/", since=2, edition=1)

        assert answer.status_code == 404
        [fault] = answer.json()["errors"]
        assert (fault["parameter"], fault["nearest"]) == ("since", "1")

    def test_filters(self):
        self.correct()
        withdraw(make_framework("old-protocol"))

        assert {row["kind"] for row in rows(kind="topic")} == {"topic"}
        assert [row["edition"] for row in rows(entry="old-protocol")] == [1, 3]
        assert {row["edition"] for row in rows(word="corrected")} == {2}
        assert {row["path"] for row in rows(under="participants")} == {
            "participants.CHN.personnel",
            "participants.IRN.role",
        }
        assert [row["path"] for row in rows(under="participants.IRN")] == [
            "participants.IRN.role"
        ]
        assert rows(entry=PEACE, word="withdrawn") == []
        assert {row["edition"] for row in rows(word="corrected,withdrawn")} == {2, 3}
        assert {row["kind"] for row in rows(kind="topic,state")} == {"topic", "state"}
        assert len(rows(under="personnel,participants.CHN")) == 2

    def test_the_document_stands_in_the_first_row_that_is_asked_for(self):
        self.correct()
        every = rows(since=1, entry=PEACE, expand="document")
        for asked in ({}, {"word": "corrected"}, {"under": every[-1]["path"]}):
            found = rows(since=1, entry=PEACE, expand="document", **asked)
            assert found[0]["document"]["key"] == PEACE
            assert [row["document"] for row in found[1:]] == [None] * (len(found) - 1)
        assert len(every) > len(found)

    def test_a_wrong_question_is_refused(self):
        for query, name, nearest in (
            ({"since": "-1"}, "since", None),
            ({"since": "one"}, "since", None),
            ({"word": "correct"}, "word", "corrected"),
            ({"expand": "documents"}, "expand", "document"),
            ({"snice": "1"}, "snice", "since"),
            ({"under": "a..b"}, "under", None),
        ):
            answer = ask("changes/", **query)
            assert answer.status_code == 400
            [fault] = answer.json()["errors"]
            assert fault["parameter"] == name
            if nearest:
                assert fault["nearest"] == nearest

    def test_every_change_stands_once_and_in_order_on_the_pages(self):
        self.correct()
        withdraw(make_topic("founding"))
        answer = ask("changes/", page_size=3).json()
        seen = answer["results"]
        while answer["next"]:
            publish(make_topic("joint-exercises", title=f"Named {len(seen)}"))
            answer = Client().get(answer["next"]).json()
            assert answer["edition"] == 3
            seen += answer["results"]

        kept = Change.objects.filter(edition__lte=3).order_by(
            "edition_id", "key", "path"
        )
        wanted = [f"{one.edition_id}/{one.key}/{one.path}" for one in kept]
        assert [row["id"] for row in seen] == wanted

    def test_as_a_file_it_has_the_same_rows(self):
        self.correct()
        answer = ask("changes/", since=1, format="csv")
        content = b"".join(answer.streaming_content).decode()
        said = list(csv.DictReader(StringIO(content)))

        assert [row["id"] for row in said] == [row["id"] for row in rows(since=1)]
        assert {row["path"]: row["new"] for row in said}["personnel"] == "4500"

    def test_it_takes_as_many_queries_for_many_rows_as_for_few(self):
        def count():
            with CaptureQueriesContext(connection) as queries:
                rows(since=1, expand="document")
            return len(queries)

        self.correct()
        few = count()
        for number in range(8):
            participants = [
                participant(state) for state in ("CHN", "IRN")[: number % 3]
            ]
            publish(
                make_exercise(PEACE, participants=participants),
                make_topic("founding", title=f"Named {number}", text=f"{number}"),
            )
        assert len(rows(since=1)) > 20
        assert count() == few == 5

    def test_every_kind_of_entry_has_its_changes(self):
        for plural, key in KEYS.items():
            [row] = rows(entry=key, expand="document")
            document = ask(f"{plural}/{key}/").json()["document"]
            assert row["document"] == document
