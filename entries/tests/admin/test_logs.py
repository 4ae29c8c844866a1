"""The audit log at the desk: found by entry, person, action and day, and only read."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import administrator, client_of
from entries.tests.factories import make_exercise, make_topic, publish

LIST = "/admin/entries/auditline/"


class AuditLogTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = administrator()
        cls.topic, cls.exercise = make_topic("borders"), make_exercise()
        publish(cls.topic)
        publish(cls.exercise)

    def setUp(self):
        self.client = client_of(self.user)

    def found(self, **asked):
        answer = self.client.get(LIST, asked)
        self.assertEqual(answer.status_code, 200)
        return list(answer.context["cl"].result_list)

    def test_lines_are_found_by_entry_person_action_and_day(self):
        every = set(AuditLine.objects.all())
        reviewer = AuditLine.objects.filter(action="approved").first().actor
        day = AuditLine.objects.first().at
        for asked, kept in (
            ({"key": "borders"}, lambda line: line.key == "borders"),
            ({"action": "approved"}, lambda line: line.action == "approved"),
            ({"actor__id__exact": reviewer.pk}, lambda line: line.actor == reviewer),
            ({"at__year": day.year, "at__month": day.month}, lambda line: line.pk),
            ({"at__year": 1999}, lambda line: not line.pk),
            (
                {"key": "borders", "action": "published"},
                lambda line: (line.key, line.action) == ("borders", "published"),
            ),
        ):
            with self.subTest(asked):
                self.assertEqual(set(self.found(**asked)), set(filter(kept, every)))

    def test_a_line_leads_to_the_history_of_its_entry(self):
        answer = self.client.get(LIST)
        for entry in (self.topic, self.exercise):
            model = type(entry)._meta.model_name
            self.assertContains(answer, f"/admin/entries/{model}/{entry.pk}/history/")

    def test_a_line_of_an_entry_that_is_gone_leads_nowhere(self):
        AuditLine.objects.create(actor=self.user, action="deleted", key="gone")
        answer = self.client.get(LIST, {"key": "gone"})
        self.assertContains(answer, '<td class="field-entry">gone</td>', html=True)

    def test_more_lines_take_no_more_queries(self):
        with CaptureQueriesContext(connection) as few:
            self.found()
        for number in range(20):
            publish(make_topic(f"topic-{number}"))
        with CaptureQueriesContext(connection) as many:
            self.assertGreater(len(self.found()), 60)
        self.assertEqual(len(few), len(many))
