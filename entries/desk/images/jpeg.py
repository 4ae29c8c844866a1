"""JPEG: its segments, and those of them that a decoder needs."""

import re

from entries.desk.images.exif import orientation
from entries.desk.images.plain import (
    BROKEN,
    CUT_OFF,
    FOLLOWED,
    MOST_PIECES,
    Plain,
    RefusedImageError,
    check_beside,
    whole_number,
)

SIGNATURE = re.compile(rb"\xff\xd8\xff")
START, END = b"\xff\xd8", b"\xff\xd9"
MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan: within it, 255 is followed by 0 or is a restart."""

BASELINE, EXTENDED, PROGRESSIVE = DECODED = (0xC0, 0xC1, 0xC2)
TABLES = (0xC4, 0xDB, 0xDD)
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN, LAST, ADOBE = 0xDA, 0xD9, 0xEE
NEEDED = {*DECODED, *TABLES, SCAN, ADOBE}
EXIF = (0xE1, b"Exif\0\0")
PROFILE = (0xE2, b"ICC_PROFILE\0")

MOST_SCANS = 40
"""A decoder goes over all pixels for each scan. Programs write about ten."""

MORE_IMAGES = 8
"""Cameras put smaller images behind the first, which are dropped."""

Segments = list[tuple[int, bytes]]


def read(data: bytes) -> Plain:
    """The first image of a file."""
    segments, end = walk(data, 0)
    _check_rest(data, end)
    kind, frame = _frame(segments)
    needed = [one for one in segments if one[0] in NEEDED]
    check_beside(_size(segments) - _size(needed))
    exif = next(iter(_marked(segments, *EXIF)), b"")
    # Each part of a profile begins with its number and with how many there are.
    profile = sorted(_marked(segments, *PROFILE))
    components = frame[7]
    return Plain(
        "JPEG",
        width=whole_number(frame[5:7]),
        height=whole_number(frame[3:5]),
        content=START + b"".join(_written(*one) for one in needed) + END,
        weight=_weight(components, is_progressive=kind == PROGRESSIVE),
        is_lossless=False,
        profile=b"".join(part[2:] for part in profile),
        orientation=orientation(exif),
    )


def walk(data: bytes, at: int) -> tuple[Segments, int]:
    """The segments of one image, scans with their data, and where it ends."""
    segments: Segments = []
    at += len(START)
    while len(segments) < MOST_PIECES:
        found = MARKER.match(data, at)
        if not found:
            raise RefusedImageError(BROKEN if at < len(data) else CUT_OFF)
        marker, at = found[1][0], found.end()
        if marker == LAST:
            return segments, at
        end = at + max(2, whole_number(data[at : at + 2]))
        if marker == SCAN:
            following = NEXT.search(data, end)
            end = following.start() if following else len(data) + 1
        if end > len(data):
            raise RefusedImageError(CUT_OFF)
        segments.append((marker, data[at:end]))
        at = end
    raise RefusedImageError(BROKEN)


def _check_rest(data: bytes, end: int) -> None:
    """Refuse what follows an image, unless it is images of the same sort."""
    for _ in range(MORE_IMAGES):
        end = len(data) - len(data[end:].lstrip(b"\0"))
        if SIGNATURE.match(data, end):
            _, end = walk(data, end)
    if end < len(data):
        raise RefusedImageError(FOLLOWED)


def _frame(segments: Segments) -> tuple[int, bytes]:
    """What says how large the image is: there is one, and of a sort that is read."""
    frames = [one for one in segments if one[0] in FRAMES]
    scans = sum(marker == SCAN for marker, _ in segments)
    if len(frames) != 1 or not 1 <= scans <= MOST_SCANS:
        raise RefusedImageError(BROKEN)
    ((kind, frame),) = frames
    if kind not in DECODED or len(frame) < 8:
        raise RefusedImageError(BROKEN)
    return kind, frame


def _marked(segments: Segments, marker: int, start: bytes) -> list[bytes]:
    """The contents of segments that begin with a name."""
    bodies = [body[2:] for one, body in segments if one == marker]
    return [body[len(start) :] for body in bodies if body.startswith(start)]


def _written(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + body


def _size(segments: Segments) -> int:
    return sum(len(body) for _, body in segments)


def _weight(components: int, *, is_progressive: bool) -> int:
    """Of a progressive image all coefficients are kept, two bytes each."""
    coefficients = 2 * components if is_progressive else 0
    return max(8, 4 + coefficients)
