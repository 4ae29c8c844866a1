"""Answers that are the same for all operations: what goes wrong, and the headers."""

from typing import Any

from entries.api.contract import deprecation
from entries.api.contract.examples import SITE

Tree = dict[str, Any]

PROBLEMS = {
    400: ("InvalidParameters", "A parameter is unknown, repeated or malformed."),
    404: ("NotFound", "There is no such entry, page or edition."),
    405: ("MethodNotAllowed", "The API is only read: GET, HEAD and OPTIONS."),
    406: ("NotAcceptable", "No form of the answer that is accepted is offered."),
    410: ("Gone", "The entry was withdrawn, or the law has taken its text out."),
    412: ("PreconditionFailed", "The answer is another than `If-Match` names."),
    415: ("UnsupportedMediaType", "A read takes no body."),
    429: ("TooManyRequests", "Too many requests: wait as long as `Retry-After` says."),
    500: ("ServerError", "Something went wrong here, and has been noted."),
}
"""What the description calls each, and what it says of it."""

HERE = f"{SITE}/api/v1"
TYPE = f"{HERE}/docs/#"
TOLD: dict[int, Tree] = {
    400: {
        "type": f"{TYPE}invalid-parameters",
        "title": "Invalid parameters",
        "detail": "These parameters cannot be answered: stat",
        "instance": "/api/v1/exercises/",
        "errors": [
            {
                "parameter": "stat",
                "message": "There is no such parameter here. There are: …",
                "nearest": "state",
            }
        ],
    },
    404: {
        "title": "Not Found",
        "detail": "There is nothing at this address.",
        "instance": "/api/v1/exercises/peace-mission-1999/",
    },
    405: {
        "title": "Method Not Allowed",
        "detail": 'Method "POST" not allowed.',
        "instance": "/api/v1/states/",
    },
    406: {
        "title": "Not Acceptable",
        "detail": "This is answered as application/json, and as nothing else.",
        "instance": "/api/v1/states/CHN/",
    },
    410: {
        "type": f"{TYPE}withdrawn",
        "title": "Withdrawn",
        "detail": "Peace Mission 2008 was withdrawn in edition 4.",
        "instance": "/api/v1/exercises/peace-mission-2008/",
        "entry": {
            "key": "peace-mission-2008",
            "kind": "exercise",
            "title": "Peace Mission 2008",
            "title_ru": "",
            "title_zh": "",
            "edition": 4,
            "published": "2027-01-15T09:30:00Z",
            "reason": "It is the exercise of 2007 under a wrong year.",
            "successor": {
                "key": "peace-mission-2007",
                "kind": "exercise",
                "title": "Peace Mission 2007",
                "url": f"{HERE}/exercises/peace-mission-2007/",
            },
        },
    },
    412: {
        "title": "Precondition Failed",
        "detail": "Precondition Failed",
        "instance": "/api/v1/states/CHN/",
    },
    415: {
        "title": "Unsupported Media Type",
        "detail": 'Unsupported media type "text/plain" in request.',
        "instance": "/api/v1/states/CHN/",
    },
    429: {
        "title": "Too Many Requests",
        "detail": "Too many requests came from your address: ask again after "
        "`Retry-After`.",
        "instance": "/api/v1/states/",
    },
    500: {
        "title": "Internal Server Error",
        "detail": "Something went wrong here. It has been noted.",
        "instance": "/api/v1/states/",
    },
}
"""An example of each."""

TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
HEADERS: dict[str, tuple[Tree, str]] = {
    "ETag": (TEXT, "The answer's tag: send it back as `If-None-Match`."),
    "Last-Modified": (TEXT, "Since when it is so: send it as `If-Modified-Since`."),
    "Cache-Control": (TEXT, "How long the answer may be kept."),
    "Link": (TEXT, "The pages around this one: `next`, `prev`, `first` (RFC 8288)."),
    "X-Total-Count": (NUMBER, "How many rows match, on all pages."),
    "X-Row-Count": (NUMBER, "How many rows this file has: so it is known to be whole."),
    "Content-Disposition": (TEXT, "What the file is called, with its edition."),
    "Location": (TEXT, "Where the entry is."),
    "RateLimit-Limit": (NUMBER, "How many requests a minute are answered."),
    "RateLimit-Remaining": (NUMBER, "How many of them are left."),
    "RateLimit-Reset": (NUMBER, "For how many seconds."),
    "Retry-After": (NUMBER, "After how many seconds to ask again."),
    "Deprecation": (TEXT, "Since when this is to go, in seconds after 1970: `@…`."),
    "Sunset": (TEXT, "The day from which it may be gone."),
}
ALWAYS = {"ETag", "Last-Modified", "Cache-Control", "X-Total-Count", "Location"}
"""Those that are there whenever they are told of."""
LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
KNOWN = ("ETag", "Last-Modified", "Cache-Control")


def lift(operation: Tree, components: Tree) -> None:
    """Leave what is the operation's own, and name the rest."""
    answers = operation["responses"]
    rows = any(one["name"] == "page_size" for one in operation["parameters"])
    kept = components.setdefault("responses", {})
    for status in sorted(answers, key=int):
        own = answers.pop(status)
        own["description"] = own["description"] or "The answer."
        name, _ = PROBLEMS.get(int(status), ("", ""))
        _head(own, _headers(operation, int(status), is_list=rows), components)
        if name:
            # What only some operations have is not in the common ones.
            [content] = own["content"].values()
            content["example"] = example(int(status))
            kept[name] = own
            own = {"$ref": f"#/components/responses/{name}"}
        answers[status] = own


def example(status: int) -> Tree:
    """A problem document of that status."""
    return {"type": "about:blank", **TOLD[status], "status": status}


def _headers(operation: Tree, status: int, *, is_list: bool) -> tuple[str, ...]:
    """The headers that an answer of that status has."""
    if status in PROBLEMS:
        return (*LIMITS, "Retry-After") if status == 429 else LIMITS
    names: tuple[str, ...] = LIMITS
    if status == 301:
        names = ("Location", *names)
    if status in (200, 304):
        names = (*KNOWN, *names)
    if status == 200 and is_list:
        names = ("Link", "X-Total-Count", "X-Row-Count", "Content-Disposition", *names)
    asked = [one["name"] for one in operation["parameters"]]
    if any(deprecation.of(operation["operationId"], asked)):
        names = ("Deprecation", "Sunset", *names)
    return names


def _head(answer: Tree, names: tuple[str, ...], components: Tree) -> None:
    kept = components.setdefault("headers", {})
    for name in names:
        schema, words = HEADERS[name]
        told = {"description": words, "schema": schema}
        kept[name] = {**told, "required": True} if name in ALWAYS else told
    answer["headers"] = {
        name: {"$ref": f"#/components/headers/{name}"} for name in names
    }
