"""Names of images say their size, and which renditions there are."""

import pytest

from entries.documents.images import (
    MOST_PIXELS,
    image_name,
    original,
    renditions,
    size,
    stem,
)
from entries.documents.validation import validate
from entries.tests.factories import make_document

DIGEST = "0123456789abcdef" * 4
MAP = image_name("map-2", 1000, 500, DIGEST, "png")


def test_a_name_says_what_it_was_made_of():
    assert f"figures/map-2-1000x500-{DIGEST[:32]}.png" == MAP
    assert size(MAP) == (1000, 500)
    assert stem(MAP) == "map-2"


@pytest.mark.parametrize(
    "name",
    [
        "figures/map.png",
        "figures/2026/map.png",
        MAP.replace("1000x500", "0x500"),
        MAP.replace(".png", ".webp"),
        MAP.replace("figures/", "figures/../"),
        MAP.removeprefix("figures/"),
        f"{MAP}\n",
        f"{MAP}.640.webp",
        "",
    ],
)
def test_other_names_say_no_size_and_have_no_renditions(name):
    assert size(name) is None
    assert renditions(name) == []
    assert original(name) == name or name.startswith(MAP)


def test_other_names_have_a_stem_as_well():
    assert stem("figures/2026/map.v2.png") == "map.v2"
    assert stem(MAP.removeprefix("figures/")) == "map-2"
    assert stem("map") == ""


def test_renditions_go_by_width_up_to_that_of_the_image():
    found = [(one.name, one.width, one.height, one.type) for one in renditions(MAP)]
    assert found[:3] == [
        (f"{MAP}.320.webp", 320, 160, "image/webp"),
        (f"{MAP}.640.webp", 640, 320, "image/webp"),
        (f"{MAP}.1000.webp", 1000, 500, "image/webp"),
    ]
    assert [(width, kind) for _, width, _, kind in found[3:]] == [
        (320, "image/jpeg"),
        (640, "image/jpeg"),
        (1000, "image/jpeg"),
    ]
    wide = renditions(image_name("map", 5000, 1, DIGEST, "jpg"))
    assert [one.width for one in wide[:4]] == [320, 640, 1280, 1920]
    assert {one.height for one in wide} == {1}


def test_of_a_strip_only_small_renditions_are_made():
    strip = renditions(image_name("strip", 1900, 16_000, DIGEST, "png"))
    assert {one.width for one in strip} == {320, 640}
    assert all(one.width * one.height <= MOST_PIXELS for one in strip)


def test_a_rendition_leads_back_to_its_image():
    assert {original(one.name) for one in renditions(MAP)} == {MAP}
    for name in (
        MAP,
        f"{MAP}.1280.webp",
        f"{MAP}.640.png",
        f"{MAP}.640.webp.640.webp",
        "figures/map.png.640.webp",
    ):
        assert original(name) == name


def test_a_document_has_the_size_that_the_name_says():
    row = {"key": "map", "image": MAP, "width": 7}
    (figure,) = make_document("topic", "limits", figures=[row])["figures"]
    assert (figure["width"], figure["height"]) == (1000, 500)
    other = {"key": "map", "image": "figures/map.png", "width": 7, "height": 3}
    document = make_document("topic", "limits", figures=[other])
    assert document["figures"][0]["width"] == 7
    assert validate(document) == document
