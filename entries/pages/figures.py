"""The images of an entry, at every width that there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from entries.documents.images import Rendition, renditions
from entries.pages.links import Links

SHOWN = 704
"""The pixels across at which a page shows an image, at most: 44 times its letters."""


@dataclass(frozen=True)
class Source:
    """The renditions of one format, for a browser to choose from."""

    type: str
    srcset: str
    widest: str


@dataclass(frozen=True)
class Figure:
    """An image in use with its words."""

    src: str
    """The image itself, as it was taken in."""
    alt: str
    caption: str
    credit: str
    licence: str
    width: int | None
    height: int | None
    better: tuple[Source, ...]
    """Formats that not every browser shows, the best first."""
    plain: Source | None
    """The format that every browser shows; none where there are no renditions."""
    is_smaller_here: bool
    """Whether the page shows less of it than there is."""


def figures(document: dict[str, Any], links: Links) -> Iterator[Figure]:
    """The images of a document, in its order."""
    for row in document["figures"]:
        made = renditions(row["image"])
        sources = list(_sources(made, links))
        yield Figure(
            src=links.image(row["image"]),
            alt=row["alt"],
            caption=row["caption"],
            credit=row["credit"],
            licence=row["licence"],
            width=row["width"],
            height=row["height"],
            better=tuple(sources[:-1]),
            plain=sources[-1] if sources else None,
            is_smaller_here=(row["width"] or 0) > SHOWN,
        )


def _sources(made: list[Rendition], links: Links) -> Iterator[Source]:
    for content_type in dict.fromkeys(one.type for one in made):
        same = [one for one in made if one.type == content_type]
        addresses = {one.width: links.image(one.name) for one in same}
        yield Source(
            content_type,
            ", ".join(f"{address} {width}w" for width, address in addresses.items()),
            addresses[max(addresses)],
        )
