"""The history of an entry at the desk: everything in its place, any two compared."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.desk.conversion import restore_all
from entries.desk.entry import Entry
from entries.publishing.audit import line
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests.admin.forms import address, administrator, client_of, staff
from entries.tests.factories import (
    editor,
    make_document,
    make_exercise,
    make_state,
    make_topic,
    participant,
    publish,
    withdraw,
)

LONG = (
    "The states agreed on joint drills, on the exchange of officers and on a council."
)


def write(title, by="anna", **fields):
    entry = Entry.objects.get(key="t")
    start = entry.version
    restore_all([make_document("topic", "t", title=title, **fields)], {"t": start})
    line(editor(by), "edited", entry, start, "title").save()


class HistoryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.entry = make_topic("t", title="First", text=LONG)
        line(editor("anna"), "edited", cls.entry, 0, "created").save()
        publish(cls.entry, reason="First facts")
        write("Second", text=LONG.replace("joint drills", "yearly drills"))
        write("Third", by="bob")

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.entry, "history")
        self.compare = address(self.entry, "compare")

    def test_a_revision_says_who_when_why_what_and_its_digest(self):
        answer = self.client.get(self.page)
        revision = Revision.objects.get()
        for words in (
            "Revision 1",
            "edition 1",
            "editor put it forward, reviewer approved it",
            "First facts",
            "Added: all of it",
            revision.digest,
            "/en/topics/t/revisions/1/",
            f"{address(self.entry, 'restore')}?to=revision-1",
        ):
            self.assertContains(answer, words)

    def test_the_drafts_between_say_who_wrote_what(self):
        answer = self.client.get(self.page)
        said = [
            row["line"].actor.username
            for row in answer.context["rows"]
            if "line" in row
        ]
        self.assertEqual(said[:2], ["bob", "anna"])
        self.assertContains(answer, "?from=version-2&amp;to=draft")
        self.assertContains(answer, '?to=version-2">Undo</a>')
        self.assertContains(answer, '?to=version-2">Restore<span')
        self.assertContains(answer, "/admin/entries/auditline/?key=t")

    def test_tombstones_and_redactions_are_named(self):
        publish(Entry.objects.get(key="t"))
        withdraw(Entry.objects.get(key="t"), reason="Mistaken")
        redact(Revision.objects.get(number=1), editor("jurist"), "A court order")
        answer = self.client.get(self.page)
        self.assertContains(answer, "Revision 3: withdrawn")
        self.assertContains(answer, "Revision 1: redacted")
        self.assertContains(answer, "Redacted: Edition 4")
        self.assertNotContains(answer, 'to=revision-1"')
        self.assertNotContains(answer, "version-")

    def test_long_histories_are_paged(self):
        for number in range(31):
            write(f"Title {number}")
        first = self.client.get(self.page)
        last = self.client.get(f"{self.page}?page=2")
        self.assertEqual(len(first.context["rows"]), 30)
        self.assertContains(first, "?page=2")
        self.assertContains(last, "Revision 1")
        for page in ("0", "99", "x", "%00"):
            answer = self.client.get(f"{self.page}?page={page}")
            self.assertIn(answer.status_code, (200, 400))

    def test_any_two_moments_are_compared_in_words(self):
        for one, other, was, now in (
            ("revision-1", "draft", "First", "Third"),
            ("revision-1", "version-2", "First", "Second"),
            ("draft", "version-2", "Third", "Second"),
            ("version-2", "draft", "Second", "Third"),
        ):
            answer = self.client.get(f"{self.compare}?from={one}&to={other}")
            with self.subTest(f"{one} {other}"):
                changes = {c.label: c for c in answer.context["changes"]}
                self.assertEqual(
                    (changes["Title"].was, changes["Title"].now), (was, now)
                )
                self.assertContains(answer, f'<option value="{one}" selected>')

    def test_texts_are_compared_word_by_word(self):
        answer = self.client.get(f"{self.compare}?from=revision-1&to=version-2")
        self.assertContains(answer, "joint<span")
        self.assertContains(answer, "yearly<span")
        self.assertContains(answer, "<del>")
        self.assertContains(answer, "<ins>")

    def test_rows_are_called_by_their_names(self):
        make_state("CHN", title="China")
        exercise = make_exercise(participants=[participant("CHN", personnel=5)])
        make_exercise(participants=[participant("CHN", personnel=6)])
        page = address(exercise, "compare")
        answer = self.client.get(f"{page}?from=version-1&to=draft")
        self.assertContains(answer, "Participants, China: Personnel")

    def test_what_is_not_kept_is_told_so(self):
        for asked in (
            "from=version-99",
            "from=revision-9",
            "from=<b>",
            "from=x&to=y",
        ):
            answer = self.client.get(f"{self.compare}?{asked}")
            self.assertContains(answer, "is not kept")
            self.assertNotContains(answer, "<b>")
        same = self.client.get(f"{self.compare}?from=draft&to=draft")
        self.assertContains(same, "They say the same.")

    def test_a_comparison_starts_from_the_latest_revision_or_asks_for_one(self):
        publish(Entry.objects.get(key="t"))
        page = self.client.get(self.page)
        self.assertContains(page, 'aria-label="From revision 2" checked>')
        self.assertNotContains(page, 'aria-label="From revision 1" checked>')
        for asked in ("?to=draft", ""):
            answer = self.client.get(f"{self.compare}{asked}")
            self.assertEqual(answer.context["faults"], ["Choose what to compare from."])
            self.assertNotContains(answer, "Restore")

    def test_a_guest_sees_none_of_it_and_who_looks_restores_nothing(self):
        guest = staff()
        for page in (self.page, self.compare):
            self.assertEqual(client_of(guest).get(page).status_code, 403)
            self.assertEqual(self.client.post(page).status_code, 405)
        reader = editor("reader")
        reader.is_staff = True
        reader.save()
        reader.user_permissions.set(
            reader.user_permissions.filter(codename="view_topic")
        )
        answer = client_of(reader).get(self.page)
        self.assertContains(answer, "Revision 1")
        self.assertNotContains(answer, "restore")
        self.assertNotContains(answer, "redact")

    def test_an_entry_that_is_not_there_has_no_history(self):
        for number in ("999999", "x"):
            answer = self.client.get(f"/admin/entries/topic/{number}/history/")
            self.assertEqual(answer.status_code, 404)

    def test_thirty_rows_take_the_queries_of_three(self):
        counts = []
        for size in (3, 30):
            for number in range(size):
                write(f"Title {size} {number}")
            publish(Entry.objects.get(key="t"))
            counts.append(
                [
                    self.count(self.page),
                    self.count(f"{self.compare}?from=revision-1&to=draft"),
                    self.count(f"{address(self.entry, 'restore')}?to=revision-1"),
                ]
            )
        self.assertEqual(*counts)

    def count(self, page):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(page).status_code, 200)
        return len(queries)
