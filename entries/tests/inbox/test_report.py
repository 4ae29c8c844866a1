"""What readers report is kept once, and who sent it only as long as it is open."""

from django.db import IntegrityError, transaction
from django.test import TestCase

from entries.inbox.report import (
    Place,
    Report,
    ReportState,
    close,
    new_reference,
    receive,
    waiting,
)

PLACE = Place("state", "CHN", "capital", 3, "en")


class ReportTests(TestCase):
    def test_a_form_sent_twice_comes_once(self):
        first, is_new = receive("one", PLACE, text="It is Beijing.")
        again, is_new_again = receive("one", PLACE, text="It is Beijing!")
        self.assertEqual((first, is_new), (again, True))
        self.assertFalse(is_new_again)
        self.assertEqual(waiting(), 1)

    def test_a_closed_report_keeps_no_address(self):
        report, _ = receive("one", PLACE, text="No.", email="a@example.org")
        report.state = ReportState.ANSWERED
        with self.assertRaises(IntegrityError), transaction.atomic():
            report.save()
        close(report)
        report.save()
        self.assertEqual(Report.objects.get().email, "")
        self.assertEqual(waiting(), 0)

    def test_an_open_one_does(self):
        report, _ = receive("one", PLACE, text="No.", email="a@example.org")
        close(report)
        self.assertEqual(report.email, "a@example.org")

    def test_references_can_be_read_out_and_not_be_guessed(self):
        found = {new_reference() for _ in range(500)}
        self.assertEqual(len(found), 500)
        for one in found:
            self.assertRegex(one, "^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$")
