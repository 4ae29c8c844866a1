"""Pages in Russian and Chinese: words, plural forms, dates, ways to other languages."""

import re
from html import unescape

import pytest
from django.utils import translation

from entries.languages import DJANGO_NAMES, SITE_LANGUAGES
from entries.pages import formatting
from entries.pages.links import tongue
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
)

pytestmark = pytest.mark.django_db

SAID = {
    "en": ("Exercises", "9–17 August 2007"),
    "ru": ("Учения", "9–17 августа 2007\xa0года"),
    "zh": ("演习", "2007年8月9日–17日"),
}
"""The word for exercises and the days of one, as pages say them."""
PATHS = (
    *("", "search/?q=drill", "search/?q=nowhere"),
    "states/compare/?state=CHN&state=RUS",
    *("editions/", "editions/1/", "corrections/", "cite/?page=/en/states/"),
    *("states/", "states/?on=2016-06-01", "states/chn/", "states/chn/?on=2016-06-01"),
    *("series/", "series/peace-mission/", "exercises/", "exercises/drill-2007/"),
    *("exercises/drill-2007/revisions/", "exercises/drill-2007/revisions/1/"),
    *("exercises/drill-2007/cite/", "exercises/?year=2007&role=host"),
    *("frameworks/", "frameworks/sco-charter/?on=2016-06-01", "topics/"),
    *("frameworks/matrix/", "insights/", "insights/membership/?on=2016-06-01"),
    *("insights/map/", "about/", "quality/", "report/?entry=CHN&fact=standing"),
    *("topics/joint-exercises/", "sources/", "sources/xinhua-2007/"),
)


@pytest.fixture
def record():
    standing = [
        {"key": "member", "role": "member", "from": "2001-06-15"},
        {"key": "observer", "role": "observer", "from": "2000-05", "to": "2001-06-15"},
    ]
    parties = [{"state": "CHN", "signed": "2007-06-27", "ratified": "2008?"}]
    return publish(
        make_state("CHN", title="China", title_ru="Китай", standing=standing),
        make_state("RUS", title="Russia"),
        make_series("peace-mission", title_zh="和平使命"),
        make_framework("sco-charter", parties=parties),
        make_topic("joint-exercises"),
        make_source("xinhua-2007"),
        make_exercise(
            "drill-2007",
            series="peace-mission",
            start="2007-08-09",
            end="2007-08-17",
            personnel=12345,
            participants=[participant("CHN", "host"), participant("RUS", "observer")],
        ),
    )


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_every_sort_of_page_is_served_in_its_language(client, record, language):
    word, _days = SAID[language]
    for path in PATHS:
        answer = client.get(f"/{language}/{path}", follow=path.startswith("states/chn"))
        assert answer.status_code == 200, path
        assert f'<html lang="{language}">' in answer.text, path
        assert f">{word}</a></li>" in answer.text, path


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_an_exercise_has_its_days_in_the_form_of_the_language(client, record, language):
    answer = client.get(f"/{language}/exercises/drill-2007/")
    assert SAID[language][1] in answer.text


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_what_is_refused_is_refused_in_the_language(client, record, language):
    for path, status in (("nowhere/", 404), ("states/?on=x", 400)):
        answer = client.get(f"/{language}/{path}")
        assert answer.status_code == status
        assert f">{SAID[language][0]}</a></li>" in answer.text


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (1, "1 запись, показаны 1–1"),
        (2, "2 записи, показаны 1–2"),
        (5, "5 записей, показаны 1–5"),
        (11, "11 записей, показаны 1–11"),
        (21, "21 запись, показаны 1–21"),
    ],
)
def test_russian_counts_in_three_forms(client, many, words):
    publish(*(make_topic(f"topic-{n}") for n in range(many)))
    assert words in client.get("/ru/topics/").text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Russia took part in “Мирная миссия”", "en"),
        ("Учения (drill) в Чебаркуле", "ru"),
        ("和平使命 2007", "zh"),
        ("6,500", ""),
        ("", ""),
    ],
)
def test_a_text_is_of_the_language_that_most_of_it_is_written_in(text, language):
    assert tongue(text) == language


def test_what_stands_in_another_language_than_the_page_is_marked_so(client):
    publish(
        make_state("CHN", title="China", region="East Asia"),
        make_exercise("drill-2007", start="2007", note="Held <twice>."),
        reason="All of it",
    )
    for path, words in (
        ("exercises/drill-2007/", "Held &lt;twice&gt;."),
        ("editions/1/", "All of it"),
        ("states/", "East Asia"),
    ):
        marked = f'<span lang="en">{words}</span>'
        assert marked in client.get(f"/ru/{path}").text
        english = client.get(f"/en/{path}").text
        assert words in english
        assert marked not in english
    assert ' lang="en">East Asia</a>' in client.get("/zh/states/").text


def test_what_is_filled_into_a_text_is_in_the_language_of_that_text(client):
    publish(
        make_state("CHN", title="China", title_ru="Китай"),
        make_exercise(
            "drill-2007",
            start="2007-08-09",
            personnel=12345,
            hosts=["CHN"],
            series=None,
            text="Held by {{drill-2007:hosts}} from {{drill-2007:start}}, with "
            "{{drill-2007:personnel}} people.",
        ),
        make_topic("drills", text_ru="С {{drill-2007:start}} в {{drill-2007:hosts}}."),
    )
    text = client.get("/ru/exercises/drill-2007/").text.split('<div class="prose')[1]
    said = re.sub("<[^>]*>", "", text.split("</div>")[0])
    assert "Held by China from 9 August 2007, with 12,345 people." in said
    # The links keep to the language of the page, and so do the facts.
    assert 'href="/ru/states/chn/"' in text.split("</div>")[0]
    assert "9 августа 2007" in client.get("/ru/exercises/drill-2007/").text
    russian = re.sub("<[^>]*>", "", client.get("/en/topics/drills/").text)
    assert "С 9 августа 2007\xa0года в Китай." in russian


def test_a_share_has_the_form_of_the_language(client):
    publish(make_exercise("drill-2007", start="2007"))
    for language, words in (("en", "100.0%"), ("ru", "100,0\xa0%"), ("zh", "100.0%")):
        assert f"<dd>{words} <span" in client.get(f"/{language}/quality/").text


def test_chinese_counts_in_one_form(client):
    publish(make_topic("topic-1"), make_topic("topic-2"))
    assert "共 2 个条目，显示第 1–2 个" in client.get("/zh/topics/").text


@pytest.mark.parametrize(
    ("start", "end", "russian", "chinese"),
    [
        ("2007-08-09", None, "9 августа 2007\xa0года", "2007年8月9日"),
        ("2007-08", None, "август 2007\xa0года", "2007年8月"),
        ("2007", None, "2007", "2007年"),
        ("2007?", None, "2007 (под вопросом)", "2007年（存疑）"),
        ("2007-08-09", "2007-08-17", "9–17 августа 2007\xa0года", "2007年8月9日–17日"),
        (
            *("2007-07-27", "2007-08-02"),
            *("27 июля – 2 августа 2007\xa0года", "2007年7月27日–8月2日"),
        ),
        (
            *("2007-12-27", "2008-01-02"),
            *(
                "27 декабря 2007\xa0года – 2 января 2008\xa0года",
                "2007年12月27日 – 2008年1月2日",
            ),
        ),
        ("2007-05", "2007-06", "май – июнь 2007\xa0года", "2007年5月–6月"),
        ("2007", "2009", "2007 – 2009", "2007年 – 2009年"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(start, end, russian, chinese):
    for language, words in (("ru", russian), ("zh", chinese)):
        with translation.override(DJANGO_NAMES[language]):
            assert formatting.date_range(start, end) == words


def test_russian_months_are_declined_behind_a_preposition(client, record):
    text = client.get("/ru/states/chn/", follow=True).text
    assert "с 15 июня 2001\xa0года" in text
    assert "с мая 2000\xa0года" in client.get("/ru/states/").text
    assert "май 2000\xa0года" in text


@pytest.mark.parametrize("language", SITE_LANGUAGES)
def test_language_links_lead_to_the_same_page_and_its_query(client, record, language):
    for path in PATHS:
        text = client.get(f"/{language}/{path}", follow=True).text
        for other in set(SITE_LANGUAGES) - {language}:
            found = re.search(rf'<a href="([^"]+)" lang="{other}" hreflang', text)
            assert found, path
            address = unescape(found[1])
            assert address.lower() == f"/{other}/{path}".lower()
            assert client.get(address, follow=True).status_code == 200


def test_text_of_another_language_says_which(client, record):
    text = client.get("/ru/states/").text
    assert '<span lang="en">Russia</span>' in text
    assert ">Китай</a>" in text


def test_the_words_of_the_portal_come_before_those_of_django(client, record):
    text = client.get("/ru/states/").text
    assert "<button>Поиск</button>" in text
    assert "<button>Отобрать</button>" in text
