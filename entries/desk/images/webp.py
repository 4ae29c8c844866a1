"""WebP: its chunks, and those of them that a decoder needs."""

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
    whole_number,
)

START, FORM = b"RIFF", b"WEBP"
SIGNATURE = re.compile(rb"RIFF....WEBP", re.DOTALL)
LOSSY, LOSSLESS = PICTURES = (b"VP8 ", b"VP8L")
EXTENDED, ALPHA = b"VP8X", b"ALPH"
HAS_ALPHA, MOVING = 0x10, 0x02
LOSSY_START, LOSSLESS_START = b"\x9d\x01\x2a", 0x2F
WEIGHT = 16
"""The decoder keeps two frames, as if the image could move, and hands out a third."""

Chunks = list[tuple[bytes, bytes]]
"""The name of each chunk, and its content."""


def read(data: bytes) -> Plain:
    """The image of a file."""
    chunks = walk(data)
    pictures = [one for one in chunks if one[0] in PICTURES]
    if _moves(chunks):
        raise RefusedImageError(MOVES)
    if len(pictures) != 1:
        raise RefusedImageError(BROKEN)
    alpha = [one for one in chunks if one[0] == ALPHA][:1]
    needed = [*alpha, *pictures]
    beside = (content for name, content in chunks if name not in (ALPHA, *PICTURES))
    check_beside(sum(map(len, beside)))
    size = _size(*pictures[0])
    if alpha:
        needed.insert(0, (EXTENDED, _canvas(*size)))
    return Plain(
        "WEBP",
        *size,
        content=_written(needed),
        weight=WEIGHT,
        is_lossless=pictures[0][0] == LOSSLESS,
        profile=_first(chunks, b"ICCP"),
        orientation=orientation(_first(chunks, b"EXIF")),
    )


def walk(data: bytes) -> Chunks:
    chunks: Chunks = []
    at, end = 12, 8 + whole_number(data[4:8], "little")
    if end > len(data):
        raise RefusedImageError(CUT_OFF)
    if end < len(data):
        raise RefusedImageError(FOLLOWED)
    while at < end:
        start = at + 8
        size = whole_number(data[at + 4 : start], "little")
        if start + size > end:
            raise RefusedImageError(CUT_OFF)
        chunks.append((data[at : at + 4], data[start : start + size]))
        at = start + size + size % 2
        if len(chunks) > MOST_PIECES:
            raise RefusedImageError(BROKEN)
    return chunks


def _moves(chunks: Chunks) -> bool:
    names = {name for name, _ in chunks}
    flags = _first(chunks, EXTENDED)[:1]
    return bool({b"ANIM", b"ANMF"} & names) or bool(flags and flags[0] & MOVING)


def _first(chunks: Chunks, name: bytes) -> bytes:
    return next((content for one, content in chunks if one == name), b"")


def _size(name: bytes, content: bytes) -> tuple[int, int]:
    """The size that the picture itself gives, whatever stands around it says."""
    if name == LOSSY and content[3:6] == LOSSY_START:
        sides = (
            whole_number(content[6:8], "little"),
            whole_number(content[8:10], "little"),
        )
        return sides[0] & 0x3FFF, sides[1] & 0x3FFF
    if name == LOSSLESS and content[:1] == bytes((LOSSLESS_START,)):
        bits = whole_number(content[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise RefusedImageError(BROKEN)


def _canvas(width: int, height: int) -> bytes:
    """The header of a picture whose transparency stands apart."""
    sides = (side - 1 for side in (width, height))
    flags = bytes((HAS_ALPHA, 0, 0, 0))
    return flags + b"".join(side.to_bytes(3, "little") for side in sides)


def _written(chunks: Chunks) -> bytes:
    body = b"".join(
        name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
        for name, content in chunks
    )
    return START + (len(FORM) + len(body)).to_bytes(4, "little") + FORM + body
