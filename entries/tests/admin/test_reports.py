"""The inbox of the desk: what readers report, and what became of it."""

from django.contrib.auth.models import Group
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entries.inbox.report import Place, Report, receive
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import administrator, client_of, filled, staff
from entries.tests.factories import make_state, publish

PLACE = Place("state", "CHN", "capital", 1, "en")
LIST = "/admin/entries/report/"


class ReportsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.china = make_state("CHN", title="China", capital="Peking")
        publish(cls.china)
        cls.report, _ = receive(
            "one",
            PLACE,
            text="It is <b>Beijing</b>.",
            source="https://example.org/capital",
            email="reader@example.org",
        )
        cls.url = reverse("admin:entries_report_change", args=[cls.report.pk])

    def setUp(self):
        self.client = client_of(self.user)

    def change(self, **fields):
        form = filled(self.client.get(self.url))
        return self.client.post(self.url, {**form, **fields})

    def test_the_first_page_says_how_many_wait(self):
        answer = self.client.get("/admin/")
        self.assertContains(answer, "Waiting: 1 report from readers")
        self.assertContains(self.client.get(answer.context["reports_url"]), "It is")
        self.change(state="answered")
        self.assertNotContains(self.client.get("/admin/"), "from readers</a>")

    def test_who_does_not_answer_them_is_not_told(self):
        publisher = staff("a-publisher")
        publisher.groups.set(Group.objects.filter(name="publisher"))
        answer = client_of(publisher).get("/admin/")
        self.assertNotContains(answer, "Waiting: 1 report")

    def test_a_report_leads_to_the_form_and_to_the_page_as_it_was_read(self):
        for url in (LIST, self.url):
            answer = self.client.get(url)
            form = reverse("admin:entries_state_change", args=[self.china.pk])
            self.assertContains(answer, f'href="{form}"')
            page = "/en/states/chn/?edition=1#fact-capital"
            self.assertContains(answer, f'href="{page}">Capital, edition 1')
            self.assertContains(answer, "It is &lt;b&gt;Beijing&lt;/b&gt;.")

    def test_what_the_reader_wrote_cannot_be_changed(self):
        self.change(text="Nothing", email="other@example.org", state="new", note="N")
        report = Report.objects.get()
        self.assertEqual(report.text, "It is <b>Beijing</b>.")
        self.assertEqual(report.email, "reader@example.org")
        self.assertEqual(report.note, "N")

    def test_closing_forgets_the_address_and_leaves_a_line(self):
        for state, word in (("answered", "Answered"), ("spam", "Spam")):
            with self.subTest(state):
                Report.objects.update(state="new", email="reader@example.org")
                self.change(state=state, assigned_to=self.user.pk, note="Private words")
                report = Report.objects.get()
                self.assertEqual((report.state, report.email), (state, ""))
                line = AuditLine.objects.first()
                self.assertEqual((line.action, line.key), ("report changed", "CHN"))
                self.assertIn(f"Report {report.reference}: state {word}", line.detail)
                self.assertNotIn("Private", line.detail)
                self.assertNotIn("reader@", line.detail)

    def test_each_change_leaves_a_line_and_none_leaves_none(self):
        before = AuditLine.objects.count()
        self.change()
        self.assertEqual(AuditLine.objects.count(), before)
        self.change(assigned_to=self.user.pk)
        line = AuditLine.objects.first()
        self.assertIn(f"assigned to {self.user}", line.detail)
        self.assertEqual(AuditLine.objects.count(), before + 1)

    def test_only_those_who_answer_can_be_assigned(self):
        other = staff("somebody-else")
        answer = self.change(assigned_to=other.pk)
        self.assertContains(answer, "not one of the available choices")

    def test_deleting_one_leaves_a_line(self):
        url = reverse("admin:entries_report_delete", args=[self.report.pk])
        self.client.post(url, {"post": "yes"})
        self.assertFalse(Report.objects.exists())
        line = AuditLine.objects.first()
        self.assertEqual((line.action, line.key), ("report deleted", "CHN"))

    def test_a_report_on_an_entry_that_is_gone_from_the_desk_still_opens(self):
        receive("two", Place("state", "XXX", "", 1, "en"), text="Gone")
        self.assertContains(self.client.get(LIST), "The page as a whole")

    def test_many_take_as_many_queries_as_few(self):
        def queries():
            with CaptureQueriesContext(connection) as taken:
                self.client.get(LIST)
            return len(taken)

        before = queries()
        for n in range(30):
            receive(f"more-{n}", PLACE, text="It is Beijing.")
        self.assertEqual(queries(), before)
