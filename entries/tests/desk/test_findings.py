"""The index of findings: right after every way of writing, made only when asked."""

from datetime import date

from django.test import TestCase

from entries.desk.entry import Entry
from entries.desk.finding import Finding
from entries.desk.findings import counts, found, refresh
from entries.tests.factories import citation, make_exercise, make_source, make_topic
from entries.vocabulary import FindingCode

TODAY = date(2026, 11, 26)


class FindingsTests(TestCase):
    def codes(self, key):
        rows = Finding.objects.filter(entry__key=key)
        return set(rows.values_list("code", flat=True))

    def test_entries_are_looked_at_once_for_each_version(self):
        make_topic()
        self.assertEqual(refresh(), 1)
        self.assertEqual(refresh(), 0)
        make_topic(summary_ru="Да")
        self.assertEqual(refresh(), 1)
        self.assertEqual(self.codes("joint-exercises"), {"no-summary-zh"})

    def test_an_entry_that_never_had_a_version_is_looked_at_too(self):
        make_topic()
        Entry.objects.update(version=0, checked_version=None)
        self.assertEqual(refresh(), 1)
        self.assertEqual(refresh(), 0)

    def test_more_than_a_chunk_is_told_in_parts(self):
        for number in range(205):
            make_topic(f"topic-{number}")
        told = []
        self.assertEqual(refresh(told.append), 205)
        self.assertEqual(told, [200, 5])

    def test_checks_count_once_their_day_is_over(self):
        make_source("a")
        make_exercise(
            start="2007", citations=[citation("start", "a", review_by="2026-11")]
        )
        refresh()
        code = FindingCode.DUE
        self.assertEqual(found(code, date(2026, 11, 30)).count(), 0)
        self.assertEqual(found(code, date(2026, 12, 1)).count(), 1)
        self.assertNotIn(code, counts(TODAY))
        self.assertEqual(counts(date(2026, 12, 1))[code], (1, 1))

    def test_the_number_of_queries_does_not_grow_with_the_entries(self):
        for size in (3, 30):
            for number in range(size):
                make_topic(f"topic-{number}", summary_ru=str(size))
            with self.subTest(size), self.assertNumQueries(16):
                refresh()
