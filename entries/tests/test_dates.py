"""Dates with precision: read, ordered, compared, and spans of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries.dates import (
    PartialDate,
    ends_before_start,
    holds_on,
    is_before,
    parse,
)
from entries.vocabulary import Answer

YES, NO, UNCERTAIN = Answer.YES, Answer.NO, Answer.UNCERTAIN

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
NEAR = st.dates(date(2007, 1, 1), date(2010, 12, 31))


@st.composite
def partial_dates(draw, days=DAYS):
    day = draw(days)
    text = day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    return text + draw(st.sampled_from(["", "?"]))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2007", "year", date(2007, 1, 1), date(2007, 12, 31)),
        ("2007-08", "month", date(2007, 8, 1), date(2007, 8, 31)),
        ("2008-02", "month", date(2008, 2, 1), date(2008, 2, 29)),
        ("2007-08-09", "day", date(2007, 8, 9), date(2007, 8, 9)),
    ],
)
def test_a_date_keeps_its_precision(text, precision, first, last):
    found = PartialDate.parse(text)
    assert (found.precision, found.first, found.last) == (precision, first, last)
    assert (found.earliest, found.latest) == (first, last)
    assert str(found) == text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2007?", date(2006, 1, 1), date(2008, 12, 31)),
        ("2007-01?", date(2006, 12, 1), date(2007, 2, 28)),
        ("2007-12?", date(2007, 11, 1), date(2008, 1, 31)),
        ("2007-01-01?", date(2006, 12, 31), date(2007, 1, 2)),
        ("1000?", date(999, 1, 1), date(1001, 12, 31)),
        ("2999-12-31?", date(2999, 12, 30), date(3000, 1, 1)),
    ],
)
def test_a_date_in_doubt_may_lie_one_unit_off(text, earliest, latest):
    found = PartialDate.parse(text)
    assert found.uncertain
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "207",
        "20070",
        "0999",
        "3000",
        "2007-8",
        "2007-08-9",
        "2007-13",
        "2007-00",
        "2007-08-00",
        "2007-02-30",
        "2007-08-09T00:00",
        " 2007",
        "2007\n",
        "2007??",
        "2007/08",
        "٢٠٠٧",
        "２００７",
        "-2007",
        "c. 2007",
    ],
)
def test_what_is_no_date_is_refused_in_words(text):
    with pytest.raises(ValueError, match="is no date"):
        PartialDate.parse(text)


@given(partial_dates())
def test_every_date_reads_as_it_is_written(text):
    found = PartialDate.parse(text)
    assert str(found) == text
    assert found.earliest <= found.first <= found.last <= found.latest


@given(partial_dates(NEAR), partial_dates(NEAR), partial_dates(NEAR))
def test_dates_have_one_order(one, other, third):
    a, b, c = map(PartialDate.parse, (one, other, third))
    assert (a < b) + (b < a) + (a == b) == 1
    if a <= b <= c:
        assert a <= c
    if a < b:
        assert a.first <= b.first


def test_what_begins_first_stands_first_and_the_shorter_before_the_longer():
    texts = ["2008", "2007-08", "2007-01-01", "2007?", "2007-01", "2007", "2007-08-09"]
    assert [str(one) for one in sorted(map(PartialDate.parse, texts))] == [
        "2007-01-01",
        "2007-01",
        "2007",
        "2007?",
        "2007-08",
        "2007-08-09",
        "2008",
    ]


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("2006", "2007", YES),
        ("2007", "2006", NO),
        ("2007", "2007", UNCERTAIN),
        ("2007-08", "2007", UNCERTAIN),
        ("2007-08-09", "2007-08-09", NO),
        ("2007-08-09", "2007-08-10", YES),
        ("2007-08-09", "2007-08", UNCERTAIN),
        ("2007-08-31", "2007-08", NO),
        ("2007-08", "2007-08-01", NO),
        ("2007-08-31", "2007-09", YES),
        ("2006?", "2007", UNCERTAIN),
        ("2005?", "2007", YES),
        ("2007-08-09?", "2007-08-10", UNCERTAIN),
    ],
)
def test_a_comparison_is_yes_no_or_uncertain(one, other, answer):
    assert is_before(PartialDate.parse(one), PartialDate.parse(other)) == answer


def possible_days(text):
    found = PartialDate.parse(text)
    return {found.earliest, found.first, found.last, found.latest}


@given(partial_dates(NEAR), partial_dates(NEAR))
def test_a_comparison_says_what_all_possible_days_say(one, other):
    answers = {a < b for a in possible_days(one) for b in possible_days(other)}
    expected = UNCERTAIN if len(answers) == 2 else YES if True in answers else NO
    assert is_before(PartialDate.parse(one), PartialDate.parse(other)) == expected


@given(partial_dates(NEAR), partial_dates(NEAR))
def test_an_end_is_before_its_start_only_where_no_days_fit(start, end):
    fits = any(
        first <= last for first in possible_days(start) for last in possible_days(end)
    )
    assert ends_before_start(start, end) == (not fits)


@pytest.mark.parametrize(
    ("day", "start", "end", "answer"),
    [
        (date(2016, 6, 1), "2007", None, YES),
        (date(2007, 6, 1), "2007", None, UNCERTAIN),
        (date(2007, 12, 31), "2007", None, YES),
        (date(2006, 12, 31), "2007", None, NO),
        (date(2017, 6, 8), "2004-06", "2017-06-09", YES),
        (date(2017, 6, 9), "2004-06", "2017-06-09", NO),
        (date(2017, 6, 9), "2017-06-09", None, YES),
        (date(2017, 6, 8), "2017-06-09", None, NO),
        (date(2017, 6, 8), "2004", "2017", UNCERTAIN),
        (date(2016, 12, 31), "2004", "2017", YES),
        (date(2017, 12, 31), "2004", "2017", NO),
        (date(2016, 12, 31), "2004", "2017?", UNCERTAIN),
        (date(2010, 1, 1), None, "2017", UNCERTAIN),
        (date(2018, 1, 1), None, "2017", NO),
        (date(2010, 1, 1), None, None, UNCERTAIN),
        (date(2007, 8, 9), "2007-08-09", "2007-08-09", NO),
    ],
)
def test_a_span_is_half_open(day, start, end, answer):
    assert holds_on(day, start, end) == answer


@given(NEAR, partial_dates(NEAR), st.none() | partial_dates(NEAR))
def test_a_span_says_what_all_possible_days_say(day, start, end):
    ends = possible_days(end) if end else {date.max}
    answers = {first <= day < last for first in possible_days(start) for last in ends}
    if answers == {True}:
        assert holds_on(day, start, end) == YES
    if True in answers:
        assert holds_on(day, start, end) != NO
    if holds_on(day, start, end) == NO:
        assert True not in answers


@given(NEAR, partial_dates(NEAR))
def test_two_spans_that_meet_never_both_hold(day, meeting):
    before = holds_on(day, "2000", meeting)
    after = holds_on(day, meeting, None)
    assert {before, after} in ({YES, NO}, {UNCERTAIN})


@given(NEAR)
def test_a_day_is_covered_by_itself_until_the_next(day):
    following = (day + timedelta(days=1)).isoformat()
    assert holds_on(day, day.isoformat(), following) == YES


def test_no_text_is_no_date():
    assert parse("") is None
    assert parse(None) is None
    assert not ends_before_start("2007", None)
    assert not ends_before_start(None, "2007")
