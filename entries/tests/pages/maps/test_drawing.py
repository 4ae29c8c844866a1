"""What a map draws: its ground cut to the window, its dots, its links."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from entries.pages.links import Links
from entries.pages.maps import base as ground
from entries.pages.maps import drawing
from entries.pages.maps import locator as locating
from entries.pages.maps.base import base, name_points, path, state
from entries.pages.maps.drawing import TOUCH, Spot, drawn, names
from entries.pages.maps.exercise import exercise_map
from entries.pages.maps.frame import fitted
from entries.pages.maps.geometry import Box, clip_ring, is_inside
from entries.pages.maps.locator import locator
from entries.pages.maps.outlines import Outlines, outlines

KASHMIR = [(75.0, 34.0)]
NUMBER = r"-?\d+(?:\.\d+)?"


def read_path(text):
    """The points of a path, one list for each of its parts."""
    parts = []
    for part in filter(None, text.split("M")):
        start, _, steps = part.rstrip("z").partition("l")
        x, y = map(float, re.findall(NUMBER, start))
        line = [(x, y)]
        found = list(map(float, re.findall(NUMBER, steps)))
        for dx, dy in zip(found[::2], found[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        parts.append(line)
    return parts


@pytest.fixture
def island(monkeypatch):
    """Outlines of one island, half of it disputed, with a boundary of each sort."""
    ring = [(70.0, 40.0), (80.0, 40.0), (80.0, 50.0), (70.0, 50.0)]
    found = Outlines(
        land=(ring,),
        lakes=(),
        settled=([(70.0, 42.0), (80.0, 42.0)],),
        unsettled=([(70.0, 45.0), (80.0, 45.0)],),
        disputed=([(70.0, 45.0), (80.0, 45.0), (80.0, 50.0), (70.0, 50.0)],),
        states={"AAA": (ring,)},
        source={"version": "1", "published": "2017-11-09"},
    )
    for module in (ground, locating, drawing):
        monkeypatch.setattr(module, "outlines", lambda: found)
    for kept in (ground.base, ground.state, ground.name_points, ground._disputed):
        kept.cache_clear()
    yield found
    for kept in (ground.base, ground.state, ground.name_points, ground._disputed):
        kept.cache_clear()


def place(key, lat, lon, name="Place"):
    return {"key": key, "name": name, "state": None, "lat": lat, "lon": lon}


def exercise(*rows):
    return exercise_map({"locations": list(rows)}, {}, Links("en"))


def test_a_path_goes_by_steps_in_tenths():
    line = [(1.04, 2.0), (3.0, 2.0), (3.0, 2.01), (3.0, 4.5)]
    assert path([line]) == "M1 2l2 0 0 2.5"
    assert path([line[:2]], closed=True) == "M1 2l2 0z"
    assert path([[(1, 1), (1, 1.01)]]) == ""


def test_a_disputed_line_is_never_drawn_as_a_boundary(island):
    frame = fitted([(75, 45)], 700, 1800)
    found = base(frame)
    row = frame.at(70, 45)[1]
    [settled] = read_path(found.settled)
    [unsettled] = read_path(found.unsettled)
    assert min(y for _, y in settled) > row + 50
    assert any(abs(y - row) < 2 for _, y in unsettled)
    html = render_to_string(
        "maps/_drawing.html", {"map": locator("AAA", "Aland", {}, Links("en"))}
    )
    firm = re.search(r'class="boundary" d="([^"]*)"', html)[1]
    dotted = re.search(r'class="unsettled" d="([^"]*)"', html)[1]
    assert len(read_path(firm)) == len(read_path(dotted)) == 1
    assert firm != dotted


def test_the_disputed_part_of_a_state_lies_over_its_colour(island):
    html = render_to_string(
        "maps/_drawing.html", {"map": locator("AAA", "Aland", {}, Links("en"))}
    )
    assert html.index('class="state"') < html.index("-hatch)")


def test_the_colour_of_a_state_has_no_line_around_it():
    """It would be a firm one, also where the boundary is in dispute."""
    css = (settings.BASE_DIR / "static" / "css" / "maps.css").read_text("utf-8")
    [rule] = re.findall(r"^\.state \{([^}]*)\}", css, re.MULTILINE)
    assert "stroke: none" in rule
    [dots] = re.findall(r"^\.unsettled \{([^}]*)\}", css, re.MULTILINE)
    assert "stroke-dasharray" in dots


def test_no_name_stands_in_a_disputed_area(island):
    frame = fitted([(75, 45)], 700, 1800)
    spots = name_points(frame, "AAA", 20)
    assert spots
    row = frame.at(75, 45)[1]
    assert all(y > row for _, y in spots)


def test_around_kashmir_the_portals_own_map_names_nobody_in_it():
    frame = fitted(KASHMIR, 700, 1200)
    titles = {"IND": ("India", "en"), "PAK": ("Pakistan", "en"), "CHN": ("China", "en")}
    disputed = [
        [frame.at(lon, lat) for lon, lat in ring] for ring in outlines().disputed
    ]
    found = names(frame, titles, ())
    for name in found:
        box = Box(name.x - 20, name.y - 8, name.x + 20, name.y + 3)
        assert not any(clip_ring(ring, box) for ring in disputed)


def test_around_kashmir_no_firm_line_runs_through_what_is_disputed():
    frame = fitted(KASHMIR, 700, 1200)
    found = base(frame)
    disputed = [
        [frame.at(lon, lat) for lon, lat in ring] for ring in outlines().disputed
    ]
    points = [point for line in read_path(found.settled) for point in line]
    assert points
    assert found.unsettled
    assert not any(is_inside(point, ring) for ring in disputed for point in points)


def test_the_ground_carries_only_what_is_in_its_window():
    frame = fitted([(60, 55)], 700, 1800)
    window = frame.box.grown(7)
    found = base(frame)
    for text in (found.land, found.settled, found.unsettled, found.grid):
        assert all(window.holds(point) for line in read_path(text) for point in line)
    assert len(found.land) < 2_000
    assert state(frame, "IDN") == ""


def test_an_exercise_without_coordinates_has_no_map():
    assert exercise() is None
    assert exercise(place("a", None, None)) is None
    assert exercise(place("a", 40.0, None)) is None


def test_a_place_where_there_are_no_outlines_is_not_drawn():
    assert exercise(place("a", -60.0, -60.0)) is None
    found = exercise(place("a", -60.0, -60.0), place("b", 43.8, 87.6))
    assert [spot.number for spot in found.spots] == [2]


def test_each_place_has_a_dot_a_name_and_a_link():
    found = exercise(place("a", 43.8, 87.6, "Urumqi"), place("b", 55.0, 60.4, "Chel"))
    assert len(found.marks) == len(found.labels) == len(found.targets) == 2
    assert [one.url for one in found.targets] == [
        "#fact-locations.a",
        "#fact-locations.b",
    ]
    assert "Urumqi; Chel" in found.said


def test_links_that_fingers_could_not_part_are_one():
    rows = [place("a", 38.56, 68.78, "Dushanbe"), place("b", 38.32, 68.74, "Range")]
    found = exercise(*rows, place("c", 43.2, 76.9, "Almaty"))
    assert [one.words for one in found.targets] == ["Dushanbe; Range", "Almaty"]


def test_touching_a_dot_takes_24_pixels_and_no_two_overlap():
    spots = [
        Spot(n, f"P{n}", 60 + n % 7, 40 + n // 7 / 2, f"#p{n}", f"P{n}", 1 + n % 9)
        for n in range(40)
    ]
    frame = fitted([(one.lon, one.lat) for one in spots], 700, 1800)
    found = drawn("places", "Title", "Said", spots, frame, {})
    targets = found.targets
    assert all(one.radius >= TOUCH for one in targets)
    for one in targets:
        for other in targets:
            if one is not other:
                apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
                assert apart >= one.radius + other.radius - 0.2
    told = "; ".join(one.words for one in targets).split("; ")
    assert sorted(told) == sorted(spot.words for spot in spots)


def test_a_dots_area_grows_with_the_number():
    spots = [Spot(1, "A", 60, 40, "#a", "A", 9), Spot(2, "B", 90, 50, "#b", "B")]
    frame = fitted([(60, 40), (90, 50)], 700, 1800)
    large, small = drawn("places", "Title", "Said", spots, frame, {}).marks
    assert large.radius > 2 * small.radius


def test_a_state_without_an_outline_has_no_locator():
    assert locator("XXX", "Nowhere", {}, Links("en")) is None


def test_a_locator_shows_all_of_its_state():
    found = locator("KAZ", "Kazakhstan", {}, Links("en"))
    frame = Box(0, 0, found.width, found.height)
    assert all(
        frame.holds(point) for line in read_path(found.highlight) for point in line
    )
    assert "Kazakhstan" in found.said


def test_a_drawing_has_no_style_of_its_own_and_is_an_image():
    html = render_to_string(
        "maps/_drawing.html", {"map": locator("KAZ", "Kazakhstan", {}, Links("en"))}
    )
    assert 'role="img"' in html
    assert "style=" not in html
    assert "<style" not in html
    assert "<title" in html
    assert "<desc" in html
    assert len(html) < 60_000


def test_a_name_in_a_drawing_is_escaped():
    found = exercise(place("a", 43.8, 87.6, "<b>Base</b> & co"))
    html = render_to_string("maps/_drawing.html", {"map": found})
    assert "<b>" not in html
    assert "&lt;b&gt;Base" in html
