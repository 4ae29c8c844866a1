"""Saving a form: one version, one line in the log, nothing published, nothing lost."""

from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.test import TestCase

from entries.desk.citation import Citation
from entries.desk.exercise import Exercise, Location, Participation
from entries.desk.framework import Framework
from entries.publishing.audit import AuditLine, edited
from entries.record.edition import Edition, Revision
from entries.record.listing import Listing
from entries.tests.admin.forms import (
    add_row,
    address,
    administrator,
    client_of,
    filled,
)
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_source,
    make_state,
    participant,
    publish,
    submit,
)

TYPED = "typed and not to be lost"


class SavingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.china, cls.russia = make_state("CHN"), make_state("RUS")
        cls.source = make_source()
        cls.exercise = make_exercise(
            participants=[participant("CHN", personnel=1600)],
            citations=[
                citation(
                    "participants.CHN",
                    "xinhua-2007",
                    verified_by="reviewer",
                    verified_on="2026-01-01",
                ),
                citation(
                    "personnel",
                    "xinhua-2007",
                    "xinhua-2007-2",
                    verified_by="reviewer",
                    verified_on="2026-01-01",
                ),
            ],
            personnel=4000,
        )

    def setUp(self):
        self.client = client_of(self.user)
        self.address = address(self.exercise)
        self.shown = self.client.get(self.address)
        self.data = filled(self.shown)

    def save(self, data, **changes):
        return self.client.post(self.address, {**data, **changes})

    def read(self):
        return Exercise.objects.get(pk=self.exercise.pk)

    def lines(self):
        return list(AuditLine.objects.filter(key=self.exercise.key))

    def test_a_row_raises_the_version_once_and_leaves_one_line(self):
        data = add_row(
            self.data, "participants", state=self.russia.pk, role="host", personnel=""
        )

        response = self.save(data, title="Peace Mission")

        self.assertRedirects(response, "/admin/entries/exercise/")
        self.assertEqual(self.read().version, self.exercise.version + 1)
        (line,) = self.lines()
        self.assertEqual((line.actor, line.action), (self.user, "edited"))
        self.assertEqual(line.version, self.exercise.version)
        self.assertEqual(line.detail, "title, participants.RUS")
        self.assertEqual(self.read().participants.count(), 2)

    def test_a_form_without_changes_writes_nothing(self):
        response = self.save(self.data)

        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.read().version, self.exercise.version)
        self.assertEqual(self.lines(), [])

    def test_saving_publishes_nothing(self):
        publish(self.china, self.russia, self.source, self.exercise)
        before = [list(model.objects.values()) for model in (Revision, Listing)]

        self.save(self.data, title="A new title", text="A new text")

        after = [list(model.objects.values()) for model in (Revision, Listing)]
        self.assertEqual(before, after)
        self.assertEqual(Edition.objects.count(), 1)

    def test_a_stale_form_says_who_was_first_and_keeps_what_was_typed(self):
        other = client_of(administrator("olga"))
        other.post(self.address, {**self.data, "summary": "Hers"})

        response = self.save(self.data, text=TYPED)

        self.assertEqual(response.status_code, 200)
        (edit,) = response.context["edits"]
        self.assertIn("olga edited it on", edit)
        self.assertIn("(summary)", edit)
        self.assertContains(response, TYPED)
        self.assertEqual(self.read().summary, "Hers")
        self.assertEqual(self.read().text, "")

    def test_what_was_typed_into_rows_is_kept_too(self):
        client_of(administrator("olga")).post(
            self.address, {**self.data, "summary": "Hers"}
        )
        data = add_row(self.data, "locations", name=TYPED, position="")

        response = self.save(data)

        self.assertContains(response, TYPED)
        self.assertEqual(Location.objects.count(), 0)

    def test_a_row_that_somebody_deleted_meanwhile_stays_in_the_form(self):
        Participation.objects.all().delete()

        response = self.save(self.data, **{"participants-0-note": TYPED})

        self.assertContains(response, TYPED)

    def test_a_version_that_is_missing_or_made_up_is_refused(self):
        for version in ("", "abc", "-1", "99"):
            with self.subTest(version):
                response = self.save(self.data, text=TYPED, started_from=version)

                self.assertContains(response, "which version")
                self.assertContains(response, TYPED)
                self.assertEqual(self.read().version, self.exercise.version)

    def test_an_edit_between_check_and_write_is_not_overwritten(self):
        client_of(administrator("olga")).post(
            self.address, {**self.data, "summary": "Hers"}
        )
        # As if she had saved after the form was checked, and before it was written.
        checks = ["", *["changed since you opened it"] * 5]

        with patch("entries.admin.versions.stale", side_effect=checks):
            response = self.save(self.data, text=TYPED)

        self.assertContains(response, "somebody else saved it")
        self.assertContains(response, TYPED)
        self.assertEqual((self.read().summary, self.read().text), ("Hers", ""))

    def test_what_was_typed_into_an_entry_that_is_gone_is_shown(self):
        data = add_row(self.data, "locations", name="Chebarkul", position="")
        Exercise.objects.get(pk=self.exercise.pk).delete()
        response = self.save(data, text=f"<b>{TYPED}")
        self.assertContains(response, f"&lt;b&gt;{TYPED}", status_code=409)
        self.assertContains(response, "Chebarkul", status_code=409)
        self.assertNotContains(response, "TOTAL_FORMS", status_code=409)
        self.assertRedirects(self.client.get(self.address), "/admin/")

    def test_browsers_line_ends_become_plain_ones(self):
        self.save(self.data, text="one\r\ntwo")

        self.assertEqual(self.read().text, "one\ntwo")

    def test_a_changed_fact_is_no_longer_verified_and_others_are(self):
        self.save(self.data, personnel="5000")

        verified = Citation.objects.exclude(verified_by="")
        self.assertEqual([row.fact for row in verified], ["participants.CHN"])

    def test_a_changed_column_takes_the_verification_of_its_row(self):
        self.save(self.data, **{"participants-0-personnel": "1700"})

        verified = Citation.objects.exclude(verified_by="")
        self.assertEqual([row.fact for row in verified], ["personnel"])

    def test_an_address_that_another_entry_has_is_refused(self):
        make_exercise("peace-mission-2009")

        response = self.save(self.data, address="peace-mission-2009")

        self.assertContains(response, "This is the address of peace-mission-2009.")

    def test_the_key_changes_until_it_is_published_and_then_never(self):
        AuditLine.objects.create(
            actor=administrator("olga"), action="edited", key=self.exercise.key
        )
        self.save(self.data, key="peace-mission-2008", address="peace-mission-2008")
        renamed = self.read()
        self.assertEqual(renamed.key, "peace-mission-2008")

        self.assertEqual(
            [line.detail for line in AuditLine.objects.filter(key=renamed.key)],
            ["key, address", "as peace-mission-2007"],
        )

        publish(self.china, self.russia, self.source, renamed)
        data = filled(self.client.get(self.address))
        self.assertNotIn("key", data)
        self.save(data, key="another", title="New")

        self.assertEqual(self.read().key, "peace-mission-2008")
        self.assertEqual(self.read().title, "New")

    def test_a_key_changed_while_another_submits_stays_as_submitted(self):
        publish(self.china, self.source)
        submit(self.exercise)
        # As if it was submitted after the form was checked: until it is written, the
        # key is one that may change.
        with (
            patch("entries.admin.writing.audit.edited", side_effect=edited) as written,
            patch("entries.admin.stands.is_fixed", lambda _: written.called),
        ):
            response = self.client.post(
                self.address,
                {**self.data, "key": "another", "title": "New"},
                follow=True,
            )

        self.assertContains(response, "The key stays peace-mission-2007")
        read = self.read()
        self.assertEqual((read.key, read.title), ("peace-mission-2007", "New"))
        self.assertFalse(AuditLine.objects.filter(key="another").exists())

    def test_two_who_make_the_same_key_lose_nothing(self):
        # As if theirs came after our form was checked, and before it was written.
        make_framework("sco-charter", title="Theirs", address="theirs")
        checks = [None, ValidationError({"key": "It already exists."})]
        page = "/admin/entries/framework/add/"
        data = filled(self.client.get(page)) | {
            "key": "sco-charter",
            "title": "Charter",
            "framework_type": "charter",
            "status": "in-force",
            "text": TYPED,
        }
        with patch.object(Framework, "validate_unique", side_effect=checks):
            response = self.client.post(page, data)

        form = response.context["adminform"].form
        self.assertIn("already exists", str(form.errors["key"]))
        self.assertContains(response, TYPED)
        self.assertEqual(Framework.objects.get().title, "Theirs")
        self.assertFalse(AuditLine.objects.exists())

    def test_a_key_of_the_wrong_form_is_refused(self):
        for key in ("Peace Mission", "CHN", "a--b", "ÄÖ"):
            with self.subTest(key):
                response = self.save(self.data, key=key)
                self.assertEqual(response.status_code, 200)

    def test_a_new_entry_begins_at_version_one_with_one_line(self):
        page = "/admin/entries/framework/add/"
        data = filled(self.client.get(page))
        data |= {
            "key": "sco-charter",
            "title": "Charter",
            "framework_type": "charter",
            "status": "in-force",
        }
        data = add_row(data, "parties", state=self.china.pk, signed="2001-06")

        response = self.client.post(page, data)

        self.assertEqual(response.status_code, 302)
        (line,) = AuditLine.objects.filter(key="sco-charter")
        self.assertEqual((line.version, line.detail), (0, "created"))
        made = Framework.objects.get(key="sco-charter")
        self.assertEqual((made.version, made.kind), (1, "framework"))
        self.assertEqual(made.parties.get().state, self.china)
