"""Verifying is for another pair of eyes, of what they saw, and is said."""

from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.test import TestCase, override_settings

from entries.admin.writing import carry_over
from entries.desk.citation import Citation
from entries.desk.entry import Entry, StaleError
from entries.desk.exercise import Exercise
from entries.publishing.approving import approve, own_work
from entries.publishing.audit import AuditLine, created, edited, line
from entries.publishing.restoring import restore
from entries.publishing.submitting import submit
from entries.publishing.transitions import PublishingError
from entries.publishing.verifying import take_back, verify
from entries.tests.admin.forms import staff
from entries.tests.factories import (
    citation,
    editor,
    make_exercise,
    make_source,
    make_state,
    make_topic,
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

    def test_who_gave_it_gave_it_though_another_brought_it_back(self):
        entry = Entry.objects.get(key=KEY)
        first = entry.version
        edited(entry, self.bob, first, "citations.other on participants.CHN")
        Citation.objects.filter(key="other").update(made_by="bob", locator="p. 3")
        restore(entry, f"version-{first}", self.anna, entry.version)
        entry.refresh_from_db()
        restore(entry, f"version-{first + 1}", self.anna, entry.version)
        entry.refresh_from_db()
        self.assertEqual(Citation.objects.get(key="other").made_by, "anna")
        with pytest.raises(PublishingError, match="you gave this citation"):
            self.verify("other", version=entry.version)

    def test_who_took_away_or_set_a_day_has_not_given(self):
        for detail in (
            "unverified citations.other, citations.xinhua-2007",
            "deleted citations.other, citations.xinhua-2007",
            "citations.xinhua-2007.review_by on start",
        ):
            edited(self.exercise, self.bob, self.exercise.version, detail)
        self.exercise.refresh_from_db()
        self.assertEqual(self.verify("xinhua-2007", "other"), 2)

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

    def change(self, model, **columns):
        """Another editor changes a row meanwhile."""
        edited(self.exercise, self.anna, self.exercise.version, "somewhere")
        model.objects.update(**columns)

    def test_what_was_not_seen_is_not_verified(self):
        for model, columns in (
            (Exercise, {"start": "2008"}),
            (Citation, {"locator": "p. 3"}),
            (Citation, {"quote": "Another"}),
        ):
            with self.subTest(columns), transaction.atomic():
                self.change(model, **columns)
                with pytest.raises(PublishingError, match="has changed since"):
                    self.verify(version=self.exercise.version - 1)
                self.assertEqual(set(self.names().values()), {""})
                transaction.set_rollback(True)
            self.exercise.refresh_from_db()

    def test_what_changed_elsewhere_does_not_matter(self):
        self.change(Exercise, title="Newer", personnel=5000)
        self.assertEqual(self.verify(version=self.exercise.version - 1), 1)

    def test_a_version_that_never_was_has_not_been_seen(self):
        for version in (-1, self.exercise.version + 1, 10**30):
            with self.subTest(version), pytest.raises(PublishingError):
                self.verify(version=version)

    def test_all_that_has_changed_is_told(self):
        topic = make_topic(citations=[citation("title", "xinhua-2007")])
        with pytest.raises(PublishingError) as caught:
            verify(
                {KEY: ["xinhua-2007"], topic.key: ["xinhua-2007"]},
                {KEY: 7, topic.key: 7},
                self.bob,
            )
        self.assertEqual(
            [fault.partition(" ")[0] for fault in caught.value.faults],
            [KEY, topic.key],
        )

    def test_who_writes_at_the_same_moment_is_not_written_over(self):
        Entry.objects.filter(key=KEY).update(version=F("version") + 1)
        row = Citation.objects.select_related("entry").get(key="xinhua-2007")
        row.entry.version -= 1
        with (
            patch("entries.publishing.verifying._rows", return_value=[row]),
            pytest.raises(StaleError),
        ):
            self.verify()
        self.assertEqual(set(self.names().values()), {""})

    def due(self, **columns):
        Citation.objects.filter(key="xinhua-2007").update(
            verified_by="anna", verified_on="2020-01-01", review_by="2021", **columns
        )

    def again(self, review_by="", by=None):
        start = Entry.objects.get(key=KEY).version
        versions = {KEY: start}
        return verify({KEY: ["xinhua-2007"]}, versions, by or self.bob, review_by)

    def test_a_check_that_is_due_is_done_by_verifying_again(self):
        for given, kept in (("", ""), ("2999-05", "2999-05")):
            with self.subTest(given):
                self.due()
                self.assertEqual(self.again(given), 1)
                row = Citation.objects.get(key="xinhua-2007")
                self.assertEqual((row.verified_by, row.review_by), ("bob", kept))
                self.assertGreater(row.verified_on, "2020-01-01")
                self.assertEqual(self.again(by=self.anna), 0)

    def test_a_check_that_is_not_due_yet_stays(self):
        Citation.objects.update(review_by="2999")
        self.again()
        row = Citation.objects.get(key="xinhua-2007")
        self.assertEqual((row.verified_by, row.review_by), ("bob", "2999"))

    def test_nobody_checks_again_what_he_gave(self):
        self.due(made_by="bob")
        with pytest.raises(PublishingError, match="you gave this citation"):
            self.again()

    def test_the_next_check_lies_ahead(self):
        self.due()
        for day, words in (("2021", "2021 is past"), ("soon", "soon"), ("\0", "date")):
            with self.subTest(day), pytest.raises(PublishingError, match=words):
                self.again(day)

    def test_a_verification_is_taken_back(self):
        self.verify("xinhua-2007", "other")
        entry = Entry.objects.get(key=KEY)
        taken = take_back(entry, ["other", "none"], entry.version, self.anna)
        self.assertEqual(taken, ["other"])
        self.assertEqual(self.names(), {"xinhua-2007": "bob", "other": ""})
        line = AuditLine.objects.first()
        self.assertEqual((line.actor, line.action), (self.anna, "edited"))
        self.assertEqual(line.detail, "unverified citations.other")
        self.assertEqual(Entry.objects.get(key=KEY).version, entry.version)
        with pytest.raises(StaleError):
            take_back(entry, ["xinhua-2007"], entry.version - 1, self.anna)

    def test_who_took_it_back_may_verify_it_himself(self):
        self.verify(by=self.anna)
        entry = Entry.objects.get(key=KEY)
        take_back(entry, ["xinhua-2007"], entry.version, self.bob)
        self.assertEqual(self.verify(version=entry.version), 1)

    def test_who_brought_a_revision_back_wrote_what_it_changed(self):
        publish(self.source, self.state, self.exercise)
        self.change(Exercise, start="2008")
        self.exercise.refresh_from_db()
        restore(self.exercise, "revision-1", self.bob, self.exercise.version)
        self.exercise.refresh_from_db()
        with pytest.raises(PublishingError, match="you wrote what it is cited for"):
            self.verify()
        self.assertEqual(self.verify("other"), 1)

    def test_who_imported_an_entry_verifies_nothing_of_it(self):
        line(self.bob, "imported", self.exercise, 0).save()
        with pytest.raises(PublishingError, match="you wrote what it is cited for"):
            self.verify()

    def test_what_he_wrote_under_a_former_key_he_wrote(self):
        edited(self.exercise, self.bob, self.exercise.version, "title, start")
        Entry.objects.filter(pk=self.exercise.pk).update(key="renamed")
        self.exercise.refresh_from_db()
        carry_over(KEY, self.exercise)
        with pytest.raises(PublishingError, match="you wrote what it is cited for"):
            verify(
                {"renamed": ["xinhua-2007"]},
                {"renamed": self.exercise.version},
                self.bob,
            )

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

    @override_settings(SINGLE_EDITOR="bob")
    def test_a_single_editor_verifies_what_commands_imported_in_his_name(self):
        line(self.bob, "imported", self.exercise, 0).save()
        self.assertEqual(self.verify(), 1)
