"""What is read of an encoded image without decoding it, and what is left of it."""

import zlib
from dataclasses import dataclass
from typing import Literal

MOST_PIECES = 10_000
"""How many segments or chunks a file may be cut into."""

MOST_BESIDE = 4 * 1024 * 1024
"""How many bytes a file may carry beside its pixels, packed or unpacked."""

BROKEN = "It cannot be decoded: save it anew in an image program."
CUT_OFF = "The file ends before its image does: it was not copied whole."
MOVES = "It is an animation: save the one frame that you need."
FOLLOWED = (
    "Something else follows its image in the same file: save it anew in an image "
    "program."
)
LADEN = (
    f"It carries more than {MOST_BESIDE // 1024 // 1024} MB beside its pixels: save it "
    "without metadata."
)


class RefusedImageError(ValueError):
    """A file that is not taken in, with the reason and what to do."""


@dataclass(frozen=True)
class Plain:
    """An encoded image without all that is beside its pixels."""

    format: str
    width: int
    height: int
    content: bytes
    weight: int
    """How many bytes of memory each pixel takes until it is written anew."""
    is_lossless: bool
    profile: bytes = b""
    """The ICC profile of its colours; empty for sRGB."""
    orientation: int = 1
    """How it is to be turned, in the words of EXIF."""


def whole_number(data: bytes, order: Literal["big", "little"] = "big") -> int:
    """A number of some bytes; what the end of a file cut off counts as nothing."""
    return int.from_bytes(data, order)


def unpacked(packed: bytes) -> bytes:
    """What zlib packed, within bounds."""
    opened = zlib.decompressobj()
    try:
        content = opened.decompress(packed, MOST_BESIDE)
    except zlib.error as error:
        raise RefusedImageError(BROKEN) from error
    if opened.unconsumed_tail:
        raise RefusedImageError(LADEN)
    return content


def check_beside(size: int) -> None:
    """Refuse what carries too much beside its pixels."""
    if size > MOST_BESIDE:
        raise RefusedImageError(LADEN)
