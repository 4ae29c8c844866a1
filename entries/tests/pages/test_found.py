"""Hits with the words asked for marked, and where they were found."""

from html import unescape
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entries.pages import found
from entries.pages.links import Links
from entries.record.search.words import query, runs
from entries.tests.factories import make_document


def hit(raw, unfinished=False, kind="exercise", **fields):
    document = make_document(kind, "drill-2007", **fields)
    entry = SimpleNamespace(**document, withdrawn=False)
    asked = query(raw, unfinished=unfinished)
    (one,) = found.hits(asked, [entry], [document], Links("en"))
    return one


@pytest.mark.parametrize(
    ("text", "raw", "marked"),
    [
        ("Peace Mission 2007", "missions", "Peace <mark>Mission</mark> 2007"),
        (
            "Peace & Mission",
            "peace mission",
            "<mark>Peace</mark> &amp; <mark>Mission</mark>",
        ),
        ("<b>peace</b>", "peace", "&lt;b&gt;<mark>peace</mark>&lt;/b&gt;"),
        ("和平使命-2007", "和平", "<mark>和平</mark>使命-2007"),
        ("和平使命", "和平使命", "<mark>和平使命</mark>"),
        ("和平使命", "使", "和平<mark>使</mark>命"),
        ("под Чебаркулём", "чебаркуль", "под <mark>Чебаркулём</mark>"),
        ("В войне", "война", "В <mark>войне</mark>"),
        ("O‘zbekiston", "ozbekiston", "<mark>O‘zbekiston</mark>"),
        ("co\u00adoperation", "cooperation", "<mark>co\u00adoperation</mark>"),
        ("Bişkek Straße", "biskek strasse", "<mark>Bişkek</mark> <mark>Straße</mark>"),
        ("nothing", "peace", "nothing"),
    ],
)
def test_words_are_marked_in_the_text_as_it_stands(text, raw, marked):
    assert found.marked(text, query(raw)) == marked


def test_an_unfinished_word_marks_those_that_begin_so():
    asked = query("peace mis", unfinished=True)
    assert found.marked("Peace Mission", asked) == (
        "<mark>Peace</mark> <mark>Mission</mark>"
    )


def test_a_title_with_all_words_is_marked_and_the_summary_tells_more():
    one = hit("peace", title="Peace <drill>", summary="Of 2007, for peace.")
    assert one.link.text == "<mark>Peace</mark> &lt;drill&gt;"
    assert one.passage.where == "Summary"
    assert one.passage.html == "Of 2007, for <mark>peace</mark>."
    assert hit("peace", title="Peace").passage is None


@pytest.mark.parametrize(
    ("raw", "where", "lang", "html"),
    [
        ("миссия", "Title in Russian", "ru", "Мирная <mark>миссия</mark>"),
        ("和平", "Title in Chinese", "zh", "<mark>和平</mark>使命"),
        ("handshake", "Other name", "en", "The <mark>Handshake</mark>"),
        ("helicopters", "Text", "en", "With <mark>helicopters</mark> &amp; more."),
        ("стрелки", "Text in Russian", "ru", "<mark>Стрелки</mark>"),
        ("chebarkul", "Places", "en", "<mark>Chebarkul</mark>"),
        ("peace handshake", "Other name", "en", "The <mark>Handshake</mark>"),
    ],
)
def test_a_passage_says_where_it_stands(raw, where, lang, html):
    one = hit(
        raw,
        title="Peace",
        title_ru="Мирная миссия",
        title_zh="和平使命",
        names=[{"key": "a", "language": "en", "name": "The Handshake"}],
        text="Nothing here.\n\nWith **helicopters** & more[^x].",
        text_ru="Стрелки",
        locations=[{"key": "a", "name": "Chebarkul"}],
    )
    assert (one.passage.where, one.passage.lang) == (where, lang)
    assert one.passage.html == html


def test_a_long_text_is_cut_between_words_around_the_first_that_is_found():
    one = hit("needle", title="Drill", text="hay " * 100 + "needle " + "straw " * 100)
    html = one.passage.html
    assert html.startswith("… hay hay")
    assert html.endswith("straw …")
    assert "<mark>needle</mark>" in html
    assert len(html) < 260


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_changes_no_letter(text, raw):
    whole = found.marked(text, query(raw, unfinished=True))
    plain = unescape(whole.replace("<mark>", "").replace("</mark>", ""))
    assert plain == text


@settings(max_examples=500, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_words_stand_where_they_are_said_to(text):
    start = 0
    for run in runs(text):
        # One sign may be several words: "¼" is read as 1 and 4.
        assert start <= run.start < run.end <= len(text)
        start = run.start
