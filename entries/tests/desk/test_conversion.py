"""Rows and documents: what goes in comes out, and rows keep their identity."""

from itertools import chain, repeat
from unittest.mock import DEFAULT, patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.desk.citation import Citation
from entries.desk.conversion import (
    UnknownReferenceError,
    document,
    restore,
    restore_all,
    with_rows,
)
from entries.desk.entry import Entry, StaleError
from entries.desk.exercise import Exercise, Participation
from entries.documents.canonical import canonical
from entries.documents.kinds import KINDS
from entries.documents.validation import validate
from entries.tests.documents.strategies import (
    KEYS,
    QUICKLY,
    SERIES,
    SOURCES,
    STATES,
    TOPICS,
    documents,
)
from entries.tests.factories import (
    citation,
    make,
    make_document,
    make_exercise,
    make_series,
    make_source,
    make_state,
    participant,
)


def make_world():
    """The entries that generated documents name."""
    for key in STATES:
        make_state(key)
    for kind, keys in (("series", SERIES), ("source", SOURCES), ("topic", TOPICS)):
        for key in keys:
            make(kind, key)


def read(key):
    kind = Entry.objects.get(key=key).kind
    return document(with_rows(kind).get(key=key))


def identities(entry):
    """The numbers of an entry's rows, by list and key."""
    found = {}
    for row_format in KINDS[entry.kind].all_rows:
        for row in getattr(entry, row_format.name).all():
            key = row.state.key if row_format.key == "state" else row.key
            found[row_format.name, key] = row.pk
    for row in entry.citations.all():
        found["citations", row.key] = row.pk
    return found


class GeneratedDocumentsTests(TestCase):
    """Every valid document comes back as it went in."""

    @classmethod
    def setUpTestData(cls):
        make_world()

    @QUICKLY
    @given(documents())
    def test_a_document_comes_back_as_it_went_in(self, given):
        restore(given)
        assert canonical(read(given["key"])) == canonical(given)
        assert validate(read(given["key"])) == given

    @QUICKLY
    @given(st.sampled_from(["exercise", "framework", "state"]), st.data())
    def test_one_document_turns_into_another_of_its_key(self, kind, data):
        first = data.draw(documents(kind))
        second = data.draw(documents(kind))
        entry = restore(first)
        before = identities(entry)
        again = restore(second)
        after = identities(again)
        assert canonical(read(KEYS[kind])) == canonical(second)
        assert (again.pk, again.version) == (entry.pk, 2)
        stayed = before.keys() & after.keys()
        assert {key: before[key] for key in stayed} == {k: after[k] for k in stayed}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(KINDS))
def test_a_blank_document_of_every_kind_comes_back(kind):
    given = make_document(kind, KEYS[kind])
    restore(given)
    assert read(KEYS[kind]) == given


@pytest.mark.django_db
def test_values_that_python_calls_equal_are_told_apart():
    make_source("a")
    for value in (1, True, 1.0, 0, False, 0.0, "1", [], [""], ""):
        given = make_document(
            "topic", "t", citations=[citation("subject", "a", value=value)]
        )
        restore(given)
        assert canonical(read("t")) == canonical(given)


@pytest.mark.django_db
def test_citations_are_given_by_who_writes_what_is_new_in_them():
    make_source("a")

    def write(name, **fields):
        given = make_document(
            "topic",
            "t",
            citations=[citation("title", "a"), citation("subject", "a", "b", **fields)],
        )
        restore_all([given], given_by=name)
        return dict(Citation.objects.values_list("key", "made_by"))

    assert write("anna") == {"a": "anna", "b": "anna"}
    assert write("bob", review_by="2030") == {"a": "anna", "b": "anna"}
    assert write("bob", locator="p. 3") == {"a": "anna", "b": "bob"}
    assert write("olga", locator="p. 3", value=True) == {"a": "anna", "b": "olga"}
    assert write("anna", locator="p. 3", value=1) == {"a": "anna", "b": "anna"}


@pytest.mark.django_db
def test_rows_may_swap_their_places():
    places = [{"key": key, "name": key} for key in "abc"]
    for order in ((0, 1, 2), (2, 0, 1), (1,), (0, 1, 2)):
        make_exercise("x", locations=[places[n] for n in order])
        assert [row["key"] for row in read("x")["locations"]] == [
            "abc"[n] for n in order
        ]


@pytest.mark.django_db
def test_documents_may_name_each_other_in_one_go():
    one = make_document(
        "topic", "one", relations=[{"key": "r", "relation": "about", "target": "two"}]
    )
    other = make_document("topic", "two", text="[it](entry:one)")
    restore_all([one, other])
    assert read("one") == one
    assert read("two") == other


@pytest.mark.django_db
def test_every_name_that_leads_nowhere_is_told_and_nothing_written():
    make_series("a-series")
    given = make_document(
        "exercise",
        "x",
        series="gone",
        hosts=["KAZ"],
        citations=[citation("start", "a-series")],
        text="[it](entry:nowhere)",
    )
    with pytest.raises(UnknownReferenceError) as caught:
        restore(given)
    assert caught.value.faults == [
        "x: series names gone, which is not on the desk",
        "x: hosts names KAZ, which is not on the desk",
        "x: start names a-series, a series, no source",
        "x: text names nowhere, which is not on the desk",
    ]
    assert not Entry.objects.filter(key="x").exists()


@pytest.mark.django_db
def test_what_belongs_to_another_entry_is_refused_in_words():
    make_state("CHN", iso2="CN", address="china")
    make("topic", "taken")
    make("topic", "there", address="here")
    given = [
        make_document("series", "taken"),
        make_document("topic", "new", address="here"),
        make_document("series", "new-series", address="here"),
        make_document("state", "TWN", iso2="CN"),
        make_document("topic", "one", address="both"),
        make_document("topic", "two", address="both"),
    ]
    with pytest.raises(UnknownReferenceError) as caught:
        restore_all(given)
    assert caught.value.faults == [
        "taken is a topic on the desk, no series",
        "new: the address here is that of there",
        "two: the address both is that of one",
        "TWN: the code CN is that of CHN",
    ]


@pytest.mark.django_db
def test_what_another_gives_up_with_it_is_refused_in_words():
    make_state("CHN", iso2="CN", address="one")
    make_state("IND", iso2="IN", address="two")
    given = [
        make_document("state", "CHN", iso2="IN", address="two"),
        make_document("state", "IND", iso2="CN", address="three"),
    ]
    with pytest.raises(UnknownReferenceError) as caught:
        restore_all(given)
    assert caught.value.faults == [
        "CHN: the address two is that of IND",
        "CHN: the code IN is that of IND",
        "IND: the code CN is that of CHN",
    ]


@pytest.mark.django_db
def test_an_entry_that_has_moved_on_is_not_overwritten():
    entry = make("topic", "t")
    seen = restore(make_document("topic", "t", title="Second"), entry)
    assert (entry.version, seen.version) == (1, 2)
    with pytest.raises(StaleError, match="version 1 then"):
        restore(make_document("topic", "t", title="Third"), entry)
    assert read("t")["title"] == "Second"


@pytest.mark.django_db
def test_an_entry_that_was_not_there_when_it_was_read_is_not_overwritten():
    make("topic", "t", title="Theirs")
    for seen in ({}, {"t": 0}):
        with pytest.raises(StaleError):
            restore_all([make_document("topic", "t", title="Ours")], seen)
    assert read("t")["title"] == "Theirs"


@pytest.mark.django_db
def test_a_key_that_another_took_in_the_middle_is_told_as_his():
    make("topic", "t", title="Theirs")
    nobody = Entry.objects.none()
    # As if theirs came after it was asked what is there.
    with patch.object(Entry.objects, "filter", wraps=Entry.objects.filter) as asked:
        asked.side_effect = chain([nobody], repeat(DEFAULT))
        with pytest.raises(StaleError):
            restore_all([make_document("topic", "t", title="Ours")], {})
    assert read("t")["title"] == "Theirs"


@pytest.mark.django_db
def test_all_or_nothing_is_written():
    entry = make("topic", "t")
    make("topic", "t", title="Second")
    both = [make_document("topic", "new"), make_document("topic", "t", title="Third")]
    with pytest.raises(StaleError):
        restore_all(both, {"t": entry.version})
    assert not Entry.objects.filter(key="new").exists()


@pytest.mark.django_db
def test_rows_that_say_nothing_new_are_not_written():
    make_state("CHN")
    given = make_document("exercise", "x", participants=[participant("CHN")])
    restore(given)
    row = Participation.objects.get()
    with CaptureQueriesContext(connection) as queries:
        restore(given)
    written = [q["sql"] for q in queries if "participation" in q["sql"].lower()]
    assert not [sql for sql in written if not sql.startswith("SELECT")]
    assert Participation.objects.get().pk == row.pk


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(KINDS))
def test_documents_are_read_in_a_fixed_number_of_queries(kind):
    make_world()

    def count():
        with CaptureQueriesContext(connection) as queries:
            for entry in with_rows(kind):
                document(entry)
        return len(queries)

    def write(number):
        key = "QM" + "ABCDEFGH"[number] if kind == "state" else f"new-{number}"
        fields = {"iso2": f"Q{'ABCDEFGH'[number]}"} if kind == "state" else {}
        if kind == "exercise":
            fields |= {"participants": [participant(key) for key in STATES]}
            fields |= {"hosts": list(STATES), "series": SERIES[0]}
        cited = [citation("title", source) for source in SOURCES]
        make(kind, key, citations=cited, **fields)

    write(0)
    once = count()
    for number in range(1, 6):
        write(number)
    assert count() == once


@pytest.mark.django_db
def test_an_entry_read_as_its_parent_gives_the_same_document():
    make_exercise("x", note="N")
    parent = Entry.objects.get(key="x")
    assert document(parent) == document(Exercise.objects.get(key="x"))
