"""Restoring, bringing back and redacting by the desk's buttons: asked before done."""

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse

from entries.desk.entry import Entry
from entries.publishing.audit import AuditLine
from entries.publishing.history import said as said_at
from entries.publishing.submission import Submission
from entries.record.edition import Edition, Revision
from entries.tests.admin.forms import address, administrator, client_of
from entries.tests.factories import editor, make_topic, publish, withdraw


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def stored():
    rows = (Entry, AuditLine, Revision, Edition, Submission)
    return [list(model.objects.order_by("pk").values()) for model in rows]


class RestoringTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        publish(make_topic("t", title="First"))
        cls.entry = make_topic("t", title="Second")

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.entry, "restore")

    def restore(self, name, version=None, **data):
        start = self.entry.version if version is None else version
        given = {"to": name, "started_from": start, **data}
        return self.client.post(self.page, given, follow=True)

    def title(self):
        return Entry.objects.get(key="t").title

    def test_it_asks_first_and_shows_what_would_change(self):
        before = stored()
        for name in ("revision-1", "version-1"):
            answer = self.client.get(f"{self.page}?to={name}")
            self.assertContains(answer, "Restore as a new draft")
            self.assertContains(answer, "<td>Second</td><td>First</td>", html=True)
            self.assertContains(
                answer, f'name="started_from" value="{self.entry.version}"'
            )
        self.assertEqual(stored(), before)

    def test_a_revision_or_a_former_draft_becomes_the_draft(self):
        for name in ("revision-1", "version-1"):
            answer = self.restore(name)
            self.assertRedirects(answer, address(self.entry))
            self.assertIn("On the desk again", said(answer)[0])
            self.assertEqual(self.title(), "First")
            self.entry = make_topic("t", title="Second")
        self.assertEqual(AuditLine.objects.filter(action="restored").count(), 2)
        self.assertEqual(Edition.objects.count(), 1)

    def test_who_comes_too_late_is_told_who_was_first_and_may_confirm_anew(self):
        self.restore("revision-1")
        late = self.restore("version-2")
        self.assertContains(late, "has changed since you opened it: admin restored it")
        self.assertContains(
            late, f'name="started_from" value="{self.entry.version + 1}"'
        )
        self.assertEqual(self.title(), "First")
        self.restore("version-2", self.entry.version + 1)
        self.assertEqual(self.title(), "Second")

    def test_a_version_that_is_missing_or_made_up_is_refused(self):
        before = stored()
        for version in ("", "x", "-1", "99", "9" * 30, "\0"):
            answer = self.restore("revision-1", version)
            self.assertContains(answer, "which version")
        self.assertEqual(stored(), before)

    def test_what_stands_in_the_way_is_listed(self):
        make_topic("other")
        make_topic("t", text="[it](entry:other)")
        self.entry = make_topic("t", title="Second", text="")
        Entry.objects.get(key="other").delete()
        answer = self.restore("version-3")
        self.assertContains(answer, "names other, which is not on the desk")
        self.assertEqual(self.title(), "Second")

    def test_what_is_not_kept_is_told_so(self):
        for name in ("version-77", "revision-9", "", "<b>", "\0"):
            answer = self.restore(name)
            self.assertContains(answer, "is not kept")
        self.assertContains(self.client.get(self.page), "is not kept")
        self.assertEqual(self.title(), "Second")

    def test_who_may_not_change_the_entry_may_not_restore_it(self):
        reviewer = editor("r")
        reviewer.is_staff = True
        reviewer.save()
        may = ("view_topic", "submit_entry", "review_entry", "change_state")
        reviewer.user_permissions.set(Permission.objects.filter(codename__in=may))
        client, before = client_of(reviewer), stored()
        for page in ("restore", "back", "redact"):
            where = f"{address(self.entry, page)}?to=revision-1&revision=1"
            data = {"to": "revision-1", "started_from": self.entry.version}
            data |= {"key": "t", "reason": "Forged"}
            self.assertEqual(client.get(where).status_code, 403)
            self.assertEqual(client.post(where, data).status_code, 403)
        self.assertEqual(stored(), before)


class BringingBackTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.entry = make_topic("t", title="First")
        publish(cls.entry)
        withdraw(cls.entry, reason="Mistaken")
        make_topic("t", title="Rewritten")

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.entry, "back")

    def test_the_form_of_a_withdrawn_entry_leads_to_it(self):
        self.assertContains(self.client.get(address(self.entry)), self.page)
        live = make_topic("live")
        publish(live)
        answer = self.client.get(address(live))
        self.assertNotContains(answer, "Bring back")
        answer = self.client.get(address(live, "back"), follow=True)
        self.assertIn("is not withdrawn", said(answer)[0])

    def test_it_comes_back_as_it_was_published_last(self):
        asked = self.client.get(self.page)
        self.assertContains(asked, "<td>Rewritten</td><td>First</td>", html=True)
        data = {"to": asked.context["name"], "submit": "yes"}
        data["started_from"] = asked.context["started_from"]
        answer = self.client.post(address(self.entry, "restore"), data)
        self.assertRedirects(answer, address(self.entry, "submit"))
        self.assertEqual(Entry.objects.get(key="t").title, "First")

    def test_or_as_it_stands_on_the_desk(self):
        answer = self.client.get(self.page)
        self.assertContains(answer, address(self.entry, "submit"))
        make_topic("t", title="First")
        same = self.client.get(self.page)
        self.assertContains(same, "says just that already")
        self.assertNotContains(same, "Restore the last")
        self.assertContains(same, address(self.entry, "submit"))


class RedactingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        publish(make_topic("t", title="Secret"))
        cls.entry = make_topic("t", title="Clean")
        publish(cls.entry)

    def setUp(self):
        self.client = client_of(self.user)
        self.page = address(self.entry, "redact")

    def redact(self, number=1, **data):
        given = {"reason": "A court order", "key": "t", **data}
        return self.client.post(f"{self.page}?revision={number}", given, follow=True)

    def test_a_revisions_row_leads_to_it_and_it_asks_first(self):
        history = self.client.get(address(self.entry, "history"))
        self.assertContains(history, f"{self.page}?revision=1")
        answer = self.client.get(f"{self.page}?revision=1")
        self.assertContains(answer, "goes for ever")
        self.assertContains(answer, Revision.objects.get(number=1).digest)
        self.assertTrue(Revision.objects.get(number=1).canonical)

    def test_with_the_key_and_a_reason_the_text_is_gone(self):
        answer = self.redact()
        self.assertRedirects(answer, address(self.entry, "history"))
        self.assertIn("is redacted; Edition 3 says so", said(answer)[0])
        self.assertEqual(Revision.objects.get(number=1).canonical, "")
        self.assertEqual(Edition.objects.get(number=3).reason, "A court order")
        self.assertEqual(said_at(self.entry, "revision-1"), {})

    def test_without_either_nothing_goes(self):
        for data in ({"key": ""}, {"key": "T"}, {"key": "other"}, {"reason": " "}):
            answer = self.redact(**data)
            self.assertContains(answer, "errorlist")
        self.assertContains(self.redact(key="x"), "This is not the key: t.")
        self.assertTrue(Revision.objects.get(number=1).canonical)
        self.assertEqual(Edition.objects.count(), 2)

    def test_what_cannot_go_yet_says_why(self):
        answer = self.redact(2)
        self.assertContains(answer, "is live: publish a clean one or withdraw it first")
        make_topic("t", title="Secret")
        self.assertContains(self.redact(), "still stands on the desk")
        self.assertTrue(Revision.objects.get(number=1).canonical)

    def test_what_is_no_revision_leads_to_the_history(self):
        for number in ("", "9", "x", "9" * 30):
            answer = self.client.get(f"{self.page}?revision={number}", follow=True)
            self.assertIn("Choose the revision", said(answer)[0])

    def test_it_needs_its_own_permission(self):
        publisher = editor("p")
        publisher.is_staff = True
        publisher.save()
        may = Permission.objects.filter(content_type__app_label="entries")
        publisher.user_permissions.set(may.exclude(codename="redact_entry"))
        client = client_of(publisher)
        history = client.get(address(self.entry, "history"))
        self.assertNotContains(history, "Redact<")
        page = reverse("admin:entries_topic_redact", args=[self.entry.pk])
        self.assertEqual(client.post(f"{page}?revision=1").status_code, 403)
