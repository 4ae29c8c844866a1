"""What held on a day: standing and membership, as far as precision decides."""

from datetime import date
from typing import Any

from django.db.models import Q

from entries.dates import holds_on
from entries.record.listing import Facet
from entries.vocabulary import Answer


def standing_on(document: dict[str, Any], day: date) -> list[dict[str, Any]]:
    """A state's rows of standing that hold, or may hold, on a day.

    Each has the answer under `answer`.
    """
    rows = [
        {**row, "answer": holds_on(day, row["from"], row["to"])}
        for row in document["standing"]
    ]
    return [row for row in rows if row["answer"] != Answer.NO]


def parties_on(document: dict[str, Any], day: date) -> list[dict[str, Any]]:
    """A framework's parties as far as they had done anything by a day.

    Each has the steps taken under `steps`, as pairs of step and answer.
    """
    rows = []
    for row in document["parties"]:
        steps = [
            (step, holds_on(day, row[step], None))
            for step in ("signed", "ratified", "acceded")
            if row[step]
        ]
        taken = [(step, answer) for step, answer in steps if answer != Answer.NO]
        if taken:
            rows.append({**row, "steps": taken})
    return rows


def held_on(day: date) -> Q:
    """Facets that hold, or may hold, on a day."""
    started = Q(start_earliest__isnull=True) | Q(start_earliest__lte=day)
    not_ended = Q(end_latest__isnull=True) | Q(end_latest__gt=day)
    return started & not_ended


def facets_on(name: str, value: str, day: date) -> Any:
    """The ids of the listings whose facet holds, or may hold, on a day."""
    rows = Facet.objects.filter(held_on(day), name=name, value=value)
    return rows.values("listing")
