"""Files that would fill the memory, keep a decoder busy, or are not what they seem."""

import json
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import django
from PIL import Image

from entries.desk.images import MOST_BYTES, RefusedImageError, take_in
from entries.tests.desk.images.pictures import (
    PNG,
    chunk,
    encoded,
    exif,
    header,
    packed_zeros,
    picture,
    png,
    riff,
    segment,
    swapped,
    with_segments,
)

MANY = 100_000_000
"""Bytes that a text or a profile unpacks to."""


def _zip() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return written.getvalue()


def _moving(form: str) -> bytes:
    more = [picture(mode="RGB").rotate(angle) for angle in (90, 180)]
    return encoded(form=form, save_all=True, append_images=more)


def _frame_of(data: bytes) -> int:
    return data.index(b"\xff\xc0")


def _jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG that says that it is of another size."""
    data = bytearray(encoded(form="JPEG"))
    at = _frame_of(data) + 5
    data[at : at + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(data)


def _second_frame() -> bytes:
    data = encoded(form="JPEG")
    at = _frame_of(data)
    return data[:at] + data[at : at + 19] + data[at:]


def _many_scans() -> bytes:
    data = encoded(form="JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 2_000 + data[-2:]


def _many_texts() -> bytes:
    text = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b" " * 60_000)
    return with_segments(encoded(form="JPEG"), [text] * 100)


def _canvas(width: int, height: int, flags: int = 0) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes((flags, 0, 0, 0)) + sides


def _lossless(width: int, height: int) -> bytes:
    bits = (width - 1) | (height - 1) << 14
    return b"\x2f" + bits.to_bytes(4, "little") + b"\x88\x88\x08" * 10


def _short_rows() -> bytes:
    return png(head=header(400, 400), rows=packed_zeros(0, bytes(100_000)))


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "png-400-megapixels": (
        lambda: png(
            head=header(20_000, 20_000, depth=1, colours=0),
            rows=packed_zeros(50_020_000),
        ),
        "400.0 megapixels",
    ),
    "png-largest-sides": (lambda: png(head=header(2**31 - 1, 2**31 - 1)), "megapixels"),
    "png-no-pixels": (lambda: png(head=header(0, 5)), "no pixels"),
    "png-one-long-row": (lambda: png(head=header(1_000_000, 1)), "16383 pixels"),
    "png-moving": (lambda: _moving("PNG"), "animation"),
    "png-text-unpacks": (
        lambda: png(chunk(b"zTXt", b"a\0\0" + packed_zeros(MANY))),
        "beside its pixels",
    ),
    "png-international-text-unpacks": (
        lambda: png(chunk(b"iTXt", b"a\0\1\0en\0\0" + packed_zeros(MANY))),
        "beside its pixels",
    ),
    "png-profile-unpacks": (
        lambda: png(chunk(b"iCCP", b"a\0\0" + packed_zeros(MANY))),
        "beside its pixels",
    ),
    "png-many-packed-texts": (
        lambda: png(*[chunk(b"zTXt", b"a\0\0" + packed_zeros(2_000_000))] * 50),
        "beside its pixels",
    ),
    "png-long-text": (
        lambda: png(chunk(b"tEXt", b"a\0" + bytes(5_000_000))),
        "beside its pixels",
    ),
    "png-profile-is-none": (
        lambda: png(chunk(b"iCCP", b"a\0\0" + packed_zeros(0, b"no profile"))),
        "colour profile",
    ),
    "png-a-million-chunks": (
        lambda: png(*[chunk(b"IDAT")] * 1_000_000),
        "cannot be decoded",
    ),
    "png-two-headers": (lambda: png(header(9_000, 9_000)), "cannot be decoded"),
    "png-truncated": (lambda: encoded()[:-30], "not copied whole"),
    "png-too-few-rows": (_short_rows, "cannot be decoded"),
    "png-longer-than-the-file": (
        lambda: PNG + header(1, 1) + b"\xff\xff\xff\xffIDAT",
        "not copied whole",
    ),
    "png-and-archive": (lambda: encoded() + _zip(), "follows its image"),
    "png-and-page": (lambda: encoded() + b"<script>", "follows its image"),
    "jpeg-largest-sides": (lambda: _jpeg_of(65_535, 65_535), "megapixels"),
    "jpeg-size-left-open": (lambda: _jpeg_of(40, 0), "no pixels"),
    "jpeg-two-sizes": (_second_frame, "cannot be decoded"),
    "jpeg-thousands-of-scans": (_many_scans, "cannot be decoded"),
    "jpeg-laden": (_many_texts, "beside its pixels"),
    "jpeg-truncated": (lambda: encoded(form="JPEG")[:-100], "not copied whole"),
    "jpeg-and-archive": (lambda: encoded(form="JPEG") + _zip(), "follows its image"),
    "jpeg-images-and-archive": (
        lambda: encoded(form="JPEG") * 3 + _zip(),
        "follows its image",
    ),
    "jpeg-a-million-images": (
        lambda: encoded(form="JPEG") + b"\xff\xd8\xff\xd9" * 1_000_000,
        "follows its image",
    ),
    "jpeg-all-filling": (
        lambda: b"\xff\xd8" + b"\xff" * 15_000_000,
        "cannot be decoded",
    ),
    "webp-moving": (lambda: _moving("WEBP"), "animation"),
    "webp-large": (lambda: riff((b"VP8L", _lossless(16_384, 16_384))), "megapixels"),
    "webp-large-canvas": (
        lambda: riff(
            (b"VP8X", _canvas(2**24, 256)), (b"VP8L", _lossless(16_000, 16_000))
        ),
        "megapixels",
    ),
    "webp-large-and-moving": (
        lambda: riff((b"VP8X", _canvas(16_384, 16_384, flags=2))),
        "animation",
    ),
    "webp-two-pictures": (
        lambda: riff(*[(b"VP8L", _lossless(4, 4))] * 2),
        "cannot be decoded",
    ),
    "webp-laden": (
        lambda: riff((b"XMP ", bytes(5_000_000)), (b"VP8L", _lossless(4, 4))),
        "beside its pixels",
    ),
    "webp-truncated": (lambda: encoded(form="WEBP")[:-20], "not copied whole"),
    "webp-and-archive": (lambda: encoded(form="WEBP") + _zip(), "follows its image"),
    "too-many-bytes": (lambda: PNG + bytes(MOST_BYTES), "more than 20 MB"),
    "gif": (lambda: encoded(form="GIF"), "no JPEG, PNG or WebP"),
    "bmp": (lambda: encoded(form="BMP"), "no JPEG, PNG or WebP"),
    "tiff": (lambda: encoded(form="TIFF"), "no JPEG, PNG or WebP"),
    "avif-or-sound": (lambda: b"RIFF\x04\0\0\0WAVE", "no JPEG, PNG or WebP"),
    "drawing": (lambda: b"<svg onload='alert(1)'/>", "no JPEG, PNG or WebP"),
    "page": (lambda: b"<!doctype html><script>", "no JPEG, PNG or WebP"),
    "nothing": (lambda: b"", "no JPEG, PNG or WebP"),
}
"""What makes each of them, and what its refusal says."""

LARGEST: dict[str, Callable[[], bytes]] = {
    "png": lambda: encoded(Image.new("RGB", (5_000, 5_000), "navy"), exif=exif(6)),
    "png-clear": lambda: encoded(
        Image.new("RGBA", (4_000, 3_500), (9, 9, 9, 9)), exif=exif(6)
    ),
    "jpeg": lambda: encoded(
        Image.new("RGB", (5_000, 5_000), "navy"),
        "JPEG",
        exif=exif(6),
        icc_profile=swapped(),
    ),
    "jpeg-progressive": lambda: encoded(
        Image.new("RGB", (5_000, 4_000), "navy"),
        "JPEG",
        progressive=True,
        subsampling=0,
        exif=exif(6),
    ),
    "jpeg-for-print": lambda: encoded(
        Image.new("CMYK", (4_000, 4_000)), "JPEG", progressive=True, exif=exif(6)
    ),
    "webp": lambda: encoded(
        Image.new("RGB", (4_000, 3_100), "navy"), "WEBP", method=0, exif=exif(6)
    ),
}
"""Images as large as they may be, each of its kind."""


def take_all(folder: Path) -> dict[str, Any]:
    """Try to take in every file of a folder: what was said, and what it cost."""
    said, seconds = {}, {}
    at_first = most_memory()
    for file in sorted(folder.iterdir()):
        before = time.process_time()
        try:
            with file.open("rb") as opened:
                made = list(take_in(opened, file.name).renditions())
            said[file.stem] = f"taken in, with {len(made)} renditions"
        except RefusedImageError as error:
            said[file.stem] = str(error)
        seconds[file.stem] = time.process_time() - before
    return {
        "said": said,
        "seconds": seconds,
        "megabytes": most_memory() - at_first,
    }


def most_memory() -> float:
    """The most that the process has taken until now, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    json.dump(take_all(Path(sys.argv[1])), sys.stdout)
