"""Verifying is for another pair of eyes, of what they saw, and is said."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase

from entries.desk.citation import Citation
from entries.desk.entry import Entry, StaleError
from entries.publishing.approving import approve, own_work
from entries.publishing.audit import AuditLine, created, edited
from entries.publishing.submitting import submit
from entries.publishing.transitions import PublishingError
from entries.publishing.verifying import verify
from entries.tests.admin.forms import staff
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    participant,
    publish,
)

KEY = "peace-mission-2007"


class VerifyingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.source, cls.state = make_source(), make_state()
        cls.exercise = make_exercise(
            start="2007",
            participants=[participant("CHN")],
            citations=[
                citation("start", "xinhua-2007"),
                citation("participants.CHN", "xinhua-2007", "other"),
            ],
        )
        cls.anna, cls.bob = editor("anna"), editor("bob")

    def verify(self, *keys, by=None, version=None):
        start = self.exercise.version if version is None else version
        keys = keys or ("xinhua-2007",)
        return verify({KEY: keys}, {KEY: start}, by or self.bob)

    def names(self):
        return dict(Citation.objects.values_list("key", "verified_by"))

    def test_a_citation_is_verified_by_name_and_day(self):
        self.assertEqual(self.verify(), 1)
        row = Citation.objects.get(key="xinhua-2007")
        self.assertEqual(row.verified_by, "bob")
        self.assertEqual(len(row.verified_on), 10)
        line = AuditLine.objects.get()
        self.assertEqual(
            (line.action, line.version, line.detail),
            ("verified", self.exercise.version, "citations.xinhua-2007"),
        )
        entry = Entry.objects.get(key=KEY)
        self.assertEqual(entry.version, self.exercise.version + 1)

    def test_many_are_verified_at_once_and_none_twice(self):
        self.assertEqual(self.verify("xinhua-2007", "other"), 2)
        again = Entry.objects.get(key=KEY).version
        self.assertEqual(self.verify(by=self.anna, version=again), 0)
        self.assertEqual(set(self.names().values()), {"bob"})

    def test_nobody_verifies_what_he_gave(self):
        Citation.objects.filter(key="other").update(made_by="bob")
        with pytest.raises(PublishingError, match="you gave this citation"):
            self.verify("xinhua-2007", "other")
        self.assertEqual(set(self.names().values()), {""})
        self.assertFalse(AuditLine.objects.exists())

    def test_nobody_verifies_what_he_wrote(self):
        edited(self.exercise, self.bob, self.exercise.version, "title, start")
        self.exercise.refresh_from_db()
        with pytest.raises(PublishingError, match="you wrote what it is cited for"):
            self.verify()
        self.assertEqual(self.verify("other"), 1)

    def test_who_wrote_a_column_wrote_of_its_row(self):
        detail = "participants.CHN.personnel"
        edited(self.exercise, self.bob, self.exercise.version, detail)
        self.exercise.refresh_from_db()
        with pytest.raises(PublishingError):
            self.verify("other")

    def test_who_made_an_entry_verifies_nothing_of_it(self):
        created(self.exercise, self.bob)
        with pytest.raises(PublishingError):
            self.verify(version=1)

    def test_what_was_not_seen_is_not_verified(self):
        edited(self.exercise, self.anna, self.exercise.version, "title")
        with pytest.raises(StaleError):
            self.verify(version=self.exercise.version - 1)
        self.assertEqual(set(self.names().values()), {""})

    def test_it_takes_the_permission(self):
        with pytest.raises(PermissionDenied):
            self.verify(by=staff())

    def test_citations_of_another_entry_are_not_meant(self):
        self.assertEqual(verify({"xinhua-2007": ["other"]}, {}, self.bob), 0)

    def test_who_verifies_may_still_approve(self):
        publish(self.source, self.state)
        edited(self.exercise, self.anna, self.exercise.version, "title")
        self.exercise.refresh_from_db()
        self.verify()
        self.exercise.refresh_from_db()
        made = submit([self.exercise], self.anna, "New")
        self.assertEqual(own_work(made, self.bob), "")
        self.assertEqual(approve(made, self.bob).state, "approved")
