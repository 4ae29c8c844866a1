"""Made-up entries for the benchmark: as many as asked, of every kind, linked."""

from collections.abc import Callable, Iterator
from typing import Any

from entries.documents.facts import unsourced
from entries.documents.kinds import blank
from entries.documents.validation import validate

Document = dict[str, Any]

STATES = 30
"""As many states as there may be; what grows is what they do."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WORDS = ("border", "river", "steppe", "summit", "harbour", "desert", "valley", "lake")


def documents(start: int, stop: int) -> Iterator[Document]:
    """The entries numbered from `start` up to `stop`.

    The states come first; of ten others six are sources, two exercises, one is a
    framework and one a series. They name only entries with a lower number.
    """
    for number in range(start, stop):
        kind, key, fields = _made(number)
        title = f"{WORDS[number % 8]} {WORDS[number // 8 % 8]} {number}".capitalize()
        content = validate({**blank(kind, key), "title": title, **fields})
        content["no_source"] = sorted(unsourced(content))
        yield content


def state(number: int) -> str:
    number %= STATES
    return f"Q{LETTERS[number // 26]}{LETTERS[number % 26]}"


def _made(number: int) -> tuple[str, str, dict[str, Any]]:
    if number < STATES:
        key = state(number)
        return "state", key, {"iso2": key[1:], "region": "Somewhere"}
    kind, make = MAKERS[number % 10]
    return kind, f"{kind}-{number}", make(number)


def _source(number: int) -> dict[str, Any]:
    year = 2001 + number % 25
    return {
        "source_type": "press",
        "publisher": f"Paper {number % 50}",
        "url": f"https://example.org/{number}",
        "published": f"{year}-{number % 12 + 1:02}",
        "language": "en",
    }


def _series(_: int) -> dict[str, Any]:
    return {"auspices": "sco-defence", "note": "Held every other year."}


def _framework(number: int) -> dict[str, Any]:
    signed = f"{2001 + number % 25}-06-15"
    return {
        "framework_type": "agreement",
        "status": "in-force",
        "signed": signed,
        "themes": ["exercises"],
        "parties": [{"state": state(number + n), "signed": signed} for n in range(8)],
        "citations": _citations(number, "signed", "parties"),
    }


def _exercise(number: int) -> dict[str, Any]:
    year = 2001 + number % 25
    return {
        "auspices": "sco-defence",
        "outcome": "held",
        "start": f"{year}-08-09",
        "end": f"{year}-08-17",
        "personnel": 1000 + number,
        "hosts": [state(number)],
        "focus": ["counter-terrorism"],
        "participants": [
            {"state": state(number + n), "role": "participant", "personnel": 100 + n}
            for n in range(8)
        ],
        "citations": _citations(number, "start", "end", "personnel", "participants"),
    }


def _citations(number: int, *facts: str) -> list[dict[str, Any]]:
    """Each fact cited to two of the sources made shortly before."""
    first = number - number % 10 - 10
    sources = [f"source-{first}", f"source-{first + 1}"] if first > STATES else []
    return [
        {"key": f"{source}-{fact}", "fact": fact, "source": source}
        for fact in facts
        for source in sources
    ]


Maker = Callable[[int], dict[str, Any]]
MAKERS: tuple[tuple[str, Maker], ...] = (
    *(("source", _source) for _ in range(6)),
    ("exercise", _exercise),
    ("exercise", _exercise),
    ("framework", _framework),
    ("series", _series),
)
