"""The words that the index knows, and what may be meant by a mistyped one."""

import pytest

from entries.record.search import engine, vocabulary
from entries.record.search.distance import distance
from entries.record.search.engine import IndexRow
from entries.record.search.vocabulary import Word, WordPart, near, parts

ROWS = [
    IndexRow(1, "Peace Mission 2007", "Joint exercises near Chebarkul"),
    IndexRow(2, "Мирная миссия", "peaceful missions, a vision of peace"),
]


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("mission", "mission", 0),
        ("mision", "mission", 1),
        ("misssion", "mission", 1),
        ("missoin", "mission", 1),
        ("nission", "mission", 1),
        ("imssoin", "mission", 2),
        ("mis", "mission", 4),
        ("конвенцыя", "конвенция", 1),
        ("", "ab", 2),
    ],
)
def test_errors_are_counted(one, other, errors):
    assert distance(one, other, 5) == errors
    assert distance(other, one, 5) == errors
    assert (distance(one, other, 2) > 2) == (errors > 2)


def test_the_edges_of_a_word_are_parts_of_it():
    assert parts("abc") == {"  a", " ab", "abc", "bc ", "c  "}


@pytest.fixture
def rows(db):
    engine.clear()
    engine.write(ROWS)


@pytest.mark.usefixtures("rows")
def test_words_are_kept_as_they_are_written():
    words = dict(Word.objects.values_list("text", "in_title"))
    assert words == {
        "peace": True,
        "mission": True,
        "мирная": True,
        "миссия": True,
        "joint": False,
        "exercises": False,
        "near": False,
        "chebarkul": False,
        "peaceful": False,
        "missions": False,
        "vision": False,
    }


@pytest.mark.usefixtures("rows")
def test_the_nearest_words_come_first_and_those_of_titles_before_others():
    assert near("mision", 5) == [(1, "mission"), (1, "vision")]
    assert near("mision", 1) == [(1, "mission")]
    assert near("chebarcool", 5) == []
    assert near("chebarcul", 5) == [(1, "chebarkul")]
    assert near("chebarckul", 5) == [(1, "chebarkul")]
    assert near("chevarkl", 5) == [(2, "chebarkul")]
    assert near("pecae", 5) == [(1, "peace")]
    assert near("мисия", 5) == [(1, "миссия")]
    assert near("mission", 5) == [(1, "missions")]
    assert near("zzzzz", 5) == []


@pytest.mark.django_db
def test_a_form_that_no_text_has_is_found_by_its_stem_though_mistyped():
    engine.clear()
    engine.write(
        [
            IndexRow(1, "Совместные учения", "учений, конвенция, миссий"),
            IndexRow(2, "Conventions", "on exercising"),
        ]
    )
    assert near("конвенцыями", 5) == [(1, "конвенция")]
    assert near("совмстными", 5) == [(1, "совместные")]
    assert near("convetional", 5) == [(1, "conventions")]
    assert near("учинями", 5) == [(1, "учений")]
    assert near("мисиями", 5) == [(1, "миссий")]
    assert near("хххххами", 5) == []


@pytest.mark.usefixtures("rows")
def test_a_word_goes_with_the_last_row_that_has_it():
    engine.remove([1])
    words = dict(Word.objects.values_list("text", "in_title"))
    assert set(words) == {
        *("peace", "mission", "мирная", "миссия", "peaceful", "missions", "vision")
    }
    assert not words["peace"]
    assert words["миссия"]
    engine.remove([2])
    assert not Word.objects.exists()
    assert not WordPart.objects.exists()


@pytest.mark.usefixtures("rows")
def test_clearing_leaves_no_word():
    engine.clear()
    assert not Word.objects.exists()
    assert not WordPart.objects.exists()


@pytest.mark.usefixtures("rows")
def test_a_word_that_comes_into_a_title_is_known_for_it():
    engine.write([IndexRow(3, "Chebarkul", "")])
    assert Word.objects.get(text="chebarkul").in_title


@pytest.mark.django_db
def test_more_words_than_a_statement_takes_are_learnt_once():
    many = {
        f"word{'abcdefghij'[n % 10]}{'abcdefghij' * 2}"[: n % 20 + 4]
        for n in range(300)
    }
    many |= {
        chr(97 + n // 676) + chr(97 + n // 26 % 26) + chr(97 + n % 26) + "word"
        for n in range(1500)
    }
    vocabulary.learn(set(), many)
    vocabulary.learn(many, many)
    assert Word.objects.filter(in_title=True).count() == len(many)
