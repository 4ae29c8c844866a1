"""Records as the facts files hold them, small and without a fault."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from entries.exchange.facts.reading import Folder

Record = dict[str, Any]


def make_source(key: str = "scio-2018", **fields: Any) -> Record:
    return {
        "id": key,
        "title": f"Title of {key}",
        "publisher": "State Council",
        "url": f"https://example.org/{key}",
        "published": "2018-04",
        "language": "en",
        "accessed": "2026-11-22",
        "source_type": "official",
        **fields,
    }


def make_state(key: str = "CHN", **fields: Any) -> Record:
    return {
        "id": key,
        "iso2": key[:2],
        "name": f"State {key}",
        "official_name": f"Republic of {key}",
        "name_ru": None,
        "name_zh": None,
        "capital": "Capital",
        "capital_lat": 39.9,
        "capital_lon": 116.4,
        "region": "East Asia",
        "standing": [
            {"key": "observer-2005", "role": "observer", "from": "2005", "to": "2017"},
            {"key": "member-2017", "role": "member", "from": "2017-06-09", "to": None},
        ],
        "defence_ministry": None,
        "defence_ministry_url": None,
        "shanghai_five": True,
        "citations": {"standing.member-2017": ["scio-2018"]},
        **fields,
    }


def make_series(key: str = "peace-mission", **fields: Any) -> Record:
    return {
        "id": key,
        "name": "Peace Mission",
        "name_ru": "Мирная миссия",
        "name_zh": None,
        "auspices": "sco-defence",
        "first_year": 2005,
        "note": None,
        "citations": {"name_ru": ["rian-2007"]},
        **fields,
    }


DISPUTED = {
    "fact": "personnel",
    "values": [
        {"value": 4000, "sources": ["scio-2018"]},
        {"value": 6500, "sources": ["rian-2007"]},
    ],
    "note": "Counts differ.",
}
REMARK = {
    "key": "locations",
    "about": "locations",
    "subject": "where it began",
    "accounts": [
        {"says": "In Urumqi.", "sources": ["scio-2018"]},
        {"says": "In Chelyabinsk.", "sources": ["rian-2007"]},
    ],
    "note": None,
}


def make_exercise(key: str = "peace-mission-2007", **fields: Any) -> Record:
    return {
        "id": key,
        "series": "peace-mission",
        "name": "Peace Mission 2007",
        "name_ru": "Мирная миссия — 2007",
        "name_zh": None,
        "start": "2007-08-09",
        "end": "2007-08-17",
        "outcome": "held",
        "hosts": ["RUS"],
        "locations": [
            {"key": "chebarkul", "name": "Chebarkul", "state": "RUS"}
            | {"lat": 54.9, "lon": 60.3}
        ],
        "auspices": "sco-defence",
        "focus": ["counter-terrorism"],
        "domains": ["land", "air"],
        "personnel": 4000,
        "personnel_note": None,
        "equipment_note": None,
        "participants": [
            {"state": "CHN", "role": "participant", "personnel": 1600, "note": None},
            {"state": "RUS", "role": "host", "personnel": 2000, "note": "Host."},
        ],
        "disputed": [deepcopy(DISPUTED)],
        "remarks": [deepcopy(REMARK)],
        "note": "The first with all members.",
        "citations": {
            "start": ["scio-2018", "rian-2007"],
            "participants.CHN": ["scio-2018"],
            "hosts": [],
        },
        **fields,
    }


def make_framework(key: str = "sco-charter-2002", **fields: Any) -> Record:
    return {
        "id": key,
        "name": "Charter",
        "short_name": "SCO Charter",
        "name_ru": None,
        "name_zh": None,
        "framework_type": "charter",
        "signed": "2002-06-07",
        "place": "Saint Petersburg",
        "in_force": "2003-09-19",
        "expires": None,
        "binding": True,
        "status": "in-force",
        "supersedes": [],
        "depositary": None,
        "text_url": "https://example.org/charter",
        "registration": None,
        "parties": [{"state": "CHN", "signed": "2002-06-07", "ratified": None}],
        "themes": ["institutional"],
        "note": None,
        "citations": {"signed": ["scio-2018"]},
        **fields,
    }


def make_records(**others: list[Record]) -> dict[str, list[Record]]:
    """A whole folder's records; a file given takes the place of its own."""
    records = {
        "sources": [make_source(), make_source("rian-2007", language="ru")],
        "states": [make_state("CHN"), make_state("RUS")],
        "series": [make_series()],
        "exercises": [make_exercise()],
        "frameworks": [make_framework()],
    }
    return deepcopy(records | others)


def make_folder(**others: list[Record]) -> Folder:
    return Folder(make_records(**others), [])


def write_folder(path: Path, records: dict[str, list[Record]]) -> Path:
    for stem, items in records.items():
        text = json.dumps(items, ensure_ascii=False, indent=2)
        (path / f"{stem}.json").write_text(text, encoding="utf-8")
    return path
