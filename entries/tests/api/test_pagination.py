"""Paging: whoever walks `next` sees every row once, whatever is published meanwhile."""

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.tests.api.world import ask
from entries.tests.factories import make_topic, publish, withdraw

NAMES = [f"topic-{number:02}" for number in range(30)]
EVENT = st.tuples(st.sampled_from(["rename", "add", "withdraw"]), st.integers(0, 29))


def happen(what, number):
    if what == "rename":
        publish(make_topic(NAMES[number], title=f"{'AZ'[number % 2]} renamed"))
    elif what == "add":
        publish(make_topic(f"new-{number}", title=f"{'AZ'[number % 2]} new"))
    else:
        withdraw(make_topic(NAMES[number]))


class PagingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(*(make_topic(name) for name in NAMES))

    @given(
        size=st.integers(1, 12),
        events=st.lists(EVENT, max_size=3, unique_by=lambda event: event[1]),
        order=st.sampled_from(["title", "-title", "key", "-key"]),
    )
    @settings(max_examples=40, deadline=None)
    def test_walking_on_neither_skips_nor_repeats(self, size, events, order):
        answer = ask("topics/", page_size=size, order=order).json()
        seen = [row["key"] for row in answer["results"]]
        while answer["next"]:
            if events:
                happen(*events.pop())
            answer = Client().get(answer["next"]).json()
            assert answer["edition"] == 1
            seen += [row["key"] for row in answer["results"]]

        assert seen == sorted(NAMES, reverse=order.startswith("-"))
        assert answer["count"] == 30

    def test_previous_leads_back(self):
        second = ask("topics/", page=2, page_size=7).json()
        first = Client().get(second["previous"]).json()

        assert Client().get(first["next"]).json()["results"] == second["results"]
        assert first["previous"] is None

    def test_a_day_becomes_the_edition_known_on_it(self):
        answer = ask("topics/", known_on="2999-01-01", page_size=20).json()

        assert "edition=1" in answer["next"]
        assert "known_on" not in answer["next"]
        assert len(Client().get(answer["next"]).json()["results"]) == 10

    def test_a_page_has_fifty_rows_and_the_last_is_told(self):
        assert len(ask("topics/").json()["results"]) == 30
        response = ask("topics/", page=9, page_size=7)

        assert response.status_code == 404
        assert response.json()["errors"][0]["nearest"] == "5"
