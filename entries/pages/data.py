"""The archives of the record that are offered: what each holds, how to cite it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from entries.documents.kinds import KINDS
from entries.pages.labels import PLURALS, PORTAL
from entries.pages.references.plain import plain
from entries.pages.references.reference import Reference
from entries.record.archives import Archive

COUNTED = {
    **{KINDS[name].plural: label for name, label in PLURALS.items()},
    "facts": gettext_lazy("Facts"),
    "citations": gettext_lazy("Citations"),
    "editions": gettext_lazy("Editions"),
    "revisions": gettext_lazy("Revisions"),
    "changes": pgettext_lazy("many", "Changes"),
    "media": gettext_lazy("Images"),
}
"""What is told of an archive, by its tables."""


@dataclass(frozen=True)
class Offer:
    """One archive, and where it is found."""

    archive: Archive
    published: datetime
    path: str
    url: str
    """The same as a whole address."""
    sums_url: str
    """Of its digest, as a file."""
    counts: tuple[tuple[Any, int], ...]
    reference: str


def offer(archive: Archive, language: str, whole: Callable[[str], str]) -> Offer:
    """An archive as the page offers it."""
    published = datetime.fromisoformat(archive.published)
    path = reverse("site:archive", kwargs={"name": archive.name})
    reference = Reference(
        archive.name.removesuffix(".zip"),
        _("The whole record, as an archive"),
        language,
        str(PORTAL),
        archive.edition,
        published.date(),
        whole(path),
    )
    return Offer(
        archive,
        published,
        path,
        reference.url,
        reverse("site:archive-sums", kwargs={"name": archive.name}),
        tuple(
            (label, archive.counts[table])
            for table, label in COUNTED.items()
            if table in archive.counts
        ),
        plain(reference).strip(),
    )
