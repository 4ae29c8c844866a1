"""Paging: whoever walks `next` sees every row once, whatever is published meanwhile."""

from urllib.parse import parse_qs, urlsplit

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.api.world import ask
from entries.tests.factories import editor, make_topic, publish, withdraw

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
        back = []
        while answer["previous"]:
            answer = Client().get(answer["previous"]).json()
            back = [row["key"] for row in answer["results"]] + back
        assert seen[: len(back)] == back
        assert len(seen) - len(back) <= size

    def test_previous_leads_back(self):
        first = ask("topics/", page_size=7).json()
        second = Client().get(first["next"]).json()
        third = Client().get(second["next"]).json()
        back = Client().get(third["previous"]).json()
        start = Client().get(back["previous"]).json()

        assert back == second
        assert (start["results"], start["previous"]) == (first["results"], None)
        assert first["previous"] is None

    def test_the_neighbours_stand_in_a_header_too(self):
        first = ask("topics/", page_size=20, order="key")
        second = Client().get(first.json()["next"])
        start = "http://testserver/api/v1/topics/?page_size=20&order=key&edition=1"

        assert first["Link"] == (
            f'<{first.json()["next"]}>; rel="next", <{start}>; rel="first"'
        )
        assert second["Link"] == (
            f'<{second.json()["previous"]}>; rel="prev", <{start}>; rel="first"'
        )
        assert first["X-Total-Count"] == second["X-Total-Count"] == "30"

    def test_a_day_becomes_the_edition_known_on_it(self):
        answer = ask("topics/", known_on="2999-01-01", page_size=20).json()

        assert "edition=1" in answer["next"]
        assert "known_on" not in answer["next"]
        assert len(Client().get(answer["next"]).json()["results"]) == 10

    def test_a_page_has_fifty_rows(self):
        publish(*(make_topic(f"more-{number:02}") for number in range(30)))

        assert len(ask("topics/").json()["results"]) == 50

    def test_a_cursor_is_good_for_its_own_question_alone(self):
        answer = ask("topics/", page_size=7).json()
        cursor = parse_qs(urlsplit(answer["next"]).query)["cursor"][0]

        assert ask("topics/", cursor=cursor).json()["edition"] == 1
        assert len(ask("topics/", cursor=cursor, fields="key").json()["results"]) == 23
        for address, query in (
            ("topics/", {"order": "key"}),
            ("topics/", {"q": "topic"}),
            ("sources/", {}),
            ("topics/", {"edition": 2}),
        ):
            response = ask(address, cursor=cursor, **query)
            assert response.status_code == 404
            assert response.json()["errors"][0]["parameter"] == "cursor"

    def test_a_forged_cursor_leads_nowhere(self):
        answer = ask("topics/", page_size=7).json()
        cursor = parse_qs(urlsplit(answer["next"]).query)["cursor"][0]

        assert ask("topics/", cursor=f"{cursor[:-1]}_").status_code == 404
        assert ask("topics/", cursor=f"x{cursor[1:]}").status_code == 404

    def test_what_the_law_takes_out_meanwhile_moves_nothing(self):
        answer = ask("topics/", page_size=10).json()
        seen = [row["key"] for row in answer["results"]]
        for number in (3, 9, 10):
            publish(make_topic(NAMES[number], title="Clean"))
            redact(Revision.objects.get(key=NAMES[number], number=1), editor(), "Law")
        while answer["next"]:
            answer = Client().get(answer["next"]).json()
            seen += [row["key"] for row in answer["results"]]

        assert seen == [name for name in NAMES if name != NAMES[10]]
