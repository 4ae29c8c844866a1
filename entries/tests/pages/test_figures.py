"""Images of a page: every width in every format, or the image as it is."""

from entries.documents.images import image_name
from entries.pages.figures import figures
from entries.pages.links import Links
from entries.tests.factories import make_document

IMAGE = image_name("map", 700, 350, "0" * 64, "png")


def shown(image, **columns):
    row = {"key": "map", "image": image, "alt": "A map", **columns}
    (figure,) = figures(make_document("topic", "t", figures=[row]), Links("en", 3))
    return figure


def test_the_better_format_comes_before_the_one_that_all_show():
    figure = shown(IMAGE)
    (webp,) = figure.better
    assert (webp.type, figure.plain.type) == ("image/webp", "image/jpeg")
    assert webp.srcset == ", ".join(
        f"/media/{IMAGE}.{width}.webp {width}w" for width in (320, 640, 700)
    )
    assert figure.plain.widest == f"/media/{IMAGE}.700.jpg"
    assert (figure.width, figure.height) == (700, 350)
    assert figure.src == f"/media/{IMAGE}"


def test_an_image_of_older_days_is_shown_as_it_is():
    figure = shown("figures/2026/map.png", width=3000, height=10)
    assert (figure.better, figure.plain) == ((), None)
    assert (figure.width, figure.is_smaller_here) == (3000, True)
    assert shown("figures/2026/map.png").width is None


def test_what_the_page_shows_smaller_than_it_is_can_be_seen_whole():
    assert not shown(IMAGE).is_smaller_here
    assert shown(IMAGE.replace("700x350", "705x350")).is_smaller_here
