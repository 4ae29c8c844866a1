"""What is wrong with a facts file, and where."""

import difflib
import json
from collections.abc import Collection
from dataclasses import dataclass

LONGEST = 80
MANY = 1000
NO_NUMBER = "is no number that can be kept (NaN, infinite or too large)"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, with the file, record and field it stands in."""

    file: str
    record: str
    field: str
    what: str

    def __str__(self) -> str:
        places = (self.file, self.record, self.field)
        place = " · ".join(part for part in places if part)
        return _on_one_line(f"{place}: {self.what}")


def shown(value: object) -> str:
    """A value as a fault quotes it: short, however large it is."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return repr(shortened(value))
    return json.dumps(value)


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def nearest(word: str, words: Collection[str]) -> str:
    """The word that was probably meant, in brackets, or nothing."""
    if len(words) > MANY:
        # Comparing with each of 100,000 keys takes seconds: a typo rarely
        # stands in the first letters.
        words = [other for other in words if other[:2] == word[:2]]
    close = difflib.get_close_matches(word[:LONGEST], words, n=1)
    return f" (nearest: {close[0]!r})" if close else ""


def _on_one_line(text: str) -> str:
    """Escapes what would break the line or a terminal, half characters too."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )
