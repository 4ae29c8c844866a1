"""How a camera was held: the one thing that is read of EXIF."""

import struct

ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
ORIENTATION, SHORT = 0x0112, 3


def orientation(exif: bytes) -> int:
    """From 1, upright, to 8; 1 where it says nothing that could be understood."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = ORDERS.get(tiff[:4])
    if order is None:
        return 1
    try:
        (start,) = struct.unpack_from(f"{order}L", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            at = start + 2 + 12 * number
            tag, kind, _, value = struct.unpack_from(f"{order}HHLH", tiff, at)
            if (tag, kind) == (ORIENTATION, SHORT):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1
