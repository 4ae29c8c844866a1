"""A reference in words, as it may stand in a footnote."""

from django.utils.translation import gettext as _

from entries.pages.formatting import partial_date
from entries.pages.references.reference import Reference, address, line


def plain(reference: Reference) -> str:
    """One line; the day of access is left for the reader to write."""
    words = _("“%(title)s”. %(publisher)s, edition %(number)s of %(day)s.")
    parts = [
        words
        % {
            "title": line(reference.title),
            "publisher": line(reference.publisher),
            "number": reference.edition,
            "day": partial_date(reference.published.isoformat()),
        },
        f"{reference.note}." if reference.note else "",
        address(reference.url),
        _("(accessed: …)"),
    ]
    return " ".join(filter(None, parts)) + "\n"
