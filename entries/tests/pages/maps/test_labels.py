"""Names stand where there is room, and never over each other."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from entries.pages.maps.geometry import Box
from entries.pages.maps.labels import Dot, lettered, placed, width

BOX = Box(0, 0, 700, 450)


def room_of(label, size=13):
    """What a label takes up, a little less: the file's figures are rounded."""
    wide = max(width(line, size) for line in label.lines)
    left = label.x - {"start": 0, "end": wide, "middle": wide / 2}[label.anchor]
    top = label.y - size * 0.9
    high = size * 1.15 * len(label.lines)
    return Box(left, top, left + wide, top + high).grown(-0.2)


def test_a_name_alone_stands_to_the_right_of_its_dot():
    [label], _ = placed([Dot((100, 100), 5, "Urumqi")], BOX, 13)
    assert label.anchor == "start"
    assert label.x > 105
    assert label.leader is None


def test_a_name_at_the_edge_stands_on_the_other_side():
    [label], _ = placed([Dot((695, 100), 5, "Urumqi")], BOX, 13)
    assert label.anchor == "end"


def test_close_dots_have_names_apart_or_led_to():
    names = ("Urumqi", "Kashgar", "Yining", "Almaty", "Bishkek")
    dots = [Dot((300 + 6 * n, 200), 4.5, name) for n, name in enumerate(names)]
    labels, _ = placed(dots, BOX, 13)
    assert all(labels)
    assert any(label.leader for label in labels)
    for one, other in combinations(map(room_of, labels), 2):
        assert not one.meets(other)


@given(
    st.lists(
        st.tuples(st.integers(0, 700), st.integers(0, 450)), min_size=1, max_size=25
    )
)
def test_wherever_the_dots_are_no_name_covers_another_or_leaves_the_map(spots):
    dots = [Dot(spot, 4.5, f"Training ground {n}") for n, spot in enumerate(spots)]
    labels, _ = placed(dots, BOX, 13)
    rooms = [room_of(label) for label in labels if label]
    for room in rooms:
        assert BOX.holds((room.left, room.low))
        assert BOX.holds((room.right, room.high))
    for one, other in combinations(rooms, 2):
        assert not one.meets(other)


def test_what_is_taken_stays_free():
    taken = Box(0, 0, 700, 300)
    labels, _ = placed([Dot((100, 310), 4, "Urumqi")], BOX, 13, [taken])
    assert not room_of(labels[0]).meets(taken)


def test_where_there_is_no_room_there_is_no_name():
    labels, _ = placed([Dot((100, 100), 4, "Urumqi")], BOX, 13, [BOX])
    assert labels == [None]


def test_a_long_name_takes_two_lines_and_leaves_out_what_is_added():
    assert lettered("Kashgar, Xinjiang") == ("Kashgar",)
    assert lettered("Dushanbe (meeting of agency heads)") == ("Dushanbe",)
    assert lettered("East China Sea between Zhoushan and Taizhou") == (
        "East China Sea between",
        "Zhoushan and Taizhou",
    )
    lines = lettered("One of the very long names that no map has any room for at all")
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_a_name_without_a_space_is_cut():
    assert lettered("x" * 90) == ("x" * 40 + "…",)


def test_a_chinese_letter_is_as_wide_as_high():
    assert width("北京", 10) == 20
