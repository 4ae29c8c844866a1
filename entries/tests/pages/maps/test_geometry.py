"""Cutting, simplifying and measuring."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entries.pages.maps.geometry import (
    Box,
    area,
    clip_line,
    clip_ring,
    distance,
    is_inside,
    simplified,
    simplified_ring,
)

BOX = Box(0, 0, 10, 10)
numbers = st.integers(-300, 300).map(lambda tenths: tenths / 10)
points = st.tuples(numbers, numbers)


def test_a_ring_in_the_box_stays():
    ring = [(1, 1), (9, 1), (5, 8)]
    assert clip_ring(ring, BOX) == ring


def test_a_ring_outside_is_gone():
    assert clip_ring([(20, 20), (30, 20), (25, 28)], BOX) == []


def test_a_ring_around_the_box_becomes_the_box():
    assert area(clip_ring([(-9, -9), (19, -9), (19, 19), (-9, 19)], BOX)) == 100


def test_half_a_ring_is_half_as_large():
    assert area(clip_ring([(5, 2), (15, 2), (15, 4), (5, 4)], BOX)) == 10


@given(st.lists(points, min_size=3, max_size=12))
def test_nothing_is_left_outside_the_box(ring):
    assert all(BOX.grown(1e-6).holds(point) for point in clip_ring(ring, BOX))


@given(st.lists(points, min_size=2, max_size=12))
def test_no_part_of_a_line_is_left_outside(line):
    parts = clip_line(line, BOX)
    assert all(BOX.grown(1e-6).holds(point) for part in parts for point in part)


def test_a_line_that_leaves_and_comes_back_is_in_two_parts():
    line = [(2, 2), (2, 12), (8, 12), (8, 2)]
    assert clip_line(line, BOX) == [[(2, 2), (2, 10)], [(8, 10), (8, 2)]]


def test_a_line_through_the_box_is_cut_at_both_ends():
    assert clip_line([(-5, 5), (15, 5)], BOX) == [[(0, 5), (10, 5)]]


def test_a_line_inside_stays_whole():
    line = [(1, 1), (2, 5), (7, 7)]
    assert clip_line(line, BOX) == [line]


def test_what_is_nearly_straight_becomes_straight():
    assert simplified([(0, 0), (1, 0.05), (2, 0)], 0.1) == [(0, 0), (2, 0)]


def test_a_corner_stays():
    line = [(0, 0), (1, 1), (2, 0)]
    assert simplified(line, 0.1) == line


@given(st.lists(points, min_size=2, max_size=30))
def test_no_point_is_further_off_than_the_tolerance(line):
    found = simplified(line, 1.0)
    assert (found[0], found[-1]) == (line[0], line[-1])
    for point in line:
        off = min(distance(point, start, end) for start, end in pairwise(found))
        assert off <= 1.0 + 1e-6


def test_a_ring_keeps_its_corners():
    ring = [(0, 0), (5, 0.01), (10, 0), (10, 10), (5, 10.01), (0, 10)]
    assert simplified_ring(ring, 0.1) == [(0, 0), (10, 0), (10, 10), (0, 10)]


@pytest.mark.parametrize(
    ("point", "inside"), [((5, 5), True), ((15, 5), False), ((5, -1), False)]
)
def test_inside_a_ring(point, inside):
    ring = [(0, 0), (10, 0), (10, 10), (0, 10)]
    assert is_inside(point, ring) is inside


def test_the_distance_to_a_stretch_is_to_its_nearest_point():
    assert distance((0, 3), (-5, 0), (5, 0)) == 3
    assert distance((8, 4), (-5, 0), (5, 0)) == 5
    assert distance((3, 4), (0, 0), (0, 0)) == 5
