"""Where the description stands written, and how it is written there."""

import json
from typing import Any

from django.conf import settings

DOCS = settings.BASE_DIR / "docs"
CURRENT = DOCS / "openapi.json"
"""As it is. A test compares it with what the code makes."""
RELEASED = DOCS / "openapi-released.json"
"""As it was at the last release: what clients were promised."""
CHANGES = DOCS / "changes.md"


def text(description: dict[str, Any]) -> str:
    """The description in lines, so that a change of it is read as one."""
    return f"{json.dumps(description, ensure_ascii=False, indent=1)}\n"
