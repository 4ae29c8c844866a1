"""Cells are typed strictly, and every fault is named by row and column."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.test import TestCase

from entries.exchange.sheets.limits import MB, Limits
from entries.tests.exchange.sheets.making import as_csv, as_xlsx, reading
from entries.tests.factories import make_exercise, make_source, make_state

pytestmark = pytest.mark.django_db


def one(column, cell, kind="exercise", key="a-1", write=as_xlsx):
    """What a single cell is read as, or what is said of it."""
    found = reading(write(("key", column), (key, cell)), kind)
    if found.faults:
        return [fault.what for fault in found.faults]
    return found.rows[0].values.get(column)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2007", "2007"),
        (2007, "2007"),
        ("2007-08", "2007-08"),
        ("2007-08-09?", "2007-08-09?"),
        (date(2007, 8, 9), "2007-08-09"),
        (datetime(2007, 8, 9), "2007-08-09"),  # noqa: DTZ001  cells have no zone
        ("(empty)", None),
    ],
)
def test_a_date_is_taken_as_exactly_as_it_stands(cell, value):
    assert one("start", cell) == value


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_date_in_another_order_is_refused(write):
    (what,) = one("start", "08/09/2007", write=write)
    assert "write 2007, 2007-08 or 2007-08-09" in what


def test_a_date_with_a_time_of_day_is_refused():
    (what,) = one("start", datetime(2007, 8, 9, 14, 30))  # noqa: DTZ001  cells have no zone
    assert "time of day" in what


@pytest.mark.parametrize(("cell", "value"), [(7, 7), (7.0, 7), ("7.0", 7), ("7", 7)])
def test_a_whole_number_may_look_like_a_float(cell, value):
    assert one("personnel", cell) == value


@pytest.mark.parametrize("cell", [7.5, "7.5", "7,000", "seven", True, "1e3"])
def test_what_is_no_whole_number_is_refused(cell):
    (what,) = one("personnel", cell)
    assert "is no whole number" in what


@pytest.mark.parametrize(
    ("cell", "value"), [("Yes", True), ("no", False), (True, True), ("FALSE", False)]
)
def test_yes_and_no_are_words(cell, value):
    assert one("shanghai_five", cell, "state", "CHN") == value


def test_a_choice_is_given_by_its_value_and_a_state_by_its_code():
    assert one("outcome", "held") == "held"
    assert one("outcome", "Held") == [
        '"Held" is not a valid choice. Write one of: held, announced, cancelled.'
    ]
    make_state("CHN")
    assert one("hosts", "CHN") == ["CHN"]
    assert "three capital letters" in str(one("hosts", "China"))
    assert one("hosts", "RUS") == ["is no state on the desk: add it there first"]


def test_a_text_is_kept_to_the_letter():
    assert one("note", " two\nlines ") == " two\nlines "
    assert one("note", "'(empty)") == "(empty)"


def test_a_formula_is_refused():
    (what,) = one("personnel", "=1+1")
    assert "paste its value" in what


def test_the_apostrophe_before_what_looks_like_a_formula_is_taken_off():
    assert one("note", "'=1+1", write=as_csv) == "=1+1"
    assert one("note", "''-", write=as_csv) == "'-"
    assert one("note", "'tis", write=as_csv) == "'tis"


def test_every_fault_is_named_with_the_row_of_the_sheet():
    rows = [
        ("key", "start", "personnel"),
        ("a-1", "2007", "7"),
        (),
        ("a-2", "9.8.2007", "x"),
        ("a-1", "2008", ""),
    ]
    found = reading(as_csv(*rows))
    places = [(fault.row, fault.column, fault.value) for fault in found.faults]
    assert places == [
        (4, "start", "9.8.2007"),
        (4, "personnel", "x"),
        (5, "key", "a-1"),
    ]
    assert len(found.rows) == 1


def test_an_unknown_column_is_named_with_the_nearest():
    (fault,) = reading(as_csv(("key", "personel"), ("a", "1"))).faults
    assert "nearest: 'personnel'" in fault.what


def test_an_unknown_column_keeps_no_other_fault_back():
    rows = [("key", "titel", "start"), ("a-1", "A", "9.8.2007"), ("a-2", "B", "2007")]
    found = reading(as_csv(*rows))
    places = [(fault.row, fault.column) for fault in found.faults]
    assert places == [(1, "titel"), (2, "start")]
    assert found.rows == []
    assert [row.entry for row in found.partial] == ["a-1", "a-2"]
    missing = reading(as_csv(("kye", "start"), ("a-1", "9.8.2007")))
    places = [(fault.row, fault.column) for fault in missing.faults]
    assert places == [(1, "kye"), (1, "key"), (2, "start")]


def test_a_word_that_is_none_of_the_choices_is_answered_with_them():
    (fault,) = reading(as_csv(("key", "outcome"), ("a-1", "Held"))).faults
    assert "Write one of: held, announced" in fault.what
    (fault,) = reading(as_csv(("key", "domains"), ("a-1", "land;moon"))).faults
    assert "each one of: land," in fault.what


def test_a_text_that_is_called_a_workbook_is_told_so():
    (fault,) = reading(as_csv(("key",), ("a-1",)), name="drills.XLSX").faults
    assert "is called .xlsx and is no workbook" in fault.what
    assert reading(as_csv(("key",), ("a-1",)), name="drills.csv").faults == []
    assert reading(as_xlsx(("key",), ("a-1",)), name="drills.xlsx").faults == []


def test_columns_may_be_divided_by_semicolons():
    found = reading(io.BytesIO("key;note\na-1;Ж".encode()))
    assert found.rows[0].values["note"] == "Ж"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls file or has a password"),
        ("key,note\na,Ж".encode("cp1251"), "save it as “CSV UTF-8”"),
        (b"PK\x03\x04 no zip", "is damaged"),
        (b'key,note\na,"b', "is no CSV"),
        (b"", "is missing"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(content, what):
    (fault,) = reading(io.BytesIO(content)).faults
    assert what in str(fault)


def test_limits_are_named():
    rows = [("key",), *((f"a-{number}",) for number in range(4))]
    (fault,) = reading(as_xlsx(*rows), limits=Limits(MB, MB, 3)).faults
    assert "more than 3 rows" in fault.what
    (fault,) = reading(as_csv(*rows), limits=Limits(3, MB, 3)).faults
    assert "is larger" in fault.what
    (fault,) = reading(as_csv(("key", "note")), limits=Limits(MB, MB, 3, 1)).faults
    assert "more than 1 columns" in fault.what


def test_a_workbook_that_unpacks_to_too_much_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (2 * MB))
    (fault,) = reading(out).faults
    assert "times its size" in fault.what
    (fault,) = reading(out, limits=Limits(MB, MB, 3)).faults
    assert "unpacks to more than 1 MB" in fault.what


def test_a_version_of_an_entry_that_is_not_there_is_refused():
    (fault,) = reading(as_csv(("key", "version"), ("a-1", "3"))).faults
    assert "leave the version of a new one empty" in fault.what


class ListTests(TestCase):
    def test_rows_name_an_entry_that_there_is(self):
        make_exercise("a-1")
        make_state("CHN")
        make_source("one")
        rows = [
            ("entry", "state", "role", "source"),
            ("a-1", "CHN", "host", "one"),
            ("a-2", "CHN", "host", "one"),
            ("a-1", "", "host", "two"),
        ]
        found = reading(as_csv(*rows), rows="participants")
        places = [(fault.row, fault.column) for fault in found.faults]
        self.assertEqual(places, [(3, "entry"), (4, "state"), (4, "source")])
        self.assertEqual(found.rows[0].key, "CHN")
