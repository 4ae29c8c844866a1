"""Each change gets its word: by itself, or the reviewer's."""

import pytest
from django.test import TestCase

from entries.publishing.approving import approve
from entries.publishing.audit import AuditLine
from entries.publishing.editions import publish as publish_submission
from entries.publishing.submitting import submit, take_back
from entries.publishing.transitions import PublishingError
from entries.publishing.wording import give_words
from entries.record.edition import Change
from entries.tests.factories import editor, make_exercise, publish


class WordingTests(TestCase):
    def setUp(self):
        publish(make_exercise("x", start="2007", personnel=4000, note="Old"))
        changed = make_exercise("x", start="2008", end="2008", personnel=4000)
        self.made = submit([changed], editor("anna"), "Found")
        self.rita = editor("rita")

    def published(self):
        publish_submission(approve(self.made, self.rita), self.rita)
        rows = Change.objects.filter(edition=2).exclude(path="no_source")
        return dict(rows.values_list("path", "word"))

    def test_values_that_come_and_go_have_their_word_by_themselves(self):
        self.assertEqual(
            self.published(), {"start": "updated", "end": "added", "note": "withdrawn"}
        )

    def test_the_reviewer_gives_another(self):
        given = give_words(
            self.made, self.rita, {"x": {"start": "corrected", "end": "added"}}
        )
        self.assertEqual(given, 1)
        self.assertEqual(self.published()["start"], "corrected")
        self.assertEqual(AuditLine.objects.filter(action="worded").count(), 1)

    def test_what_is_not_asked_keeps_its_word(self):
        give_words(self.made, self.rita, {"x": {"start": "corrected"}})
        give_words(self.made, self.rita, {"x": {"end": "updated"}, "other": {}})
        words = self.published()
        self.assertEqual((words["start"], words["end"]), ("corrected", "updated"))

    def test_words_that_are_none_and_paths_that_did_not_change_are_refused(self):
        for word in ("redacted", "improved", "<b>"):
            with pytest.raises(PublishingError, match="is no word for a change"):
                give_words(self.made, self.rita, {"x": {"start": word}})
        give_words(self.made, self.rita, {"x": {"personnel": "corrected"}})
        self.assertEqual(self.made.proposals.get().words, {})

    def test_what_is_approved_is_worded_by_who_approved_it_alone(self):
        approve(self.made, self.rita)
        for other in ("anna", "olga"):
            with pytest.raises(PublishingError, match="for rita, who approved"):
                give_words(self.made, editor(other), {"x": {"start": "corrected"}})
        given = give_words(self.made, self.rita, {"x": {"start": "corrected"}})
        self.assertEqual(given, 1)

    def test_what_is_decided_is_not_worded_any_more(self):
        take_back(self.made, editor("anna"))
        with pytest.raises(PublishingError, match="taken-back"):
            give_words(self.made, self.rita, {"x": {"start": "corrected"}})
