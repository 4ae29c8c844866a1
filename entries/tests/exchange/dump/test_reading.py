"""An archive that is not whole, not unchanged or not consistent is refused."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from entries.documents.canonical import canonical, digest
from entries.exchange.dump.images import bring_in
from entries.exchange.dump.reading import WrongArchiveError, opened
from entries.record.edition import Edition
from entries.tests.exchange.dump.world import (
    altered,
    dumped,
    emptied,
    make_world,
    quiet,
)

pytestmark = pytest.mark.django_db

REVISIONS, CHANGES = "record/revisions.jsonl", "record/changes.jsonl"
EDITIONS = "record/editions.jsonl"


@pytest.fixture
def archive(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_world()
    return dumped(tmp_path / "dumps")


def faults(archive):
    with pytest.raises(WrongArchiveError) as caught, opened(archive, quiet):
        pass
    return caught.value.faults


def test_a_whole_archive_is_opened(archive):
    with opened(archive, quiet) as kept:
        assert kept.edition == 10
        assert len(list(kept.lines("editions"))) == 10
        assert len(list(kept.images())) == 4


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"no archive at all", b"PK\x05\x06" + bytes(18)]
)
def test_what_is_no_archive_is_refused(tmp_path, content):
    file = tmp_path / "x.zip"
    file.write_bytes(content)

    assert re.search("no archive of this portal", faults(file)[0])


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert faults(tmp_path / "x.zip")[0].endswith("No such file or directory")


def test_an_archive_that_was_cut_is_refused(archive, tmp_path):
    content = archive.read_bytes()
    for end in (len(content) // 2, len(content) - 1):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(content[:end])
        assert faults(cut)


def test_an_archive_with_one_wrong_byte_is_refused(archive, tmp_path):
    content = bytearray(archive.read_bytes())
    for place in range(1000, len(content) - 4000, len(content) // 50):
        changed = bytearray(content)
        changed[place] ^= 1
        file = tmp_path / "changed.zip"
        file.write_bytes(changed)
        assert faults(file), place


def test_files_that_were_changed_added_or_taken_away_are_named(archive, tmp_path):
    for name, change, fault in (
        ("tables/states.csv", lambda text: text + b"x", "another digest"),
        ("README.md", lambda _: b"", "another digest"),
        (
            "SHA256SUMS",
            lambda text: text.replace(b"tables/states.csv", b"tables/stones.csv"),
            "tables/stones.csv is missing",
        ),
    ):
        found = faults(altered(archive, tmp_path / "x.zip", name, change))
        assert any(fault in one for one in found), found


def test_an_archive_of_another_format_is_refused(archive, tmp_path):
    def newer(text):
        return text.replace(b'"format": 1,', b'"format": 9,')

    other = altered(archive, tmp_path / "x.zip", "datapackage.json", newer, signed=True)

    assert faults(other) == ["the archive has format 9, and this software opens 1"]


def rows(text, change):
    """The rows of a part of the record, changed by a function."""
    found = [json.loads(line) for line in text.splitlines()]
    changed = change(found)
    kept = changed if isinstance(changed, list) else found
    return "".join(json.dumps(row) + "\n" for row in kept).encode()


def forged(row, **fields):
    """A revision with another document, its digest right."""
    text = canonical({**json.loads(row["canonical"]), **fields})
    row |= {"canonical": text, "digest": digest(text)}
    row |= {name: value for name, value in fields.items() if name == "schema"}


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        (REVISIONS, lambda r: r[0].update(canonical="{}"), "another digest"),
        (REVISIONS, lambda r: r[0].update(canonical=None), "or lacks one"),
        (REVISIONS, lambda r: r[0].update(redacted=True), "or lacks one"),
        (REVISIONS, lambda r: r[0].update(number=2), "comes after revision 0"),
        (REVISIONS, lambda r: r[0].update(edition=99), "edition 99, which is not"),
        (REVISIONS, lambda r: r[0].update(kind="stone"), "no known kind"),
        (REVISIONS, lambda r: r[0].update(address="other"), "another document"),
        (REVISIONS, lambda r: forged(r[0], key="RUS"), "another document"),
        (REVISIONS, lambda r: r[0].pop("digest"), "revisions, line 1: KeyError"),
        (REVISIONS, lambda r: r[1:], "there is no revision 1"),
        (REVISIONS, lambda r: forged(r[0], schema=99), "schema 99 is unknown"),
        (REVISIONS, lambda r: r.append("text"), "line 17 is no object"),
        (EDITIONS, lambda r: r[1:], "edition 2 stands in line 1"),
        (EDITIONS, lambda r: r[:-1], "of edition 10, and ends with 9"),
        (EDITIONS, lambda r: r[0].update(published="2999-01-01T00:00:00Z"), "back"),
        (EDITIONS, lambda r: r[0].update(published="x"), "editions, line 1: Value"),
        (CHANGES, lambda r: r[0].update(edition=99), "there is no such edition"),
        (CHANGES, lambda r: r[0].update(revision=99), "there is no revision 99"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    archive, tmp_path, name, change, fault
):
    other = altered(
        archive, tmp_path / "x.zip", name, lambda t: rows(t, change), signed=True
    )

    assert any(fault in one for one in faults(other)), faults(other)


def test_not_every_fault_of_many_is_told(archive, tmp_path):
    def spoiled(text):
        return rows(text, lambda r: [row | {"digest": "0" * 64} for row in r])

    other = altered(archive, tmp_path / "x.zip", REVISIONS, spoiled, signed=True)

    assert 10 < len(faults(other)) <= 20


def test_a_line_that_is_no_json_is_named(archive, tmp_path):
    other = altered(
        archive, tmp_path / "x.zip", CHANGES, lambda t: t[:-9] + b"\n", signed=True
    )

    assert faults(other)[0].startswith(f"{CHANGES}, line ")
    assert "is no JSON" in faults(other)[0]


@pytest.mark.django_db(transaction=True)
def test_the_command_names_the_faults_and_writes_nothing(archive, tmp_path):
    other = altered(archive, tmp_path / "x.zip", "README.md", lambda _: b"")
    emptied()

    with pytest.raises(CommandError, match=r"README\.md has another digest"):
        call_command("rebuild", other, stderr=StringIO())

    assert Edition.objects.count() == 0


def test_an_image_that_the_store_has_otherwise_is_refused(archive):
    with opened(archive, quiet) as kept:
        images = dict(kept.images())
        assert bring_in(images.items()) == 0
        with pytest.raises(WrongArchiveError, match=r"another image figures/old\.png"):
            bring_in([("figures/old.png", b"other")])
