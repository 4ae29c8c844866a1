"""What is drawn: each mark where its number says, and the table of the same numbers."""

from datetime import date

import pytest

from entries.pages import pictures
from entries.pages.around import Newest, Part, Partner
from entries.pages.charts import ready
from entries.pages.charts.bars import Figure, bars
from entries.pages.charts.columns import columns
from entries.pages.charts.grid import Head, grid, shade
from entries.pages.charts.sheet import harmless, written
from entries.pages.charts.spans import spans
from entries.pages.charts.timeline import Event, Lane, timeline
from entries.pages.links import Link, Links
from entries.tests.factories import citation, make_document, participant


def link(text="China", url="/en/states/chn/"):
    return Link(text, "en", url)


def values(chart):
    return [[cell.plain for cell in row] for row in chart.table.rows]


def test_bars_of_a_year_stand_on_one_another():
    chart = columns("c", "C", "", [("held", {2007: 3, 2009: 1}), ("said", {2007: 1})])
    first, second, third = chart.parts
    assert (first.height, second.height) == ("129.0", "43.0")
    assert float(second.y) + float(second.height) == float(first.y)
    assert (first.x, third.x) == ("4.67%", "71.33%")
    assert values(chart) == [["2007", 3, 1], ["2008", 0, 0], ["2009", 1, 0]]
    assert [sign.fill for sign in chart.signs] == [2, 3]


def test_without_numbers_nothing_is_drawn():
    assert columns("c", "C", "", [("held", {})]).is_empty
    assert bars("b", "B", "", [], head="State").is_empty
    assert timeline("t", "T", "", []).is_empty
    assert grid("g", "G", "", [], [], {}, corner="State").is_empty


def test_a_disputed_figure_has_a_range_and_a_tick_for_each_claim():
    figures = [Figure(link(), 1600, (1700, 1700, 800)), Figure(link("India"), 200)]
    chart = bars("b", "B", "", figures, head="State")
    disputed, plain = chart.bars
    assert disputed.at == "80.00%"
    assert disputed.ticks == ("40.00%", "85.00%")
    assert (disputed.low, disputed.high) == ("40.00%", "85.00%")
    assert disputed.others == "other sources give 800, 1,700"
    assert (plain.ticks, plain.low, plain.others) == ((), "", "")
    assert values(chart) == [["China", 1600, "800 1700"], ["India", 200, ""]]


def test_figures_far_apart_are_dots_on_powers_of_ten():
    figures = [Figure(link(), 1_000), Figure(link(), 100_000)]
    chart = bars("b", "B", "", figures, head="State", is_ratio=True)
    assert [bar.at for bar in chart.bars] == ["0.00%", "100.00%"]
    assert [mark.label for mark in chart.axis] == ["1,000", "10,000", "100,000"]
    assert not any(mark.is_finer for mark in chart.axis)


def test_of_many_powers_of_ten_only_every_other_one_is_told_where_it_is_narrow():
    figures = [Figure(link(), 150), Figure(link(), 300_000)]
    chart = bars("b", "B", "", figures, head="State", is_ratio=True)
    assert [mark.label for mark in chart.axis if not mark.is_finer] == [
        "100",
        "10,000",
        "1,000,000",
    ]


def test_the_table_of_a_chart_says_what_is_counted():
    people = bars("b", "B", "", [Figure(link(), 5)], head="State")
    drills = bars("b", "B", "", [Figure(link(), 5)], head="State", unit="Exercises")
    assert people.table.heads == ("State", "Personnel")
    assert drills.table.heads == ("State", "Exercises")


def test_partners_are_counted_in_exercises():
    (chart,) = pictures.of_partners([Partner(link(), 7, "/en/states/compare/")])
    assert chart.table.heads == ("State", "Exercises")
    assert values(chart) == [["China", 7]]


def test_a_chart_of_the_newest_alone_says_so():
    document = make_document("state", "CHN")
    part = Part(link("One"), "2007", "", "held", ())
    for url, is_said in (("", False), ("/en/exercises/", True)):
        rows = Newest((part,), url)
        (chart,) = pictures.of_state(document, link(), rows, date(2020, 1, 1))
        assert ("only the newest 1 are drawn" in chart.said) is is_said


def state(*standing):
    rows = [
        {"key": f"{role}-{n}", "role": role, "from": start, "to": end}
        for n, (role, start, end) in enumerate(standing)
    ]
    return make_document("state", "CHN", iso2="CN", standing=rows)


def drawn(*standing, **more):
    row = ready.standing_row(state(*standing), link())
    last = date(2020, 12, 31)
    return spans("s", "S", "", [row], last=last, head="State", **more)


def test_the_end_of_a_span_is_as_fuzzy_as_its_date():
    chart = drawn(("observer", "2010", "2017-06-09"), ("member", "2017-06-09", None))
    fuzzy, sure, member = chart.lines[0].pieces
    assert (fuzzy.is_sure, sure.is_sure, member.is_sure) == (False, True, True)
    assert (fuzzy.x, sure.x) == ("0.00%", fuzzy.width)
    assert float(fuzzy.width[:-1]) == pytest.approx(100 * 364 / 4017, abs=0.01)
    assert float(member.x[:-1]) + float(member.width[:-1]) == pytest.approx(100)
    assert (sure.letter, member.letter) == ("O", "M")
    assert chart.has_fuzzy


def test_spans_whose_dates_are_all_known_have_no_fuzzy_end():
    assert not drawn(("member", "2010-01-01", None)).has_fuzzy


def test_a_span_of_which_no_date_is_known_reaches_over_all():
    piece = drawn(("member", None, None)).lines[0].pieces[0]
    assert (piece.x, piece.width) == ("0.00%", "100.00%")


def test_a_span_within_one_year_that_nobody_can_date_is_all_fuzzy():
    pieces = drawn(("observer", "2010", "2010")).lines[0].pieces
    assert [piece.is_sure for piece in pieces] == [False, False]


def test_a_day_keeps_its_label_within_the_drawing():
    span = ("member", "2010-01-01", None)
    assert drawn(span, day=date(2010, 1, 2)).day_side == "start"
    assert drawn(span, day=date(2020, 1, 2)).day_side == "end"
    assert drawn(span, day=date(2015, 6, 2)).day_side == "middle"


def test_a_standing_is_told_in_words():
    words = [
        span.words
        for span in ready.standing_row(
            state(("observer", "2005-07-05", "2017-06-09"), ("member", "2017", None)),
            link(),
        ).spans
    ]
    assert words == ["Observer, 5 July 2005 – 9 June 2017", "Member since 2017"]


def test_shades_grow_with_the_number():
    assert [shade(n, 5) for n in range(6)] == [0, 1, 2, 3, 4, 5]
    assert [shade(n, 40) for n in (1, 8, 9, 40)] == [1, 1, 2, 5]


def test_a_cell_has_its_number_its_shade_and_what_leads_to_it():
    rows = [("CHN", link()), ("RUS", link("Russia"))]
    heads = [Head("CHN", "CHN", "China"), Head("RUS", "RUS", "Russia")]
    chart = grid(
        "g",
        "G",
        "",
        rows,
        heads,
        {("CHN", "RUS"): 4},
        corner="State",
        url_of=lambda row, column: f"/{row}/{column}/",
        marked=(frozenset({("CHN", "RUS")}), "hosted one"),
        totals=("All", {"CHN": 9}),
    )
    own, other = chart.rows[0].boxes
    assert own.is_self
    assert (other.text, other.shade, other.url) == ("4", 5, "/CHN/RUS/")
    assert other.words == "China, Russia: 4 (hosted one)"
    assert values(chart) == [["China", "CHN", "", 4, 9], ["Russia", "RUS", 0, "", 0]]


def boxes(lane):
    for dot in lane.dots:
        x, y, wide = (float(n) for n in (dot.box_x, dot.box_y, dot.box_width))
        yield x, y, x + wide, y + 24


def test_no_label_of_a_timeline_touches_another():
    events = [
        Event(link(f"Joint drill of some length {n}"), f"{2007 + n // 6}-0{n % 6 + 1}")
        for n in range(40)
    ]
    lane = timeline("t", "T", "", [Lane(link("Drills"), tuple(events))]).lanes[0]
    found = list(boxes(lane))
    assert len(found) == 40
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]
    assert all(bottom <= lane.height for _x, _y, _x2, bottom in found)


def test_a_dot_is_as_large_as_the_order_of_its_number():
    sizes = (None, 999, 1_000, 99_999, 100_000)
    events = [Event(link(), "2007", size=size) for size in sizes]
    lane = timeline("t", "T", "", [Lane(link("Drills"), tuple(events))]).lanes[0]
    radii = [dot.radius for dot in lane.dots]
    assert radii == ["", "4.0", "6.0", "8.5", "11.0"]
    assert lane.dots[4].is_largest


def test_what_has_no_date_stands_in_the_table_alone():
    lanes = [Lane(link("Drills"), (Event(link("One"), "2007"), Event(link("Two"), "")))]
    chart = timeline("t", "T", "", lanes)
    assert len(chart.lanes[0].dots) == 1
    assert [row[0] for row in values(chart)] == ["One", "Two"]


def test_contingents_are_those_of_the_document():
    document = make_document(
        "exercise",
        "drill",
        participants=[
            participant("RUS", personnel=2000),
            participant("CHN", personnel=1600),
            participant("KAZ"),
        ],
        citations=[
            citation("participants.CHN.personnel", "paper"),
            citation("participants.CHN.personnel", "other", value=1700),
        ],
    )
    chart = ready.contingents(document, {}, Links("en"))
    assert [bar.figure.link.text for bar in chart.bars] == ["RUS", "CHN"]
    assert [bar.figure.claims for bar in chart.bars] == [(), (1700,)]


def test_exercises_are_counted_by_the_year_in_which_they_began():
    chart = ready.exercises_by_year(
        [("2007-08-09", True), ("2007", True), ("2008?", False), ("", True)]
    )
    assert values(chart) == [["2007", 2, 0], ["2008", 0, 1]]


def test_no_cell_of_a_file_is_a_formula():
    text = written(bars("b", "B", "", [Figure(link("=1+1"), 5)], head="@SUM(A1)").table)
    assert text == "'@SUM(A1),Personnel\r\n'=1+1,5\r\n"
    assert [harmless(value) for value in ("-1", -1, "a=b")] == ["'-1", -1, "a=b"]
