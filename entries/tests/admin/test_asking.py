"""What cannot be asked of the desk is refused in words, on every database."""

from urllib.parse import quote

from django.test import TestCase

from entries.desk.entry import Entry
from entries.tests.admin.forms import administrator, client_of, staff
from entries.tests.factories import make_exercise, make_series, make_topic, publish

LISTS = (
    *(f"entries/{kind}" for kind in ("state", "exerciseseries", "exercise", "source")),
    *(f"entries/{kind}" for kind in ("framework", "topic", "entry", "remark")),
    *(f"entries/{log}" for log in ("submission", "edition", "auditline")),
    "auth/user",
    "auth/group",
)
ASKED = ("q", "p", "o", "key", "title", "stand", "action", "outcome__exact", "x")
NUMBERS = ("p", "id", "pk", "id__in", "actor__id__exact", "series__id__exact")
DATES = ("at__year", "submitted__year", "at__month", "submitted__gte")
AUTOCOMPLETE = (
    "/admin/autocomplete/?app_label=entries&model_name=citation&field_name=source&term="
)
HUGE = "9" * 23


class AskingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        make_series()
        cls.exercise = make_exercise(series="peace-mission")
        publish(make_topic("live"))

    def setUp(self):
        self.client = client_of(self.user)

    def test_no_list_looks_for_a_character_of_number_zero(self):
        for start in LISTS:
            for name in ASKED:
                for value in ("\0", "a\0b"):
                    address = f"/admin/{start}/?{name}={quote(value)}"
                    with self.subTest(address):
                        answer = self.client.get(address)
                        self.assertContains(
                            answer, "none that can be looked for", status_code=400
                        )
                        self.assertContains(
                            answer, f'href="/admin/{start}/"', None, 400
                        )
            answer = self.client.get(f"/admin/{start}/?%00=1")
            self.assertEqual(answer.status_code, 400)

    def test_no_number_is_too_large_for_a_list(self):
        for start in LISTS:
            for name in (*NUMBERS, *DATES):
                for value in (HUGE, f"-{HUGE}"):
                    address = f"/admin/{start}/?{name}={value}"
                    with self.subTest(address):
                        answer = self.client.get(address)
                        self.assertIn(answer.status_code, (200, 302, 400))

    def test_a_number_that_no_database_counts_to_is_refused_in_words(self):
        answer = self.client.get(f"/admin/entries/submission/?submitted__year={HUGE}")
        self.assertContains(answer, "A number in it is too large.", status_code=400)

    def test_autocomplete_refuses_and_finds_as_before(self):
        self.assertEqual(self.client.get(f"{AUTOCOMPLETE}%00").status_code, 400)
        self.assertEqual(self.client.get(f"{AUTOCOMPLETE}{HUGE}").json()["results"], [])

    def test_an_action_on_what_is_no_row_does_nothing(self):
        data = {"action": "delete_selected", "post": "yes"}
        for chosen in ("\0", "x", "1.5", HUGE, "-1", "9" * 5000):
            with self.subTest(chosen[:30]):
                answer = self.client.post(
                    "/admin/entries/exercise/", data | {"_selected_action": [chosen]}
                )
                self.assertContains(answer, "no row of this list", status_code=400)
        self.assertTrue(Entry.objects.filter(pk=self.exercise.pk).exists())

    def test_a_page_of_an_entry_that_cannot_be_is_none(self):
        for page in ("change", "delete", "history"):
            answer = self.client.get(f"/admin/entries/exercise/{HUGE}/{page}/")
            self.assertIn(answer.status_code, (302, 400, 404))
        for page in ("citations", "submit", "withdraw"):
            answer = self.client.get(f"/admin/entries/exercise/{HUGE}/{page}/")
            self.assertIn(answer.status_code, (400, 404))

    def test_a_choice_that_is_no_number_chooses_nothing(self):
        for value in ("x", "1.5", HUGE):
            answer = self.client.get(f"/admin/entries/exercise/add/?series={value}")
            self.assertEqual(answer.status_code, 200)
        series = self.exercise.series_id
        answer = self.client.get(f"/admin/entries/exercise/add/?series={series}")
        self.assertContains(answer, f'value="{series}" selected>Peace mission<')

    def test_strangers_learn_nothing_by_it(self):
        guest = client_of(staff())
        for client in (self.client_class(), guest):
            answer = client.get("/admin/entries/topic/?q=%00")
            self.assertIn(answer.status_code, (302, 400))
            self.assertNotContains(answer, "Live", status_code=answer.status_code)
