"""The search index: the same assertions hold on SQLite and on PostgreSQL."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import NotSupportedError, connection

from entries.record.search import engine, schema
from entries.record.search.engine import IndexRow, matching, matching_title
from entries.record.search.words import Query, index_words

pytestmark = pytest.mark.django_db

CORPUS = [
    IndexRow(1, "Peace Mission 2007", "Joint exercise in Chebarkul; и «Мирная миссия»"),
    IndexRow(2, "Мирная миссия — 2007", "совместные учения под Чебаркулём"),
    IndexRow(3, "和平使命-2007", "联合反恐军事演习, Peace Mission"),
    IndexRow(4, "Sary-Arka-Antiterror 2019", "«Сары-Арка»: Қазақстан, O‘zbekiston"),
    IndexRow(
        5, "भारत का अभ्यास", "ایران ۲۰۱۹ アジア 한국 二〇〇七年 Aşgabat ə þ 𠀀𠀁 ①²"
    ),
    IndexRow(
        6, "", "NEAR AND OR NOT title body rowid null 'a' \"b\" a:b -c ^d e* (f) \\g"
    ),
    IndexRow(7, "ж" * 500, "x" * 500 + " " + "व" * 500),
]


def ids(sql: str, *params: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return sorted(number for (number,) in cursor.fetchall())


def found_anywhere(raw: str) -> list[int]:
    condition = matching(raw)
    return ids(condition.sql, *condition.params)


def found_by_title(raw: str) -> list[int]:
    condition = matching_title(raw)
    return ids(condition.sql, *condition.params)


@pytest.fixture
def corpus() -> None:
    engine.clear()
    engine.write(CORPUS)


def terms(listing_id: int) -> set[str]:
    """The words as the database itself has them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT unnest(tsvector_to_array(words)) FROM entries_searchindex"
                " WHERE listing_id = %s",
                [listing_id],
            )
        else:
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.searchindex_terms"
                " USING fts5vocab('main', 'entries_searchindex', 'instance')"
            )
            cursor.execute(
                "SELECT DISTINCT term FROM temp.searchindex_terms WHERE doc = %s",
                [listing_id],
            )
        return {term for (term,) in cursor.fetchall()}


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("peace", [1, 3]),
        ("peace 2007", [1, 3]),
        ("МИРНОЙ МИССИИ", [1, 2]),
        ("учение", [2]),
        ("Чебаркуль", [2]),
        ("чебаркулем", [2]),
        ("和平", [3]),
        ("命", [3]),
        ("2019", [4, 5]),
        ("sary arka", [4]),
        ("сары-арка", [4]),
        ("қазақстан", [4]),
        ("भारत", [5]),
        ("アジア", [5]),
        ("𠀀", [5]),
        ("near", [6]),
        ("NOT peace", []),
        ("title:peace", []),
        ("peac*", [1, 3]),
        ('"f" OR "g"', [6]),
        ("ж" * 100, [7]),
        ("exercise mission", [1]),
        ("absent", []),
        ("", []),
        ("🎉 \0", []),
    ],
)
def test_a_listing_is_found_by_all_words_of_a_query(
    query: str, found: list[int]
) -> None:
    assert found_anywhere(query) == found


@pytest.mark.usefixtures("corpus")
def test_titles_are_found_by_titles_alone() -> None:
    assert found_by_title("peace") == [1]
    assert found_by_title("2007") == [1, 2, 3]
    assert found_by_title("peace chebarkul") == []
    assert found_by_title("chebarkul") == []
    assert found_by_title("") == []


@pytest.mark.usefixtures("corpus")
def test_words_may_be_spread_over_title_and_body() -> None:
    assert found_anywhere("peace chebarkul") == [1]


@pytest.mark.usefixtures("corpus")
def test_every_word_reaches_the_database_whole() -> None:
    for row in CORPUS:
        words = {*index_words(row.title), *index_words(row.body)}
        assert terms(row.listing_id) == words


@pytest.mark.usefixtures("corpus")
def test_every_word_finds_its_row() -> None:
    database = engine.vendor(connection.vendor)
    for row in CORPUS:
        for word in [*index_words(row.title), *index_words(row.body)]:
            assert row.listing_id in ids(
                database.ANYWHERE, database.expression(Query((word,)))
            )


def test_every_letter_of_the_basic_plane_reaches_the_database_whole() -> None:
    engine.clear()
    text = " ".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    for start in range(0, len(text), 40_000):
        part = text[start : start + 40_000]
        engine.write([IndexRow(start + 1, part, "")])
        assert terms(start + 1) == set(index_words(part))


def test_the_longest_text_fits() -> None:
    engine.clear()
    everyone = [chr(code) for code in range(0x4E00, 0x9F00)]
    text = "".join(
        first + second
        for first, second in zip(everyone * 15, everyone[7:] * 15, strict=False)
    )
    words = index_words(text)
    assert len(words) > 60_000
    engine.write([IndexRow(1, " ".join("ab" + w for w in words), text)])
    assert found_anywhere(words[-1]) == [1]


@pytest.mark.usefixtures("corpus")
def test_writing_again_replaces() -> None:
    engine.write([IndexRow(1, "Vostok", "")])
    assert found_anywhere("peace") == [3]
    assert found_anywhere("vostok") == [1]


@pytest.mark.usefixtures("corpus")
def test_removing_takes_out_what_is_named() -> None:
    engine.remove([1, 99])
    engine.remove([])
    assert found_anywhere("2007") == [2, 3]


@pytest.mark.usefixtures("corpus")
def test_clearing_leaves_nothing() -> None:
    engine.clear()
    assert found_anywhere("2007") == []


def test_more_rows_than_a_batch_are_written_and_removed() -> None:
    engine.clear()
    numbers = range(1, engine.BATCH * 2 + 2)
    engine.write(IndexRow(number, "Peace", f"n{number}") for number in numbers)
    assert len(found_anywhere("peace")) == len(numbers)
    engine.remove(numbers)
    assert found_anywhere("peace") == []


def test_the_condition_works_in_a_queryset_with_titles_first() -> None:
    engine.clear()
    first, second, third = ContentType.objects.order_by("pk")[:3]
    engine.write(
        [
            IndexRow(first.pk, "Vostok", "a peace mission"),
            IndexRow(second.pk, "Peace mission", ""),
            IndexRow(third.pk, "Vostok", ""),
            IndexRow(10**12, "Peace mission", "of no such row"),
        ]
    )
    found = ContentType.objects.filter(pk__in=matching("peace missions"))
    assert found.count() == 2
    ordered = found.order_by(engine.title_first("peace missions"), "pk")
    assert [row.pk for row in ordered] == [second.pk, first.pk]
    assert not ContentType.objects.filter(pk__in=matching("  ")).exists()
    assert ContentType.objects.exclude(pk__in=matching("  ")).exists()


@pytest.mark.usefixtures("corpus")
def test_dropping_and_making_the_index_leaves_it_empty() -> None:
    # Not entered: on SQLite that is refused within a test's transaction.
    editor = connection.schema_editor()
    schema.drop(editor)
    schema.create(editor)
    assert found_anywhere("peace") == []


def test_another_database_is_refused_by_name() -> None:
    with pytest.raises(NotSupportedError, match="oracle"):
        engine.vendor("oracle")
