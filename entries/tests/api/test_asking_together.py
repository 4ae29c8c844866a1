"""What is asked together, of one row or of several."""

from django.test import TestCase

from entries.record.asking.questions import parameter
from entries.tests.api.asked import PEACE, SARY, SEA, make_more
from entries.tests.api.world import ask, keys, make_world


class CombinedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()
        make_more()

    def test_two_states_or_one_of_them(self):
        for query, wanted in (
            ({"state": "CHN,IRN"}, [PEACE, SARY, SEA]),
            ({"state_all": "CHN,IRN"}, [PEACE, SEA]),
            ({"state_all": "CHN,RUS"}, [SEA]),
            ({"state_all": "CHN,KAZ"}, []),
            ({"state": "CHN,RUS", "role": "host"}, [PEACE, SEA]),
            ({"state_all": "CHN,RUS", "role": "host"}, [SEA]),
            ({"state_all": "CHN,IRN", "role": "host,observer"}, [SEA]),
            ({"state_all": "CHN,RUS", "state": "IRN"}, [SEA]),
            ({"role": "observer,host"}, [PEACE, SARY, SEA]),
            ({"hosts_all": "CHN,RUS"}, [SEA]),
            ({"host_all": "CHN,RUS"}, [SEA]),
            ({"hosts": "CHN,RUS"}, [PEACE, SEA]),
            ({"focus_all": "maritime,air"}, [SEA]),
            ({"year": "2007,2024"}, [PEACE, SEA]),
            ({"decade": "2000,2010"}, [PEACE, SARY]),
            ({"size": "500-1999,2000-9999"}, [PEACE, SEA]),
            ({"source_all": "tass-2012,xinhua-2007"}, [PEACE]),
            ({"source": "tass-2012,xinhua-2007"}, [PEACE, SEA]),
        ):
            with self.subTest(**query):
                assert sorted(keys("exercises/", **query)) == wanted

    def test_columns_are_asked_of_the_same_row(self):
        for query, wanted in (
            ({"participants.state": "CHN", "participants.role": "host"}, [PEACE, SEA]),
            ({"participants.state": "IRN", "participants.role": "host"}, []),
            ({"participants.role": "host", "participants.personnel_max": "450"}, [SEA]),
            ({"participants.role": "host", "participants.personnel_max": "10"}, []),
            (
                {
                    "participants.personnel_min": "400",
                    "participants.personnel_max": "400",
                },
                [SEA],
            ),
            ({"locations.state": "CHN", "locations.lat_min": "40"}, []),
            ({"locations.state": "CHN", "locations.lat_min": "38"}, [SEA]),
        ):
            with self.subTest(**query):
                assert sorted(keys("exercises/", **query)) == wanted

    def test_a_row_may_be_named(self):
        for query, wanted in (
            ({"participants.CHN.personnel_min": "1000"}, [PEACE]),
            (
                {
                    "participants.CHN.personnel_max": "400",
                    "participants.RUS.personnel_min": "500",
                },
                [SEA],
            ),
            ({"participants.IRN.role": "observer"}, [SARY, SEA]),
            ({"participants.CHN_verification": "unverified"}, [SEA]),
            ({"has": "participants.CHN.personnel,participants.RUS"}, [SEA]),
            ({"lacks": "participants.RUS,participants.CHN.note"}, [PEACE, SARY]),
        ):
            with self.subTest(**query):
                assert sorted(keys("exercises/", **query)) == wanted
        assert keys("frameworks/", **{"parties.CHN.ratified_before": "2004"}) == [
            "sco-charter"
        ]
        assert parameter("exercise", "participants.CHN.persons") is None
        assert parameter("exercise", "participants.CHN.state") is None
        assert parameter("exercise", "nobody.CHN.role") is None

    def test_the_order_may_be_that_of_a_named_row(self):
        found = keys("exercises/", order="-participants.CHN.personnel")
        assert found[:2] == [PEACE, SEA]
        found = keys("frameworks/", order="-parties.CHN.signed")
        assert found[:2] == ["basis-2017", "sco-charter"]

    def test_relations_are_asked_as_pairs(self):
        for query, wanted in (
            ({"relations.relation": "replaces"}, ["basis-2017"]),
            ({"relations.target": "old-protocol"}, ["basis-2017"]),
            (
                {"relations.relation": "about", "relations.target": "old-protocol"},
                [],
            ),
            (
                {"relations.relation": "about,replaces", "relations.target": "x"},
                [],
            ),
        ):
            with self.subTest(**query):
                assert keys("frameworks/", **query) == wanted
        assert keys("topics/", **{"claims.verdict": "contradicted,partly"}) == [
            "joint-exercises"
        ]
        assert keys("topics/", **{"claims.verdict": "supported"}) == []

    def test_roles_and_parties_on_a_day(self):
        for address, query, wanted in (
            ("states/", {"role": "partner,observer", "on": "2000-01-01"}, ["CHN"]),
            ("states/", {"role_all": "partner,founder"}, ["CHN"]),
            ("states/", {"role_all": "partner,founder", "on": "2010-01-01"}, []),
            ("frameworks/", {"state_all": "CHN,RUS"}, ["basis-2017"]),
            ("frameworks/", {"state_all": "CHN,RUS", "on": "2017-01-01"}, []),
            (
                "frameworks/",
                {"state_all": "CHN,RUS", "on": "2018-01-01"},
                ["basis-2017"],
            ),
        ):
            with self.subTest(address, **query):
                assert keys(address, **query) == wanted

    def test_an_entry_by_how_well_any_of_its_facts_stands(self):
        assert keys("exercises/", verification="disputed") == [PEACE]
        assert keys("exercises/", verification="verified") == [SEA]
        assert keys("exercises/", personnel_verification="disputed,verified") == [
            SEA,
            PEACE,
        ]

    def test_short_names_mean_the_same(self):
        for long, short, value in (
            ("domains", "domain", "sea"),
            ("hosts", "host", "CHN"),
        ):
            assert keys("exercises/", **{long: value}) == keys(
                "exercises/", **{short: value}
            )
        assert keys("frameworks/", type="charter") == keys(
            "frameworks/", framework_type="charter"
        )

    def test_files_and_pages_answer_the_same_question(self):
        rows = ask("exercises/", format="jsonl", state_all="CHN,RUS").getvalue()
        assert rows.count(b"\n") == 1
