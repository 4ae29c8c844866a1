"""The projection against published values, and back again."""

from math import hypot, isfinite, pi, radians, sin

import pytest

from entries.pages.maps.frame import Frame, fitted, in_place, is_mapped, middle
from entries.pages.maps.geometry import area
from entries.pages.maps.projection import RADIUS, Lambert

PLACES = [(37.6, 55.8), (77.2, 28.6), (116.4, 39.9), (131.9, 43.1), (190.0, 66.0)]


def test_the_worked_example_of_the_manual():
    """Snyder 1987, page 332: a sphere of radius 3 around 40° N, 100° W."""
    x, y = Lambert(-100, 40, radius=3).at(100, -20)
    assert x == pytest.approx(-4.2339303, abs=1e-7)
    assert y == pytest.approx(4.0257775, abs=1e-7)


def test_the_inverse_of_the_worked_example():
    lon, lat = Lambert(-100, 40, radius=3).place(-4.2339303, 4.0257775)
    assert lon % 360 == pytest.approx(100, abs=1e-5)
    assert lat == pytest.approx(-20, abs=1e-5)


def test_a_quarter_of_the_way_round_is_the_root_of_two_off():
    assert Lambert(0, 0).at(90, 0) == pytest.approx((RADIUS * 2**0.5, 0))


@pytest.mark.parametrize("place", PLACES)
def test_there_and_back(place):
    projection = Lambert(85, 45)
    assert projection.place(*projection.at(*place)) == pytest.approx(place)


def test_the_middle_is_its_own_place():
    projection = Lambert(85, 45)
    assert projection.at(85, 45) == pytest.approx((0, 0), abs=1e-9)
    assert projection.place(0, 0) == (85, 45)


@pytest.mark.parametrize(("west", "south"), [(30, 50), (70, 5), (120, 65)])
def test_areas_are_true(west, south):
    """One degree by one degree is as large on the map as on the sphere."""
    steps = [i / 50 for i in range(50)]
    ring = [(west + s, south) for s in steps]
    ring += [(west + 1, south + s) for s in steps]
    ring += [(west + 1 - s, south + 1) for s in steps]
    ring += [(west, south + 1 - s) for s in steps]
    projection = Lambert(85, 45)
    drawn = area([projection.at(*point) for point in ring])
    span = sin(radians(south + 1)) - sin(radians(south))
    assert drawn == pytest.approx(RADIUS**2 * pi / 180 * span, rel=1e-4)


def test_the_other_side_of_the_earth_is_far_off_and_no_error():
    assert hypot(*Lambert(85, 45).at(-95, -44.9)) == pytest.approx(2 * RADIUS, rel=1e-3)
    assert all(map(isfinite, Lambert(85, 45).at(-95, -45)))


@pytest.mark.parametrize("places", [PLACES, PLACES[:1], PLACES[:2]])
def test_a_window_shows_all_its_places(places):
    frame = fitted(places, 700, 1800)
    assert frame.width == 700
    assert 0.55 * 700 - 1 <= frame.height <= 0.75 * 700 + 1
    assert all(frame.box.holds(frame.at(*place)) for place in places)
    assert frame.width / frame.scale >= 1799


def test_a_point_of_the_drawing_is_a_place():
    frame = fitted(PLACES, 700, 1800)
    assert frame.place(*frame.at(77.2, 28.6)) == pytest.approx((77.2, 28.6))


def test_the_extent_holds_the_corners():
    frame = Frame(Lambert(85, 45), -1000, 800, 0.35, 700, 560)
    extent = frame.extent()
    for corner in ((0, 0), (700, 0), (0, 560), (700, 560)):
        assert extent.holds(frame.place(*corner))


def test_the_middle_is_found_on_the_globe():
    assert middle([(170, 60), (-170, 60)])[0] == 180
    assert middle([(20, 0), (60, 0)]) == (40, 0)
    assert middle([(0, 80), (180, 80)])[1] == 90


def test_what_lies_behind_the_seam_stands_there():
    assert in_place(-170) == 190
    assert in_place(-10) == -10
    assert is_mapped(-170, 66)
    assert not is_mapped(-66, 10)
    assert not is_mapped(30, -30)
