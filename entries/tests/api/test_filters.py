"""Every filter of every list answers what it should, and nothing else."""

import pytest
from django.test import TestCase

from entries.documents.kinds import KINDS
from entries.record.asking.questions import parameters
from entries.record.filters import FILTERS
from entries.tests.api.world import ask, keys, make_world

BOTH_STATES = {"CHN", "IRN"}
PEACE, SARY = "peace-mission-2007", "sary-arka-2019"
CHARTER, PROTOCOL = "sco-charter", "old-protocol"
XINHUA, TASS = "xinhua-2007", "tass-2012"

ANSWERS: dict[str, list[tuple[dict[str, str], list[str]]]] = {
    "states": [
        ({"q": "中国"}, ["CHN"]),
        ({"q": "Китай"}, ["CHN"]),
        ({"role": "observer"}, ["IRN"]),
        ({"role": "former"}, []),
        ({"role": "observer", "on": "2010-01-01"}, ["IRN"]),
        ({"role": "observer", "on": "2023-07-04"}, []),
        ({"role": "member", "on": "2023-07-04"}, ["IRN"]),
        ({"on": "2001-06-14"}, []),
        ({"on": "2002-01-01"}, ["CHN"]),
        ({"region": "West Asia"}, ["IRN"]),
        ({"source": XINHUA}, []),
        ({"order": "-title"}, ["IRN", "CHN"]),
        ({"order": "key"}, ["CHN", "IRN"]),
    ],
    "series": [
        ({"auspices": "bilateral"}, ["volga"]),
        ({"q": "peace"}, ["peace-mission"]),
        ({"source": XINHUA}, []),
        ({"order": "-key"}, ["volga", "peace-mission"]),
    ],
    "exercises": [
        ({"state": "CHN"}, [PEACE]),
        ({"state": "KAZ"}, []),
        ({"role": "host"}, [PEACE]),
        ({"role": "observer", "state": "IRN"}, [SARY]),
        ({"role": "host", "state": "IRN"}, []),
        ({"host": "CHN"}, [PEACE]),
        ({"series": "peace-mission"}, [PEACE]),
        ({"focus": "cyber"}, [SARY]),
        ({"domain": "land"}, [PEACE]),
        ({"auspices": "sco-rats"}, [SARY]),
        ({"outcome": "announced"}, [SARY]),
        ({"size": "2000-9999"}, [PEACE]),
        ({"size": "under-500"}, []),
        ({"decade": "2000"}, [PEACE]),
        ({"decade": "2020"}, []),
        ({"source": TASS}, [PEACE]),
        ({"year": "2007"}, [PEACE]),
        ({"year": "2018"}, [SARY]),
        ({"year": "2010"}, []),
        ({"year_from": "2008"}, [SARY]),
        ({"year_to": "2008"}, [PEACE]),
        ({"year_from": "2007", "year_to": "2019"}, [SARY, PEACE]),
        ({"q": "sary"}, [SARY]),
        ({"order": "date"}, [PEACE, SARY]),
        ({"order": "-size"}, [PEACE, SARY]),
        ({"order": "size,title"}, [PEACE, SARY]),
    ],
    "frameworks": [
        ({"state": "IRN"}, [CHARTER]),
        ({"state": "CHN", "on": "2002-06-06"}, []),
        ({"state": "CHN", "on": "2002-06-07"}, [CHARTER]),
        ({"type": "protocol"}, [PROTOCOL]),
        ({"status": "expired"}, [PROTOCOL]),
        ({"theme": "institutional"}, [CHARTER]),
        ({"binding": "true"}, [CHARTER]),
        ({"binding": "false"}, []),
        ({"decade": "2000"}, [CHARTER]),
        ({"on": "2003-01-01"}, [CHARTER, PROTOCOL]),
        ({"on": "2004-01-01"}, [CHARTER]),
        ({"year": "2002"}, [CHARTER, PROTOCOL]),
        ({"year_from": "2005"}, []),
        ({"year_to": "2000"}, [PROTOCOL]),
        ({"q": "charter"}, [CHARTER]),
        ({"source": XINHUA}, []),
        ({"order": "title"}, [PROTOCOL, CHARTER]),
    ],
    "topics": [
        ({"q": "founding"}, ["founding"]),
        ({"source": XINHUA}, []),
        ({"order": "-title"}, ["joint-exercises", "founding"]),
    ],
    "sources": [
        ({"type": "official"}, [TASS]),
        ({"language": "en"}, [XINHUA]),
        ({"publisher": "Xinhua"}, [XINHUA]),
        ({"decade": "2000"}, [XINHUA]),
        ({"year": "2007"}, [XINHUA]),
        ({"year_from": "2008"}, []),
        ({"year_to": "2007"}, [XINHUA]),
        ({"q": "tass"}, [TASS]),
        ({"source": XINHUA}, []),
        ({"order": "date"}, [XINHUA, TASS]),
    ],
}


class FilterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_every_filter_answers_what_it_should(self):
        for plural, asked in ANSWERS.items():
            for query, wanted in asked:
                with self.subTest(plural, **query):
                    assert keys(f"{plural}/", **query) == wanted

    def test_entries_are_asked_for_by_their_keys(self):
        for plural in ANSWERS:
            both = keys(f"{plural}/")
            assert keys(f"{plural}/", key=",".join(both[::-1])) == both
            assert keys(f"{plural}/", key=both[1]) == [both[1]]
        assert keys("exercises/", key=f"{SARY},nowhere", outcome="announced") == [SARY]
        [fault] = ask("states/", key="chn").json()["errors"]
        assert fault["nearest"] == "CHN"

    def test_without_filters_a_list_is_whole(self):
        for plural in ANSWERS:
            assert ask(f"{plural}/").json()["count"] == 2

    def test_filters_hold_together(self):
        assert keys("exercises/", host="CHN", outcome="announced") == []
        assert keys("exercises/", state="IRN", focus="cyber") == [SARY]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.plural)
def test_no_filter_is_left_untried(kind):
    tried = {name for query, _ in ANSWERS[kind.plural] for name in query}

    assert tried == set(FILTERS[kind.name].base_filters)
    # What the site's lists are asked, the API's are asked too.
    assert tried <= {*parameters(kind.name), "order"}
