"""Every page of the desk: who may open it, and how many queries it takes."""

from datetime import UTC, datetime

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entries.admin.site import desk
from entries.desk.entry import Entry
from entries.desk.exercise import Exercise
from entries.desk.topic import Topic
from entries.publishing.submission import Submission
from entries.tests.admin.forms import address, administrator, client_of, staff
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
    submit,
    withdraw,
)

KINDS = ("state", "exerciseseries", "exercise", "framework", "topic", "source")
PAGES = (
    *("change", "cite", "submit", "withdraw", "delete", "history"),
    *("preview", "compare", "restore"),
)


class PagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.admin, cls.guest = administrator(), staff()
        entries = (
            make_state(),
            make_series(),
            make_exercise(
                participants=[participant("CHN")],
                remarks=[{"key": "note", "about": "start", "subject": ""}],
            ),
            make_framework(),
            make_topic(),
            make_source(),
        )
        publish(*entries)
        cls.entries = dict(zip(KINDS, entries, strict=True))
        cls.open = submit(make_topic("borders"))

    def addresses(self):
        for kind, entry in self.entries.items():
            yield reverse(f"admin:entries_{kind}_changelist")
            yield reverse(f"admin:entries_{kind}_add")
            for page in PAGES:
                yield reverse(f"admin:entries_{kind}_{page}", args=[entry.pk])
        remark = self.entries["exercise"].remarks.get()
        yield reverse("admin:entries_remark_change", args=[remark.pk])
        yield reverse("admin:entries_submission_change", args=[self.open.pk])
        yield reverse("admin:entries_submission_change", args=[self.open.pk - 1])
        yield reverse("admin:entries_edition_change", args=[1])
        for model in ("entry", "remark", "submission", "edition", "auditline"):
            yield reverse(f"admin:entries_{model}_changelist")

    def test_an_administrator_opens_every_page(self):
        client = client_of(self.admin)
        for page in (*self.addresses(), reverse("admin:index")):
            with self.subTest(page):
                self.assertEqual(client.get(page).status_code, 200)

    def test_nobody_else_opens_any(self):
        guest = client_of(self.guest)
        for page in self.addresses():
            with self.subTest(page):
                response = self.client.get(page)
                self.assertRedirects(response, f"/admin/login/?next={page}", 302, 200)
                self.assertEqual(guest.get(page).status_code, 403)

    def test_who_may_only_look_sees_no_form(self):
        look = Permission.objects.filter(codename__startswith="view_")
        self.guest.user_permissions.set(look)
        client, entry = client_of(self.guest), self.entries["exercise"]
        for page in ("change", "cite"):
            address = reverse(f"admin:entries_exercise_{page}", args=[entry.pk])

            shown = client.get(address)
            posted = client.post(address, {"started_from": entry.version, "save": "1"})

            self.assertEqual(shown.status_code, 200)
            self.assertNotContains(shown, 'name="started_from"')
            self.assertEqual(posted.status_code, 403)

    def test_an_entry_leads_to_the_pages_of_its_kind(self):
        entry = self.entries["framework"]
        for page in ("change", "history"):
            address = reverse(f"admin:entries_entry_{page}", args=[entry.pk])

            response = client_of(self.admin).get(address)

            own = f"/admin/entries/framework/{entry.pk}/{page}/"
            self.assertRedirects(response, own)

    def test_the_record_cannot_be_changed_here(self):
        request = client_of(self.admin).get("/admin/").wsgi_request
        for name in ("Submission", "Edition", "AuditLine", "Entry"):
            model = next(m for m in desk._registry if m.__name__ == name)
            admin = desk.get_model_admin(model)
            with self.subTest(name):
                self.assertFalse(admin.has_add_permission(request))
                self.assertFalse(admin.has_change_permission(request))
                self.assertFalse(admin.has_delete_permission(request))

    def test_the_kinds_come_first(self):
        response = client_of(self.admin).get("/admin/")

        first = response.context["app_list"][0]["models"]
        names = [model["object_name"].lower() for model in first]
        self.assertEqual(names, [*KINDS, "entry"])

    def test_autocomplete_names_the_key(self):
        query = "?term=xinhua&app_label=entries&model_name=citation&field_name=source"

        answer = client_of(self.admin).get(f"/admin/autocomplete/{query}").json()

        words = [row["text"] for row in answer["results"]]
        self.assertEqual(words, ["Xinhua 2007 · xinhua-2007"])


class StandTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        publish(*(make_topic(key) for key in ("live", "changed", "withdrawn")))
        withdraw(Entry.objects.get(key="withdrawn"))
        Entry.objects.filter(key="changed").update(version=9)
        make_topic("new")
        submit(make_topic("reviewed"))

    def test_the_list_says_where_each_stands(self):
        response = client_of(self.user).get("/admin/entries/topic/")

        found = {row.key: row.stand for row in response.context["cl"].result_list}
        words = ("live", "changed", "withdrawn", "new")
        self.assertEqual(found, {**{w: w for w in words}, "reviewed": "review"})
        self.assertContains(response, "Live, unchanged since edition 1")
        self.assertContains(response, "Changed since edition 1")
        self.assertContains(response, "Withdrawn in edition 2")

    def test_what_changed_is_said_in_the_list_and_shown_in_the_form(self):
        make_topic("live", title="Newer", summary="New")
        client = client_of(self.user)
        rows = client.get("/admin/entries/topic/").context["cl"].result_list
        changed = {row.key: row.changed for row in rows if row.stand == "changed"}
        self.assertEqual(
            changed,
            {
                "changed": "nothing that readers would see",
                "live": "Summary; Title",
            },
        )
        form = client.get(address(Topic.objects.get(key="live")))
        said = [(one.label, one.was, one.now) for one in form.context["unread"]]
        self.assertIn(("Title", "Live", "Newer"), said)
        same = client.get(address(Topic.objects.get(key="changed")))
        self.assertContains(same, "says just what readers read")

    def test_what_was_published_twice_is_live_since_the_second_time(self):
        publish(make_topic("live", title="Newer"))
        rows = client_of(self.user).get("/admin/entries/topic/").context["cl"]
        found = {row.key: row for row in rows.result_list}
        self.assertEqual(found["live"].stand, "live")
        self.assertEqual(found["live"].last_edition, 3)

    def test_a_scheduled_entry_says_when(self):
        entry = Entry.objects.get(key="reviewed")
        Submission.objects.filter(proposals__entry=entry).update(
            state="scheduled",
            approver=self.user,
            scheduled_by=self.user,
            publish_at=datetime(2027, 1, 2, 3, 4, tzinfo=UTC),
        )
        page = client_of(self.user).get("/admin/entries/topic/?stand=scheduled")
        self.assertContains(page, "Scheduled for 2 Jan 2027, 03:04 UTC: submission")

    def test_an_edit_after_it_was_put_forward_is_said(self):
        Entry.objects.filter(key="reviewed").update(version=9)
        page = client_of(self.user).get("/admin/entries/topic/?stand=review")
        self.assertContains(page, "edited since it was put forward")

    def test_a_form_says_what_is_missing_before_it_is_put_forward(self):
        make_source("a")
        entry = make_topic(
            "new", text="As said[^gone].", citations=[citation("title", "a")]
        )
        page = client_of(self.user).get(address(entry))
        said = [(one.label, one.what) for one in page.context["missing"]]
        self.assertEqual(
            said,
            [
                ("Text", "its mark [^gone] names no citation"),
                ("Title", "names a, which was never published"),
            ],
        )
        self.assertContains(page, "#id_text")

    def test_a_form_says_what_is_wrong_and_what_is_missing_together(self):
        entry = make_exercise("odd", start="2008", end="2009", no_source=["start"])
        Exercise.objects.filter(pk=entry.pk).update(end="2001?")
        page = client_of(self.user).get(address(entry))
        said = [(one.label, one.what) for one in page.context["missing"]]
        self.assertEqual(
            said,
            [
                ("End", "The end is before the start."),
                ("End", "has no citation and no mark “no source found”"),
            ],
        )
        self.assertContains(page, "#id_end")

    def test_what_waits_in_the_same_submission_is_not_missing(self):
        first, second = (
            make_topic("first"),
            make_topic("second", text="[1](entry:first)"),
        )
        form = client_of(self.user).get(address(second))
        self.assertEqual([one.label for one in form.context["missing"]], ["Text"])
        made = submit(first, second)
        form = client_of(self.user).get(address(second))
        self.assertEqual(form.context["missing"], [])
        self.assertContains(form, f"In review: submission {made.pk}</a>")

    def test_no_list_of_the_desk_is_edited_in_place(self):
        """Such a form would carry no version."""
        for model, model_admin in desk._registry.items():
            self.assertEqual(tuple(model_admin.list_editable), (), model)

    def test_the_filter_agrees_with_the_list(self):
        client = client_of(self.user)
        for stand in ("live", "changed", "withdrawn", "new", "review"):
            response = client.get(f"/admin/entries/topic/?stand={stand}")

            stands = [row.stand for row in response.context["cl"].result_list]
            self.assertEqual(stands, [stand])

    def test_in_review_the_key_is_fixed(self):
        entry = Entry.objects.get(key="reviewed")

        response = client_of(self.user).get(f"/admin/entries/topic/{entry.pk}/change/")

        self.assertNotIn("key", response.context["adminform"].form.fields)


class QueryCountTests(TestCase):
    """Three rows and thirty take the same queries."""

    def setUp(self):
        self.client = client_of(administrator())
        make_series()
        self.codes = [f"A{a}{b}" for a in "ABCDEF" for b in "ABCDE"]

    def count(self, address):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(queries)

    def test_lists(self):
        makers = {
            "state": lambda n: make_state(self.codes[n], iso2=self.codes[n][1:]),
            "exerciseseries": lambda n: make_series(f"series-{n}"),
            "exercise": lambda n: make_exercise(
                f"exercise-{n}", series="peace-mission"
            ),
            "framework": lambda n: make_framework(f"framework-{n}"),
            "topic": lambda n: make_topic(f"topic-{n}"),
            "source": lambda n: make_source(f"source-{n}"),
        }
        for kind, make in makers.items():
            address = f"/admin/entries/{kind}/"
            publish(*(make(n) for n in range(3)), *self.first_series(kind))
            few = self.count(address)
            for n in range(3, 30):
                make(n)
            with self.subTest(kind):
                self.assertEqual(self.count(address), few)

    def first_series(self, kind):
        return [make_series()] if kind == "exercise" else []

    def test_forms_and_citations(self):
        sources = [make_source(f"source-{n}").key for n in range(30)]
        for n, code in enumerate(self.codes):
            make_state(code, iso2=f"{chr(65 + n // 26)}{chr(65 + n % 26)}")
        counts = {}
        for size in (3, 30):
            states = self.codes[:size]
            entry = make_exercise(
                participants=[participant(code) for code in states],
                hosts=states,
                citations=[
                    citation(f"participants.{code}", source)
                    for code, source in zip(states, sources, strict=False)
                ],
            )
            for page in ("change", "citations"):
                address = f"/admin/entries/exercise/{entry.pk}/{page}/"
                counts.setdefault(page, []).append(self.count(address))
        for page, (few, many) in counts.items():
            with self.subTest(page):
                self.assertEqual(few, many)

    def test_a_submission(self):
        counts = []
        for size in (3, 20):
            topics = [make_topic(f"topic-{size}-{n}") for n in range(size)]
            submission = submit(*topics)
            address = f"/admin/entries/submission/{submission.pk}/change/"
            counts.append(self.count(address))

        self.assertEqual(*counts)
