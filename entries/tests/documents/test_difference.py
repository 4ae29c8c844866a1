"""The difference of two documents."""

from hypothesis import given

from entries.documents.canonical import canonical
from entries.documents.difference import Difference, difference, same
from entries.tests.documents.strategies import QUICKLY, documents
from entries.tests.factories import citation, make_document, participant


def exercise(**fields):
    return make_document("exercise", "x", **{"no_source": [], **fields})


def place(key, **columns):
    return {"key": key, "name": key.title(), **columns}


def paths(old, new):
    return [one.path for one in difference(old, new)]


@QUICKLY
@given(documents("exercise"), documents("exercise"))
def test_it_is_empty_only_for_equal_documents(one, other):
    assert difference(one, one) == []
    assert bool(difference(one, other)) == (canonical(one) != canonical(other))
    assert len(paths(one, other)) == len(set(paths(one, other)))


@QUICKLY
@given(documents("framework"), documents("framework"))
def test_it_says_the_reverse_the_other_way_round(one, other):
    there = {(d.path, str(d.old), str(d.new)) for d in difference(one, other)}
    back = {(d.path, str(d.new), str(d.old)) for d in difference(other, one)}
    assert there == back


def test_a_field_and_a_list_of_words_are_one_path_each():
    old = exercise(start="2007", focus=["air"])
    new = exercise(start="2007-08", focus=["air", "maritime"], address="moved")
    assert difference(old, new) == [
        Difference("address", "x", "moved"),
        Difference("focus", ["air"], ["air", "maritime"]),
        Difference("start", "2007", "2007-08"),
    ]


def test_a_row_that_came_or_went_is_one_path():
    old = exercise(participants=[participant("CHN")])
    new = exercise(participants=[participant("RUS", "host")])
    assert difference(old, new) == [
        Difference("participants.CHN", old["participants"][0], None),
        Difference("participants.RUS", None, new["participants"][0]),
    ]


def test_a_column_is_its_own_path():
    old = exercise(participants=[participant("CHN", personnel=1600)])
    new = exercise(participants=[participant("CHN", personnel=1700)])
    assert difference(old, new) == [
        Difference("participants.CHN.personnel", 1600, 1700)
    ]


def test_an_account_is_a_row_of_its_remark():
    def remark(*says):
        accounts = [{"key": str(n), "says": text} for n, text in enumerate(says, 1)]
        return exercise(remarks=[{"key": "r", "accounts": accounts}])

    assert paths(remark("a"), remark("b", "c")) == ["remarks.r.1.says", "remarks.r.2"]


def test_the_order_of_rows_is_a_path_of_the_list():
    a, b, c = place("a"), place("b"), place("c")
    assert difference(exercise(locations=[a, b]), exercise(locations=[b, a])) == [
        Difference("locations", ["a", "b"], ["b", "a"])
    ]
    moved = difference(exercise(locations=[a, b]), exercise(locations=[c, b, a]))
    assert [one.path for one in moved] == ["locations.c", "locations"]
    assert paths(exercise(locations=[a, b]), exercise(locations=[a, c, b])) == [
        "locations.c"
    ]


def test_the_order_of_citations_says_nothing():
    one = exercise(citations=[citation("end", "a"), citation("start", "b")])
    other = exercise(citations=[citation("start", "a"), citation("end", "b")])
    assert paths(one, other) == ["citations.a.fact", "citations.b.fact"]


def test_true_is_not_one_and_one_is_not_one_point_nought():
    def with_value(value):
        return exercise(citations=[citation("personnel", "a", value=value)])

    for one, other in ((1, True), (1, 1.0), (0, False)):
        assert paths(with_value(one), with_value(other)) == ["citations.a.value"]


def test_in_which_order_columns_come_says_nothing():
    row = participant("CHN", personnel=1600)
    assert same(row, dict(reversed(row.items())))
    assert not same(row, {**row, "personnel": 1600.0})
