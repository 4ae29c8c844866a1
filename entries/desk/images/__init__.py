"""Images on their way into the store: whatever is kept was decoded and written anew."""

from entries.desk.images.intake import MOST_BYTES, Picture, take_in
from entries.desk.images.plain import RefusedImageError
from entries.desk.images.store import keep

__all__ = ["MOST_BYTES", "Picture", "RefusedImageError", "keep", "take_in"]
