"""Rows into documents."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from entries.desk.entry import Entry
from entries.desk.exercise import Exercise, Location, Participation
from entries.desk.framework import Framework, Party
from entries.desk.series import ExerciseSeries
from entries.desk.source import Source
from entries.desk.state import State
from entries.desk.topic import Topic
from entries.documents.kinds import SCHEMA

MODELS: dict[str, type[Entry]] = {
    str(model.KIND): model
    for model in (State, ExerciseSeries, Exercise, Framework, Topic, Source)
    if model.KIND
}
"""The model of each kind."""

COMMON_ROWS = (
    "names",
    "relations__target",
    "remarks__accounts",
    "claims",
    "figures",
    "citations__source",
    "no_source",
)
OWN_ROWS: dict[str, tuple[str, ...]] = {
    "state": ("standing",),
    "exercise": (
        "series",
        "focus",
        "domains",
        "hosts__state",
        "locations__state",
        "participants__state",
    ),
    "framework": ("themes", "parties__state"),
}


def with_rows(kind: str) -> QuerySet[Entry]:
    """The entries of a kind with all their rows, in a fixed number of queries."""
    model = MODELS[kind]
    rows = (*COMMON_ROWS, *OWN_ROWS.get(kind, ()))
    return model.objects.prefetch_related(*rows)


def document(entry: Entry) -> dict[str, Any]:
    """The entry as one document, in its normal form."""
    if isinstance(entry, State):
        own = _state(entry)
    elif isinstance(entry, ExerciseSeries):
        own = _series(entry)
    elif isinstance(entry, Exercise):
        own = _exercise(entry)
    elif isinstance(entry, Framework):
        own = _framework(entry)
    elif isinstance(entry, Topic):
        own = {"subject": entry.subject}
    elif isinstance(entry, Source):
        own = _source(entry)
    else:
        return document(MODELS[entry.kind].objects.get(pk=entry.pk))
    return {**_common(entry), **own}


def _common(entry: Entry) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "kind": entry.kind,
        "key": entry.key,
        "address": entry.address,
        "title": entry.title,
        "title_ru": entry.title_ru,
        "title_zh": entry.title_zh,
        "summary": entry.summary,
        "summary_ru": entry.summary_ru,
        "summary_zh": entry.summary_zh,
        "text": entry.text,
        "text_ru": entry.text_ru,
        "text_zh": entry.text_zh,
        "names": [
            {"key": row.key, "language": row.language, "name": row.name}
            for row in entry.names.all()
        ],
        "relations": [_relation(row) for row in entry.relations.all()],
        "remarks": [_remark(row) for row in entry.remarks.all()],
        "claims": [_claim(row) for row in entry.claims.all()],
        "figures": [_figure(row) for row in entry.figures.all()],
        "citations": _citations(entry),
        "no_source": sorted(mark.fact for mark in entry.no_source.all()),
    }


def _relation(row: Any) -> dict[str, Any]:
    return {
        "key": row.key,
        "relation": row.relation,
        "target": row.target.key,
        "note": row.note,
    }


def _claim(row: Any) -> dict[str, Any]:
    return {
        "key": row.key,
        "claim": row.claim,
        "made_in": row.made_in,
        "verdict": row.verdict,
        "reasoning": row.reasoning,
    }


def _figure(row: Any) -> dict[str, Any]:
    return {
        "key": row.key,
        "image": row.image,
        "width": row.width,
        "height": row.height,
        "alt": row.alt,
        "caption": row.caption,
        "credit": row.credit,
        "licence": row.licence,
    }


def _remark(row: Any) -> dict[str, Any]:
    return {
        "key": row.key,
        "about": row.about,
        "subject": row.subject,
        "accounts": [
            {"key": account.key, "says": account.says} for account in row.accounts.all()
        ],
        "note": row.note,
    }


def _citations(entry: Entry) -> list[dict[str, Any]]:
    rows = [
        {
            "key": row.key,
            "fact": row.fact,
            "source": row.source.key,
            "locator": row.locator,
            "quote": row.quote,
            "stance": row.stance,
            "value": row.value,
            "verified_by": row.verified_by,
            "verified_on": row.verified_on or None,
            "review_by": row.review_by or None,
        }
        for row in entry.citations.all()
    ]
    # Sorted here, because databases order texts each in their own way.
    return sorted(rows, key=lambda row: (row["fact"], row["key"]))


def _state(entry: State) -> dict[str, Any]:
    return {
        "iso2": entry.iso2,
        "official_name": entry.official_name,
        "capital": entry.capital,
        "capital_lat": entry.capital_lat,
        "capital_lon": entry.capital_lon,
        "region": entry.region,
        "shanghai_five": entry.shanghai_five,
        "defence_ministry": entry.defence_ministry,
        "defence_ministry_url": entry.defence_ministry_url,
        "standing": [
            {
                "key": row.key,
                "role": row.role,
                "from": row.start or None,
                "to": row.end or None,
                "note": row.note,
            }
            for row in entry.standing.all()
        ],
    }


def _series(entry: ExerciseSeries) -> dict[str, Any]:
    return {
        "auspices": entry.auspices,
        "first_year": entry.first_year,
        "note": entry.note,
    }


def _exercise(entry: Exercise) -> dict[str, Any]:
    return {
        "series": entry.series.key if entry.series else None,
        "start": entry.start or None,
        "end": entry.end or None,
        "outcome": entry.outcome,
        "auspices": entry.auspices,
        "focus": [row.value for row in entry.focus.all()],
        "domains": [row.value for row in entry.domains.all()],
        "hosts": [row.state.key for row in entry.hosts.all()],
        "personnel": entry.personnel,
        "personnel_note": entry.personnel_note,
        "equipment_note": entry.equipment_note,
        "note": entry.note,
        "locations": [_location(row) for row in entry.locations.all()],
        "participants": _by_state(map(_participation, entry.participants.all())),
    }


def _location(row: Location) -> dict[str, Any]:
    return {
        "key": row.key,
        "name": row.name,
        "state": row.state.key if row.state else None,
        "lat": row.lat,
        "lon": row.lon,
    }


def _participation(row: Participation) -> dict[str, Any]:
    return {
        "state": row.state.key,
        "role": row.role,
        "personnel": row.personnel,
        "note": row.note,
    }


def _by_state(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["state"]))


def _framework(entry: Framework) -> dict[str, Any]:
    return {
        "short_name": entry.short_name,
        "framework_type": entry.framework_type,
        "signed": entry.signed or None,
        "place": entry.place,
        "in_force": entry.in_force or None,
        "expires": entry.expires or None,
        "binding": entry.binding,
        "status": entry.status,
        "depositary": entry.depositary,
        "text_url": entry.text_url,
        "registration": entry.registration,
        "themes": [row.value for row in entry.themes.all()],
        "note": entry.note,
        "parties": _by_state(map(_party, entry.parties.all())),
    }


def _party(row: Party) -> dict[str, Any]:
    return {
        "state": row.state.key,
        "signed": row.signed or None,
        "ratified": row.ratified or None,
        "acceded": row.acceded or None,
        "note": row.note,
    }


def _source(entry: Source) -> dict[str, Any]:
    return {
        "publisher": entry.publisher,
        "url": entry.url,
        "published": entry.published or None,
        "language": entry.language,
        "accessed": entry.accessed or None,
        "archive_url": entry.archive_url,
        "source_type": entry.source_type,
    }
