"""Two changes of one document laid together: nothing of either gets lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries.documents.canonical import canonical
from entries.documents.threeway import both_texts, merged, paths, value_at
from entries.documents.validation import validate
from entries.tests.documents.strategies import QUICKLY, documents
from entries.tests.factories import citation, make_document, participant

KINDS = ["state", "exercise", "framework", "topic", "source", "series"]


def exercise(**fields):
    content = {
        "title": "Peace Mission",
        "participants": [participant("CHN", personnel=1600), participant("RUS")],
        "hosts": ["CHN"],
        "remarks": [
            {
                "key": "count",
                "subject": "Count",
                "accounts": [{"key": "1", "says": "Many"}],
            }
        ],
        "citations": [citation("personnel", "scio-2018")],
        "no_source": [],
    }
    return make_document("exercise", "peace-mission-2007", **{**content, **fields})


def by_path(before, theirs, yours):
    return {one.path: one for one in paths(before, theirs, yours)}


def test_what_only_one_changed_is_no_clash():
    found = by_path(exercise(), exercise(title="Theirs"), exercise(personnel=4000))
    assert set(found) == {"title", "personnel"}
    assert found["title"].is_theirs and not found["title"].is_yours
    assert found["personnel"].is_yours and not found["personnel"].is_clash


def test_the_same_change_by_both_is_no_clash():
    found = by_path(exercise(), exercise(title="New"), exercise(title="New"))
    assert not found["title"].is_clash


def test_different_changes_of_one_value_clash():
    found = by_path(exercise(), exercise(personnel=1), exercise(personnel=2))
    assert found["personnel"].is_clash and found["personnel"].both is None


def test_a_row_deleted_by_one_and_changed_by_the_other_clashes_as_a_whole():
    gone = exercise(participants=[participant("RUS")])
    changed = exercise(
        participants=[participant("CHN", personnel=2000), participant("RUS")]
    )
    found = by_path(exercise(), gone, changed)
    assert list(found) == ["participants.CHN"]
    row = found["participants.CHN"]
    assert row.is_clash and row.theirs is None and row.yours["personnel"] == 2000

    kept = merged(gone, changed, {}, ["participants.CHN"])
    assert validate(kept) == changed


def test_lists_of_words_keep_what_both_added_and_neither_what_one_took():
    found = by_path(
        exercise(hosts=["CHN", "KAZ"]),
        exercise(hosts=["KAZ", "IND"]),
        exercise(hosts=["CHN", "KAZ", "RUS"]),
    )
    assert found["hosts"].both == ["KAZ", "IND", "RUS"]


def test_accounts_of_a_remark_are_rows_of_their_own():
    theirs, yours = exercise(), exercise()
    theirs["remarks"][0]["accounts"][0]["says"] = "Few"
    yours["remarks"][0]["accounts"].append({"key": "2", "says": "None"})
    found = by_path(exercise(), theirs, yours)
    assert set(found) == {"remarks.count.1.says", "remarks.count.2"}

    both = merged(theirs, yours, {}, ["remarks.count.2"])
    says = [one["says"] for one in both["remarks"][0]["accounts"]]
    assert says == ["Few", "None"]


def test_a_value_of_ones_own_is_put_at_its_place():
    yours = exercise(text="Yours")
    found = merged(exercise(text="Theirs"), yours, {"text": "Of both"}, [])
    assert found["text"] == "Of both"
    assert value_at(found, "participants.CHN.personnel") == 1600


@pytest.mark.parametrize(
    ("before", "theirs", "yours", "both"),
    [
        ("one two three", "one TWO three", "one two THREE", "one TWO THREE"),
        ("one two", "zero one two", "one two three", "zero one two three"),
        ("一二三四", "一二三五", "零二三四", "零二三五"),
        ("one two three", "one three", "one two", None),
        ("one two three", "one 2 three", "one II three", None),
        ("one", "one more", "one else", None),
        ("same", "new", "new", "new"),
        ("a\nb\n" * 9_000, "A\n" + "a\nb\n" * 9_000, "a\nb\n" * 9_000 + "z\n", ""),
    ],
)
def test_texts_are_joined_where_their_changes_do_not_touch(before, theirs, yours, both):
    if both == "":
        both = theirs + "z\n"
    assert both_texts(before, theirs, yours) == both


@pytest.mark.parametrize("kind", KINDS)
@QUICKLY
@given(data=st.data())
def test_taking_all_of_one_side_makes_that_side(kind, data):
    before, other = data.draw(documents(kind)), data.draw(documents(kind))
    for name in ("key", "address", "kind", "schema"):
        other[name] = before[name]
    found = [one.path for one in paths(before, before, other)]
    assert canonical(validate(merged(before, other, {}, found))) == canonical(other)
    assert all(one.is_yours for one in paths(before, before, other))
    assert paths(before, before, before) == []
