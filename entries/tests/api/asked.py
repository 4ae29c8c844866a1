"""A record for the tests of asking, and what its documents themselves say."""

from datetime import date

from entries.dates import parse
from entries.documents.facts import EMPTY
from entries.record.asking.declared import declared
from entries.record.edition import Revision
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

PEACE, SARY, SEA = "peace-mission-2007", "sary-arka-2019", "sea-2024"
CHINA = {
    "title": "China",
    "iso2": "CN",
    "official_name": "People's Republic of China",
    "capital": "Beijing, the capital",
    "capital_lat": 39.9,
    "capital_lon": 116.4,
    "region": "East Asia",
    "shanghai_five": True,
    "defence_ministry": "Ministry of National Defence",
    "defence_ministry_url": "https://example.org/mod",
    "standing": [
        {"key": "member-2001", "role": "founder", "from": "2001-06-15"},
        {
            "key": "partner-1996",
            "role": "partner",
            "from": "1996",
            "to": "2001?",
        },
    ],
    "citations": [citation("standing.member-2001.from", "xinhua-2007")],
}
AT_SEA = {
    "title": "Sea 2024",
    "series": "sea",
    "start": "2024-09",
    "hosts": ["CHN", "RUS"],
    "focus": ["maritime", "air"],
    "domains": ["sea", "air"],
    "personnel": 900,
    "personnel_note": "Rounded.",
    "equipment_note": "Ships.",
    "note": "Held at sea.",
    "locations": [
        {
            "key": "bay",
            "name": "A bay",
            "state": "CHN",
            "lat": 38.9,
            "lon": 121.6,
        },
        {"key": "high", "name": "High sea, far out", "lat": None, "lon": None},
    ],
    "participants": [
        participant("CHN", "host", personnel=400),
        participant("RUS", "host", personnel=500, note="With divers."),
        participant("IRN", "observer", personnel=7),
    ],
    "relations": [
        {
            "key": "basis",
            "relation": "legal-basis",
            "target": "sco-charter",
            "note": "By article 3.",
        }
    ],
    "citations": [
        citation("participants", "tass-2012"),
        citation(
            "personnel",
            "tass-2012",
            "tass-2012-2",
            verified_by="v",
            verified_on="2026-01-01",
        ),
    ],
}
BASIS = {
    "title": "Basis",
    "short_name": "The Basis",
    "signed": "2017-06-09",
    "place": "Astana",
    "in_force": "2019?",
    "expires": "2037-06",
    "binding": False,
    "status": "in-force",
    "depositary": "The Secretariat",
    "text_url": "https://example.org/basis",
    "registration": "I-57",
    "themes": ["institutional", "exercises"],
    "note": "A note.",
    "parties": [
        {"state": "CHN", "signed": "2017-06-09", "ratified": "2018-03"},
        {"state": "RUS", "signed": "2017-06-10", "note": "Later."},
    ],
    "relations": [
        {"key": "old", "relation": "replaces", "target": "old-protocol"},
        {"key": "on", "relation": "about", "target": "joint-exercises"},
    ],
}


def make_more():
    """What the small world lacks: every field of every kind with a value somewhere."""
    publish(
        make_state("CHN", **CHINA),
        make_state("RUS", title="Russia", iso2="RU", shanghai_five=False),
        make_series("sea", title="Sea", first_year=2012, note="A series at sea."),
        make_exercise(SEA, **AT_SEA),
        make_framework("basis-2017", **BASIS),
        make_topic(
            "joint-exercises",
            title="Joint exercises",
            subject=7,
            claims=[{"key": "one", "claim": "All do it.", "verdict": "contradicted"}],
            relations=[{"key": "on", "relation": "about", "target": SEA}],
        ),
        make_source(
            "tass-2012",
            title="TASS",
            publisher="TASS",
            url="https://tass.example/1",
            published="2012-06",
            language="ru",
            accessed="2026-01-01",
            archive_url="https://archive.example/1",
            source_type="official",
        ),
    )


class Oracle:
    """What the documents themselves say, read without any index."""

    def __init__(self, kind):
        self.kind = kind
        live = {row.key: row for row in Revision.objects.order_by("number")}
        self.documents = {
            key: row.document for key, row in live.items() if row.kind == kind
        }

    def values(self, document, name):
        """All that stands at a name, one by one."""
        one = declared(self.kind).get(name)
        head, _, column = (one.place if one else name).partition(".")
        found = document[head]
        if column and one:
            found = [row[column] for row in found]
        found = found if isinstance(found, list) else [found]
        return [value for value in found if value not in EMPTY]

    def found(self, meant):
        return sorted(key for key, one in self.documents.items() if meant(one))


def words(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def bounds(text):
    when = parse(text)
    return (when.earliest, when.latest) if when else (date.max, date.min)


def is_meant(value, suffix, asked):
    """Whether a value is one that is asked for."""
    if suffix in ("_min", "_max"):
        return value >= float(asked) if suffix == "_min" else value <= float(asked)
    if suffix in ("_from", "_to", "_before", "_after"):
        first, last = bounds(asked)
        earliest, latest = bounds(value)
        return {
            "_from": latest >= first,
            "_to": earliest <= last,
            "_before": latest < first,
            "_after": earliest > last,
        }[suffix]
    raise KeyError(suffix)
