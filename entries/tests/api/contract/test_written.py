"""The description stands written as it is, and breaks no client without a word."""

import json
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from entries.api.contract import written
from entries.api.contract.breaks import MARK, breaks, untold
from entries.api.schema import description

RUN = "run `manage.py describe`"


def kept(file):
    return json.loads(file.read_text("utf-8"))


def test_the_written_description_is_the_one_that_is_served():
    is_the_same = written.CURRENT.read_text("utf-8") == written.text(description())
    assert is_the_same, f"docs/openapi.json is stale: {RUN}"


def test_what_breaks_a_client_of_the_last_release_is_told_in_the_changes():
    found = breaks(kept(written.RELEASED), kept(written.CURRENT))
    assert untold(found, written.CHANGES.read_text("utf-8")) == []


@pytest.fixture
def folder(tmp_path):
    """The files in a place of their own, with what a release held."""
    names = {"CURRENT": "now.json", "RELEASED": "then.json", "CHANGES": "changes.md"}
    files = {name: tmp_path / file for name, file in names.items()}
    was = kept(written.CURRENT)
    was["paths"]["/api/v1/battles/"] = was["paths"]["/api/v1/states/"]
    for name, content in (
        ("CURRENT", written.CURRENT.read_text("utf-8")),
        ("RELEASED", written.text(was)),
        ("CHANGES", "## Unreleased\n\n- Nothing.\n"),
    ):
        files[name].write_text(content, "utf-8")
    command = "entries.management.commands.describe"
    with mock.patch.multiple(command, **files):
        yield tmp_path


def describe(**options):
    out, err = StringIO(), StringIO()
    try:
        call_command("describe", stdout=out, stderr=err, **options)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return out.getvalue()


def test_the_command_names_a_break_until_the_changes_tell_it(folder):
    line = f"{MARK} `states_list: GET /api/v1/battles/ is gone`"

    assert line in describe(check=True)

    (folder / "changes.md").write_text(f"## Unreleased\n\n- {line}. Sorry.\n", "utf-8")
    assert "openapi" not in describe(check=True)
    assert line not in describe(check=True)


def test_the_command_sees_a_stale_description_and_writes_it_anew(folder):
    (folder / "changes.md").write_text("", "utf-8")
    (folder / "then.json").write_text((folder / "now.json").read_text("utf-8"))
    (folder / "now.json").write_text("{}", "utf-8")

    assert "stale" in describe(check=True)
    assert (folder / "now.json").read_text("utf-8") == "{}"

    describe()
    assert (folder / "now.json").read_text("utf-8") == written.text(description())


def test_with_a_release_later_changes_are_compared_with_it(folder):
    describe(release=True)

    assert kept(folder / "then.json") == kept(written.CURRENT)
