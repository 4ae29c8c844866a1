"""What a sheet changes, with whose sources, and that it changes all or nothing."""

from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from entries.desk.conversion import document, with_rows
from entries.desk.entry import Entry
from entries.documents.validation import validate
from entries.exchange.sheets import applying
from entries.exchange.sheets.applying import MovedError
from entries.publishing.audit import AuditLine
from entries.tests.exchange.sheets.making import applied, as_csv, planned, said
from entries.tests.factories import (
    citation,
    make_exercise,
    make_source,
    make_state,
    participant,
)


def now(key="a-1", kind="exercise"):
    return document(with_rows(kind).get(key=key))


def cites(content, fact):
    return [c["source"] for c in content["citations"] if c["fact"] == fact]


class SheetTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_state("CHN")
        make_source("one")
        make_source("two")

    def test_a_new_entry_comes_with_its_sources(self):
        rows = [
            ("key", "title", "outcome", "auspices", "start", "source", "locator"),
            ("a-1", "A", "held", "sco-defence", "2007", "one; two", "p. 3"),
        ]
        self.assertEqual(applied(as_csv(*rows)), 1)
        content = now()
        self.assertEqual(cites(content, "start"), ["one", "two"])
        self.assertEqual(content["citations"][0]["locator"], "p. 3")
        entry = with_rows("exercise").get(key="a-1")
        self.assertEqual({c.made_by for c in entry.citations.all()}, {"editor"})
        line = AuditLine.objects.get(key="a-1", action="imported")
        self.assertEqual(line.detail, "sheet.csv")

    def test_what_changes_has_the_new_sources_alone(self):
        old = [
            citation("start", "one", verified_by="x", verified_on="2026-01-01"),
            citation("personnel", "one", "own"),
            citation("personnel", "two", "other", value=9),
        ]
        make_exercise("a-1", start="2007", personnel=5, citations=old)
        rows = [("key", "start", "personnel", "source"), ("a-1", "2007", "6", "two")]
        applied(as_csv(*rows))
        content = now()
        self.assertEqual(content["citations"][-1]["verified_by"], "x")
        self.assertEqual(cites(content, "start"), ["one"])
        own = [c for c in content["citations"] if c["fact"] == "personnel"]
        pairs = [(c["source"], c["stance"]) for c in own]
        self.assertEqual(sorted(pairs), [("two", "contradicts"), ("two", "supports")])

    def test_a_source_that_says_something_else_now_keeps_its_key_unverified(self):
        old = [citation("start", "one", "k", verified_by="x", verified_on="2026-01-01")]
        make_exercise("a-1", start="2007", citations=old)
        applied(as_csv(("key", "start", "source"), ("a-1", "2008", "one")))
        (row,) = now()["citations"]
        self.assertEqual((row["key"], row["verified_by"]), ("k", ""))

    def test_what_changes_must_name_its_sources(self):
        make_exercise("a-1", start="2007")
        (fault,) = said(as_csv(("key", "start"), ("a-1", "2008")))
        self.assertIn("row 2, source: is empty, but the row gives start", fault)

    def test_none_found_is_a_mark(self):
        make_exercise("a-1", citations=[])
        applied(as_csv(("key", "start", "source"), ("a-1", "2008", "(none)")))
        self.assertEqual(now()["no_source"], ["start"])

    def test_what_is_written_is_in_its_normal_form(self):
        rows = [
            ("key", "title", "outcome", "auspices", "start", "note", "source"),
            ("a-1", "A", "held", "other", "2007", "N", "two;one"),
        ]
        applied(as_csv(*rows))
        self.assertEqual(validate(now()), now())

    def test_an_empty_cell_leaves_alone_and_the_word_clears(self):
        old = [
            citation("start", "one"),
            citation("start", "two", value="2008"),
            citation("note", "one", "n"),
        ]
        make_exercise("a-1", start="2007", note="N", citations=old)
        applied(as_csv(("key", "start", "note"), ("a-1", "(empty)", "")))
        content = now()
        self.assertEqual((content["start"], content["note"]), (None, "N"))
        self.assertEqual([c["fact"] for c in content["citations"]], ["note"])

    def test_a_row_of_a_list_is_cited_as_a_whole_and_a_column_alone(self):
        make_exercise("a-1")
        header = ("entry", "state", "role", "personnel", "source")
        new = ("a-1", "CHN", "host", "5", "one")
        applied(as_csv(header, new), rows="participants")
        self.assertEqual(cites(now(), "participants.CHN"), ["one"])
        more = ("a-1", "CHN", "", "7", "two")
        applied(as_csv(header, more), rows="participants")
        content = now()
        self.assertEqual(content["participants"][0]["role"], "host")
        self.assertEqual(cites(content, "participants.CHN"), ["one"])
        self.assertEqual(cites(content, "participants.CHN.personnel"), ["two"])
        (fault,) = said(
            as_csv(header, ("a-1", "CHN", "observer", "", "(none)")),
            rows="participants",
        )
        self.assertIn("the citations of participants.CHN cover", fault)

    def test_what_rows_make_together_is_faulty_at_its_cell(self):
        make_exercise("a-1", start="2007", participants=[participant("CHN")])
        (fault,) = said(as_csv(("key", "end", "source"), ("a-1", "2006", "one")))
        self.assertIn("row 2, end: '2006' The end is before the start", fault)
        rows = [("entry", "key", "name", "lat"), ("a-1", "x", "X", "5")]
        fault, other = said(as_csv(*rows), rows="locations")
        self.assertIn("row 2, lat:", fault)
        self.assertIn("row 2, source: is empty, but the row gives lat", other)

    def test_every_fault_of_a_row_is_named_at_once(self):
        make_exercise("a-1", start="2007")
        header = ("key", "end", "note", "personnel", "source")
        faults = said(as_csv(header, ("a-1", "2006", "N", "many", "")))
        self.assertEqual(
            [fault.partition(":")[0] for fault in faults],
            ["row 2, personnel", "row 2, end", "row 2, source"],
        )
        (fault, other) = said(as_csv(header, ("a-1", "", "", "many", "")))
        self.assertIn("row 2, personnel", fault)
        self.assertIn("row 2, source: is empty, but the row gives personnel", other)
        (fault,) = said(as_csv(header, ("a-1", "", "N", "", "nobody")))
        self.assertIn("'nobody' is no source", fault)

    def test_a_column_by_another_name_makes_no_other_faulty(self):
        header = ("key", "titel", "outcome", "auspices", "start", "sourcs")
        faults = said(as_csv(header, ("a-1", "A", "held", "other", "2007", "one")))
        self.assertEqual(
            [fault.partition(" is no column")[0] for fault in faults],
            ["row 1, titel:", "row 1, sourcs:"],
        )

    def test_a_source_needs_no_source(self):
        applied(as_csv(("key", "publisher"), ("one", "Xinhua")), "source")
        self.assertEqual(now("one", "source")["publisher"], "Xinhua")

    def test_an_entry_that_has_changed_since_is_refused(self):
        entry = make_exercise("a-1")
        rows = [("key", "version", "title"), ("a-1", entry.version + 1, "B")]
        (fault,) = said(as_csv(*rows))
        self.assertIn("has changed since", fault)

    def test_what_moved_since_the_dry_run_writes_nothing(self):
        make_exercise("a-1")
        make_exercise("a-2")
        rows = as_csv(("key", "title"), ("a-1", "B"), ("a-2", "B"))
        seen = planned(rows).versions
        make_exercise("a-2", note="meanwhile", no_source=["note"])
        rows.seek(0)
        with self.assertRaises(MovedError) as raised:
            applied(rows, versions=seen)
        self.assertEqual(raised.exception.keys, ["a-2"])
        self.assertEqual(now("a-1")["title"], "A 1")

    def test_what_was_made_while_it_is_written_is_not_written_over(self):
        def late(*given):
            make_exercise("a-1", title="Theirs")
            return write(*given)

        header = ("key", "title", "outcome", "auspices")
        rows = as_csv(header, ("a-1", "Ours", "held", "other"))
        write = applying._write
        with (
            patch("entries.exchange.sheets.applying._write", late),
            self.assertRaises(MovedError) as raised,
        ):
            applied(rows)
        self.assertEqual(raised.exception.keys, ["a-1"])


@pytest.mark.django_db
def test_one_fault_near_the_end_writes_nothing_and_is_named(tmp_path):
    header = ("key", "title", "outcome", "auspices", "personnel", "source")
    rows = [
        (f"a-{n}", f"A {n}", "held", "other", "many" if n == 299 else n, "(none)")
        for n in range(2, 302)
    ]
    file = tmp_path / "exercises.csv"
    file.write_bytes(as_csv(header, *rows).getvalue())
    with pytest.raises(CommandError, match="row 299, personnel: 'many'") as raised:
        call_command("import_sheet", file, kind="exercise")
    assert "1 faults; nothing was written" in str(raised.value)
    assert not Entry.objects.exists()
    file.write_bytes(as_csv(header, *rows[:3]).getvalue())
    call_command("import_sheet", file, "--dry-run", kind="exercise")
    assert not Entry.objects.exists()
    call_command("import_sheet", file, kind="exercise")
    assert Entry.objects.count() == 3


@pytest.mark.django_db
def test_a_list_without_a_sheet_is_refused(tmp_path):
    with pytest.raises(CommandError, match="locations, participants"):
        call_command("import_sheet", tmp_path / "x", kind="exercise", rows="focus")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_sheet", tmp_path / "x", kind="exercise")
