"""Drafts and proposals in the readers' own page: for editors alone, and never kept."""

from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entries.desk.conversion import restore_all
from entries.desk.entry import Entry
from entries.documents.kinds import KINDS
from entries.publishing.withdrawing import withdraw
from entries.tests.admin.forms import address, administrator, client_of, staff
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
    submit,
)
from entries.tests.sentinels import NUMBER, WORD, sentinel_document

LIVE = "/en/exercises/peace-mission-2007/"


def all_rows():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("entries").get_models()
    }


class PreviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        publish(
            make_state("CHN", title="China"),
            make_series("peace-mission", title="Peace Mission"),
            make_exercise(title="Live title", personnel=4000, hosts=["CHN"]),
        )
        make_state("RUS", title="Russia", title_ru="Россия", capital="Moscow")
        make_source("draft-source", title="Draft source", publisher="Nobody yet")
        cls.draft = make_exercise(
            title="Draft title",
            series="peace-mission",
            personnel=6500,
            participants=[participant("CHN"), participant("RUS", personnel=2000)],
            hosts=["RUS", "CHN"],
            text="In [Russia](entry:RUS), {{RUS:defence_ministry}}[^draft-source].",
            citations=[citation("personnel", "draft-source")],
        )
        make_state("RUS", title="Russia", defence_ministry="Ministry on the Arbat")

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.draft, "preview")

    def test_a_draft_is_shown_in_the_readers_page_and_marked(self):
        answer = self.client.get(self.page)
        self.assertTemplateUsed(answer, "exercise_detail.html")
        self.assertContains(answer, "<h1>Draft title</h1>", html=True)
        self.assertContains(answer, "6,500")
        self.assertContains(answer, "Readers cannot see this page.")
        self.assertContains(answer, address(self.draft))
        self.assertNotContains(answer, "Live title")
        self.assertNotContains(answer, "Permanent address")

    def test_names_that_only_the_desk_has_are_shown_and_marked(self):
        answer = self.client.get(self.page)
        gone = '<span class="gone">(not published)</span>'
        self.assertContains(answer, f"Russia {gone}")
        self.assertContains(answer, f"Draft source {gone}")
        self.assertContains(answer, "Nobody yet")
        self.assertContains(answer, "Ministry on the Arbat")
        self.assertContains(answer, '<a href="/en/states/chn/">China</a>')
        self.assertNotContains(answer, "not in this edition")

    def test_live_counts_and_charts_of_a_draft_are_those_of_the_record(self):
        text = "Of {{count exercises?host=CHN}}, {{count drills}}.\n\n{{chart scale}}"
        topic = make_topic(text=text)
        answer = self.client.get(address(topic, "preview"))
        self.assertContains(answer, 'href="/en/exercises/?host=CHN"')
        self.assertContains(answer, "(no figure)", count=1)
        self.assertContains(answer, '<figure class="chart in-text" id="chart-1"')
        self.assertContains(answer, "Live title")
        self.assertContains(answer, "css/charts.css")

    def test_nobody_keeps_it(self):
        answer = self.client.get(self.page)
        kept = answer["Cache-Control"].replace(" ", "").split(",")
        self.assertLessEqual({"no-store", "private"}, set(kept))
        self.assertEqual(answer["X-Robots-Tag"], "noindex")

    def test_readers_see_what_is_published_before_and_after(self):
        before = Client().get(LIVE).content
        self.client.get(self.page)
        self.assertEqual(Client().get(LIVE).content, before)
        self.assertNotIn(b"Draft title", before)

    def test_it_writes_nothing(self):
        submission = submit(
            self.draft, *Entry.objects.filter(key__in=("RUS", "draft-source"))
        )
        numbers = submission.proposals.values_list("pk", flat=True)
        pages = [f"/admin/entries/proposal/{number}/preview/" for number in numbers]
        pages.append(self.page)
        before = all_rows()
        with CaptureQueriesContext(connection) as queries:
            for page in pages:
                self.assertEqual(self.client.get(page).status_code, 200)
        self.assertEqual(all_rows(), before)
        self.assertEqual(
            {
                query["sql"].split()[0]
                for query in queries
                if "entries_" in query["sql"]
            },
            {"SELECT"},
        )

    def test_what_was_put_forward_is_shown_as_it_was_then(self):
        submission = submit(
            self.draft, *Entry.objects.filter(key__in=("RUS", "draft-source"))
        )
        make_exercise(title="Edited since")
        proposal = submission.proposals.get(key=self.draft.key)
        page = reverse("admin:entries_proposal_preview", args=[proposal.pk])
        answer = self.client.get(page)
        self.assertContains(answer, "<h1>Draft title</h1>", html=True)
        self.assertContains(answer, f"put forward in submission {submission.pk}")
        self.assertNotContains(answer, "Edited since")
        shown = self.client.get(f"/admin/entries/submission/{submission.pk}/change/")
        self.assertContains(shown, page)

    def test_a_withdrawal_has_no_page_of_its_own(self):
        submission = withdraw(Entry.objects.get(key="CHN"), editor(), "Mistaken")
        page = f"/admin/entries/proposal/{submission.proposals.get().pk}/preview/"
        self.assertEqual(self.client.get(page).status_code, 404)
        self.assertEqual(
            self.client.get("/admin/entries/proposal/0/preview/").status_code, 404
        )

    def test_who_may_not_see_the_entry_sees_no_preview(self):
        proposal = submit(make_topic("t")).proposals.get()
        pages = (self.page, f"/admin/entries/proposal/{proposal.pk}/preview/")
        reader = client_of(User.objects.create_user("reader"))
        guest = staff()
        guest.user_permissions.set(
            Permission.objects.filter(codename__in=("view_state", "view_submission"))
        )
        for page in pages:
            for stranger in (Client(), reader):
                answer = stranger.get(page)
                self.assertRedirects(answer, f"/admin/login/?next={page}", 302, 200)
            refused = client_of(guest).get(page)
            self.assertEqual(refused.status_code, 403)
            self.assertNotContains(refused, "Draft title", status_code=403)
            self.assertEqual(self.client.post(page).status_code, 405)
        guest.user_permissions.set(
            Permission.objects.filter(codename__in=("view_exercise", "view_topic"))
        )
        guest = client_of(User.objects.get(pk=guest.pk))
        self.assertEqual(guest.get(pages[0]).status_code, 200)
        self.assertEqual(guest.get(pages[1]).status_code, 403)

    def test_a_state_is_shown_on_a_day_and_a_day_that_is_none_is_refused(self):
        state = make_state(
            "RUS", standing=[{"key": "f", "role": "founder", "from": "2001-06-15"}]
        )
        page = address(state, "preview")
        self.assertContains(self.client.get(f"{page}?on=2016-06-01"), "Founding member")
        for day in ("2016-13-01", "yesterday", "20160601"):
            answer = self.client.get(f"{page}?on={day}")
            self.assertContains(answer, "Write the day as", status_code=400)
        self.assertEqual(self.client.get(f"{page}?page=zzz").status_code, 200)

    def test_a_text_too_long_for_a_page_is_told_so(self):
        topic = make_topic("t")
        Entry.objects.filter(pk=topic.pk).update(text="a" * 200_001)
        answer = self.client.get(address(topic, "preview"))
        self.assertContains(answer, "at most 200,000", status_code=400)

    def test_the_form_leads_to_it(self):
        self.assertContains(self.client.get(address(self.draft)), self.page)


class EveryKindTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        publish(make_state("CHN"), make_source("a-source"), make_series("a-series"))
        cls.entries = restore_all([sentinel_document(kind) for kind in KINDS])

    def test_a_draft_with_all_that_a_kind_has_can_be_seen(self):
        client = client_of(self.user)
        for entry in self.entries:
            with self.subTest(entry.kind):
                answer = client.get(address(entry, "preview"))
                self.assertContains(answer, f"{WORD} title")
                self.assertContains(answer, f"{WORD} summary")
        self.assertContains(
            client.get(address(self.entries[2], "preview")), f"{NUMBER:,}"
        )


class QueryTests(TestCase):
    """Three rows and thirty take the same queries."""

    def test_drafts(self):
        client = client_of(administrator())
        publish(make_topic("live"))
        codes = [f"A{a}{b}" for a in "ABCDEF" for b in "ABCDE"]
        for n, code in enumerate(codes):
            make_state(code, iso2=f"{chr(65 + n // 26)}{chr(65 + n % 26)}")
            make_source(f"source-{n}")
        counts = []
        for size in (3, 30):
            states = codes[:size]
            text = " ".join(f"{{{{{one}:capital}}}} [x](entry:{one})" for one in states)
            entries = (
                make_exercise(
                    participants=[participant(one) for one in states],
                    hosts=states,
                    text=text,
                    citations=[
                        citation(f"participants.{one}", f"source-{n}")
                        for n, one in enumerate(states)
                    ],
                ),
                make_framework(parties=[{"state": one} for one in states], text=text),
                make_topic("t", text=text),
            )
            counts.append([self.count(client, entry) for entry in entries])
        self.assertEqual(*counts)

    def count(self, client, entry):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address(entry, "preview"))
        self.assertEqual(answer.status_code, 200)
        return len(queries)
