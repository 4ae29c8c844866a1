"""Examples for the description: what may be asked, and what was answered.

The answers were given by the first content and are kept in files, one an operation;
`manage.py describe --examples` writes them.
"""

import json
import re
from pathlib import Path
from typing import Any

SITE = "https://portal.example"
"""A site that there is not: where the examples were asked."""
FOLDER = Path(__file__).parent / "examples"
KEYS = {
    "states": "CHN",
    "series": "peace-mission",
    "exercises": "peace-mission-2007",
    "frameworks": "sco-charter-2002",
    "topics": "why-joint-exercises",
    "sources": "zjrb-2007-peace-mission",
}
"""By the words of the addresses."""
VALUES: dict[str, Any] = {
    "number": 1,
    "edition": 1,
    "known_on": "2026-12-31",
    "on": "2016-06-24",
    "page_size": 2,
    "q": "anti-terrorist",
    "decade": "2000",
    "year": 2007,
    "year_from": 2001,
    "year_to": 2010,
    "state": "CHN",
    "host": "RUS",
    "region": "East Asia",
    "series": "peace-mission",
    "source": "zjrb-2007-peace-mission",
    "language": "zh",
    "publisher": "Xinhua",
    "entry": "peace-mission-2007",
    "fact": "participants.CHN.personnel",
    "under": "participants.CHN",
    "column": "participants.personnel",
    "sources": 2,
    "sources_min": 2,
    "sources_max": 3,
    "number_min": 1000,
    "number_max": 4999,
    "date_from": "2007-08-09",
    "date_to": "2007-08-17",
    "topic": "why-joint-exercises",
    "since": 0,
}
"""What may be asked by a parameter, whatever the operation."""
FORMED = ("Beijing", "peace-mission", "CHN", "CN")
"""What may be asked by the others, of the first of these forms that will do."""
BOUND = re.compile("_(all|min|max)$")
ASKED: dict[str, dict[str, Any]] = {
    "changes_list": {"since": 0, "entry": VALUES["entry"], "page_size": 2},
    "insights_membership": {"on": VALUES["on"]},
    "states_retrieve": {"on": VALUES["on"]},
    "frameworks_retrieve": {"on": VALUES["on"]},
    "claims_list": {"topic": VALUES["topic"], "page_size": 2},
    "exercises_list": {"state": VALUES["state"], "year": 2007, "page_size": 2},
    "facts_list": {"entry": VALUES["entry"], "page_size": 2},
    "frameworks_list": {"year": 2002, "page_size": 2},
    "sources_list": {"language": VALUES["language"], "page_size": 2},
    "states_list": {"role": "founder", "page_size": 2},
}
"""What the example of an operation asks, besides its place.

Else two rows of a list, and one thing whole.
"""


def key_of(path: str) -> str:
    """The key that stands for `{key}` in a path: `/api/v1/states/{key}/`."""
    return next((key for plural, key in KEYS.items() if f"/{plural}/" in path), "")


def parameter(told: dict[str, Any], path: str) -> Any:
    """What may be asked by a parameter, as the description tells it; else None."""
    name, schema = told["name"], told["schema"]
    if name == "cursor":
        return None  # this site alone gives one
    items = schema.get("items", {})
    if name == "key":
        return [key_of(path)] if items else key_of(path)
    if "enum" in items:
        return items["enum"][:2]
    inner = items or schema
    found = VALUES.get(name, _recorded(name, inner, path) or _formed(inner))
    return [found] if items and found is not None else found


def _recorded(name: str, schema: dict[str, Any], path: str) -> Any:
    """What the entry of the examples says of what a list is asked for."""
    if "type" not in schema:
        return None  # it may be of several forms
    plural = next((one for one in KEYS if f"/{one}/" in path), "")
    told = answers(f"{plural}_retrieve").get("application/json", {})
    found: Any = told.get("answer", {}).get("document")
    for step in BOUND.sub("", name).split("."):
        found = found[0] if isinstance(found, list) and found else found
        found = found.get(step) if isinstance(found, dict) else None
    is_text = isinstance(found, str)
    if is_text and not re.search(schema.get("pattern", ""), found):
        return None
    return found if isinstance(found, int | float) or is_text else None


def _formed(schema: dict[str, Any]) -> Any:
    """What may be asked where a value must only be of a form."""
    if "anyOf" in schema:
        first = schema["anyOf"][0]
        return first["enum"][0] if "enum" in first else "2007-08"
    if "enum" in schema:
        return None
    if schema["type"] == "boolean":
        return True
    if schema["type"] in {"integer", "number"}:
        return min(39, schema.get("maximum", 39))
    form, most = schema.get("pattern", ""), schema.get("maxLength", 0)
    will_do = (text for text in FORMED if len(text) <= most and re.search(form, text))
    return next(will_do, None)


def question(operation: dict[str, Any], path: str) -> tuple[str, dict[str, Any]]:
    """The place and the query that the example of an operation asks."""
    names = {one["name"] for one in operation["parameters"]}
    query = {"page_size": 2} if "page_size" in names else {}
    place = path.format(key=key_of(path), number=VALUES["number"])
    return place, ASKED.get(operation["operationId"], query)


def answers(operation_id: str) -> dict[str, Any]:
    """What was asked and answered in each form, by media type; {} if nothing was."""
    file = FOLDER / f"{operation_id}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return found
