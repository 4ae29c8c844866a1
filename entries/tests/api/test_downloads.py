"""What programs may fetch whole."""

import pytest

from entries.tests.api.test_schema import PREFIX, faults
from entries.tests.api.world import ask
from entries.tests.factories import make_state, make_topic, publish
from entries.tests.record.test_archives import CONTENT, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DUMPS_ROOT = tmp_path / "dumps"
    settings.DUMPS_ROOT.mkdir()
    publish(make_state("CHN", title="China"))
    return settings.DUMPS_ROOT


def test_each_archive_is_told_with_its_digest_and_counts(folder):
    put(folder, 1)

    said = ask("downloads/").json()

    assert (said["edition"], said["licence"]) == (1, "CC-BY-4.0")
    assert said["page"] == "http://testserver/en/data/"
    (archive,) = said["archives"]
    assert archive["url"] == "http://testserver/data/sco-portal-edition-1.zip"
    assert archive["size"] == len(CONTENT)
    assert archive["counts"]["facts"] == 2781
    assert archive["published"] == "2026-11-01T12:00:00.000001Z"


def test_the_answer_is_as_described_with_archives_and_without(folder):
    assert ask("downloads/").json()["archives"] == []
    assert faults(f"{PREFIX}downloads/", ask("downloads/")) == []
    put(folder, 1)
    assert faults(f"{PREFIX}downloads/", ask("downloads/")) == []


def test_an_old_edition_has_those_up_to_it(folder):
    publish(make_topic("later"))
    put(folder, 1)
    put(folder, 2)

    def editions(**asked):
        return [one["edition"] for one in ask("downloads/", **asked).json()["archives"]]

    assert editions() == [2, 1]
    assert editions(edition=1) == [1]
    assert ask("downloads/", kind="state").status_code == 400


def test_some_fields_alone_can_be_asked_for(folder):
    put(folder, 1)

    said = ask("downloads/", fields="archives.url,archives.sha256").json()

    assert set(said["archives"][0]) == {"url", "sha256"}


def test_the_first_address_leads_to_it():
    assert ask("").json()["downloads"] == "http://testserver/api/v1/downloads/"
