"""GeoJSON: every entry that matches stands on the map, or is told to stand nowhere."""

import json

from django.test import Client, TestCase

from entries.tests.api.asked import PEACE, SARY, SEA, make_more
from entries.tests.api.test_schema import validator
from entries.tests.api.world import ask, make_world

MEDIA = "application/geo+json"


def told(address, **query):
    response = ask(address, format="geojson", **query)
    assert response["Content-Type"] == MEDIA
    return json.loads(response.getvalue())


class PlacesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()
        make_more()

    def test_every_place_of_an_exercise_is_a_feature(self):
        said = told("exercises/", q="sea")

        assert (said["type"], said["edition"], said["rows"]) == (
            "FeatureCollection",
            2,
            1,
        )
        bay, high = said["features"]
        assert (bay["type"], bay["id"]) == ("Feature", f"{SEA}/bay")
        assert bay["geometry"] == {"type": "Point", "coordinates": [121.6, 38.9]}
        assert bay["properties"]["location"] == {
            "key": "bay",
            "name": "A bay",
            "state": "CHN",
        }
        assert bay["properties"]["personnel"] == 900
        assert "locations" not in bay["properties"]
        assert high["geometry"] is None

    def test_who_has_no_place_is_not_left_out(self):
        said = told("exercises/")

        assert said["rows"] == 3
        assert {one["id"] for one in said["features"]} == {
            PEACE,
            SARY,
            f"{SEA}/bay",
            f"{SEA}/high",
        }
        lost = next(one for one in said["features"] if one["id"] == PEACE)
        assert (lost["geometry"], lost["properties"]["location"]) == (None, None)

    def test_states_stand_at_their_capitals(self):
        places = {one["id"]: one["geometry"] for one in told("states/")["features"]}

        assert places["CHN"] == {"type": "Point", "coordinates": [116.4, 39.9]}
        assert places["IRN"] is None

    def test_chosen_fields_are_the_properties(self):
        [bay, _] = told("exercises/", q="sea", fields="title")["features"]

        assert set(bay["properties"]) == {"title", "location"}
        assert bay["geometry"]["coordinates"] == [121.6, 38.9]
        [china] = told("states/", q="china", fields="key")["features"]
        assert china["properties"] == {"key": "CHN"}

    def test_it_is_as_described(self):
        shape = {"$ref": "#/components/schemas/FeatureCollection"}
        for address in ("states/", "exercises/"):
            assert list(validator(shape).iter_errors(told(address))) == []
        assert not validator(shape).is_valid({**told("states/"), "type": "Feature"})

    def test_it_is_offered_where_there_are_places_alone(self):
        headers = {"accept": MEDIA}
        for plural in ("states", "exercises"):
            response = Client().get(f"/api/v1/{plural}/", headers=headers)
            assert response["Content-Type"] == MEDIA
        for plural in ("series", "frameworks", "topics", "sources", "editions"):
            assert (
                Client().get(f"/api/v1/{plural}/", headers=headers).status_code == 406
            )
            assert ask(f"{plural}/", format="geojson").status_code == 400

    def test_a_broken_one_is_no_json(self):
        whole = ask("exercises/", format="geojson").getvalue().decode().rstrip()

        for length in range(0, len(whole), 7):
            try:
                json.loads(whole[:length])
            except ValueError:
                continue
            raise AssertionError(length)
