"""The names of images in the store, and what they say: no image is opened for it.

An image that was taken in is `figures/<stem>-<width>x<height>-<digest>.jpg` or `.png`,
a rendition of it that name with `.<width>.webp` or `.<width>.jpg` behind it. The digest
is that of the content, so under one name there is never another image.
"""

import re
from dataclasses import dataclass

NAME = re.compile(
    r"figures/(?P<stem>[a-z0-9]+(?:-[a-z0-9]+)*)"
    r"-(?P<width>[1-9]\d{0,4})x(?P<height>[1-9]\d{0,4})"
    r"-(?P<digest>[0-9a-f]{32})\.(?:jpg|png)",
    re.ASCII,
)
WIDTHS = (320, 640, 1280, 1920)
"""The widths at which renditions are made; never wider than the image itself."""

MOST_PIXELS = 5_000_000
"""What a rendition may have: of a strip as tall as it is narrow only small ones are
made."""

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
"""What renditions are made in, the better one first."""


@dataclass(frozen=True)
class Rendition:
    """An image at one width in one format."""

    name: str
    width: int
    height: int
    type: str


def image_name(stem: str, width: int, height: int, digest: str, suffix: str) -> str:
    """The name of an image that is taken in."""
    return f"figures/{stem}-{width}x{height}-{digest[:32]}.{suffix}"


def size(name: str) -> tuple[int, int] | None:
    """Width and height of an image that was taken in; None for any other."""
    found = NAME.fullmatch(name)
    return (int(found["width"]), int(found["height"])) if found else None


def stem(name: str) -> str:
    """What an image is called without its folder, its size and its digest."""
    found = NAME.fullmatch(name) or NAME.fullmatch(f"figures/{name}")
    return found["stem"] if found else name.rpartition("/")[2].rpartition(".")[0]


def renditions(name: str) -> list[Rendition]:
    """By format, then by width; there are none of an image that was not taken in."""
    whole = size(name)
    if not whole:
        return []
    sizes = {
        (width, max(1, round(whole[1] * width / whole[0])))
        for width in (min(whole[0], one) for one in WIDTHS)
    }
    return [
        Rendition(f"{name}.{width}.{suffix}", width, height, content_type)
        for suffix, content_type in TYPES.items()
        for width, height in sorted(sizes)
        if width * height <= MOST_PIXELS
    ]


def original(name: str) -> str:
    """The image that a name is a rendition of; the name itself if it is of none."""
    whole = name.rsplit(".", 2)[0]
    return whole if any(one.name == name for one in renditions(whole)) else name
