"""Values of documents, in words."""

from typing import Any

from entries.documents.facts import EMPTY

NOTHING = "—"


def in_words(value: Any) -> str:
    """A value of a document as an editor reads it."""
    if value in EMPTY or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        pairs = ((name, one) for name, one in value.items() if one not in EMPTY)
        return "; ".join(f"{name}: {in_words(one)}" for name, one in pairs)
    if isinstance(value, list):
        ends = " / " if any(isinstance(one, dict) for one in value) else ", "
        return ends.join(in_words(one) for one in value)
    return str(value)
