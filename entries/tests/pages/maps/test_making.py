"""The file of outlines: what becomes of a boundary, of the seam at 180°, of a state."""

import json

import pytest
from django.core.management import CommandError, call_command

from entries.pages.maps import making
from entries.pages.maps.geometry import area, around, is_inside
from entries.pages.maps.making import NEAR, DisputedArea, made
from entries.pages.maps.outlines import FILE, outlines, packed, read, unpacked

SOURCE = {"name": "Natural Earth", "version": "4.0.0"}


def feature(kind, coordinates, **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def square(west, south, size=4.0):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [ring]


@pytest.fixture
def folder(tmp_path):
    """A land with two states, a boundary half along a disputed area, and the seam."""
    write = {
        making.LAND: [
            feature("Polygon", square(60, 40, 10)),
            feature("Polygon", square(176, 64)),
            feature("Polygon", square(-180, 64)),
        ],
        making.LAKES: [
            feature("Polygon", square(61, 41, 1), scalerank=0),
            feature("Polygon", square(64, 41, 1), scalerank=5),
        ],
        making.BOUNDARIES: [
            feature("LineString", [[65, 40], [65, 50]], featurecla=making.SETTLED),
            feature(
                "LineString",
                [[60, 45], [64, 45]],
                FEATURECLA="Line of control (please verify)",
            ),
        ],
        making.STATES: [
            feature("Polygon", square(60, 40, 5), ISO_A3="AAA", NAME="Aland"),
            feature("Polygon", square(-70, 40, 5), ISO_A3="BBB", NAME="Far land"),
            feature("Polygon", square(66, 44, 0.08), ISO_A3="CCC", NAME="Small land"),
        ],
        making.DISPUTED: [
            feature("Polygon", square(65, 46), featurecla="Admin-0 claim area"),
            feature("Polygon", square(61, 46, 1), featurecla="Admin-0 lease"),
        ],
    }
    for name, features in write.items():
        text = json.dumps({"type": "FeatureCollection", "features": features})
        (tmp_path / f"{name}.json").write_text(text)
    return tmp_path


def test_a_boundary_is_settled_only_away_from_disputed_areas(folder):
    found = made(folder, SOURCE)
    [settled] = [unpacked(line) for line in found["settled"]]
    assert settled[0] == (65, 40)
    assert settled[-1][1] == pytest.approx(46 - NEAR, abs=0.1)
    along = [unpacked(x) for x in found["unsettled"] if unpacked(x)[0][0] == 65]
    assert [line[-1] for line in along] == [(65, 50)]
    assert along[0][0] == settled[-1]


def test_a_line_of_control_is_never_settled(folder):
    found = made(folder, SOURCE)
    line = packed([(60, 45), (64, 45)])
    assert line in found["unsettled"]
    assert line not in found["settled"]


def test_a_lease_is_no_dispute(folder):
    assert len(made(folder, SOURCE)["disputed"]) == 1


def test_what_the_seam_parts_is_joined(folder):
    land = [unpacked(ring) for ring in made(folder, SOURCE)["land"]]
    assert len(land) == 2
    whole = max(land, key=lambda ring: around(ring).right)
    assert area(whole) == pytest.approx(32)
    assert (around(whole).left, around(whole).right) == (176, 184)


def test_small_lakes_and_states_elsewhere_are_left_out(folder):
    found = made(folder, SOURCE)
    assert len(found["lakes"]) == 1
    assert set(found["states"]) == {"AAA", "CCC"}


def test_the_file_says_what_it_was_made_of(folder):
    source = made(folder, SOURCE)["source"]
    assert source["version"] == "4.0.0"
    assert set(source["sha256"]) == {f"{name}.json" for name in making.FILES}


def test_the_command_writes_what_the_portal_reads(folder, tmp_path):
    file = tmp_path / "outlines.json"
    options = {"data_version": "4.0.0", "published": "2017-11-09", "to": file}
    call_command("outlines", folder, verbosity=0, **options)
    found = read(file)
    assert found.source["published"] == "2017-11-09"
    assert set(found.states) == {"AAA", "CCC"}
    assert found.land


@pytest.mark.parametrize("text", ["{", "{}"])
def test_a_file_that_cannot_be_used_is_named(folder, tmp_path, text):
    (folder / f"{making.LAKES}.json").write_text(text)
    options = {"data_version": "4", "published": "2017", "to": tmp_path / "no.json"}
    with pytest.raises(CommandError, match="ne_50m_lakes"):
        call_command("outlines", folder, **options)
    assert not (tmp_path / "no.json").exists()


def test_a_line_is_kept_to_a_hundredth_of_a_degree():
    line = [(60.123, 40.0), (60.1249, 40.004), (-1.5, 3.25)]
    assert unpacked(packed(line)) == [(60.12, 40.0), (-1.5, 3.25)]


class TestThePortalsOwnOutlines:
    """What the file in fixtures/ asserts."""

    def test_no_settled_boundary_runs_through_a_disputed_area(self):
        points = [point for line in outlines().settled for point in line]
        inside = [
            point
            for ring in outlines().disputed
            for point in points
            if is_inside(point, ring)
        ]
        assert inside == []

    def test_no_settled_boundary_runs_along_one(self):
        """Within less than the file may be off: both are simplified there."""
        areas = [DisputedArea.of(ring) for ring in outlines().disputed]
        near = [
            point
            for line in outlines().settled
            for point in line
            if any(one.is_near(point, NEAR / 2) for one in areas)
        ]
        assert near == []

    @pytest.mark.parametrize(
        ("lon", "lat"),
        [(75, 34.5), (79, 35), (94, 28.3), (34, 45.2), (41, 43), (35.2, 32), (44, 10)],
    )
    def test_disputed_areas_are_known(self, lon, lat):
        assert any(is_inside((lon, lat), ring) for ring in outlines().disputed)

    def test_it_is_small_and_says_where_it_is_from(self):
        assert FILE.stat().st_size < 250_000
        assert outlines().source["licence"] == "Public domain"
        assert len(outlines().source["sha256"]) == 5

    def test_the_members_have_an_outline(self):
        members = "BLR CHN IND IRN KAZ KGZ PAK RUS TJK UZB"
        assert set(members.split()) <= set(outlines().states)
