"""Publishing at a time: once, late if need be, and what cannot be is told once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from entries.publishing.approving import approve
from entries.publishing.audit import AuditLine
from entries.publishing.heartbeat import Heartbeat, last_beat
from entries.publishing.schedule import (
    COMMAND,
    alarm,
    publish_due,
    schedule,
    unschedule,
)
from entries.publishing.submission import Submission
from entries.publishing.submitting import return_, submit, take_back
from entries.publishing.transitions import PublishingError
from entries.record.edition import Edition
from entries.tests.factories import editor, make_topic, publish

DAY = timedelta(days=1)


class ScheduleTests(TestCase):
    def setUp(self):
        self.paul = editor("paul")
        self.now = timezone.now()

    def scheduled(self, key="t", at=None):
        made = submit([make_topic(key)], editor("anna"), f"New {key}")
        approve(made, editor("rita"))
        return schedule(made, self.paul, at or self.now + DAY)

    def run_at(self, now):
        return [(one.submission, one.is_published) for one in publish_due(now)]

    def test_it_is_published_when_its_time_has_come_and_not_before(self):
        made = self.scheduled()
        self.assertEqual(self.run_at(self.now), [])
        self.assertEqual(self.run_at(self.now + DAY), [(made.pk, True)])
        self.assertEqual(self.run_at(self.now + DAY), [])
        made.refresh_from_db()
        self.assertEqual((made.state, made.edition.number), ("published", 1))
        line = AuditLine.objects.get(action="published")
        self.assertEqual(line.actor, self.paul)

    def test_what_is_late_is_published_in_its_order(self):
        later = self.scheduled("later", self.now + 2 * DAY)
        sooner = self.scheduled("sooner", self.now + DAY)
        done = self.run_at(self.now + 9 * DAY)
        self.assertEqual(done, [(sooner.pk, True), (later.pk, True)])
        reasons = Edition.objects.order_by("number").values_list("reason", flat=True)
        self.assertEqual(list(reasons), ["New sooner", "New later"])

    def test_a_time_that_has_passed_is_refused(self):
        with pytest.raises(PublishingError, match="has passed"):
            self.scheduled(at=self.now - DAY)

    def test_the_time_can_be_moved_and_taken_away(self):
        made = self.scheduled()
        schedule(made, self.paul, self.now + 3 * DAY)
        self.assertEqual(self.run_at(self.now + DAY), [])
        unschedule(made, self.paul)
        self.assertEqual(self.run_at(self.now + 9 * DAY), [])
        made.refresh_from_db()
        self.assertEqual((made.state, made.publish_at), ("approved", None))

    def test_what_is_returned_or_taken_back_has_no_time_any_more(self):
        closes = (
            lambda made: return_(made, self.paul, "Mend it"),
            lambda made: take_back(made, editor("anna")),
        )
        for number, close in enumerate(closes):
            made = self.scheduled(f"t-{number}")
            Submission.objects.update(problem="It could not be.")
            close(made)
            made.refresh_from_db()
            self.assertEqual((made.publish_at, made.scheduled_by), (None, None))
            self.assertEqual(made.problem, "")

    def test_what_cannot_be_published_stays_and_the_others_go_on(self):
        stuck = self.scheduled("stuck")
        fine = self.scheduled("fine")
        # As if another way had published it meanwhile.
        stuck.proposals.update(open=False)
        publish(make_topic("stuck", title="Meanwhile"))
        done = self.run_at(self.now + DAY)
        self.assertEqual(done, [(stuck.pk, False), (fine.pk, True)])
        stuck.refresh_from_db()
        self.assertEqual(stuck.state, "scheduled")
        self.assertIn("published since this was submitted", stuck.problem)

    def test_a_failure_is_told_once_not_at_each_run(self):
        self.scheduled()
        type(self.paul).objects.filter(pk=self.paul.pk).update(
            is_active=False, email="paul@example.org"
        )
        type(self.paul).objects.filter(username="anna").update(email="a@example.org")
        with self.captureOnCommitCallbacks(execute=True):
            for _ in range(3):
                self.assertEqual(len(self.run_at(self.now + DAY)), 1)
        made = Submission.objects.get()
        self.assertIn("no longer active", made.problem)
        self.assertEqual(AuditLine.objects.filter(action="not published").count(), 1)
        self.assertEqual([one.to for one in mail.outbox], [["a@example.org"]])

    def test_who_lost_the_permission_publishes_nothing(self):
        self.scheduled()
        self.paul.user_permissions.clear()
        self.assertEqual(self.run_at(self.now + DAY)[0][1], False)
        self.assertFalse(Edition.objects.exists())

    def test_the_command_says_what_it_did_and_fails_where_something_did(self):
        made = self.scheduled()
        Submission.objects.update(publish_at=self.now)
        out = StringIO()
        call_command("publish_due", stdout=out)
        self.assertIn(f"Submission {made.pk}: published as edition 1", out.getvalue())
        self.assertIsNotNone(last_beat(COMMAND))
        self.scheduled("other")
        Submission.objects.filter(state="scheduled").update(publish_at=self.now)
        self.paul.user_permissions.clear()
        with pytest.raises(CommandError, match="1 could not be published"):
            call_command("publish_due", stdout=StringIO())

    def test_the_alarm_is_given_while_something_is_scheduled(self):
        self.assertEqual(alarm(), "")
        made = self.scheduled()
        self.assertIn("has never run", alarm())
        list(publish_due(self.now))
        self.assertEqual(alarm(), "")
        Heartbeat.objects.update(at=self.now - timedelta(minutes=16))
        self.assertIn("has not run since", alarm())
        list(publish_due(self.now))
        Submission.objects.filter(pk=made.pk).update(problem="Why")
        self.assertIn("1 scheduled submissions could not", alarm())
        unschedule(made, self.paul)
        self.assertEqual(alarm(), "")
