"""Verifying on the page of an entry's citations: many at once, and by whom."""

from django.contrib.auth.models import Permission, User

from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.publishing.audit import AuditLine
from entries.tests.admin.cited import CitedCase
from entries.tests.admin.forms import client_of

TYPED = "a quote that was really read"


class VerifyingTests(CitedCase):
    def verify(self, client=None, **data):
        given = {"started_from": self.version, "chosen": "xinhua-2007", "verify": "1"}
        client = client or self.client
        return client.post(self.page, {**given, **data}, follow=True)

    def unverified(self, **columns):
        Citation.objects.update(verified_by="", verified_on="", **columns)

    def test_verifying_minds_only_what_was_chosen(self):
        self.unverified()
        self.edit(title="Newer")
        self.assertContains(self.verify(), "Verified: 1.")
        self.unverified()
        self.version = Entry.objects.get(pk=self.exercise.pk).version
        self.edit(start="2008")
        self.assertContains(self.verify(), "olga edited it on")
        self.assertEqual(Citation.objects.get().verified_by, "")

    def test_a_check_that_is_due_is_done_and_the_next_one_set(self):
        Citation.objects.update(review_by="2020")
        page = self.verify(review_by="2019")
        self.assertContains(page, "2019 is past")
        self.assertContains(page, 'value="2019"')
        self.assertEqual(page.context["chosen"], ["xinhua-2007"])
        self.verify(review_by="2999")
        row = Citation.objects.get()
        self.assertEqual((row.verified_by, row.review_by), ("admin", "2999"))
        self.assertNotEqual(row.verified_on, "2026-01-01")

    def test_a_verification_is_taken_back(self):
        page = self.client.post(
            self.page,
            {
                "started_from": self.version,
                "chosen": "xinhua-2007",
                "unverify": "1",
            },
            follow=True,
        )
        self.assertContains(page, "No longer verified: xinhua-2007.")
        self.assertEqual(Citation.objects.get().verified_by, "")
        line = AuditLine.objects.get()
        self.assertEqual(line.detail, "unverified citations.xinhua-2007")

    def test_who_may_only_verify_does_nothing_else(self):
        user = User.objects.create_user("vera", is_staff=True)
        names = ("view_exercise", "verify_citation")
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = client_of(user)
        shown = client.get(self.page)
        self.assertContains(shown, "Verify the chosen citations")
        self.assertNotContains(shown, "Take their verification back")
        for other in ("save", "mark", "unmark", "unverify", "delete"):
            with self.subTest(other):
                given = {
                    "fact": "personnel",
                    "source": self.source.pk,
                    "stance": "supports",
                    other: "personnel",
                }
                self.assertEqual(self.verify(client, **given).status_code, 403)
        self.assertEqual(Citation.objects.get().verified_by, "reviewer")
        self.assertFalse(AuditLine.objects.exists())
        self.unverified()
        self.assertContains(self.verify(client), "Verified: 1.")

    def test_who_may_not_verify_does_not(self):
        user = User.objects.create_user("anna", is_staff=True)
        names = ("view_exercise", "change_exercise")
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        self.unverified()
        self.assertEqual(self.verify(client_of(user)).status_code, 403)
        self.assertEqual(Citation.objects.get().verified_by, "")
