"""What waits for whom: by four eyes, by role, by who wrote it."""

from django.contrib.auth.models import Permission, User
from django.test import TestCase

from entries.publishing import waiting
from entries.publishing.approving import approve
from entries.publishing.audit import created, edited
from entries.publishing.submitting import return_, submit
from entries.tests.factories import editor, make_topic, publish


class WaitingTests(TestCase):
    def setUp(self):
        self.anna, self.bob = editor("anna"), editor("bob")

    def draft(self, key, by):
        topic = make_topic(key)
        created(topic, by)
        return topic

    def numbers(self, submissions):
        return list(submissions.values_list("pk", flat=True))

    def test_what_another_submitted_waits_to_be_reviewed(self):
        made = submit([self.draft("one", self.anna)], self.anna, "New")
        self.assertEqual(self.numbers(waiting.to_review(self.bob)), [made.pk])
        self.assertEqual(self.numbers(waiting.to_review(self.anna)), [])

    def test_what_one_has_edited_is_for_another_to_review(self):
        topic = self.draft("one", self.anna)
        edited(topic, self.bob, topic.version)
        submit([topic], self.anna, "New")
        self.assertEqual(self.numbers(waiting.to_review(self.bob)), [])
        self.assertEqual(waiting.to_review(editor("carla")).count(), 1)

    def test_what_one_edited_before_it_was_published_is_ones_to_review_again(self):
        topic = self.draft("one", self.bob)
        publish(topic)
        topic.refresh_from_db()
        edited(topic, self.anna, topic.version)
        type(topic).objects.filter(pk=topic.pk).update(title="Newer")
        submit([topic], self.anna, "Newer")
        self.assertEqual(waiting.to_review(self.bob).count(), 1)

    def test_without_the_permission_nothing_waits(self):
        guest = User.objects.create_user("guest")
        made = submit([self.draft("one", self.anna)], self.anna, "New")
        approve(made, self.bob)
        self.assertEqual(self.numbers(waiting.to_publish(guest)), [])
        self.assertEqual(self.numbers(waiting.to_review(guest)), [])
        guest.user_permissions.add(Permission.objects.get(codename="publish_entry"))
        guest = User.objects.get(pk=guest.pk)
        self.assertEqual(self.numbers(waiting.to_publish(guest)), [made.pk])

    def test_what_came_back_waits_until_it_is_put_forward_again(self):
        topic = self.draft("one", self.anna)
        made = submit([topic], self.anna, "New")
        return_(made, self.bob, "Cite it")
        self.assertEqual(self.numbers(waiting.returned(self.anna)), [made.pk])
        self.assertEqual(self.numbers(waiting.returned(self.bob)), [])
        submit([topic], self.anna, "Again")
        self.assertEqual(self.numbers(waiting.returned(self.anna)), [])

    def test_drafts_are_what_one_changed_and_did_not_put_forward(self):
        one = self.draft("one", self.anna)
        other = self.draft("other", self.bob)

        def keys(user):
            return [entry.key for entry in waiting.drafts(user)]

        self.assertEqual((keys(self.anna), keys(self.bob)), (["one"], ["other"]))
        submit([one], self.anna, "New")
        self.assertEqual(keys(self.anna), [])
        publish(other)
        self.assertEqual(keys(self.bob), [])
        other.refresh_from_db()
        edited(other, self.bob, other.version)
        self.assertEqual(keys(self.bob), ["other"])
