"""What goes out as a sheet comes back and changes nothing."""

import io

import pytest
from hypothesis import given
from openpyxl import load_workbook

from entries.documents.kinds import KINDS
from entries.exchange.sheets.columns import lists, sheet
from entries.exchange.sheets.exporting import rows, template, to_csv, to_xlsx
from entries.exchange.sheets.limits import COMMAND
from entries.exchange.sheets.merging import merged
from entries.exchange.sheets.reading import read
from entries.tests.documents.strategies import NAMED, QUICKLY, documents
from entries.tests.factories import make_document

SHEETS = [(kind, name) for kind in KINDS for name in ("", *lists(kind))]


def kind_of_key(key):
    if key.isupper():
        return "state"
    is_source = key in ("scio-2018", "xinhua-2007")
    return "source" if is_source else "series" if key == NAMED[3] else "topic"


def back(content, form, write):
    """The document with its own sheet laid over it."""
    known = {key: kind_of_key(key) for key in NAMED} | {content["key"]: content["kind"]}
    out = write(form, rows(form, [(content, 1)]))
    found = read(io.BytesIO(out), form, known, COMMAND)
    assert found.faults == []
    if not found.rows:
        return content
    new, faults = merged(content, form, found.rows)
    assert faults == []
    return new


@QUICKLY
@given(documents())
def test_what_goes_out_comes_back_the_same(content):
    for name in ("", *lists(content["kind"])):
        for write in (to_csv, to_xlsx):
            assert back(content, sheet(content["kind"], name), write) == content


def test_no_text_is_a_formula():
    form = sheet("exercise")
    content = make_document("exercise", "a-1", note="=1+1", title="@x")
    text = to_csv(form, rows(form, [(content, 1)])).decode("utf-8-sig")
    assert "'=1+1" in text
    assert "'@x" in text
    out = to_xlsx(form, rows(form, [(content, 1)]))
    page = load_workbook(io.BytesIO(out)).active
    assert {cell.data_type for cell in page[2]} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize(("kind", "name"), SHEETS)
def test_every_sheet_has_a_template_that_explains_its_columns(kind, name):
    form = sheet(kind, name)
    book = load_workbook(io.BytesIO(template(form)))
    first, about = book.worksheets
    header = [cell.value for cell in first[1]]
    assert header == list(form.header)
    assert [cell.value for cell in about["A"]][1:] == header
    assert all(cell.value for cell in about["B"])


def test_choices_are_offered():
    page = load_workbook(io.BytesIO(template(sheet("exercise")))).worksheets[0]
    lists_ = [check.formula1 for check in page.data_validations.dataValidation]
    assert '"held,announced,cancelled,(empty)"' in lists_
