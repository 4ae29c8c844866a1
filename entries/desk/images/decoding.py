"""Pixels: decoded, upright, in sRGB, and nothing beside them."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms
from PIL.Image import Transpose

from entries.desk.images.plain import BROKEN, Plain, RefusedImageError

TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What the decoders raise at bytes that make no sense."""

COLOURS = "Its colour profile cannot be read: save it in sRGB."
SPACES = {"RGB": ("RGB", "RGBA"), "GRAY": ("L", "LA"), "CMYK": ("CMYK",)}
"""The colours that a profile may be of, and the pixels that it is then for."""


def decode(plain: Plain) -> Image.Image:
    """The pixels of an image, as `RGB`, or as `RGBA` if something shows through."""
    try:
        image: Image.Image = Image.open(BytesIO(plain.content), formats=[plain.format])
        image.load()
    except FAULTS as error:
        raise RefusedImageError(BROKEN) from error
    if image.size != (plain.width, plain.height):
        raise RefusedImageError(BROKEN)
    image = _in_srgb(_simple(image), plain.profile)
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = _as(image, "RGB")
    if turn := TURNS.get(plain.orientation):
        image = image.transpose(turn)
    image.info = {}
    return image


def _simple(image: Image.Image) -> Image.Image:
    """Pixels of eight bits a channel, their colours as they were."""
    if image.mode.startswith("I"):
        # Sixteen bits of grey: the decoder would cut off what is above 255.
        image = image.point(lambda value: value / 256).convert("L")
        image.info = {}
    if "transparency" in image.info:
        return _as(image, "RGBA")
    return _as(image, {"1": "L", "P": "RGB"}.get(image.mode, image.mode))


def _as(image: Image.Image, mode: str) -> Image.Image:
    """The image in a mode; itself if it is: a large one is not to be there twice."""
    return image if image.mode == mode else image.convert(mode)


def _coloured(image: Image.Image) -> str:
    return "RGBA" if image.mode in ("LA", "RGBA") else "RGB"


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if not profile:
        return _as(image, _coloured(image))
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space == "RGB" and image.mode in ("L", "LA"):
            image = _as(image, _coloured(image))
        fits = image.mode in SPACES.get(space, ())
        converted = _converted(image, source) if fits else None
    except (ImageCms.PyCMSError, *FAULTS) as error:
        raise RefusedImageError(COLOURS) from error
    if converted is None:
        raise RefusedImageError(COLOURS)
    return converted


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    srgb = ImageCms.createProfile("sRGB")
    if image.mode in ("RGB", "RGBA"):
        turning = ImageCms.buildTransform(source, srgb, image.mode, image.mode)
        turning.apply_in_place(image)
        return image
    alpha = image.getchannel("A") if image.mode == "LA" else None
    base = _as(image, "L") if alpha else image
    turning = ImageCms.buildTransform(source, srgb, base.mode, "RGB")
    result = turning.apply(base)
    if alpha:
        result.putalpha(alpha)
    return result
