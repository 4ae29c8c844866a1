"""PNG: its chunks, and those of them that a decoder needs."""

import re

from entries.desk.images.exif import orientation
from entries.desk.images.plain import (
    BROKEN,
    CUT_OFF,
    FOLLOWED,
    MOST_PIECES,
    MOVES,
    Plain,
    RefusedImageError,
    check_beside,
    unpacked,
    whole_number,
)

START = b"\x89PNG\r\n\x1a\n"
SIGNATURE = re.compile(re.escape(START))
NEEDED = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEIGHT, WEIGHT_WITH_ALPHA = 8, 14
HAS_ALPHA = 0x04
"""A bit of the header's colour type."""

Chunks = list[tuple[bytes, bytes]]
"""The name of each chunk, and the whole chunk."""


def read(data: bytes) -> Plain:
    """The image of a file."""
    chunks = walk(data)
    names = [name for name, _ in chunks]
    if b"acTL" in names:
        raise RefusedImageError(MOVES)
    if names[0] != b"IHDR" or names.count(b"IHDR") != 1:
        raise RefusedImageError(BROKEN)
    needed = [whole for name, whole in chunks if name in NEEDED]
    check_beside(sum(len(whole) for _, whole in chunks) - sum(map(len, needed)))
    check_beside(sum(len(text) for text in _texts(chunks)))
    header = _content(chunks[0][1])
    has_alpha = b"tRNS" in names or bool(whole_number(header[9:10]) & HAS_ALPHA)
    return Plain(
        "PNG",
        width=whole_number(header[:4]),
        height=whole_number(header[4:8]),
        content=START + b"".join(needed),
        weight=WEIGHT_WITH_ALPHA if has_alpha else WEIGHT,
        is_lossless=True,
        profile=_profile(chunks),
        orientation=orientation(_first(chunks, b"eXIf")),
    )


def walk(data: bytes) -> Chunks:
    chunks: Chunks = []
    at = len(START)
    while len(chunks) < MOST_PIECES:
        end = at + 12 + whole_number(data[at : at + 4])
        if end > len(data):
            raise RefusedImageError(CUT_OFF)
        chunks.append((data[at + 4 : at + 8], data[at:end]))
        at = end
        if chunks[-1][0] == b"IEND":
            if at < len(data):
                raise RefusedImageError(FOLLOWED)
            return chunks
    raise RefusedImageError(BROKEN)


def _content(whole: bytes) -> bytes:
    """A chunk without its length, its name and its checksum."""
    return whole[8:-4]


def _first(chunks: Chunks, name: bytes) -> bytes:
    return next((_content(whole) for one, whole in chunks if one == name), b"")


def _profile(chunks: Chunks) -> bytes:
    """The profile: a name, a zero, a byte for how it is packed, then the rest."""
    _, _, packed = _first(chunks, b"iCCP").partition(b"\0")
    return unpacked(packed[1:]) if packed else b""


def _texts(chunks: Chunks) -> list[bytes]:
    """What is packed in texts. It is dropped, but not before it was seen to be sane."""
    found = []
    for name, whole in chunks:
        _, _, rest = _content(whole).partition(b"\0")
        if name == b"zTXt":
            found.append(unpacked(rest[1:]))
        elif name == b"iTXt" and rest[:1] == b"\x01":
            *_, packed = rest[2:].split(b"\0", 2)
            found.append(unpacked(packed))
    return found
