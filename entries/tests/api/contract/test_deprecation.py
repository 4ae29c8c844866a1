"""What is to go is told two years before, in every answer and in the description."""

from datetime import date
from unittest import mock

import pytest
from django.test import Client, TestCase

from entries.api.contract.deprecation import DEPRECATED, Deprecation
from entries.api.schema import description
from entries.tests.api.world import make_world

OPERATION = Deprecation(date(2027, 1, 31), date(2029, 1, 31), "Ask `facts_list`.")
PARAMETER = Deprecation(date(2027, 3, 1), date(2029, 6, 1), "Ask `personnel_min`.")
MADE_UP = {"exercises_list": OPERATION, "states_list?role": PARAMETER}


def get(address, **headers):
    return Client().get(f"/api/v1/{address}", headers=headers)


def told(response):
    return response.get("Deprecation"), response.get("Sunset")


class DeprecationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def setUp(self):
        patch = mock.patch.dict(DEPRECATED, MADE_UP)
        patch.start()
        self.addCleanup(description.cache_clear)
        self.addCleanup(patch.stop)
        description.cache_clear()

    def test_every_answer_of_the_operation_says_so(self):
        said = ("@1801353600", "Wed, 31 Jan 2029 00:00:00 GMT")
        etag = get("exercises/")["ETag"]

        assert told(get("exercises/")) == said
        assert told(get("exercises/?format=csv")) == said
        assert told(get("exercises/", **{"if-none-match": etag})) == said
        assert told(get("exercises/?stat=CHN")) == said
        assert told(Client().head("/api/v1/exercises/")) == said

    def test_it_leads_to_the_page_that_says_what_to_ask_instead(self):
        link = get("exercises/?page_size=1")["Link"]
        page = "http://testserver/api/v1/docs/"

        assert f'<{page}#deprecated>; rel="deprecation"' in link
        assert 'rel="next"' in link
        content = get("docs/").content.decode()
        assert 'id="deprecated"' in content
        assert "Ask `facts_list`." in content
        assert "2029-01-31" in content

    def test_a_parameter_is_told_of_where_it_is_asked_alone(self):
        assert told(get("states/?role=founder")) == (
            "@1803859200",
            "Fri, 01 Jun 2029 00:00:00 GMT",
        )
        assert told(get("states/")) == (None, None)

    def test_other_operations_say_nothing(self):
        for address in ("", "states/", "exercises/peace-mission-2007/"):
            response = get(address)
            assert told(response) == (None, None)
            assert "deprecation" not in response.get("Link", "")

    def test_the_description_says_it(self):
        paths = description()["paths"]
        operation = paths["/api/v1/exercises/"]["get"]
        states = paths["/api/v1/states/"]["get"]
        [role] = [one for one in states["parameters"] if one["name"] == "role"]

        assert operation["deprecated"]
        assert operation["description"].startswith(
            "Deprecated: it may be gone from 2029-01-31 on. Ask `facts_list`."
        )
        assert role["deprecated"]
        assert "deprecated" not in states
        for one in (operation, states):
            headers = one["responses"]["200"]["headers"]
            assert {"Deprecation", "Sunset"} <= set(headers)
        headers = paths["/api/v1/facts/"]["get"]["responses"]["200"]["headers"]
        assert "Sunset" not in headers


def test_pages_of_other_sites_may_read_it():
    exposed = Client().get("/api/v1/schema/")["Access-Control-Expose-Headers"]

    assert {"Deprecation", "Sunset", "Link"} <= set(exposed.split(", "))


@pytest.mark.parametrize(
    ("since", "sunset"),
    [
        (date(2027, 1, 15), date(2029, 1, 14)),
        (date(2027, 12, 15), date(2028, 12, 15)),
        (date(2028, 2, 29), date(2030, 2, 28)),
    ],
)
def test_less_than_two_years_are_refused(since, sunset):
    with pytest.raises(ValueError, match="24 months"):
        Deprecation(since, sunset, "")


@pytest.mark.parametrize(
    ("since", "sunset"),
    [
        (date(2027, 1, 15), date(2029, 1, 15)),
        (date(2027, 12, 31), date(2030, 1, 1)),
        (date(2028, 2, 29), date(2030, 3, 1)),
    ],
)
def test_two_years_are_enough(since, sunset):
    assert Deprecation(since, sunset, "").sunset == sunset


def test_what_is_named_there_is():
    """A line for what has gone, or never was, would tell nobody anything."""
    names = set()
    for path in description()["paths"].values():
        operation = path["get"]
        names |= {operation["operationId"]} | {
            f"{operation['operationId']}?{one['name']}"
            for one in operation["parameters"]
        }

    assert set(MADE_UP) <= names
    assert set(DEPRECATED) <= names
