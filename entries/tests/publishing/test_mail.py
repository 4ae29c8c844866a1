"""Who is written to, of what, and what happens when no letter can go out."""

from unittest.mock import patch

from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import TestCase, override_settings

from entries.publishing.approving import approve
from entries.publishing.audit import AuditLine, created, edited
from entries.publishing.comment import Comment, comment
from entries.publishing.editions import publish
from entries.publishing.submission import Submission
from entries.publishing.submitting import return_, submit, take_back
from entries.publishing.transitions import PublishingError
from entries.tests.admin.forms import staff
from entries.tests.factories import editor, make_topic

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


class MailTests(TestCase):
    def setUp(self):
        names = ("anna", "rita", "rob", "olga")
        self.people = {name: editor(name) for name in names}
        for name, user in self.people.items():
            user.email = f"{name}@example.org"
            user.save()
        self.topic = make_topic("t")
        created(self.topic, self.people["anna"])

    def after(self, act):
        """Whom an act writes to."""
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            result = act()
        return result, {one.to[0].partition("@")[0] for one in mail.outbox}

    def submitted(self):
        return self.after(lambda: submit([self.topic], self.people["anna"], "New"))

    def test_reviewers_who_did_not_make_it_are_told(self):
        edited(self.topic, self.people["olga"], self.topic.version)
        self.topic.refresh_from_db()
        made, told = self.submitted()
        self.assertEqual(told, {"rita", "rob"})
        (letter, *_) = mail.outbox
        self.assertEqual(letter.subject, f"Submission {made.pk} waits for a review")
        self.assertIn(f"/admin/entries/submission/{made.pk}/change/", letter.body)
        self.assertIn("New", letter.body)

    @override_settings(SITE_URL="https://portal.example")
    def test_a_letter_names_the_site(self):
        self.submitted()
        self.assertIn("https://portal.example/admin/", mail.outbox[0].body)

    def test_those_who_made_it_hear_what_became_of_it(self):
        edited(self.topic, self.people["olga"], self.topic.version)
        self.topic.refresh_from_db()
        made, _ = self.submitted()
        rita = self.people["rita"]
        _, told = self.after(lambda: approve(made, rita))
        self.assertEqual(told, {"anna", "olga"})
        _, told = self.after(lambda: publish(made, rita))
        self.assertEqual(told, {"anna", "olga"})

    def test_a_return_says_what_is_to_be_done(self):
        made, _ = self.submitted()
        _, told = self.after(lambda: return_(made, self.people["rita"], "Cite it"))
        self.assertEqual(told, {"anna"})
        self.assertIn("rita: Cite it", mail.outbox[0].body)

    def test_nobody_is_written_to_who_left_or_has_no_address(self):
        self.people["rita"].is_active = False
        self.people["rita"].save()
        self.people["rob"].email = ""
        self.people["rob"].save()
        _, told = self.submitted()
        self.assertEqual(told, {"olga"})

    def test_a_server_that_fails_stands_in_nobodys_way(self):
        with (
            patch(
                "django.core.mail.backends.locmem.EmailBackend.send_messages"
            ) as sent,
            self.assertLogs("entries.publishing.mail", "ERROR"),
        ):
            sent.side_effect = ConnectionRefusedError
            self.submitted()
        self.assertEqual(Submission.objects.count(), 1)

    def test_what_was_undone_is_not_told(self):
        mail.outbox.clear()
        with (
            self.captureOnCommitCallbacks(execute=True),
            self.assertRaises(PublishingError),
        ):
            submit([self.topic], self.people["anna"], " ")
        self.assertEqual(mail.outbox, [])

    def test_a_comment_reaches_who_made_it_and_who_spoke(self):
        made, _ = self.submitted()
        rita, rob = self.people["rita"], self.people["rob"]
        _, told = self.after(lambda: comment(made, rita, "Why?", "t", "title"))
        self.assertEqual(told, {"anna"})
        _, told = self.after(lambda: comment(made, rob, "Indeed"))
        self.assertEqual(told, {"anna", "rita"})
        first = Comment.objects.first()
        self.assertEqual((first.key, first.path, first.text), ("t", "title", "Why?"))
        self.assertEqual(AuditLine.objects.filter(action="commented").count(), 2)

    def test_comments_need_words_an_open_submission_and_the_right(self):
        made, _ = self.submitted()
        rita = self.people["rita"]
        with self.assertRaises(PublishingError):
            comment(made, rita, " \n")
        with self.assertRaises(PublishingError):
            comment(made, rita, "Why?", "another")
        with self.assertRaises(PermissionDenied):
            comment(made, staff(), "Why?")
        take_back(made, self.people["anna"])
        with self.assertRaises(PublishingError):
            comment(made, rita, "Why?")
        self.assertFalse(Comment.objects.exists())
