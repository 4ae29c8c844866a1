"""Draws the picture of a page that is shared, with Pillow and the font it ships."""

from functools import cache, lru_cache
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from entries.pages.formatting import number
from entries.pages.labels import PORTAL
from entries.pages.sharing import Share, written

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
INNER = WIDTH - 2 * MARGIN
PAPER, INK, QUIET, RULE, ACCENT = "#fdfcf8", "#1b1a17", "#595549", "#d2cdbf", "#9b2d0f"

TITLE_SIZES = ((68, 2), (54, 2), (44, 3), (34, 3))
"""Sizes of a title with how many lines of it have room, the first that fits."""
DRAWING = (392, 506)
"""Where a drawing begins and ends, from above."""
MOST_YEARS = 60
KEPT = 64
"""How many pictures a process remembers; each is some ten kilobytes."""


@lru_cache(maxsize=KEPT)
def png(share: Share) -> bytes:
    """The picture as a PNG file."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 12), fill=ACCENT)
    draw.text((MARGIN, 52), share.kind, ACCENT, _font(28))
    _title(draw, share.title)
    _numbers(draw, share)
    if share.columns:
        _columns(draw, share)
    elif share.bars:
        _bars(draw, share)
    draw.line((MARGIN, 562, WIDTH - MARGIN, 562), INK, 2)
    draw.text((MARGIN, 576), written(str(PORTAL)), INK, _font(24))
    draw.text((WIDTH - MARGIN, 576), share.foot, QUIET, _font(24), anchor="ra")
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _font(size: int) -> Any:
    return ImageFont.load_default(size)


def _title(draw: ImageDraw.ImageDraw, title: str) -> None:
    for size, most in TITLE_SIZES:
        lines = _lines(title, size)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    for row, line in enumerate(lines):
        draw.text((MARGIN, 92 + row * size * 1.14), line, INK, _font(size))


def _lines(title: str, size: int) -> list[str]:
    """The title broken between words."""
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(size).getlength(longer) <= INNER:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _numbers(draw: ImageDraw.ImageDraw, share: Share) -> None:
    if not share.numbers:
        return
    widest = INNER / len(share.numbers)
    left: float = MARGIN
    for value, label in share.numbers:
        size = 44
        while size > 20 and _font(size).getlength(value) > widest - 24:
            size -= 2
        draw.text((left, 296), value, INK, _font(size), anchor="ls")
        draw.text((left, 306), label, QUIET, _font(22))
        lengths = (_font(size).getlength(value), _font(22).getlength(label))
        left += max(*lengths, 150) + 48


def _columns(draw: ImageDraw.ImageDraw, share: Share) -> None:
    """A bar for each year from the first to the last, with the years at both ends."""
    top, bottom = DRAWING
    known = dict(share.columns[-MOST_YEARS:])
    first, last = min(known), max(known)
    first = max(first, last - MOST_YEARS + 1)
    slot = min(INNER / (last - first + 1), 60)
    most = max(known.values())
    caption = f"{share.caption}; {_('at most %(n)s') % {'n': number(most)}}"
    draw.text((MARGIN, top - 42), caption, QUIET, _font(22))
    for place, year in enumerate(range(first, last + 1)):
        n = known.get(year, 0)
        left = MARGIN + place * slot
        height = (bottom - top) * n / most
        if n:
            box = (left, bottom - height, left + slot * 0.72, bottom)
            draw.rectangle(box, fill=ACCENT)
    end = MARGIN + (last - first + 1) * slot
    draw.line((MARGIN, bottom, end, bottom), INK, 2)
    draw.text((MARGIN, bottom + 8), str(first), QUIET, _font(20))
    if last > first and end - MARGIN > 120:
        draw.text((end, bottom + 8), str(last), QUIET, _font(20), anchor="ra")


def _bars(draw: ImageDraw.ImageDraw, share: Share) -> None:
    """A bar for each, one below the other."""
    top, bottom = DRAWING
    draw.text((MARGIN, top - 42), share.caption, QUIET, _font(22))
    step = min((bottom + 30 - top) / len(share.bars), 30)
    names = max(_font(20).getlength(name) for name, _n in share.bars)
    start = MARGIN + min(names, 300) + 16
    room = WIDTH - MARGIN - start - 110
    most = max(n for _name, n in share.bars)
    for row, (name, n) in enumerate(share.bars):
        y = top + row * step
        draw.text((MARGIN, y + step / 2), name, INK, _font(20), anchor="lm")
        end = start + max(2, room * n / most)
        draw.rectangle((start, y + 4, end, y + step - 4), fill=ACCENT)
        draw.text((end + 10, y + step / 2), number(n), INK, _font(20), anchor="lm")
