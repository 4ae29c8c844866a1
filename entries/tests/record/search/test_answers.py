"""What readers ask and what they must find, the same on SQLite and PostgreSQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entries.record.search.answer import answer, left_out
from entries.record.search.hits import Search, hits, suggestions
from entries.record.search.spelling import corrected
from entries.tests.factories import (
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    publish,
    withdraw,
)

pytestmark = pytest.mark.django_db

MISSION, MISSION_2007 = "peace-mission", "peace-mission-2007"
CONVENTION, CHARTER = "convention-2001", "sco-charter"


@pytest.fixture
def record():
    """A small record in three scripts. Its edition's number."""
    edition = publish(
        make_state("KAZ", title="Kazakhstan", title_ru="Казахстан"),
        make_series(MISSION, title="Peace Mission", title_zh="和平使命"),
        make_exercise(
            MISSION_2007,
            title="Peace Mission 2007",
            title_ru="Мирная миссия — 2007",
            title_zh="和平使命-2007",
            start="2007-08-09",
            text="Held near Chebarkul, in the Volga-Urals district.",
        ),
        make_exercise(
            "issyk-kul-2007",
            title="Issyk-Kul Antiterror 2007",
            start="2007-05",
            names=[{"key": "a", "language": "ru", "name": "Иссык-Куль-Антитеррор"}],
        ),
        make_framework(
            CONVENTION,
            title="Shanghai Convention on Combating Terrorism",
            signed="2001-06-15",
        ),
        make_framework(CHARTER, title="SCO Charter", signed="2002-06-07"),
        make_source("xinhua-2011", title="Peace and development", published="2011"),
    )
    return edition.number


FOUND: list[tuple[str, list[str]]] = [
    ("peace mission", [MISSION, MISSION_2007]),
    ("Peace", [MISSION, MISSION_2007, "xinhua-2011"]),
    ("peace mision", [MISSION, MISSION_2007]),
    ("paece mission", [MISSION, MISSION_2007]),
    ("peace misssion 2007", [MISSION_2007]),
    ("pece mision", [MISSION, MISSION_2007]),
    ("shanhai convention", [CONVENTION]),
    ("Shanghai Convetnion", [CONVENTION]),
    ("shanghai conventoins", [CONVENTION]),
    ("terorism", [CONVENTION]),
    ("kazakstan", ["KAZ"]),
    ("Казхстан", ["KAZ"]),
    ("казахстана", ["KAZ"]),
    ("мирной миссии", [MISSION_2007]),
    ("мирная мисия", [MISSION_2007]),
    ("和平", [MISSION, MISSION_2007]),
    ("使命", [MISSION, MISSION_2007]),
    ("иссык куль антитеррора", ["issyk-kul-2007"]),
    ("chebarkul", [MISSION_2007]),
    ("chebarkool", [MISSION_2007]),
    ("chebbbarkool", []),
    ("chebarkull", [MISSION_2007]),
    ("Cheb", [MISSION_2007]),
    ("charter", [CHARTER]),
    ("chrter", [CHARTER]),
    ("zzz peace", []),
    ("2008", []),
    ("平和", []),
    ("peace NOT mission", []),
    ('"peace mission', [MISSION, MISSION_2007]),
    ("title:peace", []),
    ("\0", []),
    ("", []),
]
"""Queries, and the keys of what is found, in their order."""


@pytest.mark.parametrize(("raw", "keys"), FOUND)
def test_what_is_asked_is_found_or_what_is_meant(record, raw, keys):
    found = answer(raw, record).search
    assert [row.key for row in found.ordered(found.rows())] == keys


def test_what_is_asked_in_any_language_is_found_before_the_sources_on_it():
    edition = publish(
        make_source("a-report", title="«Мирная миссия — 2007» открылась"),
        make_source("b-report", title="和平使命-2007 开幕"),
        make_series(
            MISSION,
            title="Peace Mission",
            title_ru="Мирная миссия",
            title_zh="和平使命",
        ),
        make_exercise(
            "east",
            title="East",
            names=[
                {"key": "a", "language": "ru", "name": "Подобно «Мирной миссии»"},
            ],
        ),
        make_exercise(
            MISSION_2007, title="Peace Mission 2007", title_ru="Мирная миссия — 2007"
        ),
        make_exercise("north", title="North", text="Мирная миссия"),
    ).number
    found = Search("мирная миссия", edition)
    assert [row.key for row in found.ordered(found.rows())] == [
        *(MISSION, MISSION_2007, "east", "a-report", "north"),
    ]
    chinese = Search("和平使命", edition)
    assert [row.key for row in chinese.ordered(chinese.rows())] == [MISSION, "b-report"]


@pytest.mark.parametrize("raw", ["SCO", " «sco» ", "ШОС", "шос", "上合组织", "S C O"])
def test_what_is_called_just_so_comes_before_what_has_it_in_its_title(raw):
    names = [
        {"key": "a", "language": "en", "name": "SCO"},
        {"key": "b", "language": "ru", "name": "ШОС"},
        {"key": "c", "language": "zh", "name": "上合组织"},
        {"key": "d", "language": "en", "name": "S. C. O."},
    ]
    edition = publish(
        make_framework(
            "charter",
            title="SCO charter",
            title_ru="Хартия ШОС",
            title_zh="上合组织宪章",
        ),
        make_framework("s", title="S. C. O. statute"),
        make_topic("organization", title="The organization", names=names),
        make_source("paper", title="SCO and S. C. O.: ШОС, 上合组织"),
    ).number
    first, second, *_ = [row.key for row in hits(raw, edition)]
    assert first == "organization"
    assert second != "paper"


def test_the_answer_says_how_it_came_to_be(record):
    assert not answer("peace", record).is_corrected
    wrong = answer("Peace Mision", record)
    assert wrong.is_corrected
    assert wrong.search.raw == "Peace Mission"
    begun = answer("peace miss", record)
    assert begun.is_begun
    assert begun.groups.total == 2
    literal = answer("peace mision", record, literal=True)
    assert not literal.is_corrected
    assert literal.groups.total == 0


def test_few_hits_stay_and_many_of_another_spelling_are_offered():
    many = (make_exercise(f"mission-{n}", title=f"Mission {n}") for n in range(5))
    edition = publish(
        make_framework("typed", title="Odd", text="A mision of sorts"), *many
    ).number
    found = answer("mision", edition)
    assert [row.key for row in found.search.rows()] == ["typed"]
    assert found.meant == ("mission", 5)
    assert answer("sorts", edition).meant is None
    assert answer("odd", edition).meant is None


def test_an_edition_corrects_by_its_own_words(record):
    later = publish(
        make_framework(CONVENTION, title="Accord on Terrorism"),
        make_exercise("shangai", title="Shangai"),
    ).number
    assert corrected("shanhai", record) == "shanghai"
    assert corrected("shanhai", later) == "shangai"
    withdraw(make_exercise("shangai", title="Shangai"))
    assert corrected("shanhai", later + 1) == ""


def test_every_word_may_be_wrong_and_all_of_a_long_query_are_looked_at(record):
    assert corrected("shanhai convetion combatng terorism", record) == (
        "shanghai convention combating terrorism"
    )
    assert corrected("pea mis 200", record) == ""
    assert corrected("xyzzy mission", record) == ""


def test_suggestions_hold_the_beginning_of_the_last_word_in_a_name(record):
    def keys(raw):
        return [row.key for row in suggestions(raw, record, 8)]

    assert keys("pea") == [MISSION, MISSION_2007, "xinhua-2011"]
    assert keys("peace mi") == [MISSION, MISSION_2007]
    assert keys("mi") == [MISSION, MISSION_2007]
    assert keys("mi ") == []
    assert keys("combating ter") == [CONVENTION]
    assert keys("terroris") == keys("terrorism") == [CONVENTION]
    assert keys("миссия") == keys("Мир") == [MISSION_2007]
    assert keys("антитер") == ["issyk-kul-2007"]
    assert keys("和") == [MISSION, MISSION_2007]
    assert keys("volga") == []
    assert keys("") == []
    assert len(suggestions("pea", record, 1)) == 1


def test_the_title_that_says_just_that_comes_first():
    edition = publish(
        make_framework("a", title="A mission of peace"),
        make_framework("z", title="The Peace Mission"),
    ).number
    assert [row.key for row in hits("peace mission", edition)] == ["z", "a"]


def test_hits_are_counted_by_kind_and_decade(record):
    groups = Search("2007", record).groups()
    assert groups.kinds() == [("exercise", 2)]
    groups = Search("peace", record).groups()
    assert groups.total == 3
    assert groups.kinds() == [("series", 1), ("exercise", 1), ("source", 1)]
    assert groups.kinds(2000) == [("exercise", 1)]
    assert groups.decades() == [(2010, 1), (2000, 1)]
    assert groups.decades("source") == [(2010, 1)]


def test_one_word_less_is_offered_with_its_number(record):
    found = left_out("zzz peace  mission", record)
    assert found == [("zzz", "peace mission", 2)]
    assert left_out("zzz", record) == []
    assert left_out("", record) == []


ANY = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.lists(
        st.sampled_from(
            [
                *("peace", "mision", "конвенцыя", "和平", "使", "NEAR(", "AND", "OR"),
                *("NOT", '"', "'", "*", ":", "title:", "-", "^", "\\", "&", "|", "!"),
                *("<->", ":*", "(", ")", "\0", "\ud800", "%", "_", "'s", "é", "٢"),
            ]
        ),
        max_size=30,
    ).map(" ".join),
)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(raw=ANY)
def test_no_text_fails(record, raw):
    given_answer = answer(raw, record)
    total = given_answer.groups.total
    assert given_answer.search.rows().count() == total
    assert len(suggestions(raw, record, 3)) <= 3
    assert all(n for _, _, n in left_out(raw, record))
