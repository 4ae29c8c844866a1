"""Asks this site for the examples of the description, and keeps what it answers.

Lists and texts are cut short: an example shows the form of an answer, not all of it.
"""

import json
import re
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from entries.api.contract import examples
from entries.api.formats import FORMATS
from entries.api.schema import description

HOST = "localhost"
CURSOR = re.compile(r"cursor=[^\"&]+")
"""Where to go on, which this site alone can say."""
ROWS, LETTERS = 2, 200
"""How much of a list and of a text is kept."""
TEXTS = {"csv": "\r\n", "jsonl": "\n"}
"""What a row ends with."""
FILES = (*TEXTS, "geojson")
COLUMNS = 8
"""How many columns an example of a file has."""


def record() -> int:
    """Ask all of them and write them down; how many there are."""
    examples.FOLDER.mkdir(exist_ok=True)
    for file in examples.FOLDER.glob("*.json"):
        file.unlink()
    paths = description()["paths"]
    for path, methods in paths.items():
        operation = methods["get"]
        found = json.dumps(_answers(operation, path), ensure_ascii=False, indent=1)
        file = examples.FOLDER / f"{operation['operationId']}.json"
        file.write_text(f"{found}\n", "utf-8")
    return len(paths)


def _answers(operation: dict[str, Any], path: str) -> dict[str, Any]:
    """What an operation answers in each of its forms, by media type."""
    place, query = examples.question(operation, path)
    found = {"application/json": _asked(place, query)}
    offered = operation["responses"]["200"]["content"]
    for name in FILES:
        if FORMATS[name].media in offered:
            narrow = {**query, **_narrow(operation), "format": name}
            found[FORMATS[name].media] = _asked(place, narrow)
    return found


def _narrow(operation: dict[str, Any]) -> dict[str, str]:
    """The first columns of a file alone."""
    for told in operation["parameters"]:
        if told["name"] == "fields":
            names = told["schema"]["items"]["enum"]
            return {"fields": ",".join(names[:COLUMNS])}
    return {}


def _asked(place: str, query: dict[str, Any]) -> dict[str, Any]:
    address = f"{place}?{urlencode(query, safe=',')}" if query else place
    response: Any = Client(SERVER_NAME=HOST).get(address, secure=True)
    if response.status_code != 200:
        raise LookupError(f"{address} is answered {response.status_code}.")
    content = response.getvalue().decode()
    for own in (f"https://{HOST}", settings.SITE_URL):
        content = content.replace(own, examples.SITE) if own else content
    content = CURSOR.sub("cursor=…", content)
    end = TEXTS.get(query.get("format", ""))
    answer = _lines(content, end) if end else _short(json.loads(content))
    return {"asked": f"GET {address}", "answer": answer}


def _lines(content: str, end: str) -> str:
    """The first rows of a table, below their names if it has them."""
    rows = content.split(end)[:-1]
    return "".join(f"{row}{end}" for row in rows[: ROWS + 1])


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_short(one) for one in value[:ROWS]]
    if isinstance(value, str) and len(value) > LETTERS and not value.startswith("http"):
        return f"{value[:LETTERS]}…"
    return value
