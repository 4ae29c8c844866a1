"""Axes: round values, few of them, and every value within."""

from datetime import date

from entries.pages.charts import scales


def test_the_values_on_an_axis_are_round_few_and_reach_the_greatest():
    assert scales.ticks(8) == [0, 2, 4, 6, 8]
    assert scales.ticks(0) == [0, 1]
    assert scales.ticks(1700, 4) == [0, 500, 1000, 1500, 2000]
    for high in range(1, 3_000, 7):
        marks = scales.ticks(high)
        assert marks[-1] >= high
        assert len(marks) <= 6


def test_powers_of_ten_stand_around_the_values():
    assert scales.decades(300, 300_000) == [100, 1_000, 10_000, 100_000, 1_000_000]
    assert scales.decades(10, 10) == [10, 100]


def test_years_are_easy_to_count_by():
    assert scales.years(2002, 2025, 6) == [2005, 2010, 2015, 2020, 2025]
    assert scales.years(2007, 2007, 6) == [2007]


def test_equal_ratios_are_equal_distances():
    axis = scales.Logarithmic(100, 10_000)
    assert axis.percent(1_000) == "50.00%"
    assert axis.percent(1) == "0.00%"
    assert axis.percent(99_999) == "100.00%"


def test_nothing_lies_outside_an_axis():
    axis = scales.days(date(2001, 1, 1), date(2011, 1, 1))
    assert axis.share(date(1990, 1, 1).toordinal()) == 0
    assert axis.share(date(2030, 1, 1).toordinal()) == 1
    assert scales.Linear(5, 5).share(7) == 0


def test_a_chinese_letter_is_as_wide_as_two():
    assert scales.width("和平使命") > scales.width("abcd") * 1.8
