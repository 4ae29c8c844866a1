"""Spreadsheets at the desk: looked at first, then imported, and exported."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from entries.desk.exercise import Exercise
from entries.publishing.audit import AuditLine
from entries.tests.admin.forms import administrator, client_of, staff
from entries.tests.exchange.sheets.making import as_csv
from entries.tests.factories import make_exercise, make_source, make_state, participant

HEADER = ("key", "title", "outcome", "auspices", "start", "source")


def page(what):
    return reverse(f"admin:entries_exercise_{what}")


class SheetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.admin = administrator()
        make_source("one")

    def setUp(self):
        self.client = client_of(self.admin)

    def upload(self, *rows, **more):
        file = SimpleUploadedFile("drills.csv", as_csv(*rows).getvalue())
        return self.client.post(page("import"), {"file": file, **more})

    def confirm(self, looked):
        token = looked.context["token"]
        return self.client.post(page("import"), {"token": token}, follow=True)

    def test_a_sheet_is_shown_first_and_written_when_confirmed(self):
        looked = self.upload(HEADER, ("a-1", "A", "held", "other", "2007", "one"))
        self.assertContains(looked, "drills.csv: 1 new, 0 changed")
        (shown,) = looked.context["shown"]
        lines = {label: (was, will) for label, was, will in shown["lines"]}
        self.assertEqual(lines["Outcome"], ("—", "Held"))
        cited = lines["Citations, one"][1]
        self.assertIn("Fact: Start; Source: One", cited)
        self.assertIn("Supports or contradicts: Supports", cited)
        self.assertFalse(Exercise.objects.exists())
        answer = self.confirm(looked)
        self.assertContains(answer, "1 entries were imported as drafts.")
        line = AuditLine.objects.get(action="imported", key="a-1")
        self.assertEqual((line.actor, line.detail), (self.admin, "drills.csv"))
        entry = Exercise.objects.get(key="a-1")
        self.assertEqual(entry.citations.get().made_by, "admin")

    def test_what_was_and_what_will_be_stand_side_by_side(self):
        make_exercise("a-1", title="Before")
        looked = self.upload(("key", "title"), ("a-1", "After"))
        cells = "<td>Before</td><td>After</td>"
        self.assertContains(looked, cells, html=False)

    def test_every_fault_is_in_a_table_and_nothing_can_be_confirmed(self):
        looked = self.upload(HEADER, ("a-1", "A", "Held", "other", "9.8.2007", "two"))
        self.assertContains(looked, "3 faults, nothing was written")
        self.assertContains(looked, "is no source on the desk")
        self.assertNotIn("token", looked.context)

    def test_rows_of_a_list_are_chosen(self):
        make_exercise("a-1")
        make_state("CHN")
        rows = [("entry", "state", "role", "source"), ("a-1", "CHN", "host", "one")]
        self.confirm(self.upload(*rows, rows="participants"))
        self.assertEqual(Exercise.objects.get().participants.get().role, "host")

    def test_what_was_changed_meanwhile_is_refused_with_a_list(self):
        make_exercise("a-1")
        looked = self.upload(("key", "title"), ("a-1", "After"))
        make_exercise("a-1", title="Another’s")
        answer = self.confirm(looked)
        self.assertContains(answer, "a-1 has changed since you looked")
        self.assertEqual(Exercise.objects.get().title, "Another’s")

    def test_a_forged_or_anothers_token_writes_nothing(self):
        looked = self.upload(HEADER, ("a-1", "A", "held", "other", "2007", "one"))
        forged = looked.context["token"][:-1] + "!"
        answer = self.client.post(page("import"), {"token": forged})
        self.assertContains(answer, "choose the file again")
        other = client_of(administrator("other"))
        answer = other.post(page("import"), {"token": looked.context["token"]})
        self.assertEqual(answer.status_code, 403)
        self.assertFalse(Exercise.objects.exists())

    def test_the_filtered_list_is_exported_and_comes_back_unchanged(self):
        make_state("CHN")
        make_exercise("a-1", start="2007", participants=[participant("CHN")])
        make_exercise("b-2", outcome="cancelled")
        offered = self.client.get(page("export") + "?outcome__exact=held")
        self.assertContains(offered, "1 exercise, as the list was filtered")
        for link in offered.context["sheets"]:
            for ending in ("csv", "xlsx"):
                out = self.client.get(f"{page('export')}?{link[ending]}")
                self.assertIn("attachment", out["Content-Disposition"])
                self.assertNotIn(b"b-2", out.content)
                file = SimpleUploadedFile(f"a.{ending}", out.content)
                given = {"file": file, "rows": link["rows"]}
                looked = self.client.post(page("import"), given)
                self.assertEqual(looked.context["faults"], [])
                self.assertContains(looked, "Nothing changes")

    def test_chosen_rows_are_exported(self):
        entry = make_exercise("a-1")
        make_exercise("b-2")
        chosen = {"action": "export_csv", "_selected_action": [entry.pk]}
        out = self.client.post(page("changelist"), chosen)
        self.assertIn(b"a-1", out.content)
        self.assertNotIn(b"b-2", out.content)

    def test_the_list_leads_to_its_sheets_and_keeps_its_actions(self):
        make_exercise("a-1")
        shown = self.client.get(page("changelist"))
        for what in ("import", "export", "template"):
            self.assertContains(shown, page(what))
        self.assertContains(shown, "submit_action")
        self.assertEqual(self.client.get(page("template")).status_code, 200)
        asked = self.client.get(page("template") + "?rows=nothing")
        self.assertEqual(asked.status_code, 404)

    def test_who_may_not_change_entries_may_not_import(self):
        self.client = client_of(staff())
        answer = self.upload(HEADER, ("a-1", "A", "held", "other", "2007", "one"))
        self.assertEqual(answer.status_code, 403)
