"""A small record for the tests of the API: two of each kind, known to the letter."""

from typing import Any

from django.test import Client

from entries.record.edition import Edition
from entries.tests.factories import (
    citation,
    make_exercise,
    make_framework,
    make_series,
    make_source,
    make_state,
    make_topic,
    participant,
    publish,
)

MEDIA = "application/problem+json"
PLURALS = ("states", "series", "exercises", "frameworks", "topics", "sources")
KEYS = {
    "states": "CHN",
    "series": "peace-mission",
    "exercises": "peace-mission-2007",
    "frameworks": "sco-charter",
    "topics": "joint-exercises",
    "sources": "xinhua-2007",
}
CHINA = {
    "title": "China",
    "title_ru": "Китай",
    "title_zh": "中国",
    "region": "East Asia",
    "standing": [
        {"key": "member-2001", "role": "founder", "from": "2001-06-15", "to": None}
    ],
}
IRAN = {
    "title": "Iran",
    "region": "West Asia",
    "standing": [
        {
            "key": "observer-2005",
            "role": "observer",
            "from": "2005",
            "to": "2023-07-04",
        },
        {"key": "member-2023", "role": "member", "from": "2023-07-04", "to": None},
    ],
}
PEACE_MISSION_2007 = {
    "title": "Peace Mission 2007",
    "series": "peace-mission",
    "start": "2007-08-09",
    "end": "2007-08-17",
    "hosts": ["CHN"],
    "focus": ["counter-terrorism", "combined-arms"],
    "domains": ["land"],
    "personnel": 4000,
    "participants": [participant("CHN", "host", personnel=1600), participant("IRN")],
    "citations": [
        citation("start", "xinhua-2007"),
        citation("personnel", "xinhua-2007", "xinhua-2007-2"),
        citation("personnel", "tass-2012", value=6500),
    ],
}
SARY_ARKA = {
    "title": "Sary-Arka",
    "start": "2019?",
    "outcome": "announced",
    "auspices": "sco-rats",
    "focus": ["cyber"],
    "domains": ["cyber"],
    "participants": [participant("IRN", "observer")],
}
CHARTER = {
    "title": "SCO Charter",
    "framework_type": "charter",
    "signed": "2002-06-07",
    "in_force": "2003-09-19",
    "themes": ["institutional"],
    "binding": True,
    "parties": [
        {"state": "CHN", "signed": "2002-06-07", "ratified": "2003"},
        {"state": "IRN", "acceded": "2023-04"},
    ],
}
PROTOCOL = {
    "title": "Old Protocol",
    "framework_type": "protocol",
    "status": "expired",
    "signed": "1999",
    "expires": "2004-01-01",
    "themes": ["narcotics"],
}


def make_world() -> Edition:
    """Publish it, as one edition."""
    return publish(
        make_source(
            "xinhua-2007",
            title="Xinhua on 2007",
            publisher="Xinhua",
            language="en",
            published="2007-08-10",
        ),
        make_source("tass-2012", title="TASS", source_type="official", language="ru"),
        make_state("CHN", **CHINA),
        make_state("IRN", **IRAN),
        make_series("peace-mission", title="Peace Mission"),
        make_series("volga", title="Volga", auspices="bilateral"),
        make_exercise("peace-mission-2007", **PEACE_MISSION_2007),
        make_exercise("sary-arka-2019", **SARY_ARKA),
        make_framework("sco-charter", **CHARTER),
        make_framework("old-protocol", **PROTOCOL),
        make_topic("joint-exercises", title="Joint exercises"),
        make_topic("founding", title="Founding"),
        reason="The first facts",
    )


def ask(address: str, **query: Any) -> Any:
    """What the API answers."""
    return Client().get(f"/api/v1/{address}", query)


def keys(address: str, **query: Any) -> list[str]:
    """The keys that a list answers, in its order."""
    response = ask(address, **query)
    assert response.status_code == 200, response.content
    return [row["key"] for row in response.json()["results"]]
