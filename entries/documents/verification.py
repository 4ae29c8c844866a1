"""What a verification vouches for: one citation with the value of its fact."""

import json
from typing import Any

from entries.documents.facts import value_of

Document = dict[str, Any]

VERIFIED_WITH = ("fact", "source", "quote", "stance", "value")
"""What whoever verified a citation looked at: another one is not verified."""
GIVEN = (*VERIFIED_WITH, "locator")
"""What whoever gives a citation types: what is another's to verify."""
VERIFIED = ("verified_by", "verified_on")


def looked_at(document: Document, key: str) -> str | None:
    """What is seen of a citation and its fact; None where it is not there."""
    return _seen(document, key, GIVEN)


def lost(document: Document, present: Document | None) -> list[str]:
    """The keys of the citations whose verification what is present does not have.

    Whoever verified looked at another citation, or at another value of the fact.
    """
    before = present or {"citations": []}
    known = {row["key"]: row for row in before["citations"]}
    return [
        row["key"]
        for row in document["citations"]
        if row["verified_by"]
        and not _stands(row, known.get(row["key"]), document, before)
    ]


def unverify(document: Document, present: Document | None) -> int:
    """Take from a document the verifications that are lost; returns how many."""
    taken = set(lost(document, present))
    for row in document["citations"]:
        if row["key"] in taken:
            row["verified_by"], row["verified_on"] = "", None
    return len(taken)


def _stands(
    row: dict[str, Any],
    other: dict[str, Any] | None,
    document: Document,
    present: Document,
) -> bool:
    if other is None or any(row[name] != other[name] for name in VERIFIED):
        return False
    key = row["key"]
    return _seen(document, key, VERIFIED_WITH) == _seen(present, key, VERIFIED_WITH)


def _seen(document: Document, key: str, columns: tuple[str, ...]) -> str | None:
    rows = document.get("citations", ())
    row = next((one for one in rows if one["key"] == key), None)
    if row is None:
        return None
    seen = [*(row[name] for name in columns), value_of(document, row["fact"])]
    return json.dumps(seen, sort_keys=True)
