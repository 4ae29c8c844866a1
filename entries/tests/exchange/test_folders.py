"""Folders of documents: what is written is read back equal."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from entries.desk.citation import Citation
from entries.desk.entry import Entry
from entries.desk.exercise import Exercise
from entries.desk.state import State
from entries.documents.missing import missing
from entries.documents.validation import InvalidDocumentError
from entries.exchange.folders import compact, read_documents, write_documents
from entries.publishing.audit import AuditLine
from entries.tests.exchange.facts_folder import write_folder
from entries.tests.factories import make_document, make_exercise, make_state

FIXTURES = settings.BASE_DIR / "fixtures"


def call(name, folder, **options):
    out = StringIO()
    call_command(name, str(folder), stdout=out, **options)
    return out.getvalue()


def contents(folder):
    return {
        str(file.relative_to(folder)): file.read_text("utf-8")
        for file in folder.rglob("*.json")
    }


def test_a_document_is_written_short_and_read_whole(tmp_path):
    whole = make_document("exercise", "vostok-2018", start="2018-09", hosts=["RUS"])
    assert "summary" not in compact(whole)
    assert write_documents(tmp_path, [whole]) == (1, 0)
    assert read_documents(tmp_path) == ({"vostok-2018": whole}, [])


def test_writing_again_changes_nothing(tmp_path):
    whole = make_document("topic", "limits")
    write_documents(tmp_path, [whole])
    assert write_documents(tmp_path, [whole]) == (0, 0)


def test_files_of_entries_that_are_no_more_go(tmp_path):
    write_documents(tmp_path, [make_document("topic", "limits")])
    (tmp_path / "notes.json").write_text("[]")
    assert write_documents(tmp_path, []) == (0, 1)
    assert contents(tmp_path) == {"notes.json": "[]"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"[]", "A document is a JSON object"),
        (b'{"personnel": ' + b"1" * 5000 + b"}", "is no JSON"),
        (b'{"kind": "exercise", "kind": "topic"}', "'kind' stands twice"),
        (b'{"kind": "exercise"}', "key: This field is required"),
        (b'{"kind": "topic", "key": "limits", "title": "T"}', "does not belong"),
    ],
)
def test_what_is_no_document_is_named(tmp_path, text, said):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "vostok.json").write_bytes(text)
    _, faults = read_documents(tmp_path)
    assert any("exercises/vostok.json" in str(f) and said in str(f) for f in faults)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "topics" / "limits.json").mkdir(parents=True)
    _, faults = read_documents(tmp_path)
    assert [fault.file for fault in faults] == ["topics/limits.json"]
    assert "cannot be read" in str(faults[0])


def test_a_file_bears_the_key_of_its_document(tmp_path):
    write_documents(tmp_path, [make_document("topic", "limits")])
    (tmp_path / "topics" / "limits.json").rename(tmp_path / "topics" / "other.json")
    _, faults = read_documents(tmp_path)
    assert "must be named limits.json" in str(faults[0])


def test_an_empty_folder_is_a_fault(tmp_path):
    _, faults = read_documents(tmp_path)
    assert "has no documents" in str(faults[0])


@pytest.mark.django_db
def test_facts_exported_and_imported_elsewhere_are_equal(tmp_path):
    call("import_facts", write_folder(tmp_path / "facts"))
    call("export_documents", tmp_path / "first")
    for model in (Exercise, State, Citation, Entry):
        model.objects.all().delete()
    call("import_documents", tmp_path / "first")
    call("export_documents", tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


@pytest.mark.django_db
def test_an_export_leaves_a_line_in_the_audit_log(tmp_path):
    make_state("CHN")
    assert "1 files written, 0 taken away" in call("export_documents", tmp_path)
    line = AuditLine.objects.get()
    assert (line.action, line.detail) == ("exported", "1 files written, 0 taken away")


@pytest.mark.django_db
def test_a_verification_in_a_document_is_not_taken_over(tmp_path):
    call("import_facts", write_folder(tmp_path / "facts"))
    call("export_documents", tmp_path / "out")
    file = tmp_path / "out" / "exercises" / "peace-mission-2007.json"
    content = json.loads(file.read_text("utf-8"))
    content["citations"][0].update(verified_by="editor", verified_on="2026-01-01")
    file.write_text(json.dumps(content), "utf-8")
    said = call("import_documents", tmp_path / "out")
    assert "1 verifications were not taken over" in said
    assert not Citation.objects.exclude(verified_by="").exists()


def test_an_image_is_named_within_the_store():
    figure = {"key": "emblem", "image": "../secret.png"}
    with pytest.raises(InvalidDocumentError, match="within the store"):
        make_document("state", "CHN", figures=[figure])


@pytest.mark.django_db
def test_a_reference_that_leads_nowhere_is_named(tmp_path):
    make_state("CHN")
    document = make_document("exercise", "vostok-2018", hosts=["MNG"])
    write_documents(tmp_path, [document])
    with pytest.raises(CommandError, match="names MNG, which is not on the desk"):
        call("import_documents", tmp_path)
    assert not Entry.objects.filter(key="vostok-2018").exists()


@pytest.mark.django_db
def test_an_entry_that_never_came_from_an_import_is_not_written_over(tmp_path):
    make_exercise("vostok-2018")
    write_documents(tmp_path, [make_document("exercise", "vostok-2018", note="Other")])
    with pytest.raises(CommandError, match="vostok-2018"):
        call("import_documents", tmp_path)


def test_the_fixtures_are_valid_and_lack_nothing():
    documents, faults = read_documents(FIXTURES)
    assert faults == []
    lacking = {key: lack for key, d in documents.items() if (lack := missing(d))}
    assert lacking == {}


def test_the_fixtures_verify_nothing():
    documents, _ = read_documents(FIXTURES)
    citations = [c for d in documents.values() for c in d["citations"]]
    assert citations
    assert not [c for c in citations if c["verified_by"]]


def test_the_fixtures_stand_as_an_export_writes_them(tmp_path):
    documents, _ = read_documents(FIXTURES)
    write_documents(tmp_path, documents.values())
    kept = contents(FIXTURES)
    del kept["outlines.json"]  # what maps are drawn from is no entry
    assert contents(tmp_path) == kept
