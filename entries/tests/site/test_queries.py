"""How many queries a page takes: few, and no more for thirty rows than for three."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.tests.factories import (
    citation,
    make_all,
    make_document,
    make_exercise,
    participant,
    publish,
)
from entries.vocabulary import ChangeWord

PAGES = {
    "/en/": 6,
    "/en/states/": 5,
    "/en/states/?on=2016-06-01": 5,
    "/en/series/": 5,
    "/en/exercises/": 6,
    "/en/exercises/?state=AAA&role=host&q=drill": 6,
    "/en/exercises/?edition=1": 6,
    "/en/frameworks/": 6,
    "/en/frameworks/?state=AAA&on=2016-06-01": 6,
    "/en/topics/": 4,
    "/en/sources/": 5,
    "/en/search/?q=drill": 5,
    "/en/search/suggest/?q=dri": 2,
    "/en/corrections/": 4,
    "/en/claims/": 6,
    "/en/claims/?verdict=partly&topic=topic-one": 6,
    "/en/editions/": 4,
    "/en/editions/1/": 6,
    "/en/frameworks/matrix/": 3,
    "/en/frameworks/matrix/?binding=true&theme=narcotics&standing=members&all=on": 3,
    "/en/frameworks/matrix.csv": 3,
    "/en/insights/": 5,
    "/en/insights/participation/": 3,
    "/en/insights/together/": 3,
    "/en/insights/timeline/": 3,
    "/en/insights/membership/": 2,
    "/en/insights/membership/?on=2016-06-01": 2,
    "/en/insights/scale/": 3,
    "/en/insights/scale.csv": 3,
    "/en/data/": 2,
    "/en/data/api/": 1,
    "/en/states/aaa/": 6,
    "/en/states/aaa/?on=2016-06-01": 6,
    "/en/series/series-one/": 6,
    "/en/exercises/drill-1/": 4,
    "/en/exercises/drill-1/?edition=1": 4,
    "/en/exercises/drill-1/cite/": 2,
    "/en/cite/?page=/en/series/": 6,
    "/en/report/?entry=drill-1&fact=hosts": 3,
    "/en/exercises/drill-1/revisions/": 4,
    "/en/exercises/drill-1/revisions/1/": 4,
    "/en/frameworks/pact-1/": 4,
    "/en/topics/topic-one/": 4,
    "/en/sources/paper-0/": 5,
}
"""What each page takes, the same for three rows and for thirty."""


def code(number: int) -> str:
    return "A" + chr(65 + number // 26) + chr(65 + number % 26)


def publish_rows(count: int) -> None:
    """Publish so many of each kind, each with so many rows that name the others."""
    codes = [code(number) for number in range(count)]
    text = " ".join(
        f"[x](entry:{key})[^paper-0] {{{{drill-{n}:start}}}}"
        for n, key in enumerate(codes)
    )
    prose = {"text": text, "citations": [citation("text", "paper-0")]}
    about = [{"key": key.lower(), "relation": "about", "target": key} for key in codes]
    judged = [
        {"key": f"claim-{n}", "claim": "It is so.", "verdict": "partly"}
        for n in range(count)
    ]
    sources = [
        citation(f"claims.claim-{n}", f"paper-{n}", f"claim-{n}") for n in range(count)
    ]
    cited = {"text": text, "citations": [*prose["citations"], *sources]}
    topic = {"relations": about, "summary": text, "claims": judged, **cited}
    documents = [
        make_document("series", "series-one", **prose),
        make_document("topic", "topic-one", **topic),
    ]
    for number, key in enumerate(codes):
        documents += [
            make_document("source", f"paper-{number}", publisher="Xinhua"),
            state(key, count, prose),
            framework(number, codes, prose),
            exercise(number, codes, prose),
        ]
    publish(*make_all(*documents))
    last = [f"last-{number}" for number in range(count)]
    publish(*(make_exercise(key, start="1989") for key in last))
    corrected = (make_exercise(key, start="1988") for key in last)
    publish(*corrected, word=ChangeWord.CORRECTED)


def state(key, count, prose):
    standing = [
        {"key": f"partner-{n}", "role": "partner", "from": str(1990 + n)}
        for n in range(count)
    ]
    return make_document("state", key, iso2=key[1:], standing=standing, **prose)


def framework(number, codes, prose):
    replaces = [{"key": "older", "relation": "replaces", "target": "pact-1"}]
    return make_document(
        "framework",
        f"pact-{number}",
        signed="2007",
        parties=[{"state": key, "signed": "2007"} for key in codes],
        relations=[] if number == 1 else replaces,
        **prose,
    )


def exercise(number, codes, prose):
    papers = [f"paper-{n}" for n in range(len(codes))]
    cited = [citation("start", paper, f"{paper}-2") for paper in papers]
    places = [{"key": paper, "name": f"Place {paper}"} for paper in papers]
    return make_document(
        "exercise",
        f"drill-{number}",
        series="series-one",
        start=str(1990 + number),
        hosts=codes,
        text=prose["text"],
        locations=places,
        participants=[participant(key, "host", personnel=5) for key in codes],
        citations=[*prose["citations"], *cited],
        relations=[{"key": "basis", "relation": "legal-basis", "target": "pact-1"}],
    )


def queries(client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(asked)


class ThreeRowsTests(TestCase):
    rows = 3
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        publish_rows(cls.rows)

    def test_each_page_takes_its_few_queries(self):
        self.assertEqual({path: queries(self.client, path) for path in PAGES}, PAGES)


class ThirtyRowsTests(ThreeRowsTests):
    rows = 30


def test_no_page_may_take_more():
    for path, taken in PAGES.items():
        assert taken <= 7, path
