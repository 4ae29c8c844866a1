"""What is taken in is decoded and written anew, and tells nothing but its pixels."""

import hashlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from entries.desk.images import RefusedImageError, take_in
from entries.desk.images.jpeg import NEEDED as JPEG_SEGMENTS
from entries.desk.images.jpeg import walk as segments
from entries.desk.images.png import walk as png_chunks
from entries.desk.images.webp import walk as webp_chunks
from entries.documents.images import size
from entries.tests.desk.images.pictures import (
    FORMATS,
    SECRET,
    chunk,
    encoded,
    exif,
    header,
    packed_zeros,
    picture,
    png,
    swapped,
    telling,
    with_segments,
)

JFIF = 0xE0
PLAIN = {*JPEG_SEGMENTS, JFIF, b"IHDR", b"IDAT", b"IEND", b"VP8 "}
BESIDE = {"exif", "xmp", "icc_profile", "comment", "dpi", "gamma", "Comment"}
SMALL = {form: encoded(form=form) for form in FORMATS}


def taken(data, called="map.png"):
    return take_in(BytesIO(data), called)


def pixels(data):
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image


def contents(taken_in):
    """Everything that would be kept of it."""
    return [taken_in.content, *(content for _, content in taken_in.renditions())]


def parts(content):
    """What a file consists of, by name."""
    if content.startswith(b"\xff\xd8"):
        found, end = segments(content, 0)
        assert end == len(content)
        return {marker for marker, _ in found}
    walk = png_chunks if content.startswith(b"\x89PNG") else webp_chunks
    return {name for name, _ in walk(content)}


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_that_stood_beside_the_pixels_is_kept(form):
    data = telling(form)
    assert SECRET.encode() in data
    for content in contents(taken(data)):
        assert SECRET.encode() not in content
        assert parts(content) <= PLAIN
        image = pixels(content)
        assert not image.getexif()
        assert not BESIDE & set(image.info)


def test_pixels_of_an_exact_image_stay_exact():
    for form in ("PNG", "WEBP"):
        for mode in ("RGB", "RGBA"):
            image = picture(mode=mode)
            content = taken(encoded(image, form, lossless=True, exact=True)).content
            assert pixels(content).tobytes() == image.tobytes()


def test_a_photograph_stays_a_photograph():
    for form in ("JPEG", "WEBP"):
        taken_in = taken(SMALL[form])
        assert taken_in.name.endswith(".jpg")
        one, other = pixels(taken_in.content), picture()
        for place in ((0, 0), (20, 15), (39, 29)):
            differences = zip(one.getpixel(place), other.getpixel(place), strict=True)
            assert max(abs(a - b) for a, b in differences) < 25


def test_the_content_decides_what_it_is_and_not_the_name():
    assert taken(SMALL["JPEG"], "map.png").name.endswith(".jpg")
    assert taken(SMALL["PNG"], "map.jpg").name.endswith(".png")


def test_the_name_says_the_size_and_the_digest():
    taken_in = taken(SMALL["PNG"], "C:/My Maps/Map of_Asia (2).PNG")
    digest = hashlib.sha256(taken_in.content).hexdigest()[:32]
    assert taken_in.name == f"figures/map-of-asia-2-40x30-{digest}.png"
    assert size(taken_in.name) == (40, 30)


@pytest.mark.parametrize("called", ["карта.png", "__.png", ".png", "", "../../.."])
def test_a_name_without_letters_gets_one(called):
    assert taken(SMALL["PNG"], called).name.startswith("figures/image-40x30-")


def test_what_was_taken_in_keeps_its_name_when_it_comes_again():
    first = taken(SMALL["PNG"])
    again = taken(first.content, first.name.removeprefix("figures/"))
    assert (again.name, again.content) == (first.name, first.content)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_as_the_camera_was_held(form, orientation):
    said = exif(orientation)
    upright = picture()
    upright.paste("red", (0, 0, 8, 8))
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    held = upright.transpose(turned) if turned else upright
    content = taken(encoded(held, form, exif=said, quality=95)).content
    image = pixels(content)
    assert image.size == (40, 30)
    red, green, blue = image.getpixel((3, 3))
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_colours_are_those_that_the_profile_means():
    red = Image.new("RGB", (8, 8), (255, 0, 0))
    for form in FORMATS:
        content = taken(encoded(red, form, icc_profile=swapped())).content
        assert pixels(content).getpixel((4, 4))[1] > 240
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 100))
    content = taken(encoded(clear, "PNG", icc_profile=swapped())).content
    assert pixels(content).getpixel((4, 4))[3] == 100


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_pixels_of_every_sort_become_plain_ones(mode):
    grey = picture().convert("L")
    image = grey.convert("RGB").convert(mode) if mode != "I;16" else _deep(grey)
    content = taken(encoded(image, "JPEG" if mode == "CMYK" else "PNG")).content
    shown = pixels(content)
    assert shown.mode in ("RGB", "RGBA")
    if mode != "1":
        assert abs(shown.getpixel((20, 5))[0] - grey.getpixel((20, 5))) < 12


def _deep(grey):
    deep = b"".join(bytes((0, value)) for value in grey.tobytes())
    return Image.frombytes("I;16", grey.size, deep)


def test_a_colour_that_stands_for_nothing_shows_through():
    for image in (picture().quantize(8), picture()):
        how = 0 if image.mode == "P" else image.getpixel((0, 0))
        content = taken(encoded(image, transparency=how)).content
        assert pixels(content).mode == "RGBA"
    full = Image.new("RGBA", (8, 8), (1, 2, 3, 255))
    assert pixels(taken(encoded(full)).content).mode == "RGB"


def test_renditions_are_never_wider_than_the_image():
    found = [one for one, _ in taken(encoded(picture(700, 70))).renditions()]
    assert [(one.width, one.height) for one in found] == 2 * [
        (320, 32),
        (640, 64),
        (700, 70),
    ]


def test_renditions_have_the_sizes_and_formats_that_they_say():
    large = taken(encoded(picture(2000, 100, "RGBA"), compress_level=1))
    found = list(large.renditions())
    assert len(found) == 8
    for rendition, content in found:
        image = pixels(content)
        assert image.size == (rendition.width, rendition.height)
        assert image.get_format_mimetype() == rendition.type


def test_what_shows_through_lies_on_white_in_a_jpeg():
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    for rendition, content in taken(encoded(image)).renditions():
        if rendition.type == "image/jpeg":
            assert min(pixels(content).getpixel((9, 9))) > 250
        else:
            assert pixels(content).getpixel((9, 9))[3] == 0


def test_smaller_images_that_a_camera_put_behind_it_are_dropped():
    data = SMALL["JPEG"] + bytes(10) + encoded(picture(8, 8), "JPEG") + bytes(3)
    assert size(taken(data).name) == (40, 30)
    assert taken(data).content == taken(SMALL["JPEG"]).content


def test_rows_that_have_no_end_are_not_read():
    data = png(head=header(1, 1), rows=packed_zeros(300_000_000))
    assert size(taken(data).name) == (1, 1)


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"Exif\0\0",
        b"II*\0\xff\xff\xff\xff",
        b"MM\0*\0\0\0\x08\xff\xff",
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0",
    ],
)
def test_a_camera_that_talks_nonsense_is_not_listened_to(said):
    data = png(chunk(b"eXIf", said), head=header(1, 1))
    assert size(taken(data).name) == (1, 1)
    photograph = with_segments(SMALL["JPEG"], [b"\xff\xe1\0\x08Exif\0\0"])
    assert size(taken(photograph).name) == (40, 30)


@settings(deadline=None, max_examples=300)
@given(
    form=st.sampled_from(FORMATS),
    at=st.integers(0, 2_000),
    bytes_=st.binary(max_size=8),
    gone=st.integers(0, 8),
)
def test_whatever_is_broken_is_refused_or_taken_in(form, at, bytes_, gone):
    data = SMALL[form]
    at %= len(data)
    changed = data[:at] + bytes_ + data[at + gone :]
    try:
        taken_in = taken(changed)
    except RefusedImageError as error:
        assert str(error)
    else:
        assert pixels(taken_in.content).size == size(taken_in.name)
