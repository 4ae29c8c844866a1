"""The table of claims: a row for each, with its verdict and its sources."""

from django.test import TestCase

from entries.publishing.reindexing import reindex
from entries.tests.api.world import ask
from entries.tests.factories import make_topic, publish
from entries.tests.judging import claim, publish_claims


def rows(**query):
    answer = ask("claims/", **query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def keys(**query):
    return [(row["topic"], row["key"]) for row in rows(**query)]


class ClaimTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish_claims()

    def test_every_claim_has_a_row_with_both_sides(self):
        assert keys() == [
            ("limits", "an-alliance"),
            ("limits", "no-mutual-defence"),
            ("naval-drills", "a-drill-a-year"),
            ("naval-drills", "secret-ships"),
            ("naval-drills", "ships-of-all"),
        ]
        row = rows()[2]
        citations = row.pop("citations")
        host = "http://testserver"
        assert row == {
            "topic": "naval-drills",
            "kind": "topic",
            "title": "Naval drills",
            "title_ru": "Учения на море",
            "title_zh": "",
            "key": "a-drill-a-year",
            "claim": "A drill a year.",
            "made_in": "Popular articles",
            "verdict": "partly",
            "reasoning": "It is said. It is so.",
            "verification": "unverified",
            "edition": 1,
            "url": f"{host}/api/v1/topics/naval-drills/",
            "page": f"{host}/en/topics/naval-drills/#fact-claims.a-drill-a-year",
        }
        assert [
            (one["stance"], one["source"], one["locator"], one["title"])
            for one in citations
        ] == [
            ("supports", "navy", "p. 2", "On ships"),
            ("contradicts", "charter", "", "The charter"),
        ]

    def test_verdict_and_topic_narrow_it(self):
        assert keys(verdict="contradicted") == [
            ("limits", "an-alliance"),
            ("naval-drills", "ships-of-all"),
        ]
        assert keys(topic="limits", verdict="supported") == [
            ("limits", "no-mutual-defence")
        ]
        assert keys(topic="nowhere") == []

    def test_one_of_several_is_enough(self):
        assert keys(verdict="contradicted,partly") == [
            ("limits", "an-alliance"),
            ("naval-drills", "a-drill-a-year"),
            ("naval-drills", "ships-of-all"),
        ]
        assert keys(topic="limits,naval-drills") == keys()
        assert keys(topic="limits,nowhere", verdict="supported,partly") == [
            ("limits", "no-mutual-defence")
        ]

    def test_they_are_ordered_as_asked(self):
        every = rows()
        for order, by in (
            ("topic", lambda row: (row["topic"], row["key"])),
            ("key", lambda row: (row["key"], row["topic"])),
            ("verdict", lambda row: (row["verdict"], row["topic"], row["key"])),
            ("verdict,claim", lambda row: (row["verdict"], row["claim"])),
            ("claim", lambda row: row["claim"]),
        ):
            with self.subTest(order):
                assert rows(order=order) == sorted(every, key=by)
        assert rows(order="-claim") == rows(order="claim")[::-1]
        assert [row["topic"] for row in rows(order="-topic")][-1] == "limits"

    def test_in_any_order_it_is_walked_page_by_page(self):
        for order in ("verdict", "-claim", "-topic,verdict"):
            answer = ask("claims/", page_size=2, order=order).json()
            found = answer["results"]
            while answer["next"]:
                answer = self.client.get(answer["next"]).json()
                found += answer["results"]
            assert found == rows(order=order)

    def test_what_cannot_be_asked_is_refused_with_the_nearest(self):
        answer = ask("claims/", verdict="contradict")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["nearest"] == "contradicted"
        answer = ask("claims/", verdict="partly,contradict")
        assert answer.json()["errors"][0]["nearest"] == "contradicted"
        assert ask("claims/", order="verdicts").status_code == 400
        assert ask("claims/", topic="Naval drills").status_code == 400
        assert ask("claims/", state="CHN").status_code == 400

    def test_an_edition_answers_as_it_did(self):
        changed = [claim("ships-of-all", "partly")]
        publish(make_topic("naval-drills", title="Naval drills", claims=changed))
        assert keys(verdict="partly") == [("naval-drills", "ships-of-all")]
        assert rows(topic="naval-drills")[0]["edition"] == 2
        assert keys(verdict="partly", edition=1) == [("naval-drills", "a-drill-a-year")]
        assert len(rows(known_on="2999-01-01")) == 3

    def test_it_is_walked_page_by_page(self):
        answer = ask("claims/", page_size=2).json()
        found = [row["key"] for row in answer["results"]]
        reindex()
        while answer["next"]:
            answer = self.client.get(answer["next"]).json()
            found += [row["key"] for row in answer["results"]]
        assert found == [key for _topic, key in keys()]

    def test_it_is_a_file_too(self):
        answer = ask("claims/", format="csv", fields="topic,verdict,citations.source")
        text = b"".join(answer.streaming_content).decode()
        assert text.splitlines()[3] == "naval-drills,partly,navy|charter"

    def test_the_index_leads_to_it(self):
        assert ask("").json()["claims"] == "http://testserver/api/v1/claims/"
