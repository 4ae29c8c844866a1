"""From the desk to readers by the admin's buttons, and nowhere past them."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entries.admin.steps import approve_and_publish
from entries.desk.entry import Entry
from entries.publishing.submission import Proposal, Submission
from entries.record.edition import Edition
from entries.record.listing import Listing
from entries.tests.admin.forms import address, administrator, client_of, staff
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_topic,
    publish,
    submit,
)

TYPED = "why it is put forward"
LIST = "/admin/entries/topic/"


def step(submission, name, client, **data):
    page = reverse(f"admin:entries_submission_{name}", args=[submission.pk])
    return client.post(page, data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


class SubmittingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.topics = [make_topic("one"), make_topic("two")]

    def setUp(self):
        self.client = client_of(self.user)

    def chosen(self, **data):
        entries = Entry.objects.order_by("key")
        return {
            "action": "submit_action",
            "_selected_action": [entry.pk for entry in entries],
            **{f"started_from-{entry.pk}": entry.version for entry in entries},
            **data,
        }

    def test_the_action_asks_for_the_reason_first(self):
        response = self.client.post(LIST, self.chosen())

        self.assertContains(response, "readers see it with the edition")
        self.assertFalse(Submission.objects.exists())

    def test_several_entries_make_one_submission(self):
        data = self.chosen(post="yes", reason=TYPED, word="corrected")

        response = self.client.post(LIST, data)

        submission = Submission.objects.get()
        page = reverse("admin:entries_submission_change", args=[submission.pk])
        self.assertRedirects(response, page)
        self.assertEqual((submission.reason, submission.submitter), (TYPED, self.user))
        self.assertEqual(submission.proposals.count(), 2)

    def test_the_list_of_all_entries_puts_several_kinds_forward(self):
        make_exercise()
        data = self.chosen(post="yes", reason=TYPED, word="updated")

        self.client.post("/admin/entries/entry/", data)

        self.assertEqual(Proposal.objects.count(), 3)

    def test_every_fault_is_shown_with_its_entry(self):
        exercise = make_exercise(start="2007", personnel=4, no_source=[])
        data = {f"started_from-{exercise.pk}": exercise.version}
        data |= {"post": "yes", "reason": TYPED, "word": "updated"}

        response = self.client.post(address(exercise, "submit"), data)

        (group,) = response.context["faults"]
        self.assertEqual(group["entry"].key, exercise.key)
        self.assertEqual(len(group["faults"]), 2)
        self.assertContains(response, "?fact=start#cite")
        self.assertContains(response, "has no citation and no mark")
        self.assertContains(response, TYPED)
        self.assertFalse(Submission.objects.exists())

    def test_what_an_entry_names_and_readers_never_saw_is_put_forward_with_it(self):
        source = make_source("a")
        topic = make_topic("three", citations=[citation("title", "a")])
        page = address(topic, "submit")
        shown = self.client.get(page)
        self.assertEqual([one.key for one in shown.context["together"]], ["a"])
        data = {
            f"started_from-{topic.pk}": topic.version,
            f"started_from-{source.pk}": source.version,
            "post": "yes",
            "reason": TYPED,
            "word": "updated",
        }
        refused = self.client.post(page, data)
        self.assertContains(refused, "which was never published")
        self.client.post(page, {**data, "also": [source.pk]})
        keys = Proposal.objects.values_list("key", flat=True)
        self.assertEqual(set(keys), {"a", "three"})

    def test_odd_numbers_put_nothing_more_forward(self):
        topic = self.topics[0]
        data = {f"started_from-{topic.pk}": topic.version, "post": "yes"}
        data |= {"reason": TYPED, "word": "updated", "also": ["x", "-1", "9" * 40]}
        self.client.post(address(topic, "submit"), data)
        self.assertEqual(Proposal.objects.count(), 1)

    def test_entries_that_changed_since_they_were_shown_are_refused_by_name(self):
        data = self.chosen(post="yes", reason=TYPED, word="updated")
        Entry.objects.filter(key="two").update(version=9)

        response = self.client.post(LIST, data)

        self.assertContains(response, "two has changed since you opened it")
        self.assertFalse(Submission.objects.exists())

    def test_withdrawing_asks_why_and_for_a_successor(self):
        publish(*self.topics)
        one, two = Entry.objects.order_by("key")
        page = reverse("admin:entries_topic_withdraw", args=[one.pk])
        data = {f"started_from-{one.pk}": one.version, "successor": two.pk}

        without = self.client.post(page, data)
        self.client.post(page, {**data, "reason": TYPED})

        self.assertContains(without, "This field is required.")
        proposal = Proposal.objects.get(open=True)
        self.assertEqual((proposal.withdrawal, proposal.successor), (True, "two"))

    def test_what_was_never_published_cannot_be_withdrawn(self):
        one = self.topics[0]
        page = reverse("admin:entries_topic_withdraw", args=[one.pk])
        data = {f"started_from-{one.pk}": one.version, "reason": TYPED}

        response = self.client.post(page, data)

        self.assertContains(response, "is not published")


class DecidingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.topic = make_topic("one", text="What it says.")
        cls.submission = submit(cls.topic)

    def setUp(self):
        self.client = client_of(self.user)

    def state(self):
        return Submission.objects.get(pk=self.submission.pk).state

    def test_the_page_shows_what_would_change(self):
        response = self.client.get(
            f"/admin/entries/submission/{self.submission.pk}/change/"
        )

        (review,) = response.context["reviews"]
        self.assertEqual(review.proposal.key, "one")
        shown = {line.label: (line.was, line.will) for line in review.lines}
        self.assertEqual(shown["Text"], ("—", "What it says."))

    def test_a_publisher_gives_a_time_moves_it_and_takes_it_away(self):
        step(self.submission, "approve", self.client)
        answer = step(self.submission, "schedule", self.client, at="2099-01-02T03:04")
        self.assertIn("2 Jan 2099, 03:04 UTC (+0000)", said(answer)[0])
        self.assertContains(answer, "has never run")
        self.assertContains(answer, 'value="2099-01-02T03:04"')
        self.assertEqual(self.state(), "scheduled")
        step(self.submission, "unschedule", self.client)
        self.assertEqual(self.state(), "approved")

    def test_a_time_that_is_none_or_has_passed_is_refused_in_words(self):
        step(self.submission, "approve", self.client)
        for at, words in (
            ("", "Give a day and a time"),
            ("tomorrow", "Write the time as"),
            ("2001-01-01T00:00", "has passed"),
        ):
            answer = step(self.submission, "schedule", self.client, at=at)
            self.assertIn(words, said(answer)[0])
        self.assertEqual(self.state(), "approved")

    def test_comments_stand_where_they_belong(self):
        step(self.submission, "comment", self.client, text="In general.")
        place = {"key": "one", "path": "text"}
        answer = step(self.submission, "comment", self.client, text="Why so?", **place)
        self.assertContains(answer, "In general.")
        (review,) = answer.context["reviews"]
        (line,) = [one for one in review.lines if one.path == "text"]
        self.assertEqual([one.text for one in line.comments], ["Why so?"])
        empty = step(self.submission, "comment", self.client, text=" ")
        self.assertIn("write what is to be said", said(empty)[0])

    def test_words_are_given_with_the_approval_or_before(self):
        publish(make_topic("two", text="What it says.", summary="Old"))
        changed = make_topic("two", text="What it says now.", summary="Older")
        made = submit(changed)
        asked = f"/admin/entries/submission/{made.pk}/change/"
        self.assertContains(self.client.get(asked), "Keep the words")
        step(made, "word", self.client, **{"word two summary": "corrected"})
        step(made, "approve", self.client, **{"word two text": "corrected"})
        proposal = made.proposals.get()
        self.assertEqual(proposal.words, {"summary": "corrected", "text": "corrected"})
        self.assertEqual(Submission.objects.get(pk=made.pk).state, "approved")

    def test_words_of_what_is_approved_are_for_who_approved_it(self):
        publish(make_topic("two", text="What it says."))
        made = submit(make_topic("two", text="What it says now."))
        asked = f"/admin/entries/submission/{made.pk}/change/"
        step(made, "approve", self.client)
        self.assertContains(self.client.get(asked), "Keep the words")
        other = client_of(administrator("olga"))
        self.assertNotContains(other.get(asked), "Keep the words")
        answer = step(made, "word", other, **{"word two text": "corrected"})
        self.assertIn("who approved them", said(answer)[0])
        self.assertEqual(made.proposals.get().words, {})

    def test_what_is_all_new_has_no_words_to_keep(self):
        asked = f"/admin/entries/submission/{self.submission.pk}/change/"
        self.assertNotContains(self.client.get(asked), "Keep the words")

    def test_what_waits_for_its_reader_can_be_listed(self):
        page = "/admin/entries/submission/"
        rows = self.client.get(f"{page}?stands=review").context["cl"].result_list
        self.assertEqual([row.pk for row in rows], [self.submission.pk])
        step(self.submission, "approve", self.client)
        for name, number in (("review", 0), ("publish", 1), ("approved", 1)):
            rows = self.client.get(f"{page}?stands={name}").context["cl"].result_list
            self.assertEqual(len(rows), number, name)

    def test_another_editor_approves_and_publishes(self):
        approved = step(self.submission, "approve", self.client)
        published = step(self.submission, "publish", self.client)

        self.assertEqual(
            said(approved), [f"Submission {self.submission.pk} is approved."]
        )
        self.assertEqual(said(published), ["Published as edition 1."])
        self.assertEqual(Listing.objects.get().key, "one")

    def test_one_button_does_both_or_neither(self):
        submission = submit(make_topic("two"))
        Listing.objects.all().delete()
        own = client_of(submission.submitter)
        submission.submitter.is_staff = True
        submission.submitter.save()

        refused = step(submission, "approve_and_publish", own)
        done = step(submission, "approve_and_publish", self.client)

        self.assertIn("another editor must approve this", said(refused)[0])
        self.assertEqual(said(done), ["Published as edition 1."])

    def test_one_button_waits_for_the_record_before_it_holds_the_submission(self):
        with CaptureQueriesContext(connection) as queries:
            approve_and_publish(self.submission, self.user, "")

        asked = [query["sql"] for query in queries]
        first = [
            next(number for number, sql in enumerate(asked) if f'FROM "{table}"' in sql)
            for table in ("entries_recordlock", "entries_submission")
        ]
        self.assertEqual(first, sorted(first))

    def test_what_no_database_keeps_is_refused_in_words(self):
        for name in ("approve", "return", "approve_and_publish"):
            response = step(self.submission, name, self.client, text="\0")
            self.assertIn("Control characters", " ".join(said(response)))
        self.submission.refresh_from_db()
        self.assertEqual(self.submission.state, "submitted")

    def test_a_reason_lets_the_submitter_approve(self):
        submitter = self.submission.submitter
        submitter.is_staff = True
        submitter.save()
        client = client_of(submitter)

        without = step(self.submission, "approve", client)
        step(self.submission, "approve", client, text="Nobody else is here.")

        self.assertIn("another editor must approve this", said(without)[0])
        self.assertContains(without, "If it must be you, say why")
        self.submission.refresh_from_db()
        self.assertEqual(self.submission.self_approval, "Nobody else is here.")

    @override_settings(SINGLE_EDITOR="admin")
    def test_a_single_editor_publishes_in_three_clicks(self):
        two = make_topic("two")
        page = reverse("admin:entries_topic_submit", args=[two.pk])
        asked = self.client.get(page)
        data = {f"started_from-{two.pk}": two.version, "post": "yes"}
        shown = self.client.post(
            page, {**data, "reason": TYPED, "word": "updated"}, follow=True
        )
        submission = Submission.objects.first()

        step(submission, "approve_and_publish", self.client)

        self.assertContains(asked, "Submit for review")
        self.assertContains(shown, "This site has a single editor.")
        self.assertEqual(
            Edition.objects.get().self_approval, "This site has a single editor."
        )

    def test_a_submission_is_returned_with_a_comment(self):
        without = step(self.submission, "return", self.client)
        step(self.submission, "return", self.client, text="Cite more.")

        self.assertIn("say what is to be done", said(without)[0])
        self.submission.refresh_from_db()
        self.assertEqual(self.submission.comment, "Cite more.")
        self.assertEqual(self.submission.state, "returned")

    def test_only_the_submitter_takes_it_back(self):
        refused = step(self.submission, "take_back", self.client)
        self.assertIn("only who submitted it", said(refused)[0])

        submitter = self.submission.submitter
        submitter.is_staff = True
        submitter.save()
        step(self.submission, "take_back", client_of(submitter))
        self.assertEqual(self.state(), "taken-back")

    def test_the_lists_actions_approve_and_publish(self):
        page = "/admin/entries/submission/"
        for action in ("approve_action", "publish_action"):
            self.client.post(
                page, {"action": action, "_selected_action": [self.submission.pk]}
            )

        self.assertEqual(self.state(), "published")

    def test_steps_need_a_post_a_token_and_the_permission(self):
        page = reverse("admin:entries_submission_approve", args=[self.submission.pk])
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.user)
        guest = staff()
        nothing = client_of(guest).post(page)
        guest.user_permissions.set(Permission.objects.filter(codename="submit_entry"))

        self.assertEqual(self.client.get(page).status_code, 405)
        self.assertEqual(strict.post(page).status_code, 403)
        self.assertEqual(nothing.status_code, 403)
        self.assertEqual(client_of(guest).post(page).status_code, 403)
        self.assertRedirects(
            Client().post(page), f"/admin/login/?next={page}", 302, 200
        )
        self.assertEqual(self.state(), "submitted")

    def test_no_forged_post_changes_a_submission(self):
        page = f"/admin/entries/submission/{self.submission.pk}/change/"
        before = list(Submission.objects.values()), list(Proposal.objects.values())

        changed = self.client.post(page, {"state": "published", "reason": "Forged"})
        deleted = self.client.post(
            f"/admin/entries/submission/{self.submission.pk}/delete/", {"post": "yes"}
        )
        added = self.client.post("/admin/entries/submission/add/", {"reason": "x"})

        codes = (changed.status_code, deleted.status_code, added.status_code)
        self.assertEqual(codes, (403, 403, 403))
        after = list(Submission.objects.values()), list(Proposal.objects.values())
        self.assertEqual(before, after)
