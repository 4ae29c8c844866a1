"""What cannot be answered is refused, and the nearest that can be is named."""

import pytest
from django.test import Client, TestCase

from entries.api.tables.insight_views import TABLES
from entries.tests.api.world import KEYS, MEDIA, ask, make_world
from entries.tests.factories import make_topic, publish

REFUSED = [
    # what is asked, the parameter named, the nearest that would do
    ("exercises/?stat=CHN", "stat", "state"),
    ("exercises/?State=CHN", "State", "state"),
    ("exercises/?page-size=5", "page-size", "page_size"),
    ("exercises/?format=html", "format", None),
    ("exercises/?format=tsv", "format", "csv"),
    ("states/CHN/?format=csv", "format", "json"),
    ("exercises/?fields=titel", "fields", "title"),
    ("exercises/?fields=title,participants.rol", "fields", "participants.role"),
    ("exercises/?fields=title,,key", "fields", None),
    ("exercises/?fields=title, key", "fields", "key"),
    ("exercises/?on=2016-06-24", "on", None),
    ("exercises/?limit=5", "limit", "page_size"),
    ("exercises/?sort=date", "sort", "order"),
    ("exercises/?include=sources", "include", "expand"),
    ("exercises/?outcome=hold", "outcome", "held"),
    ("exercises/?outcome=HELD", "outcome", "held"),
    ("exercises/?focus=counterterrorism", "focus", "counter-terrorism"),
    ("exercises/?role=hosts", "role", "host"),
    ("exercises/?order=dates", "order", "date"),
    ("exercises/?order=title,-dat", "order", "-date"),
    ("exercises/?state=china", "state", None),
    ("exercises/?state=chn", "state", "CHN"),
    ("exercises/?series=Peace Mission", "series", "peace-mission"),
    ("sources/?language=ZH", "language", "zh"),
    ("exercises/?state=CHN%00", "state", None),
    ("exercises/?state=%20CHN", "state", None),
    ("exercises/?state=CHN&state=RUS", "state", None),
    ("exercises/?state=", "state", None),
    ("exercises/?q=%20", "q", None),
    ("exercises/?q=%00", "q", None),
    ("exercises/?q=" + "x" * 201, "q", None),
    ("exercises/?year=2e3", "year", None),
    ("exercises/?year=%D9%A2%D9%A0%D9%A0%D9%A7", "year", None),
    ("exercises/?year=3000", "year", "2999"),
    ("exercises/?year=-2007", "year", None),
    ("exercises/?page=2", "page", "cursor"),
    ("exercises/?cursor=a b", "cursor", None),
    ("exercises/?cursor=" + "x" * 3001, "cursor", None),
    ("exercises/?page_size=201", "page_size", "200"),
    ("exercises/?page_size=0", "page_size", "1"),
    ("exercises/?edition=0", "edition", "1"),
    ("exercises/?edition=99999999999999999999", "edition", "2147483646"),
    ("exercises/?edition=one", "edition", None),
    ("exercises/?known_on=2026-3-1", "known_on", None),
    ("exercises/?known_on=2026-02-30", "known_on", None),
    ("exercises/?known_on=20260301", "known_on", None),
    ("states/?on=24.06.2016", "on", None),
    ("states/?role=membr", "role", "member"),
    ("sources/?type=pres", "type", "press"),
    ("states/CHN/?state=CHN", "state", None),
    ("exercises/peace-mission-2007/?on=2016-06-24", "on", None),
    ("exercises/peace-mission-2007/?page=1", "page", None),
    ("editions/?on=2016-06-24", "on", None),
    ("schema/?edition=1", "edition", None),
    ("?q=peace", "q", None),
]


class ParameterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_each_is_refused_by_its_name(self):
        for address, name, nearest in REFUSED:
            with self.subTest(address):
                response = Client().get(f"/api/v1/{address}")
                said = response.json()

                assert response.status_code == 400
                assert response["Content-Type"] == MEDIA
                assert said["title"] == "Invalid parameters"
                assert said["status"] == 400
                assert name in said["detail"]
                assert said["type"].endswith("/api/v1/docs/#invalid-parameters")
                assert said["instance"] == f"/api/v1/{address.partition('?')[0]}"
                [fault] = said["errors"]
                assert fault["parameter"] == name
                assert fault["message"]
                if nearest:
                    assert fault["nearest"] == nearest

    def test_an_unknown_name_is_always_given_a_nearest(self):
        [fault] = ask("exercises/", xyzzy="1").json()["errors"]

        assert fault["nearest"]
        assert "outcome" in fault["message"]

    def test_all_faults_are_told_at_once(self):
        said = ask("exercises/", stat="CHN", outcome="hold", page_size="x").json()

        named = [fault["parameter"] for fault in said["errors"]]
        assert named == ["stat", "page_size", "outcome"]

    def test_a_thousand_faults_are_answered_shortly(self):
        query = "&".join(f"{'x' * 300}{n}=1" for n in range(1000))
        response = Client().get(f"/api/v1/states/?{query}")

        assert response.status_code == 400
        assert len(response.json()["errors"]) == 20
        assert len(response.content) < 40_000

    def test_more_parameters_than_the_site_reads_are_a_problem_too(self):
        query = "&".join(f"a{n}=1" for n in range(10_001))
        response = Client().get(f"/api/v1/states/?{query}")

        assert response.status_code == 400
        assert response["Content-Type"] == MEDIA

    def test_an_edition_that_is_not_there_is_not_found(self):
        response = ask("states/", edition=7)

        assert response.status_code == 404
        assert response.json()["errors"] == [
            {
                "parameter": "edition",
                "message": "There is no edition number 7.",
                "nearest": "1",
            }
        ]

    def test_an_edition_and_a_day_must_mean_the_same(self):
        assert ask("states/", edition=1, known_on="2999-01-01").status_code == 200
        publish(make_topic("founding", title="Anew"))

        response = ask("states/", edition=1, known_on="2999-01-01")

        assert response.status_code == 404
        [fault] = response.json()["errors"]
        assert (fault["parameter"], fault["nearest"]) == ("edition", "2")

    def test_before_the_first_edition_nothing_was_known(self):
        response = ask("states/", known_on="1999-01-01")

        assert response.status_code == 404
        assert response.json()["errors"][0]["parameter"] == "known_on"

    def test_every_read_takes_an_edition_and_a_day(self):
        addresses = ["", "editions/", "editions/1/", "facts/", "changes/", "claims/"]
        addresses += ["insights/", *(f"insights/{name}/" for name in TABLES)]
        for plural, key in KEYS.items():
            one = f"{plural}/{key}/"
            addresses += [f"{plural}/", one, f"{one}revisions/", f"{one}revisions/1/"]
        for address in addresses:
            with self.subTest(address):
                assert ask(address, edition=1).status_code == 200
                assert ask(address, known_on="2999-12-31").status_code == 200


@pytest.mark.django_db
def test_a_record_with_nothing_in_it_answers():
    said = ask("states/").json()

    assert said == {
        "count": 0,
        "next": None,
        "previous": None,
        "edition": None,
        "results": [],
    }
    assert ask("").json()["edition"] is None
    assert ask("editions/").json()["count"] == 0
    assert ask("states/", edition=1).status_code == 404
