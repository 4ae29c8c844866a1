"""Which address is kept in which file, and the way from one file to another."""

import pytest

from entries.exchange.mirror.places import ENDINGS, place, relative, sort_of
from entries.pages.references.forms import FORMS


def file(path, **asked):
    found = place(path, asked)
    return found.file if found else None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/en/", "en/index.html"),
        ("/ru/states/chn/", "ru/states/chn/index.html"),
        ("/en/states/chn/revisions/2/", "en/states/chn/revisions/2/index.html"),
        ("/en/states/chn/cite/bibtex/", "en/states/chn/cite/bibtex.bib"),
        ("/en/states/chn/feed.atom", "en/states/chn/feed.atom"),
        ("/en/insights/scale.csv", "en/insights/scale.csv"),
        ("/media/figures/map.png.320.webp", "media/figures/map.png.320.webp"),
        ("/media/figures/a%20b.png", "media/figures/a b.png"),
        ("/sitemap-en-states.xml", "sitemap-en-states.xml"),
        ("/api/v1/", "api/v1/index.json"),
        ("/api/v1/states/", "api/v1/states.json"),
        ("/api/v1/states/CHN/", "api/v1/states/CHN.json"),
        ("/api/v1/states/CHN/revisions/1/", "api/v1/states/CHN/revisions/1.json"),
        ("/api/v1/editions/3/", "api/v1/editions/3.json"),
    ],
)
def test_a_page_is_kept_in_a_folder_and_a_file_as_it_is_called(path, name):
    assert file(path) == name


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/en/search/", "/en/search/suggest/", "/zh/report/"),
        *("/en/report/ABCD-2345/", "/en/opensearch.xml", "/favicon.ico"),
        *("/.well-known/security.txt", "/api/v1/docs/", "/api/v2/", "/api/v1/facts/"),
        *("/en/cite/", "/en/cite/text/", "/en/../../etc/passwd", "/en//states/"),
        *(
            "/en/%2e%2e/states/",
            "/en/states/chn/cite/word/",
            "/en/a\\b/",
            "/en/a%5Cb/",
            "/en/%00/",
        ),
    ],
)
def test_what_answers_questions_or_is_no_plain_name_is_not_kept(path):
    assert file(path) is None


def test_a_further_part_of_a_list_is_kept_beside_the_first():
    assert file("/en/sources/", page="1") == "en/sources/index.html"
    assert file("/en/sources/", page="2") == "en/sources/page-2.html"
    assert place("/en/sources/", {"page": "2"}).address == "/en/sources/?page=2"
    for text in ("0", "02", "-1", "x", "9999999999"):
        assert file("/en/sources/", page=text) is None
    assert file("/en/insights/scale.csv", page="2") is None


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "CHN"},
        {"on": "2016-06-01"},
        {"page": "2", "order": "title"},
        {"q": ""},
    ],
)
def test_filters_orders_and_days_are_not_kept(asked):
    assert place("/en/exercises/", asked) is None


def test_the_citation_of_a_page_about_the_whole_lies_as_the_page_does():
    assert file("/en/cite/", page="/en/exercises/") == "en/cite/exercises/index.html"
    assert file("/en/cite/", page="/en/") == "en/cite/index.html"
    assert file("/en/cite/ris/", page="/en/exercises/") == "en/cite/exercises/ris.ris"
    # The page of another language is cited in the one that is read.
    found = place("/ru/cite/", {"page": "/en/exercises/"})
    assert found.address == "/ru/cite/?page=%2Fru%2Fexercises%2F"
    for page in (
        *("", "/en/exercises/?page=2", "/en/states/chn/revisions/", "/admin/"),
        *("/en/search/", "/en/insights/scale.csv", "/en/cite/"),
    ):
        assert file("/en/cite/", page=page) is None, page


def test_every_form_of_a_reference_has_its_ending():
    assert {name: form.ending for name, form in FORMS.items()} == ENDINGS


def test_a_sitemap_in_parts_is_kept_in_parts():
    assert file("/sitemap-en-sources.xml", p="2") == "sitemap-en-sources-2.xml"
    assert file("/sitemap-en-sources.xml", p="x") is None


@pytest.mark.parametrize(
    ("here", "there", "way"),
    [
        ("en/index.html", "en/states/index.html", "states/"),
        ("en/index.html", "en/index.html", "./"),
        ("en/states/page-2.html", "en/states/index.html", "./"),
        ("en/states/index.html", "en/states/page-2.html", "page-2.html"),
        ("en/states/chn/index.html", "index.html", "../../../"),
        ("en/states/chn/index.html", "static/a b.css", "../../../static/a%20b.css"),
        (
            "api/v1/states/CHN.json",
            "api/v1/states/CHN/revisions/1.json",
            "CHN/revisions/1.json",
        ),
        ("api/v1/states.json", "en/states/chn/index.html", "../../en/states/chn/"),
        ("index.html", "en/index.html", "en/"),
    ],
)
def test_the_way_between_two_files(here, there, way):
    assert relative(here, there) == way


def test_files_are_counted_by_their_sort():
    assert sort_of("en/states/chn/revisions/2/index.html") == "revisions"
    assert sort_of("en/states/chn/revisions/2/cite/ris.ris") == "citations"
    assert sort_of("en/editions/2/index.html") == "editions"
    assert sort_of("en/states/chn/index.html") == "pages"
