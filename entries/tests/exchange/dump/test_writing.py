"""The archive holds everything up to its edition, exactly, and nothing else."""

import csv
import io
import json
import sqlite3
import subprocess
from collections import Counter
from io import StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from entries.documents.canonical import digest
from entries.exchange.dump import writing
from entries.exchange.dump.tables import tables
from entries.publishing.withdrawing import redact
from entries.record import archives
from entries.record.edition import Change, Edition, Revision
from entries.tests.exchange.dump.world import (
    DRAFT,
    SECRET,
    altered,
    dumped,
    lines,
    make_world,
    written,
)
from entries.tests.factories import editor, make_topic, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_world()


@pytest.fixture
def archive(world, tmp_path):
    return dumped(tmp_path / "dumps")


def table(archive, name):
    with ZipFile(archive) as file:
        text = file.read(f"tables/{name}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def live(archive, tmp_path):
    with ZipFile(archive) as file:
        file.extract("tables/live.sqlite", tmp_path)
    connection = sqlite3.connect(tmp_path / "tables" / "live.sqlite")
    yield connection
    connection.close()


def test_the_record_is_in_it_from_the_first_edition_on(archive):
    editions, revisions = lines(archive, "editions"), lines(archive, "revisions")

    assert [row["number"] for row in editions] == list(range(1, 11))
    assert editions[1]["reason"] == "Начало уточнено; 更正"
    assert len(revisions) == Revision.objects.count()
    assert len(lines(archive, "changes")) == Change.objects.count()
    for row in revisions:
        assert (row["canonical"] is None) == row["redacted"]
        assert row["redacted"] or digest(row["canonical"]) == row["digest"]


def test_what_was_redacted_and_withdrawn_keeps_its_place(archive):
    rows = {(r["key"], r["number"]): r for r in lines(archive, "revisions")}

    assert rows["noted", 1]["redacted"]
    assert not rows["noted", 2]["redacted"]
    assert rows["founding", 2]["withdrawn"]
    assert rows["founding", 2]["successor"] == "joint-exercises"
    entries = {row["key"]: row for row in table(archive, "entries")}
    assert entries["founding"]["withdrawn"] == "true"
    assert entries["tass-2012"]["redacted"] == "true"
    assert entries["tass-2012"]["title"] == ""
    assert {row["key"] for row in table(archive, "topics")} == {
        "joint-exercises",
        "noted",
    }


def test_nothing_redacted_and_nothing_unpublished_is_in_it(archive):
    with ZipFile(archive) as file:
        text = b"".join(map(file.read, file.namelist())).decode(errors="replace")

    assert "Peace Mission 2007" in text
    assert SECRET not in text
    assert DRAFT not in text


def test_a_table_has_what_documents_say(archive):
    (exercise,) = table(archive, "exercises")
    assert exercise["start"] == "2007-08-09"
    assert exercise["start_earliest"] == exercise["start_latest"] == "2007-08-09"
    assert json.loads(exercise["domains"]) == ["land", "air"]
    assert exercise["personnel"] == "4000"
    member = table(archive, "standing")[1]
    assert member["to"] == "2002?"
    assert (member["to_earliest"], member["to_latest"]) == ("2001-01-01", "2003-12-31")
    assert [row["state"] for row in table(archive, "participants")] == ["CHN", "XKX"]
    facts = {row["fact"]: row for row in table(archive, "facts")}
    assert facts["personnel"]["verification"] == "disputed"
    assert facts["personnel"]["number"] == "4000"
    assert facts["start"]["earliest"] == "2007-08-09"
    against = [row for row in table(archive, "citations") if row["value"]]
    assert [row["value"] for row in against] == ["6500"]


def test_cells_are_exact_also_where_a_spreadsheet_would_see_a_formula(archive):
    quotes = [row["quote"] for row in table(archive, "citations")]
    (topic,) = (r for r in table(archive, "topics") if r["key"] == "joint-exercises")

    assert "“=1+1”, they said" in quotes
    assert topic["text"].endswith("[^xinhua-2007],\nand “=1”.")


def test_the_database_says_what_the_tables_say(archive, live):
    assert live.execute("PRAGMA foreign_key_check").fetchall() == []
    assert live.execute("PRAGMA user_version").fetchone() == (10,)
    for name, declared in tables().items():
        cursor = live.execute(f'SELECT * FROM "{name}"')  # noqa: S608  declared names
        assert [column[0] for column in cursor.description] == declared.header
        kinds = [column.type for column in declared.columns]
        wanted = [
            tuple(map(as_kept, kinds, row.values())) for row in table(archive, name)
        ]
        assert Counter(cursor) == Counter(wanted), name


def as_kept(kind, cell):
    """The value that a database keeps of a cell."""
    if cell == "" or kind not in ("boolean", "integer", "number"):
        return cell or None
    return (
        float(cell)
        if kind == "number"
        else int({"true": 1, "false": 0}.get(cell, cell))
    )


def test_images_come_with_all_that_is_made_of_them(archive, settings):
    with ZipFile(archive) as file:
        names = [name for name in file.namelist() if name.startswith("media/")]
        for name in names:
            stored = settings.MEDIA_ROOT / name.removeprefix("media/")
            assert file.read(name) == stored.read_bytes()

    assert len(names) == 4
    assert any(name.endswith(".40.webp") for name in names)


def test_an_image_that_the_store_lost_is_told_of(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "empty"
    said = []

    made = writing.write(tmp_path / "one.zip", world, said.append)

    assert made.counts["media"] == 0
    assert "The store has no image figures/old.png: it is left out" in said


def test_the_same_edition_gives_the_same_bytes(world, tmp_path):
    first = dumped(tmp_path / "one")
    publish(make_topic("later", title="Later"))

    second = dumped(tmp_path / "two", world.number)

    assert second.name == "sco-portal-edition-10.zip"
    assert second.read_bytes() == first.read_bytes()


def test_an_earlier_edition_knows_nothing_of_later_ones(world, tmp_path):
    archive = dumped(tmp_path, 1)

    assert [row["number"] for row in lines(archive, "editions")] == [1]
    assert {row["edition"] for row in lines(archive, "revisions")} == {1}
    (exercise,) = table(archive, "exercises")
    assert exercise["start"] == "2007-08"
    founding = [r for r in table(archive, "entries") if r["key"] == "founding"]
    assert [row["withdrawn"] for row in founding] == ["false"]


def test_its_manifest_is_checked_by_the_usual_program(archive, tmp_path):
    with ZipFile(archive) as file:
        file.extractall(tmp_path / "out")
    check = ["sha256sum", "--strict", "-c", "SHA256SUMS"]

    said = subprocess.run(
        check, cwd=tmp_path / "out", capture_output=True, text=True, check=True
    )

    files = [p for p in (tmp_path / "out").rglob("*") if p.is_file()]
    assert said.stdout.count(": OK") == len(files) - 1


def test_it_says_how_to_cite_and_under_what_licence(archive, settings, tmp_path):
    settings.SITE_URL = "https://portal.example"
    other = dumped(tmp_path / "other")
    with ZipFile(archive) as file, ZipFile(other) as sited:
        cited = file.read("CITATION.cff").decode()
        terms = file.read("LICENCE.txt").decode()
        package = json.loads(sited.read("datapackage.json"))
        where = sited.read("CITATION.cff").decode()

    assert 'version: "10"' in cited
    assert "license: CC-BY-4.0" in cited
    assert "url:" not in cited
    assert "url: https://portal.example/en/editions/10/" in where
    assert package["homepage"] == "https://portal.example"
    assert "Section 8 -- Interpretation." in terms
    assert "Natural Earth" in terms


def test_a_redaction_meanwhile_leaves_nothing_behind(world, tmp_path, monkeypatch):
    pack = writing.pack

    def redacting(*args):
        publish(make_topic("noted", title="Once more"))
        redact(Revision.objects.get(key="noted", number=2), editor(), "The law")
        pack(*args)

    monkeypatch.setattr(writing, "pack", redacting)

    with pytest.raises(writing.RedactedMeanwhileError):
        written(tmp_path / "dumps")

    assert list((tmp_path / "dumps").iterdir()) == []


def test_what_breaks_off_leaves_nothing_behind(world, tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "rows_of", lambda _: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        written(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["media"]


def test_only_one_writes_into_a_folder(world, tmp_path):
    with writing.alone(tmp_path), pytest.raises(writing.BusyError):
        written(tmp_path)


def dump(*args, **options):
    out = StringIO()
    call_command("dump", *args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_command_writes_to_the_folder_of_the_site(world, settings, tmp_path):
    settings.DUMPS_ROOT = tmp_path / "dumps"

    said = dump()

    (offered,) = archives.archives(10)
    assert offered.digest in said
    assert offered.counts["revisions"] == Revision.objects.count()
    assert "is already there" in dump()
    assert "is already there" not in dump(edition=9)
    assert [one.edition for one in archives.archives(10)] == [10, 9]


def test_the_command_keeps_as_many_as_it_is_told(world, tmp_path):
    for number in (2, 3, 4):
        dump(tmp_path, edition=number)

    said = dump(tmp_path, edition=4, keep=2)

    assert "sco-portal-edition-2.zip taken away" in said
    assert sorted(path.name for path in tmp_path.glob("*.*")) == [
        "sco-portal-edition-3.json",
        "sco-portal-edition-3.zip",
        "sco-portal-edition-4.json",
        "sco-portal-edition-4.zip",
    ]


def test_the_command_takes_away_what_a_redaction_made_unfit(world, tmp_path):
    dump(tmp_path, edition=5)
    make_topic("noted", title="Once more")
    publish(make_topic("noted", title="Once more"))
    redact(Revision.objects.get(key="noted", number=2), editor(), "The law asks")

    said = dump(tmp_path)

    assert "sco-portal-edition-5.zip taken away" in said
    assert [path.name for path in tmp_path.glob("*.zip")] == [
        "sco-portal-edition-12.zip"
    ]


def test_the_command_writes_one_file_where_it_is_told(world, tmp_path):
    dump(tmp_path / "record.zip")

    assert {path.name for path in tmp_path.iterdir()} == {"media", "record.zip"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"edition": 99}, "there is no edition number 99"),
        ({"edition": -1}, "there is no edition number -1"),
        ({"edition": 10**30}, "there is no edition"),
        ({"keep": 0}, "--keep is for a folder"),
    ],
)
def test_the_command_refuses_what_cannot_be(world, tmp_path, options, said):
    with pytest.raises(CommandError, match=said):
        dump(tmp_path, **options)


def test_of_an_empty_record_there_is_no_archive(tmp_path):
    assert Edition.objects.count() == 0
    with pytest.raises(CommandError, match="Nothing is published yet"):
        dump(tmp_path)


def test_a_changed_archive_would_be_noticed(archive, tmp_path):
    """The check of the manifest asks something: it finds one letter."""
    other = altered(
        archive,
        tmp_path / "other.zip",
        "tables/states.csv",
        lambda text: text.replace(b"Beijing", b"Beijinh"),
    )
    with ZipFile(other) as file:
        file.extractall(tmp_path / "out")

    said = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=False,
    )

    assert "tables/states.csv: FAILED" in said.stdout
