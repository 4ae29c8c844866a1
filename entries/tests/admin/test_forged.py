"""Whatever is sent to the pages of citations and of uses, they answer and keep."""

from itertools import product

from django.test import TestCase

from entries.desk.citation import Citation, NoSource
from entries.desk.entry import Entry
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import citation, make_exercise, make_source, make_topic

ODD = (
    "",
    "\0",
    "\0 x",
    "peace-mission-2007 \0",
    "\ufffd",
    "-1",
    str(10**30),
    "9" * 5_000,
    "1e999",
    "NaN",
    "'; --",
    "../..",
    "x" * 3_000,
)


class ForgedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.source = make_source()
        cls.exercise = make_exercise(
            start="2007",
            personnel=4000,
            citations=[citation("start", "xinhua-2007")],
            no_source=["personnel"],
        )
        cls.topic = make_topic(
            citations=[citation("title", "xinhua-2007", "theirs")], no_source=[]
        )

    def setUp(self):
        self.client = client_of(self.user)
        self.cite = address(self.exercise, "cite")
        self.uses = address(self.source, "uses")
        self.version = Entry.objects.get(pk=self.exercise.pk).version

    def said(self):
        """All that the pages can write."""
        return (
            list(Citation.objects.order_by("pk").values()),
            list(NoSource.objects.order_by("pk").values()),
            list(Entry.objects.order_by("pk").values_list("key", "version")),
            list(AuditLine.objects.values()),
        )

    def test_odd_questions_get_an_answer(self):
        names = ("citation", "fact", "show", "page", "only")
        for page, name, odd in product((self.cite, self.uses), names, ODD):
            with self.subTest(name=name, odd=odd[:20]):
                answer = self.client.get(page, {name: odd})
                self.assertIn(answer.status_code, (200, 400))

    def test_bytes_that_are_no_text_get_an_answer(self):
        for page, name in product((self.cite, self.uses), ("citation", "page")):
            answer = self.client.get(f"{page}?{name}=%ff%00%ed%a0%80")
            self.assertEqual(answer.status_code, 400)

    def test_odd_choices_and_versions_change_nothing(self):
        before = self.said()
        buttons = ("mark", "unmark", "verify", "unverify", "delete")
        for odd, button in product(ODD, buttons):
            given = {button: odd, "chosen": [odd], "started_from": self.version}
            late = {button: "start", "chosen": ["xinhua-2007"], "started_from": odd}
            with self.subTest(button, odd=odd[:20]):
                for data in (given, late):
                    answer = self.client.post(self.cite, data)
                    self.assertIn(answer.status_code, (200, 302))
        self.assertEqual(self.said(), before)

    def test_odd_values_in_the_form_change_nothing(self):
        before = self.said()
        good = {
            "fact": "personnel",
            "source": self.source.pk,
            "stance": "supports",
            "started_from": self.version,
            "save": "1",
        }
        names = ("fact", "source", "stance", "also", "review_by", "started_from")
        for odd, name in product(ODD[1:], names):
            with self.subTest(name=name, odd=odd[:20]):
                answer = self.client.post(self.cite, {**good, name: odd})
                self.assertIn(answer.status_code, (200, 400))
        self.assertEqual(self.said(), before)

    def test_values_that_no_database_keeps_are_refused(self):
        before = self.said()
        for fact, value in product(
            ("personnel", "start", "title", "participants", "binding"),
            ('"\\u0000"', '"\\ud800"', "1e999", "NaN", "9" * 400, '{"a": "\\u0000"}'),
        ):
            data = {
                "fact": fact,
                "source": self.source.pk,
                "stance": "contradicts",
                "value": value,
                "started_from": self.version,
                "save": "1",
            }
            with self.subTest(fact, value=value[:20]):
                answer = self.client.post(self.cite, data)
                self.assertIn(answer.status_code, (200, 302))
                if answer.status_code == 302:
                    self.assertEqual(fact, "title")  # which is any text
                    self.version += 1
        self.assertEqual(self.said()[0][: len(before[0])], before[0])

    def test_odd_uses_verify_nothing(self):
        before = self.said()
        good = {
            f"started_from-{key}": version
            for key, version in Entry.objects.values_list("key", "version")
        }
        name = "peace-mission-2007 xinhua-2007"
        for odd in ODD:
            late = {**good, "started_from-peace-mission-2007": odd}
            with self.subTest(odd[:20]):
                for data in (
                    {**good, "chosen": odd, "verify": "1"},
                    {**late, "chosen": name, "verify": "1"},
                    {"chosen": name, "verify": "1"},
                ):
                    answer = self.client.post(self.uses, data)
                    self.assertIn(answer.status_code, (200, 302))
        for odd in filter(None, ODD):
            data = {**good, "chosen": name, "verify": "1", "review_by": odd}
            self.assertEqual(self.client.post(self.uses, data).status_code, 200)
        self.assertEqual(self.said(), before)

    def test_a_citation_of_another_entry_is_not_changed_from_here(self):
        given = {
            "fact": "start",
            "source": self.source.pk,
            "stance": "supports",
            "quote": "Mine",
            "verified_by": "admin",
            "verified_on": "2026-01-01",
            "made_by": "bob",
            "entry": self.topic.pk,
            "started_from": self.version,
            "save": "1",
        }
        self.client.post(f"{self.cite}?citation=theirs", given)
        self.assertFalse(Citation.objects.filter(quote="Mine").exists())
        # Who is told that there is none here, and sends it again, means a new one.
        self.client.post(f"{self.cite}?citation=theirs", given | {"gone": "theirs"})
        theirs = Citation.objects.get(key="theirs")
        self.assertEqual((theirs.quote, theirs.entry_id), ("", self.topic.pk))
        made = Citation.objects.get(quote="Mine")
        self.assertEqual((made.entry_id, made.made_by), (self.exercise.pk, "admin"))
        self.assertEqual((made.verified_by, made.verified_on), ("", ""))
