import pytest
from django.utils import translation

from entries.pages import formatting
from entries.pages.links import Link, Links, written_in
from entries.pages.values import NONE, Shower, Value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2007-08-09", "9 August 2007"),
        ("2007-08", "August 2007"),
        ("2007", "2007"),
        ("2007?", "2007 (uncertain)"),
        ("2007-08-09?", "9 August 2007 (uncertain)"),
    ],
)
def test_a_date_is_written_by_its_precision(text, words):
    assert formatting.partial_date(text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2007-08-09", "2007-08-17", "9–17 August 2007"),
        ("2007-07-27", "2007-08-02", "27 July – 2 August 2007"),
        ("2007-12-27", "2008-01-02", "27 December 2007 – 2 January 2008"),
        ("2007-07", "2007-09", "July – September 2007"),
        ("2007", "2009", "2007 – 2009"),
        ("2007-07", "2007-09-02", "July 2007 – 2 September 2007"),
        ("2007-07?", "2007-09?", "July – September 2007 (uncertain)"),
        ("2007-07?", "2007-09", "July 2007 (uncertain) – September 2007"),
        ("2007-08-09", None, "9 August 2007"),
        ("", "2009", "2009"),
        ("2007", "2007", "2007"),
        (None, None, ""),
    ],
)
def test_a_range_is_written_as_shortly_as_it_allows(start, end, words):
    assert formatting.date_range(start, end) == words


def test_months_are_named_in_the_language_of_the_page():
    with translation.override("ru"):
        assert "авг" in formatting.partial_date("2007-08").lower()


def test_a_number_has_separators_of_thousands():
    assert formatting.number(12345) == "12,345"
    assert formatting.number(4.5) == "4.5"


def test_a_title_tells_its_language_by_its_script():
    assert written_in("和平使命", "en") == "zh"
    assert written_in("Мирная миссия", "en") == "ru"
    assert written_in("Peace Mission", "en") == "en"
    assert written_in("Мирная миссия", "ru") == "ru"


def test_a_link_to_what_is_gone_says_so():
    gone = formatting.link(Link("Old exercise", "en", gone="withdrawn"))
    assert gone == 'Old exercise <span class="gone">(withdrawn)</span>'
    assert "<a" not in formatting.link(Link("x-1", "", gone="unknown"))


def test_a_link_in_another_language_says_which():
    shown = formatting.link(Link("Мир", "ru", "/en/"))
    assert shown == '<a href="/en/"><span lang="ru">Мир</span></a>'


def shower(kind: str) -> Shower:
    return Shower(kind, {}, Links("en"))


@pytest.mark.parametrize(
    ("kind", "path", "raw", "html"),
    [
        ("exercise", "personnel", 4000, "4,000"),
        ("exercise", "focus", ["air", "cyber"], "Air, Cyber"),
        ("exercise", "outcome", "held", "Held"),
        ("series", "first_year", 2003, "2003"),
        ("state", "capital_lat", 39.9, "39.9"),
        ("framework", "binding", True, "Yes"),
        ("framework", "binding", False, "No"),
        ("exercise", "participants.CHN.role", "host", "Host"),
        ("source", "language", "zh", "Chinese"),
        ("source", "language", "qq", "qq"),
        ("exercise", "start", "about 2007", "about 2007"),
        ("exercise", "note", "<b>&", "&lt;b&gt;&amp;"),
        ("exercise", "no_such_field", "x", "x"),
    ],
)
def test_a_value_is_written_by_what_the_format_says_of_it(kind, path, raw, html):
    assert formatting.value(shower(kind).value(path, raw)) == html


def test_a_date_also_stands_for_machines():
    html = formatting.value(shower("exercise").value("start", "2007-08?"))
    assert html == '<time datetime="2007-08">August 2007 (uncertain)</time>'


def test_an_address_leads_out_without_telling_from_where():
    html = formatting.value(shower("source").value("url", "https://example.org/?a=1&b"))
    assert 'href="https://example.org/?a=1&amp;b" rel="noopener external"' in html


def test_a_row_is_written_column_by_column():
    row = {"state": "CHN", "role": "host", "personnel": 1600, "note": ""}
    html = formatting.value(shower("exercise").value("participants.CHN", row))
    assert "Role: Host; Personnel: 1,600" in html
    assert "Note" not in html


@pytest.mark.parametrize("raw", [None, "", []])
def test_what_is_not_there_is_written_as_nothing(raw):
    assert shower("exercise").value("start", raw) == NONE
    assert formatting.value(NONE) == ""
    assert not Value("none")
