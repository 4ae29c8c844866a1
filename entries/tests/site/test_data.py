"""The page that offers the record whole, and the file itself."""

import json
import re

import pytest

from entries.tests.factories import make_state, make_topic, publish
from entries.tests.record.test_archives import CONTENT, put

pytestmark = pytest.mark.django_db

FILE = "/data/sco-portal-edition-1.zip"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DUMPS_ROOT = tmp_path / "dumps"
    settings.DUMPS_ROOT.mkdir()
    return settings.DUMPS_ROOT


@pytest.fixture(autouse=True)
def record(request):
    if "empty" not in request.node.name:
        publish(make_state("CHN", title="China"))


def body(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


def test_it_offers_the_newest_with_all_that_is_needed_to_check_it(folder, client):
    put(folder, 1)

    page = client.get("/en/data/").content.decode()

    assert f'href="{FILE}"' in page
    assert "19\xa0bytes" in page
    assert "2,781" in page
    assert "sha256sum -c sco-portal-edition-1.zip.sha256" in page
    assert f"http://testserver{FILE}" in page
    assert "edition 1 of 1 November 2026" in page
    assert "CC BY 4.0" in page
    assert "has not been made yet" not in page


def test_how_programs_ask_stands_on_the_site_with_its_own_address(client):
    assert 'href="/en/data/api/"' in client.get("/en/data/").text
    page = client.get("/ru/data/api/").text
    text = page.split("<main")[1]

    assert "portal.example" not in text
    assert "http://testserver/api/v1/exercises/" in text
    for place in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{place}"' in text
    for address in re.findall(r'href="(/[^"#]*)"', text):
        assert client.get(address).status_code == 200, address
    assert re.findall(r'href="(?![/#]|https?:)', text) == []


def test_an_empty_record_has_a_page_too(client):
    page = client.get("/en/data/").content.decode()

    assert "No archive has been made" in page
    assert "application/ld+json" not in page


def test_where_none_was_made_it_says_so_and_leads_to_the_api(client):
    page = client.get("/en/data/").content.decode()

    assert "No archive has been made" in page
    assert 'href="/api/v1/"' in page
    assert "sha256sum" not in page


def test_it_says_that_the_newest_edition_is_not_in_it_yet(folder, client):
    put(folder, 1)
    publish(make_topic("later"))

    page = client.get("/en/data/").content.decode()

    assert "that of edition 2 has not been made yet" in page


def test_an_old_edition_is_offered_with_those_before_it(folder, client):
    publish(make_topic("later"))
    put(folder, 1)
    put(folder, 2)

    now = client.get("/en/data/").content.decode()
    then = client.get("/en/data/?edition=1").content.decode()

    assert "Other editions" in now
    assert "sco-portal-edition-2.zip" in now
    assert "sco-portal-edition-2.zip" not in then


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_it_speaks_the_other_languages(folder, client, language):
    put(folder, 1)

    page = client.get(f"/{language}/data/").content.decode()

    assert FILE in page
    assert "Everything that was ever published" not in page


def test_programs_learn_of_the_file_from_the_page(folder, client):
    put(folder, 1)

    page = client.get("/en/data/").content.decode()

    said = page.partition('<script type="application/ld+json">')[2]
    found = json.loads(said.partition("</script>")[0])
    assert found["@type"] == "Dataset"
    file = found["distribution"][1]
    assert file["contentUrl"] == f"http://testserver{FILE}"
    assert file["encodingFormat"] == "application/zip"
    assert len(file["sha256"]) == 64


def test_every_page_leads_to_it(client):
    for path in ("/en/", "/en/about/", "/en/states/chn/"):
        assert 'href="/en/data/"' in client.get(path).content.decode()


def test_the_file_is_sent_as_it_is(folder, client):
    put(folder, 1)

    answer = client.get(FILE, headers={"accept-encoding": "gzip, br"})

    assert body(answer) == CONTENT
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Length"] == str(len(CONTENT))
    assert "Content-Encoding" not in answer
    assert answer["Content-Disposition"].endswith('"sco-portal-edition-1.zip"')
    assert answer["Accept-Ranges"] == "bytes"


def test_a_download_that_broke_off_goes_on(folder, client):
    put(folder, 1)
    tag = client.head(FILE)["ETag"]
    asked = {"range": "bytes=7-", "accept-encoding": "gzip"}

    rest = client.get(FILE, headers={**asked, "if-range": tag})
    other = client.get(FILE, headers={**asked, "if-range": '"another"'})

    assert rest.status_code == 206
    assert body(rest) == CONTENT[7:]
    assert rest["Content-Range"] == f"bytes 7-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert other.status_code == 200
    assert body(other) == CONTENT


def test_what_one_has_is_not_sent_again(folder, client):
    put(folder, 1)
    tag = client.head(FILE)["ETag"]

    again = client.get(FILE, headers={"if-none-match": tag})

    assert again.status_code == 304
    assert body(again) == b""


def test_its_head_alone_can_be_asked_for(folder, client):
    put(folder, 1)

    answer = client.head(FILE)

    assert answer["Content-Length"] == str(len(CONTENT))
    assert body(answer) == b""
    assert client.post(FILE).status_code == 405


def test_its_digest_is_a_file_that_the_usual_program_checks(folder, client):
    archive = put(folder, 1)

    answer = client.get(f"{FILE}.sha256")

    digest, _, name = answer.content.decode().strip().partition("  ")
    assert name == archive.name
    assert len(digest) == 64


@pytest.mark.parametrize(
    "path",
    [
        FILE,
        f"{FILE}.sha256",
        "/data/sco-portal-edition-0.zip",
        "/data/sco-portal-edition-1.json",
        "/data/../settings.py",
        "/data/",
    ],
)
def test_what_is_not_offered_is_not_found(client, path):
    assert client.get(path).status_code == 404
