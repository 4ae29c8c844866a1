"""Cursors: where a client stands in a list, so that the next page begins there.

A cursor holds the edition that the list is read at, what was asked, and the place of a
row. It is signed: nobody else makes one, and what it says need not be checked again.
"""

from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Self

from django.core.signing import BadSignature, Signer
from django.http import QueryDict

SALT = "entries.api.cursors"
ELSEWHERE = {"cursor", "page_size", "edition", "known_on", "format", "fields", "expand"}
"""Parameters that change neither which rows there are nor how they are ordered."""


class NoCursorError(ValueError):
    """A text that is no cursor of ours."""


@dataclass(frozen=True)
class Cursor:
    """A place in a list."""

    edition: int
    question: str
    place: list[Any]
    backwards: bool = False
    """Whether the rows before the place are asked for, not those behind it."""

    def __str__(self) -> str:
        edition, question, place, backwards = astuple(self)
        plain = [one.isoformat() if isinstance(one, date) else one for one in place]
        content = [edition, question, plain, int(backwards)]
        return Signer(salt=SALT).sign_object(content, compress=True)

    @classmethod
    def read(cls, text: str) -> Self:
        """The cursor that was written so. NoCursorError if it was not by us."""
        try:
            content = Signer(salt=SALT).unsign_object(text)
        except BadSignature as error:
            raise NoCursorError from error
        edition, question, place, backwards = content
        return cls(edition, question, place, bool(backwards))


def question(path: str, query: QueryDict) -> str:
    """What a list was asked, short: a cursor is good for the same question alone."""
    asked = sorted((name, query[name]) for name in query if name not in ELSEWHERE)
    return sha256(repr((path, asked)).encode()).hexdigest()[:16]
