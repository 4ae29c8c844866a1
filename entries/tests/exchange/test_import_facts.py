"""Importing facts: all or nothing, by key, and never over an editor's work."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from entries.desk.citation import Citation
from entries.desk.conversion import document
from entries.desk.entry import Entry
from entries.desk.exercise import Exercise
from entries.publishing.audit import AuditLine, edited
from entries.publishing.submission import Proposal, Submission
from entries.record.edition import Change, Edition, Revision
from entries.tests.exchange.facts_folder import EXERCISE, SOURCE, STATE, write_folder
from entries.tests.factories import editor

pytestmark = pytest.mark.django_db


def imported(folder, **options):
    out = StringIO()
    call_command("import_facts", str(folder), stdout=out, **options)
    return out.getvalue()


def exercise():
    return Exercise.objects.get(key="peace-mission-2007")


def test_facts_become_entries_with_their_citations(tmp_path):
    said = imported(write_folder(tmp_path))
    content = document(exercise())
    assert content["participants"] == [
        {"state": "CHN", "role": "host", "personnel": 1600, "note": ""}
    ]
    disputing = [c for c in content["citations"] if c["stance"] == "contradicts"]
    assert [(c["fact"], c["source"], c["value"]) for c in disputing] == [
        ("personnel", "tass-2007", 6500)
    ]
    assert content["no_source"] == ["hosts"]
    assert "sources: 2 new" in said
    assert "1 of them unsourced" in said
    assert "1 disputed" in said


def test_an_import_verifies_nothing(tmp_path):
    imported(write_folder(tmp_path))
    assert not Citation.objects.exclude(verified_by="").exists()


def test_nothing_is_published_unless_asked(tmp_path):
    imported(write_folder(tmp_path))
    assert not Edition.objects.exists()


def test_publishing_makes_one_edition_with_the_reason_for_self_approval(tmp_path):
    said = imported(write_folder(tmp_path), publish=True, reason="First facts")
    edition = Edition.objects.get()
    assert "published as edition 1" in said
    assert edition.reason == "First facts"
    assert edition.editor == edition.approver == "import"
    assert edition.self_approval == "Imported by command: First facts"
    assert Revision.objects.count() == 4


def test_a_single_editor_publishes_in_his_own_name(tmp_path, settings):
    settings.SINGLE_EDITOR = "editor"
    editor()
    imported(write_folder(tmp_path), publish=True, reason="First facts")
    assert Edition.objects.get().editor == "editor"


def test_no_account_is_made_for_a_single_editor_that_is_not_there(tmp_path, settings):
    settings.SINGLE_EDITOR = "nobody-yet"
    imported(write_folder(tmp_path), publish=True, reason="First facts")
    assert Edition.objects.get().editor == "import"
    assert not User.objects.filter(username="nobody-yet").exists()


def test_publishing_needs_a_reason(tmp_path):
    with pytest.raises(CommandError, match="--reason"):
        imported(write_folder(tmp_path), publish=True)
    assert not Entry.objects.exists()


def test_what_has_not_changed_makes_no_proposal(tmp_path):
    folder = write_folder(tmp_path)
    imported(folder, publish=True, reason="First facts")
    before = list(Entry.objects.values_list("key", "version"))
    said = imported(folder, publish=True, reason="Again")
    assert "1 unchanged" in said
    assert "edition" not in said
    assert Edition.objects.count() == Submission.objects.count() == 1
    assert list(Entry.objects.values_list("key", "version")) == before


def test_a_changed_record_updates_its_entry_and_no_other(tmp_path):
    folder = write_folder(tmp_path)
    imported(folder, publish=True, reason="First facts")
    row = exercise().participants.get()
    changed = {**EXERCISE, "end": "2007-08-18", "personnel_note": "About 4,000."}
    changed["citations"] = {**EXERCISE["citations"], "personnel_note": ["tass-2007"]}
    write_folder(folder, exercises=[changed])
    imported(folder, publish=True, reason="A day more")
    assert Proposal.objects.filter(submission__edition=2).count() == 1
    changes = Change.objects.filter(edition=2).exclude(path__startswith="citations")
    assert {(c.path, c.old, c.new) for c in changes} == {
        ("end", "2007-08-17", "2007-08-18"),
        ("personnel_note", "", "About 4,000."),
    }
    assert exercise().participants.get().pk == row.pk


def test_absent_fields_are_left_alone(tmp_path):
    folder = write_folder(tmp_path)
    imported(folder)
    before = document(exercise())
    partial = {"id": "peace-mission-2007", "note": "Final phase near Chebarkul."}
    partial["citations"] = {"note": ["xinhua-2007"]}
    imported(write_folder(tmp_path / "second", exercises=[partial]))
    after = document(exercise())
    assert after["note"] == "Final phase near Chebarkul."
    assert {**after, "note": "", "citations": []} == {**before, "citations": []}
    assert len(after["citations"]) == len(before["citations"]) + 1


def test_a_new_value_comes_with_its_citations(tmp_path):
    imported(write_folder(tmp_path))
    partial = {"id": "peace-mission-2007", "end": "2007-08-18"}
    folder = write_folder(tmp_path / "second", exercises=[partial])
    with pytest.raises(CommandError, match="end: changes from '2007-08-17'"):
        imported(folder)
    assert exercise().end == "2007-08-17"


def test_a_folder_may_name_what_the_desk_has(tmp_path):
    imported(write_folder(tmp_path))
    other = {**EXERCISE, "id": "peace-mission-2009", "name": "Peace Mission 2009"}
    said = imported(write_folder(tmp_path / "second", exercises=[other]))
    assert "exercises: 1 new" in said


def test_what_is_imported_is_given_by_who_imports(tmp_path):
    imported(write_folder(tmp_path))
    assert set(Citation.objects.values_list("made_by", flat=True)) == {"import"}


def test_a_changed_value_loses_its_verification(tmp_path):
    folder = write_folder(tmp_path)
    imported(folder)
    Citation.objects.filter(fact__in=["end", "start"]).update(
        verified_by="reviewer", verified_on="2026-01-01"
    )
    write_folder(folder, exercises=[{**EXERCISE, "end": "2007-08-18"}])
    imported(folder)
    verified = dict(
        Citation.objects.filter(fact__in=["end", "start"]).values_list(
            "fact", "verified_by"
        )
    )
    assert verified == {"start": "reviewer", "end": ""}


def test_what_was_edited_on_the_desk_is_refused_with_a_list(tmp_path):
    folder = write_folder(tmp_path)
    imported(folder)
    entry = exercise()
    edited(entry, editor(), entry.version)
    Exercise.objects.filter(pk=entry.pk).update(personnel_note="By hand")
    write_folder(
        folder,
        exercises=[{**EXERCISE, "end": "2007-08-18"}],
        states=[{**STATE, "name": "PRC"}],
    )
    with pytest.raises(CommandError, match="peace-mission-2007") as refused:
        imported(folder)
    assert "edited on the desk" in str(refused.value)
    assert exercise().end == "2007-08-17"
    assert Entry.objects.get(key="CHN").title == "China"


def test_an_edited_entry_that_the_import_leaves_as_it_is_does_not_matter(tmp_path):
    folder = write_folder(tmp_path)
    imported(folder)
    entry = exercise()
    edited(entry, editor(), entry.version)
    assert "exercises: 1 unchanged" in imported(folder)


def test_a_draft_of_the_desk_is_not_published_by_an_import(tmp_path, capsys):
    folder = write_folder(tmp_path)
    imported(folder, publish=True, reason="First facts")
    entry = exercise()
    edited(entry, editor(), entry.version)
    Exercise.objects.filter(pk=entry.pk).update(text="A draft")
    write_folder(folder, states=[{**STATE, "name": "PRC"}])
    imported(folder, publish=True, reason="More facts")
    assert "edited on the desk: peace-mission-2007" in capsys.readouterr().err
    second = Revision.objects.filter(edition=2)
    assert list(second.values_list("key", flat=True)) == ["CHN"]
    assert exercise().text == "A draft"


def test_each_written_entry_leaves_an_audit_line(tmp_path):
    imported(write_folder(tmp_path))
    lines = AuditLine.objects.filter(action="imported")
    assert sorted(lines.values_list("key", flat=True)) == [
        "CHN",
        "peace-mission-2007",
        "tass-2007",
        "xinhua-2007",
    ]


def test_topics_are_left_alone_but_their_sources_come_in(tmp_path):
    folder = write_folder(tmp_path)
    (folder / "topics.json").write_text('[{"id": "the-organization"}]', "utf-8")
    imported(folder)
    assert not Entry.objects.filter(kind="topic").exists()
    assert Entry.objects.filter(key="tass-2007").exists()


def plant(folder):
    """Ten faults, one of each sort, in five files."""
    exercises = [
        {**EXERCISE, "id": "bad-date", "start": "2007-13"},
        {**EXERCISE, "id": "unknown-state", "hosts": ["XYZ"]},
        {**EXERCISE, "id": "twice"},
        {**EXERCISE, "id": "twice"},
        {**EXERCISE, "id": "no-such-source", "citations": {"start": ["nowhere-2007"]}},
        {**EXERCISE, "id": "wrong-type", "personnel": "4000", "disputed": []},
        {**EXERCISE, "id": "ends-early", "end": "2007-08-01"},
        {**EXERCISE, "id": "unknown-field", "personel": 4000},
    ]
    write_folder(
        folder, exercises=exercises, sources=[SOURCE, {**SOURCE, "id": "tass-2007"}]
    )
    (folder / "states.json").write_text(json.dumps([STATE]), "utf-8")
    (folder / "series.json").write_text('[{"id": "broken",', "utf-8")
    (folder / "frameworks.json").write_bytes("[]".encode("utf-16"))
    return folder


def test_ten_planted_faults_are_all_named_and_nothing_is_written(tmp_path):
    folder = plant(tmp_path)
    with pytest.raises(CommandError) as refused:
        imported(folder)
    (folder / "series.json").write_text("", "utf-8")
    with pytest.raises(CommandError) as empty:
        imported(folder)
    lines = str(refused.value).splitlines() + str(empty.value).splitlines()
    expected = {
        "bad-date": "start",
        "unknown-state": "XYZ",
        "twice": "twice",
        "no-such-source": "nowhere-2007",
        "wrong-type": "personnel",
        "ends-early": "end",
        "unknown-field": "personnel",
        "series.json": "JSON",
        "frameworks.json": "UTF-8",
    }
    for place, word in expected.items():
        assert any(place in one and word in one for one in lines), (place, lines)
    assert any("series.json" in one and "empty" in one for one in lines), lines
    assert not Entry.objects.exists()
