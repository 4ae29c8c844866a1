"""Paging: whoever walks `next` sees every row once, whatever is published meanwhile."""

import re
from unittest import mock
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.api import lists
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.api.world import ask, keys
from entries.tests.factories import editor, make_topic, publish, withdraw

NAMES = [f"topic-{number:02}" for number in range(30)]
WORDS = ["rename", "renumber", "add", "withdraw", "redact"]
EVENT = st.tuples(st.sampled_from(WORDS), st.integers(0, 29))
ORDERS = ["title", "-title", "key", "-key", "subject", "-subject", "-subject,-title"]


def happen(what, number):
    """One more edition, at any place of the list; what it takes out for ever."""
    name, mark = NAMES[number], "AZ"[number % 2]
    if what == "rename":
        publish(make_topic(name, title=f"{mark} renamed"))
    elif what == "renumber":
        publish(make_topic(name, subject=998 + number % 2))
    elif what == "add":
        publish(make_topic(f"new-{number}", title=f"{mark} new", subject=number + 1))
    elif what == "withdraw":
        withdraw(make_topic(name))
    else:
        publish(make_topic(name, title=f"{mark} clean"))
        redact(Revision.objects.get(key=name, number=1), editor(), "Law")
        return {name}
    return set()


class PagingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(
            *(
                make_topic(name, subject=number // 3 % 4 or None)
                for number, name in enumerate(NAMES)
            )
        )

    @given(
        size=st.integers(1, 12),
        events=st.lists(EVENT, max_size=5, unique_by=lambda event: event[1]),
        order=st.sampled_from(ORDERS),
    )
    @settings(max_examples=40, deadline=None)
    def test_walking_on_neither_skips_nor_repeats(self, size, events, order):
        wanted = keys("topics/", order=order, page_size=30)
        answer = ask("topics/", page_size=size, order=order).json()
        seen, gone = [row["key"] for row in answer["results"]], set()
        while answer["next"]:
            if events:
                gone |= happen(*events.pop()) - set(seen)
            answer = Client().get(answer["next"]).json()
            assert answer["edition"] == 1
            seen += [row["key"] for row in answer["results"]]

        assert sorted(wanted) == NAMES
        assert seen == [key for key in wanted if key not in gone]
        self.walk_back(answer, seen, size)

    def walk_back(self, answer, seen, size):
        """The same rows, but for those taken out that were seen before."""
        back = []
        while answer["previous"]:
            answer = Client().get(answer["previous"]).json()
            back = [row["key"] for row in answer["results"]] + back
        left = keys("topics/", edition=1, page_size=30)
        shown = [key for key in seen if key in left]
        assert shown[: len(back)] == back
        assert len(shown) - len(back) <= size

    @given(
        size=st.integers(1, 12),
        events=st.lists(EVENT, max_size=4, unique_by=lambda event: event[1]),
        order=st.sampled_from(ORDERS),
        form=st.sampled_from(["csv", "jsonl"]),
    )
    @settings(max_examples=15, deadline=None)
    def test_a_file_is_of_one_edition_whatever_is_published_meanwhile(
        self, size, events, order, form
    ):
        events = [event for event in events if event[0] != "redact"]
        wanted = keys("topics/", order=order, page_size=30)
        with mock.patch.object(lists, "CHUNK", size):
            response = ask("topics/", order=order, format=form, fields="key")
            arrived = b""
            for part in response.streaming_content:
                arrived += part
                if events:
                    happen(*events.pop())

        rows = re.findall(r"[a-z]+-[0-9]+", arrived.decode())
        assert rows == wanted

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
