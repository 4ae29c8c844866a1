"""Taking an image in: refused for what it says of itself, or decoded and written anew.

Nothing is decoded before its header, and all that stands around its pixels, was found
to be within bounds; and the decoder never sees what stands around.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Protocol

from django.utils.text import slugify
from PIL import Image
from PIL.Image import Resampling

from entries.desk.images import jpeg, png, webp
from entries.desk.images.decoding import decode
from entries.desk.images.plain import Plain, RefusedImageError
from entries.documents.images import WIDTHS, Rendition, image_name, renditions, stem

MOST_BYTES = 20 * 1024 * 1024
MOST_SIDE = 16_383
"""Pixels on a side: what WebP can hold."""

MEMORY = 200_000_000
"""What decoding an image may take, in bytes: 25 megapixels for most."""

LONGEST = 60
"""Where the part of a name that comes from the file's own is cut."""

QUALITY = {"JPEG": 90, "image/jpeg": 82, "image/webp": 80}
SUFFIXES = {"JPEG": "jpg", "PNG": "png"}
NO_IMAGE = (
    "This is no JPEG, PNG or WebP image, whatever its name says: save it as one of "
    "these in an image program."
)


class Readable(Protocol):
    """A file, however it came."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Picture:
    """An image that was taken in, not yet kept."""

    name: str
    content: bytes
    widest: Image.Image
    """Its pixels, no wider than the widest rendition."""

    def renditions(self) -> Iterator[tuple[Rendition, bytes]]:
        """Each rendition with its content."""
        for one in renditions(self.name):
            size = (one.width, one.height)
            yield one, _rendered(_resized(self.widest, size), one.type)


def take_in(file: Readable, called: str) -> Picture:
    """The image of a file, decoded and written anew; or RefusedImageError.

    What is exact or shows something through it stays exact, as PNG; the rest is JPEG.
    """
    plain = _read(file.read(MOST_BYTES + 1))
    pixels = decode(plain)
    is_exact = plain.is_lossless or pixels.mode == "RGBA"
    file_format = "PNG" if is_exact else "JPEG"
    written = BytesIO()
    pixels.save(written, file_format, quality=QUALITY["JPEG"])
    content = written.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    word = slugify(stem(PurePath(called).name))[:LONGEST].replace("_", "-")
    word = "-".join(part for part in word.split("-") if part) or "image"
    name = image_name(word, *pixels.size, digest, SUFFIXES[file_format])
    widest = min(pixels.width, WIDTHS[-1])
    height = max(1, round(pixels.height * widest / pixels.width))
    return Picture(name, content, _resized(pixels, (widest, height)))


def _read(data: bytes) -> Plain:
    if len(data) > MOST_BYTES:
        msg = f"It has more than {MOST_BYTES // 1024 // 1024} MB: make it smaller."
        raise RefusedImageError(msg)
    for form in (jpeg, png, webp):
        if form.SIGNATURE.match(data):
            plain = form.read(data)
            _check_size(plain)
            return plain
    raise RefusedImageError(NO_IMAGE)


def _check_size(plain: Plain) -> None:
    width, height = plain.width, plain.height
    if not width or not height:
        msg = "It says that it has no pixels: save it anew in an image program."
        raise RefusedImageError(msg)
    most = MEMORY // plain.weight
    if width * height > most:
        msg = (
            f"It has {width * height / 1e6:.1f} megapixels ({width} × {height}), and "
            f"an image of its kind may have {most / 1e6:.1f}: make it smaller."
        )
        raise RefusedImageError(msg)
    if max(width, height) > MOST_SIDE:
        msg = f"It is longer than {MOST_SIDE} pixels on a side: make it smaller."
        raise RefusedImageError(msg)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _rendered(image: Image.Image, content_type: str) -> bytes:
    """An image in the format of a rendition; JPEG shows nothing through, but white."""
    if content_type == "image/jpeg" and image.mode == "RGBA":
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    written = BytesIO()
    file_format = content_type.removeprefix("image/")
    image.save(written, file_format, quality=QUALITY[content_type])
    return written.getvalue()
