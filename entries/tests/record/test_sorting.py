"""Titles stand in the order of their language, the same on every database."""

import pytest

from entries.record.listing import Listing
from entries.record.sorting import LONGEST, sort_key
from entries.tests.factories import make_state, make_topic, publish


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["Algeria", "“Brothers”", "[Contingents arrive]", "Türkiye", "Uganda"]),
        ("ru", ["Азербайджан", "«Восток»", "Ёлка", "Йемен", "Казахстан", "Япония"]),
        # By sound: a-er, ba, zhe, zhong; what is in no Chinese comes first.
        ("zh", ["2007", "Zapad", "阿尔及利亚", "巴西", "《浙江》", "中国"]),
    ],
)
def test_titles_are_sorted_as_readers_of_the_language_expect(language, titles):
    mixed = [*titles[1::2], *titles[::2]]
    assert sorted(mixed, key=lambda title: sort_key(title, language)) == titles


def test_a_key_is_never_empty_nor_too_long():
    assert sort_key("?!", "en") == "?!"
    assert len(sort_key("上海" * 200, "zh")) == LONGEST
    assert sort_key("Peace  Mission—2007", "en") == "peace mission 2007"


@pytest.mark.django_db
def test_a_list_is_sorted_by_the_titles_that_it_shows(client):
    publish(
        make_state("DZA", title="Algeria", title_ru="Алжир", title_zh="阿尔及利亚"),
        make_state("CHN", title="China", title_ru="Китай", title_zh="中国"),
        make_state("BRA", title="Brazil", title_ru="Бразилия", title_zh="巴西"),
        make_state("VNM", title="Viet Nam", title_ru="Вьетнам", title_zh="越南"),
    )
    orders = {
        "en": ["Algeria", "Brazil", "China", "Viet Nam"],
        "ru": ["Алжир", "Бразилия", "Вьетнам", "Китай"],
        "zh": ["阿尔及利亚", "巴西", "越南", "中国"],
    }
    for language, titles in orders.items():
        text = client.get(f"/{language}/states/").text
        assert sorted(titles, key=lambda one: text.index(f">{one}<")) == titles
        down = client.get(f"/{language}/states/?order=-title").text
        assert sorted(titles, key=lambda one: -down.index(f">{one}<")) == titles
        # So is what one may choose from.
        offered = client.get(f"/{language}/exercises/").text
        assert sorted(titles, key=lambda one: offered.index(f">{one}</option>")) == (
            titles
        )


@pytest.mark.django_db
def test_an_order_by_another_column_keeps_it():
    publish(
        make_topic("one", title="A", title_ru="Б"),
        make_topic("two", title="B", title_ru="А"),
    )
    rows = Listing.objects.shown(1)
    assert [one.key for one in rows.order_by("sort_title").sorted_in("ru")] == [
        "two",
        "one",
    ]
    assert [one.key for one in rows.order_by("-key").sorted_in("ru")] == ["two", "one"]
    by_kind = rows.order_by("kind", "-sort_title").sorted_in("ru")
    assert [one.key for one in by_kind] == ["one", "two"]
