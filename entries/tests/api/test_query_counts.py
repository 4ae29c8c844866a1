"""How many queries an answer takes: as many for thirty rows as for three."""

import re

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.tests.api.world import ask
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
from entries.tests.judging import claim

STATES = [f"{one}{two}{one}" for one in "ABCDEF" for two in "VWXYZ"]
RECORD = {
    f"entries_{name}"
    for name in (
        "address",
        "change",
        "edition",
        "facet",
        "factindex",
        "listing",
        "mention",
        "revision",
    )
}
LIST_QUERIES, DETAIL_QUERIES, FACT_QUERIES = 4, 3, 5


def judged(count):
    """A topic's claims, each with a source of its own."""
    return {
        "claims": [claim(f"claim-{number}", "partly") for number in range(count)],
        "citations": [
            citation(f"claims.claim-{number}", f"source-{number}", f"c-{number}")
            for number in range(count)
        ],
    }


class QueryCountTests(TestCase):
    def make(self, start, end):
        numbers = range(start, end)
        states = STATES[:end]
        sources = [f"source-{number}" for number in range(end)]
        cited = [citation("note", source) for source in sources]
        rows = [participant(state) for state in states]
        publish(
            *(make_state(STATES[number]) for number in numbers),
            *(make_source(sources[number]) for number in numbers),
            *(make_series(f"series-{number}") for number in numbers),
            *(make_topic(f"topic-{number}", **judged(end)) for number in numbers),
            *(
                make_exercise(
                    f"exercise-{number}",
                    note="A note",
                    participants=rows,
                    citations=cited,
                )
                for number in numbers
            ),
            *(
                make_framework(
                    f"framework-{number}",
                    note="A note",
                    parties=[{"state": state} for state in states],
                    citations=cited,
                )
                for number in numbers
            ),
        )

    def counts(self, last):
        found = {}
        for plural, key in (
            ("states", STATES[last]),
            ("series", f"series-{last}"),
            ("exercises", f"exercise-{last}"),
            ("frameworks", f"framework-{last}"),
            ("topics", f"topic-{last}"),
            ("sources", f"source-{last}"),
        ):
            one = f"{plural}/{key}/"
            for address in (
                f"{plural}/",
                one,
                f"{one}revisions/",
                f"{one}revisions/1/",
            ):
                name = address.replace(key, "KEY")
                found[name] = self.count(address)
        for address in ("", "downloads/", "editions/", "editions/1/"):
            found[address] = self.count(address)
        found["claims/"] = self.count("claims/", page_size=200)
        found["claims/ filtered"] = self.count("claims/", verdict="partly")
        found["facts/"] = self.count("facts/", page_size=200)
        found["facts/ filtered"] = self.count(
            "facts/", source="source-0", column="note"
        )
        filtered = {"state": STATES[0], "role": "participant", "source": "source-0"}
        found["filtered"] = self.count("exercises/", q="exercise", **filtered)
        return found

    def count(self, address, **query):
        with CaptureQueriesContext(connection) as queries:
            assert ask(address, **query).status_code == 200
        self.tables |= {
            table
            for query in queries
            for table in re.findall(r'"((?:auth|django|entries)_\w+)"', query["sql"])
        }
        return len(queries)

    def setUp(self):
        self.tables = set()

    def test_thirty_rows_take_as_many_queries_as_three(self):
        self.make(0, 3)
        few = self.counts(2)
        self.make(3, 30)
        many = self.counts(29)

        assert many == few
        details = [count for name, count in few.items() if name.endswith("KEY/")]
        assert max(details) <= DETAIL_QUERIES
        tables = ("claims/", "claims/ filtered", "facts/", "facts/ filtered")
        facts = [few.pop(name) for name in tables]
        assert max(facts) <= FACT_QUERIES
        assert max(few.values()) <= LIST_QUERIES
        assert self.tables <= RECORD
