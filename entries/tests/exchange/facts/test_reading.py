"""Reading a folder of facts files."""

import json

import pytest

from entries.exchange.facts.faults import NO_NUMBER, Fault
from entries.exchange.facts.reading import read_folder
from entries.tests.exchange.facts.records import (
    make_exercise,
    make_records,
    make_series,
    make_source,
    write_folder,
)


def faults_of(path, text, name="sources.json"):
    data = text if isinstance(text, bytes) else text.encode()
    (path / name).write_bytes(data)
    return read_folder(path).faults


def test_a_whole_folder_is_read_without_a_fault(tmp_path):
    folder = read_folder(write_folder(tmp_path, make_records()))
    assert folder.faults == []
    assert folder.records == make_records()
    assert folder.names["exercises"] == ["peace-mission-2007"]


def test_topics_and_other_files_are_left_alone(tmp_path):
    (tmp_path / "topics.json").write_text("broken")
    (tmp_path / "README.md").write_text("# Facts")
    folder = read_folder(write_folder(tmp_path, {"series": [make_series()]}))
    assert folder.faults == []
    assert list(folder.records) == ["series"]


def test_a_folder_without_any_of_the_files_is_a_fault(tmp_path):
    [fault] = read_folder(tmp_path).faults
    assert "holds none of sources.json, states.json" in str(fault)


def test_no_folder_is_a_fault(tmp_path):
    [fault] = read_folder(tmp_path / "absent").faults
    assert str(fault).endswith("absent: is no folder")


def test_a_directory_with_the_name_of_a_file_is_a_fault(tmp_path):
    (tmp_path / "states.json").mkdir()
    [fault] = read_folder(tmp_path).faults
    assert str(fault).startswith("states.json: cannot be read")


def test_broken_json_is_named_with_line_and_column(tmp_path):
    [fault] = faults_of(tmp_path, '[\n  {"id": "a",}\n]')
    assert str(fault).startswith("sources.json: broken JSON at line 2, column ")


def test_another_encoding_is_named_with_its_byte(tmp_path):
    [fault] = faults_of(
        tmp_path, '[\n{"id": "a", "title": "Müller"}]'.encode("latin-1")
    )
    assert str(fault) == (
        "sources.json: is not UTF-8: byte 25 (line 2) is 0xfc; save the file as UTF-8"
    )


def test_utf_16_is_recognized(tmp_path):
    [fault] = faults_of(tmp_path, "[]".encode("utf-16"))
    assert "as UTF-16 begins" in str(fault)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    assert faults_of(tmp_path, b"\xef\xbb\xbf[]") == []


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_an_empty_file_is_a_fault(tmp_path, text):
    [fault] = faults_of(tmp_path, text)
    assert str(fault) == "sources.json: is empty (write [] for no records)"


@pytest.mark.parametrize(
    ("text", "shown"), [("{}", "an object"), ("null", "null"), ('"a"', "'a'")]
)
def test_a_top_level_that_is_no_array_is_a_fault(tmp_path, text, shown):
    [fault] = faults_of(tmp_path, text)
    assert fault.what == f"holds {shown} at the top: write an array of records"


def test_a_record_that_is_no_object_is_named_by_its_place(tmp_path):
    text = json.dumps([make_source(), 7, {"title": "x"}])
    assert faults_of(tmp_path, text) == [
        Fault("sources.json", "record 2", "", "7 is no record: write an object"),
        Fault("sources.json", "record 3", "id", "is missing"),
    ]


def test_a_name_that_stands_twice_in_an_object_is_a_fault(tmp_path):
    text = '[{"id": "a", "note": "x", "note": "y", "citations": {"b": [], "b": []}}]'
    assert [(f.record, f.field) for f in faults_of(tmp_path, text)] == [
        ("a", "note"),
        ("a", "citations.b"),
    ]


def test_an_id_stands_once_in_all_files(tmp_path):
    records = {
        "series": [make_series("a"), make_series("a")],
        "exercises": [make_exercise("a")],
    }
    faults = read_folder(write_folder(tmp_path, records)).faults
    assert [str(fault) for fault in faults] == [
        "series.json · a · id: 'a' stands twice",
        "exercises.json · a · id: 'a' stands in series.json too",
    ]


@pytest.mark.parametrize(
    "number", ["NaN", "-Infinity", "1e999", "1" + "0" * 5000, "9007199254740993"]
)
def test_numbers_that_cannot_be_kept_are_named(tmp_path, number):
    text = f'[{{"id": "a", "rows": [{{"key": "b", "lat": {number}}}]}}]'
    assert faults_of(tmp_path, text) == [
        Fault("sources.json", "a", "rows.b.lat", NO_NUMBER)
    ]


def test_a_record_nested_too_deep_is_a_fault_and_not_taken(tmp_path):
    deep = "[" * 50 + "]" * 50
    faults = faults_of(tmp_path, f'[{{"id": "a", "note": {deep}}}, {{"id": "b"}}]')
    assert [(f.record, f.field) for f in faults] == [("a", "note")]
    assert [r["id"] for r in read_folder(tmp_path).records["sources"]] == ["b"]


def test_a_file_nested_beyond_reading_is_a_fault(tmp_path):
    [fault] = faults_of(tmp_path, "[" * 100_000)
    assert fault.record == ""


def test_ids_of_a_broken_file_are_glimpsed(tmp_path):
    faults_of(tmp_path, '[{"id": "a"}, {"id": "b"')
    assert read_folder(tmp_path).glimpsed == {"sources": {"a", "b"}}


def test_a_fault_is_one_line_whatever_it_quotes():
    fault = Fault("a.json", "x\ny", "f", "holds \x1b[31m \ud800")
    assert str(fault) == "a.json · x\\ny · f: holds \\x1b[31m \\ud800"
