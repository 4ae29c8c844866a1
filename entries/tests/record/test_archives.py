"""Archives are offered while they are whole, and as long as the law lets them be."""

import hashlib
import json

import pytest

from entries.publishing.withdrawing import redact
from entries.record.archives import Archive, archives, name_of, note_of, offered
from entries.record.edition import Revision
from entries.tests.factories import editor, make_topic, publish

pytestmark = pytest.mark.django_db

CONTENT = b"PK and what follows"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DUMPS_ROOT = tmp_path / "dumps"
    settings.DUMPS_ROOT.mkdir()
    return settings.DUMPS_ROOT


def put(folder, edition, known=None, content=CONTENT, **other):
    """An archive of an edition, with its note."""
    told = {
        "edition": edition,
        "published": f"2026-11-{edition:02}T12:00:00.000001Z",
        "known": known or edition,
        "format": 1,
        "size": len(content),
        "digest": hashlib.sha256(content).hexdigest(),
        "counts": {"states": 39, "facts": 2781, "media": 2},
        **other,
    }
    archive = folder / name_of(edition)
    archive.write_bytes(content)
    note_of(archive).write_text(Archive(**told).note(), "utf-8")
    return archive


def test_the_newest_comes_first_and_later_ones_are_left_out(folder):
    for edition in (2, 10, 9):
        put(folder, edition)

    assert [one.edition for one in archives(99)] == [10, 9, 2]
    assert [one.edition for one in archives(9)] == [9, 2]
    assert offered("sco-portal-edition-9.zip").edition == 9


def test_where_there_is_no_folder_nothing_is_offered(folder):
    folder.rmdir()

    assert archives(99) == []
    assert offered("sco-portal-edition-9.zip") is None


def test_what_is_not_whole_is_not_offered(folder):
    put(folder, 1).unlink()
    put(folder, 2).write_bytes(CONTENT[:-1])
    note_of(put(folder, 3)).unlink()
    note_of(put(folder, 4)).write_text("{", "utf-8")
    note_of(put(folder, 5)).write_text('{"edition": 5}', "utf-8")
    note_of(put(folder, 6)).write_text("[]", "utf-8")
    note = json.loads(note_of(put(folder, 7)).read_text("utf-8"))
    note_of(folder / name_of(7)).write_text(json.dumps(note | {"edition": 8}))
    (folder / "other.json").write_text("{}")

    assert archives(99) == []
    assert [offered(name_of(number)) for number in range(1, 9)] == [None] * 8


@pytest.mark.parametrize(
    "name", ["x.zip", "../settings.py", "sco-portal-edition-1.json", "", "/etc/passwd"]
)
def test_nothing_else_of_the_folder_is_offered(folder, name):
    put(folder, 1)

    assert offered(name) is None


def test_of_before_a_redaction_nothing_is_offered(folder):
    publish(make_topic("noted", title="Once"))
    publish(make_topic("noted", title="Twice"))
    put(folder, 1)
    put(folder, 2)
    assert len(archives(2)) == 2
    redaction = redact(Revision.objects.get(key="noted", number=1), editor(), "The law")

    assert archives(redaction.number) == []
    assert offered(name_of(2)) is None

    put(folder, 2, known=redaction.number)
    assert [one.edition for one in archives(redaction.number)] == [2]
