"""The images of an archive, brought into the store as they were kept."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from entries.exchange.dump.reading import WrongArchiveError


def bring_in(images: Iterable[tuple[str, bytes]]) -> int:
    """Keep each image under its own name; how many were new.

    WrongArchiveError where the store has another under that name.
    """
    count = 0
    for name, content in images:
        if not default_storage.exists(name):
            saved = default_storage.save(name, ContentFile(content))
            count += 1
            if saved == name:
                continue
            default_storage.delete(saved)
        with default_storage.open(name) as stored:
            if stored.read() != content:
                msg = f"the store has another image {name}"
                raise WrongArchiveError(msg)
    return count
