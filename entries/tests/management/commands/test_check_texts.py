"""The command that checks the texts of a folder, and the content itself."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from entries.exchange.folders import write_documents
from entries.tests.factories import make_document

FIXTURES = settings.BASE_DIR / "fixtures"


def said(*arguments, fails=True, **options):
    out = StringIO()
    if not fails:
        call_command("check_texts", *map(str, arguments), stdout=out, **options)
        return out.getvalue()
    with pytest.raises(CommandError) as error:
        call_command("check_texts", *map(str, arguments), stdout=out, **options)
    return f"{out.getvalue()}{error.value}"


def test_the_texts_of_the_content_are_all_there_and_without_a_fault():
    assert "no fault" in said(FIXTURES, fails=False, strict=True)


def test_the_fixtures_are_what_is_checked_unless_told():
    assert said(fails=False) == said(FIXTURES, fails=False)


def test_each_fault_is_a_line_with_file_and_sentence(tmp_path):
    write_documents(tmp_path, [make_document("source", "paper", summary="So. No.")])
    assert said(tmp_path) == (
        "sources/paper.json:summary:1: has no citation: “So.”\n"
        "sources/paper.json:summary:2: has no citation: “No.”\n"
        "2 sentences checked; 0 texts missing; 2 faults"
    )


def test_what_is_missing_is_counted_and_a_fault_where_it_is_strict(tmp_path):
    write_documents(tmp_path, [make_document("series", "drills")])
    assert said(tmp_path, fails=False) == (
        "0 sentences checked; 1 texts missing; no fault\n"
    )
    assert said(tmp_path, strict=True) == (
        "series/drills.json:summary: is missing\n"
        "0 sentences checked; 1 texts missing; 1 faults"
    )


def test_what_needs_no_citation_is_listed_for_a_second_reading(tmp_path):
    summary = "This record has {{drills:title}}.\n\n{{drills:title}} it is."
    write_documents(tmp_path, [make_document("topic", "drills", summary=summary)])
    found = said(tmp_path, unmarked=True, fails=False).splitlines()
    assert found[:2] == [
        "topics/drills.json:summary:1: speaks of the record: “This record has ….”",
        "topics/drills.json:summary:2: is live: “… it is.”",
    ]


def test_some_files_alone_can_be_checked(tmp_path):
    bad = [make_document("source", key, summary="So.") for key in ("one", "two")]
    write_documents(tmp_path, bad)
    assert "one.json" not in said(tmp_path, only="sources/two")


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path):
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "broken.json").write_text("{")
    assert "topics/broken.json: is no JSON" in said(tmp_path)
