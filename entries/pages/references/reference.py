"""What a reference to a page says, and how its words become one line."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils.translation import gettext as _

KEPT = "-._~:/?#[]@!$&'()*+,;=%"
"""What stands in an address as it is; all else but letters and digits is encoded."""


@dataclass(frozen=True)
class Reference:
    """A page of the portal as it read at one edition."""

    name: str
    """Of ASCII letters, digits and hyphens: what a reader's files call it."""
    title: str
    language: str
    publisher: str
    edition: int
    published: date
    url: str
    """The whole address, with the edition in it."""
    revision: int | None = None
    """Of an entry's page: the revision that it showed, and the digest of that."""
    digest: str = ""

    @property
    def note(self) -> str:
        """The revision and its digest in words; empty for a page that has none."""
        if self.revision is None:
            return ""
        words = _("Revision %(number)s, SHA-256 %(digest)s")
        return words % {"number": self.revision, "digest": self.digest}


def line(text: str) -> str:
    """A text as one line: no breaks, no control characters, no halves of letters."""
    spaced = " ".join(text.split())
    seen = (one for one in spaced if unicodedata.category(one) not in _UNSEEN)
    return " ".join("".join(seen).split())


def address(url: str) -> str:
    """An address in ASCII, without a letter that ends or escapes anything."""
    return quote(line(url), safe=KEPT)


_UNSEEN = ("Cc", "Cs")
