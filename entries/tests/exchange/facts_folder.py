"""A small folder of facts files for tests, as editors of facts write them."""

import json
from pathlib import Path
from typing import Any

SOURCE = {
    "id": "xinhua-2007",
    "title": "Drill ends",
    "publisher": "Xinhua",
    "url": "https://example.org/drill",
    "published": "2007-08-17",
    "language": "en",
    "accessed": "2026-11-22",
    "source_type": "press",
}
STATE = {
    "id": "CHN",
    "iso2": "CN",
    "name": "China",
    "official_name": "People's Republic of China",
    "name_ru": "Китай",
    "name_zh": "中国",
    "standing": [
        {
            "key": "founder-2001",
            "role": "founder",
            "from": "2001-06-15",
            "to": None,
            "note": None,
        }
    ],
    "citations": {"standing.founder-2001": ["xinhua-2007"]},
}
EXERCISE = {
    "id": "peace-mission-2007",
    "series": None,
    "name": "Peace Mission 2007",
    "start": "2007-08-09",
    "end": "2007-08-17",
    "outcome": "held",
    "hosts": ["CHN"],
    "auspices": "sco-defence",
    "focus": ["counter-terrorism"],
    "domains": ["land"],
    "personnel": 4000,
    "participants": [{"state": "CHN", "role": "host", "personnel": 1600, "note": None}],
    "disputed": [
        {
            "fact": "personnel",
            "values": [
                {"value": 4000, "sources": ["xinhua-2007"]},
                {"value": 6500, "sources": ["tass-2007"]},
            ],
            "note": "The second figure was given beforehand.",
        }
    ],
    "note": None,
    "citations": {
        "start": ["xinhua-2007"],
        "end": ["xinhua-2007"],
        "hosts": [],
        "personnel": ["xinhua-2007"],
        "participants.CHN": ["xinhua-2007"],
    },
}


def write_folder(folder: Path, **files: list[dict[str, Any]]) -> Path:
    """Write facts files; without any, a small whole set."""
    given = files or {
        "sources": [SOURCE, {**SOURCE, "id": "tass-2007", "publisher": "TASS"}],
        "states": [STATE],
        "exercises": [EXERCISE],
    }
    folder.mkdir(exist_ok=True)
    for stem, records in given.items():
        text = json.dumps(records, ensure_ascii=False, indent=2)
        (folder / f"{stem}.json").write_text(text, "utf-8")
    return folder
