"""A small record for tests that read it in a browser: an entry of each kind."""

import pytest

from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
)


@pytest.fixture
def record(transactional_db):
    """One published entry of each kind, with all that a page can show."""
    standing = [{"key": "founder-2001", "role": "founder", "from": "2001-06-15"}]
    publish(
        make_source(
            "xinhua-2007",
            title="Drill begins",
            publisher="Xinhua",
            published="2007-08-09",
            url="https://example.org/a-long-address/that-has-no-place-to-break-at-all",
        ),
        make_source("rian-2007", publisher="RIA Novosti"),
        make_state("CHN", title="China", title_zh="中国", standing=standing),
        make_state("RUS", title="Russia", title_ru="Россия", standing=standing),
        make_series("peace-mission", title="Peace Mission", title_zh="和平使命"),
        make_framework(
            "sco-charter",
            title="Charter",
            signed="2002-06-07",
            parties=[{"state": "CHN", "signed": "2002-06-07", "ratified": "2003?"}],
        ),
        make_topic("joint-exercises", title="Exercises", text="Of [it](entry:CHN)."),
        make_exercise("peace-mission-2007", title="The drill", personnel=4100),
    )
    publish(_drill())


def _drill():
    return make_exercise(
        "peace-mission-2007",
        title="Peace Mission 2007",
        title_ru="Мирная миссия-2007",
        series="peace-mission",
        start="2007-08-09",
        end="2007-08-17",
        hosts=["RUS", "CHN"],
        personnel=4000,
        participants=[
            participant("CHN", "host", personnel=1600),
            participant("RUS", "host", personnel=2000),
        ],
        locations=[
            {"key": "chebarkul", "name": "Chebarkul", "lat": 54.97, "lon": 60.4}
        ],
        summary="An exercise of the armed forces.[^text]",
        text="# How it went\n\nIt was held in the Urals.[^text]\n\n- one\n- two",
        citations=[
            citation("personnel", "xinhua-2007"),
            citation("personnel", "rian-2007", value=6500),
            citation("participants", "xinhua-2007", "xinhua-2007-2"),
            citation("summary", "xinhua-2007", "text", locator="p. 2"),
            citation("text", "xinhua-2007", "text-2", quote="It was held"),
        ],
    )
