"""The desk's first page and the lists behind its numbers."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entries.admin.firstpage import NUMBERS
from entries.admin.quality import TO_DO
from entries.publishing.audit import created
from entries.publishing.submitting import return_, submit
from entries.tests.admin.forms import administrator, client_of, staff
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    make_topic,
    participant,
)

INDEX = "/admin/"


class FirstPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        make_source("a")
        make_state("CHN")
        make_exercise(
            start="2007",
            participants=[participant("CHN", personnel=1600)],
            citations=[citation("participants.CHN", "a")],
            no_source=["start"],
        )

    def setUp(self):
        self.client = client_of(self.user)

    def numbers(self):
        found = self.client.get(INDEX).context["numbers"]
        return {one.url.split("/")[-2]: (one.facts, one.entries) for one in found}

    def list(self, code, **query):
        return self.client.get(reverse("admin:quality", args=[code]), query)

    def test_every_number_leads_to_as_many_rows(self):
        numbers = self.numbers()
        self.assertEqual(set(numbers), {str(code) for code in NUMBERS})
        self.assertEqual(set(NUMBERS), set(TO_DO))
        for code, (places, entries) in numbers.items():
            with self.subTest(code):
                tasks = self.list(code).context["tasks"]
                self.assertEqual(len(tasks), places)
                self.assertEqual(len({task.entry for task in tasks}), entries)
        self.assertEqual(numbers["unsourced"], (1, 1))
        self.assertEqual(numbers["unverified"], (1, 1))

    def test_a_list_says_what_stands_there_and_leads_to_its_place(self):
        (task,) = self.list("unsourced").context["tasks"]
        self.assertEqual((task.label, task.value), ("Start", "2007"))
        self.assertIn("citations/?fact=start#cite", task.url)
        self.assertEqual(self.client.get(task.url.partition("#")[0]).status_code, 200)
        russian = self.list("no-summary-ru").context["tasks"]
        self.assertTrue(all(one.url.endswith("#id_summary_ru") for one in russian))

    def test_a_list_can_be_had_for_one_kind(self):
        both = self.list("no-summary-ru").context["tasks"]
        self.assertEqual({one.entry.kind for one in both}, {"state", "exercise"})
        states = self.list("no-summary-ru", kind="state").context["tasks"]
        self.assertEqual({one.entry.kind for one in states}, {"state"})
        odd = self.list("no-summary-ru", kind="planet").context["tasks"]
        self.assertEqual(len(odd), len(both))

    def test_what_was_mended_is_no_longer_counted(self):
        before = self.numbers()["no-coordinates"]
        place = {"key": "urumqi", "name": "Urumqi", "lat": 43.8, "lon": 87.6}
        make_exercise(locations=[place])
        self.assertEqual(before, (1, 1))
        self.assertEqual(self.numbers()["no-coordinates"], (0, 0))

    def test_it_shows_what_waits_for_its_reader(self):
        anna = editor("anna")
        topics = [make_topic(key) for key in ("one", "two", "three")]
        for topic, by in zip(topics, (anna, anna, self.user), strict=True):
            created(topic, by)
        made = submit(topics[:1], anna, "A new topic")
        mine = submit(topics[2:], self.user, "Mine")
        return_(mine, anna, "Cite it first")
        page = self.client.get(INDEX)
        self.assertContains(page, "For you to review: 1")
        self.assertContains(page, f"/admin/entries/submission/{made.pk}/change/")
        self.assertContains(page, "Cite it first")
        self.assertEqual(page.context["drafts"], 1)
        rows = self.client.get(page.context["drafts_url"]).context["cl"].result_list
        self.assertEqual([row.key for row in rows], ["three"])

    def test_an_unknown_list_is_not_there_and_guests_see_nothing(self):
        self.assertEqual(self.list("beauty").status_code, 404)
        guest = client_of(staff())
        self.assertNotContains(guest.get(INDEX), "Quality of the content")
        address = reverse("admin:quality", args=["unsourced"])
        self.assertEqual(guest.get(address).status_code, 403)

    def test_the_number_of_queries_is_the_same_for_three_and_thirty(self):
        counts = []
        for size in (3, 30):
            for number in range(size):
                topic = make_topic(f"topic-{number}")
                if size == 30:
                    created(topic, self.user)
            self.client.get(INDEX)
            asked = []
            for address in (INDEX, reverse("admin:quality", args=["no-summary-ru"])):
                with CaptureQueriesContext(connection) as queries:
                    self.client.get(address)
                asked.append(len(queries))
            counts.append(asked)
        self.assertEqual(*counts)
