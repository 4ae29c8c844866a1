"""What the API and the files of the site give of a chart."""

import csv
import json
from io import StringIO
from urllib.parse import urlencode

from django.test import Client

from entries.tests.api.world import ask

PAGED = ("timeline", "scale")


def rows(name, **query):
    if name in PAGED:
        query["page_size"] = 200
    answer = ask(f"insights/{name}/", **query)
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert said["count"] == len(said["results"])
    return said["results"]


def file(path, **query):
    """The table of a chart as the site's file gives it, without its head."""
    answer = Client().get(f"{path}?{urlencode(query)}")
    assert answer.status_code == 200
    head, *found = csv.reader(StringIO(answer.text))
    return head, found


def json_of(answer):
    return json.loads(b"".join(answer.streaming_content))


def text(value):
    return "" if value is None else str(value)
