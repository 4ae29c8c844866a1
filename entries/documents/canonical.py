"""The one way in which a document is written down, and the digest of that."""

import hashlib
import json
from typing import Any


def canonical(document: dict[str, Any]) -> str:
    """The document as canonical JSON: names sorted, no spaces, UTF-8 as it is."""
    return json.dumps(
        document,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(text: str) -> str:
    """The SHA-256 of a canonical text, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
