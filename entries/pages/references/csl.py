"""A reference in CSL-JSON, which citation styles are applied to."""

import json
from typing import Any

from entries.pages.references.reference import Reference, address, line


def csl_json(reference: Reference) -> str:
    """A list of one item, a field on each line."""
    day = reference.published
    item: dict[str, Any] = {
        "id": reference.name,
        "type": "webpage",
        "title": line(reference.title),
        "publisher": line(reference.publisher),
        "edition": str(reference.edition),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": reference.language,
        "URL": address(reference.url),
    }
    if reference.note:
        item["note"] = line(reference.note)
    fields = (f"  {_written(name)}: {_written(item[name])}" for name in item)
    return "[{\n" + ",\n".join(fields) + "\n}]\n"


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
