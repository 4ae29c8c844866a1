"""The archive is a Data Package that an independent program finds valid."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest

from entries.exchange.dump import package
from entries.exchange.dump.tables import record, tables
from entries.tests.exchange.dump.world import altered, dumped, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_world()
    return dumped(tmp_path / "dumps")


def validated(archive):
    """What frictionless says of it: whether it is valid, and the faults."""
    command = Path(sys.executable).with_name("frictionless")
    said = subprocess.run(
        [command, "validate", archive, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(said.stdout)
    return report["valid"], [
        f"{task['name']}: {error['type']}"
        for task in report["tasks"]
        for error in task["errors"]
    ]


def test_an_independent_program_finds_it_valid(archive):
    assert validated(archive) == (True, [])


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("hosts", lambda text: text.replace(b"CHN", b"QQQ"), "foreign-key"),
        ("exercises", lambda text: text.replace(b"held", b"hold"), "constraint-error"),
        ("exercises", lambda text: text.replace(b"4000", b"many"), "type-error"),
        ("states", lambda text: text + text.splitlines()[1] + b"\r\n", "primary-key"),
        ("states", lambda text: text.replace(b"Beijing", b"Beijinh"), "hash-count"),
    ],
)
def test_what_would_be_wrong_is_found(archive, tmp_path, table, change, fault):
    name = package.table_file(table)

    valid, faults = validated(altered(archive, tmp_path / "x.zip", name, change))

    assert not valid
    assert f"{table}: {fault}" in faults


def test_the_recipe_of_the_documents_works(archive, settings, tmp_path, monkeypatch):
    told = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
    downloads = told.partition("## Downloads")[2].partition("\n## ")[0]
    (recipe,) = re.findall(r"```python\n(.*?)```", downloads, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        urllib.request, "urlretrieve", lambda _, name: shutil.copy(archive, name)
    )
    found = {}

    exec(recipe, found)  # noqa: S102  what readers of the documents would do

    assert found["most"] == [("China", 1), ("Kay", 1)]


def test_every_file_is_told_of(archive):
    with ZipFile(archive) as file:
        described = json.loads(file.read("datapackage.json"))
        names = set(file.namelist())
    found = {resource["path"]: resource for resource in described["resources"]}

    assert set(found) == names - set(package.FIRST)
    assert {one["name"] for one in found.values()} >= {*record(), *tables()}
    assert described["version"] == "10"
    assert [one["name"] for one in described["licenses"]] == ["CC-BY-4.0"]
    for resource in found.values():
        assert resource["hash"].startswith("sha256:")
        assert resource["bytes"] > 0


@pytest.mark.parametrize(
    ("name", "is_image"),
    [
        ("figures/a.png", True),
        ("figures/a.webp", True),
        ("figures/a.svg", False),
        ("figures/a.html", False),
        ("../a.png", False),
        ("/etc/a.png", False),
        ("figures\\a.png", False),
    ],
)
def test_nothing_but_images_is_packed_and_taken_in(name, is_image):
    assert package.is_image(name) == is_image
