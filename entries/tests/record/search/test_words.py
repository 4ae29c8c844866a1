"""What is written one way and asked another must meet in the same words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entries.record.search import words
from entries.record.search.words import index_words, query_words


def finds(query: str, text: str) -> bool:
    asked = query_words(query)
    return bool(asked) and set(asked) <= set(index_words(text))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("учения", "по итогам учений"),
        ("учений", "начались учения"),
        ("учению", "совместное антитеррористическое учение"),
        ("военное сотрудничество", "о военном сотрудничестве государств"),
        ("exercise", "Joint exercises were held"),
        ("exercises", "An exercise was held"),
        ("treaties", "The treaty"),
        ("member", "each member’s duty"),
        ("members", "a member's duty"),
    ],
)
def test_inflected_words_meet(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    "query", ["和平", "使命", "和平使命", "和", "平", "命", "2007", "和平使命2007"]
)
def test_chinese_is_found_by_characters_pairs_and_longer_runs(query: str) -> None:
    assert finds(query, "“和平使命-2007”联合反恐军事演习")
    assert finds(query, "参加和平使命2007演习")


def test_chinese_words_that_are_not_there_are_not_found() -> None:
    assert not finds("平和", "和平使命")
    assert not finds("使令", "和平使命")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("объединённый", "объединенный"),
        ("ШОС", "шос"),
        ("SCO", "sco"),
        ("ＳＣＯ", "sco"),
        ("ﬁre", "fire"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Bişkek", "biskek"),
        ("Ми́р", "мир"),
        ("O‘zbekiston", "oʻzbekiston"),
        ("co\u00adoperation", "cooperation"),
        ("٢٠٠٧", "2007"),
        ("й", "и\u0306"),
        ("ｱｼﾞｱ", "アジア"),
        ("Қазақстан", "ҚАЗАҚСТАН"),
        ("bekir\u200d", "bekir"),
    ],
)
def test_spellings_of_one_word_are_one_word(one: str, other: str) -> None:
    assert index_words(one) == index_words(other) != []


def test_short_i_is_a_letter_of_its_own() -> None:
    assert index_words("йод") != index_words("иод")
    assert index_words("войн") != index_words("воин")


def test_a_name_is_found_in_each_of_its_scripts_separately() -> None:
    assert finds("sary arka", "Sary-Arka-Antiterror 2019")
    assert not finds("сары-арка", "Sary-Arka-Antiterror 2019")
    assert finds("сары-арка", "«Сары-Арка-Антитеррор — 2019»")
    assert not finds("sary arka", "«Сары-Арка-Антитеррор — 2019»")


def test_keys_and_numbers_split_into_words() -> None:
    assert query_words("peace-mission-2007") == query_words("Peace Mission 2007")
    assert query_words("Il76") == query_words("IL-76")
    assert query_words("2007") == ["2007"]


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\0", '"', "*", "()", "\ud800", "🎉", "-—–", "_"]
)
def test_a_query_without_words_asks_nothing(nothing: str) -> None:
    assert query_words(nothing) == []


def test_operators_are_plain_words() -> None:
    assert query_words('"peace" AND NEAR(mission*) title:x') == [
        "peac",
        "and",
        "near",
        "mission",
        "titl",
        "x",
    ]


def test_a_query_is_capped_without_halving_a_word() -> None:
    many = " ".join(f"w{'abcdefghij'[n % 10]}{n:04}" for n in range(1000))
    assert len(query_words(many)) == words.QUERY_WORDS
    long = "shanghai " + "peace " * 31 + "organization"
    assert len(long) > words.QUERY_LENGTH
    assert query_words(long) == query_words("shanghai peace")


def test_an_endless_word_is_cut_alike_on_both_sides() -> None:
    assert finds("ж" * 150, "ж" * 5000)
    assert finds("व" * 150, "व" * 5000)


def test_what_a_text_adds_to_the_index_is_bounded() -> None:
    letters = "абвгдежзик"
    text = " ".join(
        "".join(letters[int(digit)] for digit in f"{number:07}") * 4
        for number in range(20_000)
    )
    assert sum(len(word.encode()) for word in index_words(text)) <= words.INDEX_BYTES


MIXED = st.one_of(
    st.text(),
    st.text(st.characters(exclude_categories=())),
    st.text(
        st.one_of(
            st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
            st.characters(min_codepoint=0x400, max_codepoint=0x52F),
            st.sampled_from("aZ09 '’\"*()-:^\0\u0301\u0306\ud800🎉é"),
        ),
        max_size=400,
    ),
)


@settings(max_examples=2000, deadline=None)
@given(MIXED)
def test_any_text_gives_plain_words_and_finds_itself(text: str) -> None:
    plain = re.compile("[0-9]+|[a-z]+|[а-я]+|[\u4e00-\u9fcb]{1,2}|0x[0-9a-f]+")
    indexed = index_words(text)
    assert all(plain.fullmatch(word) for word in indexed)
    assert len(set(indexed)) == len(indexed)
    asked = query_words(text)
    assert len(asked) <= words.QUERY_WORDS
    if len(text) <= words.QUERY_LENGTH:
        assert set(asked) <= set(indexed)
