"""Keeping images that were taken in: the one way into the store."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from entries.desk.images.intake import Picture


def keep(picture: Picture) -> str:
    """Keep an image with its renditions, unless that was done before; its name.

    The image comes last: where it is, its renditions are.
    """
    if not default_storage.exists(picture.name):
        for rendition, content in picture.renditions():
            _save(rendition.name, content)
        _save(picture.name, picture.content)
    return picture.name


def _save(name: str, content: bytes) -> None:
    if default_storage.exists(name):
        return
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        # Somebody kept the same image at the same moment, and this is a second copy.
        default_storage.delete(saved)
