"""Images made for tests: small ones, ones that tell too much, and files by hand."""

import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.test import override_settings
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from entries.desk.images import keep, take_in

SECRET = "xxsecretxx"
GPS = 0x8825
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- {SECRET} --></x:xmpmeta>'.encode()
FORMATS = ("JPEG", "PNG", "WEBP")
MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


def own_store() -> override_settings:
    """A store of the test's own, and one without paths, as on another machine."""
    return override_settings(STORAGES={**settings.STORAGES, "default": MEMORY})


def picture(width: int = 40, height: int = 30, mode: str = "RGB") -> Image.Image:
    """Pixels that differ from place to place."""
    image = Image.merge(
        "RGB",
        [
            Image.linear_gradient("L").resize((width, height)),
            Image.radial_gradient("L").resize((width, height)),
            Image.linear_gradient("L")
            .transpose(Image.Transpose.ROTATE_90)
            .resize((width, height)),
        ],
    )
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize((width, height)))
    return image.convert(mode)


def encoded(image: Image.Image | None = None, form: str = "PNG", **how: Any) -> bytes:
    written = BytesIO()
    (image or picture()).save(written, form, **how)
    return written.getvalue()


def kept(image: Image.Image | None = None, called: str = "map.png") -> str:
    """The name of an image that is in the store."""
    return keep(take_in(BytesIO(encoded(image)), called))


def exif(orientation: int = 1) -> Image.Exif:
    """Where and how a photograph was taken."""
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x010E] = SECRET
    said.get_ifd(GPS).update({1: "N", 2: (55.0, 45.0, 21.0), 29: SECRET})
    return said


def telling(form: str) -> bytes:
    """An image with all that may stand beside its pixels."""
    how: dict[str, Any] = {"exif": exif(), "xmp": XMP, "icc_profile": srgb()}
    if form == "PNG":
        texts = PngInfo()
        texts.add_text("Comment", SECRET)
        texts.add_text("Packed", SECRET, zip=True)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        how = {"exif": exif(), "pnginfo": texts, "icc_profile": srgb()}
    if form == "JPEG":
        how["comment"] = SECRET.encode()
    return encoded(form=form, dpi=(300, 300), **how)


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped() -> bytes:
    """A profile by which red means green, and green red."""
    profile = srgb()
    at = {name: profile.index(name, 128) + 4 for name in (b"rXYZ", b"gXYZ")}
    places = [profile[one : one + 4] for one in at.values()]
    changed = bytearray(profile)
    for one, place in zip(at.values(), reversed(places), strict=True):
        changed[one : one + 4] = place
    return bytes(changed)


# ------------------------------------------------------------- files by hand

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes = b"") -> bytes:
    check = zlib.crc32(name + content).to_bytes(4, "big")
    return len(content).to_bytes(4, "big") + name + content + check


def header(width: int, height: int, depth: int = 8, colours: int = 2) -> bytes:
    sides = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return chunk(b"IHDR", sides + bytes((depth, colours, 0, 0, 0)))


def png(*chunks: bytes, head: bytes = b"", rows: bytes | None = None) -> bytes:
    """A PNG of one pixel, with more chunks before the pixel."""
    content = zlib.compress(bytes(4)) if rows is None else rows
    parts = (head or header(1, 1), *chunks, chunk(b"IDAT", content), chunk(b"IEND"))
    return PNG + b"".join(parts)


def packed_zeros(count: int, start: bytes = b"") -> bytes:
    """So many zeros packed by zlib, without ever holding them."""
    packer = zlib.compressobj(9)
    pieces = [packer.compress(start)]
    pieces += [packer.compress(bytes(1_000_000)) for _ in range(count // 1_000_000)]
    return b"".join([*pieces, packer.flush()])


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)
        for name, content in chunks
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content


def with_segments(data: bytes, segments: Iterable[bytes]) -> bytes:
    """A JPEG with more segments at its beginning."""
    return data[:2] + b"".join(segments) + data[2:]
