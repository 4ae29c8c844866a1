"""Whatever is asked, the API answers or refuses; it never fails."""

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.api.schema import description
from entries.tests.api.world import make_world

PATHS = sorted(description()["paths"])
NAMES = sorted(
    {
        parameter["name"]
        for path in description()["paths"].values()
        for parameter in path["get"]["parameters"]
        if parameter["in"] == "query"
    }
)
LIKELY = ["CHN", "peace-mission-2007", "1", "2007", "held", "-date,title", "中国"]
EXTREME = [
    "0001-01-01",
    "9999-12-31",
    "0",
    "2147483647",
    "9" * 30,
    "1000",
    "2999",
    "%",
    "'",
    '"',
    "\\",
    "\x00",
    "\ud800",
    ",",
    "\u2028",
]
VALUES = st.sampled_from(LIKELY + EXTREME) | st.text(max_size=30)


class AnyQuestionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    @given(
        path=st.sampled_from(PATHS),
        key=VALUES,
        number=st.sampled_from(["0", "1", "2", "999999999", "9" * 20, "x"]),
        query=st.dictionaries(st.sampled_from(NAMES) | st.text(), VALUES, max_size=3),
    )
    @settings(max_examples=300, deadline=None)
    def test_no_question_makes_it_fail(self, path, key, number, query):
        place = path.format(key=plain(key), number=number)
        asked = {plain(name): plain(value) for name, value in query.items()}

        response = Client().get(place, asked)

        assert response.status_code in {200, 301, 400, 404}
        if response.status_code >= 400:
            said = response.json()
            assert response["Content-Type"] == "application/problem+json"
            assert said["status"] == response.status_code


def plain(text: str) -> str:
    """The text without half characters, which no address can carry."""
    return text.encode(errors="replace").decode()
