"""Deleting: what was never submitted and is named by nothing; the log tells of it."""

from django.test import TestCase

from entries.desk.entry import Entry
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_source,
    make_state,
    make_topic,
    participant,
    submit,
)


class DeletingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()

    def setUp(self):
        self.client = client_of(self.user)

    def delete(self, entry, version=None):
        version = entry.version if version is None else version
        data = {"post": "yes", "started_from": version}
        return self.client.post(address(entry, "delete"), data, follow=True)

    def test_a_draft_goes_with_its_rows_and_leaves_a_line(self):
        make_state()
        entry = make_exercise(
            participants=[participant("CHN")],
            remarks=[{"key": "note", "about": "start", "subject": ""}],
        )

        self.delete(entry)

        self.assertFalse(Entry.objects.filter(key=entry.key).exists())
        line = AuditLine.objects.get()
        self.assertEqual((line.action, line.key), ("deleted", entry.key))
        self.assertEqual(line.version, entry.version)

    def test_what_keeps_an_entry_is_said_in_words(self):
        state, source, old = make_state(), make_source(), make_framework("old")
        make_exercise(
            start="2007",
            participants=[participant("CHN")],
            hosts=["CHN"],
            citations=[citation("start", "xinhua-2007")],
            relations=[{"key": "r", "relation": "legal-basis", "target": "old"}],
        )
        submitted = make_topic()
        submission = submit(submitted)
        drill = Entry.objects.get(key="peace-mission-2007").exercise
        form, cite = address(drill), address(drill, "cite")
        link = f'<a href="{form}">peace-mission-2007</a>.'
        cited = f'<a href="{cite}">peace-mission-2007</a>.'
        for entry, words in (
            (state, f"CHN takes part in {link}"),
            (state, f"CHN is a host of {link}"),
            (source, f"xinhua-2007 is cited by {cited}"),
            (old, f"old is named in the relations of {link}"),
            (submitted, f"was put forward in submission {submission.pk}"),
        ):
            with self.subTest(words):
                self.assertContains(self.client.get(address(entry, "delete")), words)
                self.assertContains(self.delete(entry), words)
                self.assertTrue(Entry.objects.filter(pk=entry.pk).exists())

    def test_of_many_that_use_a_source_some_are_named_and_all_counted(self):
        source = make_source()
        twice = [citation("title", "xinhua-2007"), citation("text", "xinhua-2007", "b")]
        for number in range(25):
            make_topic(f"topic-{number:02}", citations=twice)
        page = self.client.get(address(source, "delete"))
        self.assertContains(page, "xinhua-2007 is cited by", count=21)
        self.assertContains(page, "topic-00</a> (2 times).")
        self.assertContains(page, "xinhua-2007 is cited by 5 more.")
        self.assertContains(self.delete(source), "xinhua-2007 is cited by 5 more.")

    def test_a_stale_deletion_is_refused(self):
        entry = make_topic()
        Entry.objects.filter(pk=entry.pk).update(version=entry.version + 1)

        response = self.delete(entry)

        self.assertContains(response, "has changed since you opened it")
        self.assertTrue(Entry.objects.filter(pk=entry.pk).exists())
        self.assertFalse(AuditLine.objects.exists())

    def test_the_action_deletes_all_or_none(self):
        entries = [make_topic("one"), make_topic("two")]
        data = {
            "action": "delete_selected",
            "_selected_action": [entry.pk for entry in entries],
        }
        shown = self.client.post("/admin/entries/topic/", data)
        data["post"] = "yes"
        for entry in entries:
            name = f"started_from-{entry.pk}"
            self.assertContains(shown, name)
            data[name] = entry.version
        stale = {**data, f"started_from-{entries[1].pk}": entries[1].version - 1}

        refused = self.client.post("/admin/entries/topic/", stale, follow=True)
        left = Entry.objects.count()
        self.client.post("/admin/entries/topic/", data)

        self.assertContains(refused, "Two has changed since you opened it")
        self.assertNotContains(refused, "Successfully deleted")
        self.assertEqual((left, Entry.objects.count()), (2, 0))
        self.assertEqual(AuditLine.objects.filter(action="deleted").count(), 2)
