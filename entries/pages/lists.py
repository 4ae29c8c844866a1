"""The rows of lists: one document each, with the names that they show."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form, Select
from django.utils.translation import gettext as _

from entries.dates import holds_on
from entries.documents.facts import Evidence
from entries.pages import labels
from entries.pages.around import Said, state_on
from entries.pages.links import Link, Links, Named
from entries.pages.values import Shower
from entries.vocabulary import Answer, StandingRole, Verification

Document = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "state": ("standing", "region"),
    "series": ("auspices", "first_year"),
    "exercise": ("start", "hosts", "series", "outcome", "personnel"),
    "framework": ("signed", "framework_type", "status"),
    "topic": (),
    "source": ("publisher", "published", "source_type", "language"),
}
"""The columns of each kind's list, beside the title."""

NAMING = {"exercise": ("hosts", "series")}
"""Columns that name other entries."""


HINTS = {
    "decade": "2010",
    "host": "CHN",
    "language": "zh",
    "on": "2016-06-01",
    "series": "peace-mission",
    "source": "24kg-2016-peace-mission",
    "state": "CHN",
    "year": "2007",
}
"""What may be written into the fields of a list's filter."""


@dataclass(frozen=True)
class Row:
    """One entry in a list."""

    link: Link
    cells: tuple[Said, ...]
    """Each with its verification where sources disagree; the others say it on the
    page of the entry."""
    start: str = ""
    end: str = ""
    when_disputed: str = ""
    """Of its first and its last day that on which sources disagree, if they do."""
    spans: tuple[tuple[str, str, str], ...] = ()
    """A state's standing: the word, from, to."""
    on_day: tuple[tuple[str, str], ...] | None = None
    """What held on the day asked for: pairs of word and answer."""


CHOSEN = {"state": "state", "host": "state", "series": "series"}
"""Fields of a filter that name an entry, and of which kind."""
MOST_CHOICES = 500
FIRST = ("q",)
"""The field that stands before a kind's own, and always shows."""
LAST = ("decade", "year", "year_from", "year_to", "on", "source", "order")
"""The fields that stand behind a kind's own."""


def chosen(form: Form) -> set[str]:
    """The kinds of which a filter names entries."""
    return {kind for name, kind in CHOSEN.items() if name in form.fields}


def dress(form: Form, named: Iterable[Named], links: Links) -> None:
    """Make a filter easy to fill in: by name where there are names, else by example."""
    own = [name for name in form.fields if name not in (*FIRST, *LAST)]
    form.order_fields([*FIRST, *own, *LAST])
    entries = list(named)
    for name, field in form.fields.items():
        rows = [one for one in entries if one.kind == CHOSEN.get(name)]
        if rows:
            choices = links.sorted_titles(rows)
            field.widget = _select(choices, form.data.get(name, ""))
        elif name in HINTS:
            field.widget.attrs["placeholder"] = HINTS[name]


def _select(choices: list[tuple[str, str]], asked: str) -> Select:
    # What was asked for shows, whether there is such an entry or not.
    unknown = [(asked, asked)] if asked not in {"", *dict(choices)} else []
    return Select(choices=[("", _("Any")), *choices, *unknown])


def keys(kind: str, documents: Iterable[Document]) -> set[str]:
    """The entries that the rows of a list name."""
    found: set[str] = set()
    for document in documents:
        for name in NAMING.get(kind, ()):
            value = document[name]
            found.update(value if isinstance(value, list) else [value] if value else [])
    return found


def rows(
    kind: str,
    documents: Iterable[Document],
    names: Mapping[str, Named],
    links: Links,
    day: date | None = None,
) -> list[Row]:
    """The rows of a list, at a day where one is asked for."""
    shower = Shower(kind, names, links)
    return [_row(kind, document, shower, day) for document in documents]


def _row(kind: str, document: Document, shower: Shower, day: date | None) -> Row:
    named = _Own(document)
    fields = [name for name in COLUMNS[kind] if name != "standing"]
    evidence = Evidence(document)
    on_day = ON_DAY[kind](document, day) if day and kind in ON_DAY else None
    return Row(
        shower.links.named(document["key"], named),
        tuple(_cell(shower, document, evidence, name) for name in fields),
        document.get("start") or "",
        document.get("end") or "",
        next(filter(evidence.is_disputed, ("start", "end")), ""),
        tuple(
            (str(StandingRole(row["role"]).label), row["from"] or "", row["to"] or "")
            for row in document.get("standing", ())
        ),
        on_day,
    )


def _cell(shower: Shower, document: Document, evidence: Evidence, name: str) -> Said:
    value = shower.value(name, document[name])
    return Said(value, str(Verification.DISPUTED) if evidence.is_disputed(name) else "")


class _Own:
    """A document as what links name."""

    withdrawn = False

    def __init__(self, document: Document) -> None:
        self.key: str = document["key"]
        self.kind: str = document["kind"]
        self.address: str = document["address"]
        self.title: str = document["title"]
        self.title_ru: str = document["title_ru"]
        self.title_zh: str = document["title_zh"]


def _state_on(document: Document, day: date) -> tuple[tuple[str, str], ...]:
    return state_on(document, day).words


def _framework_on(document: Document, day: date) -> tuple[tuple[str, str], ...]:
    found = []
    for word, start, end in (
        ("signed", document["signed"], None),
        ("in_force", document["in_force"], document["expires"]),
    ):
        answer = holds_on(day, start, end) if start else Answer.NO
        if answer != Answer.NO:
            found.append((str(labels.FIELDS[word]), str(answer)))
    return tuple(found)


ON_DAY: dict[str, Callable[[Document, date], tuple[tuple[str, str], ...]]] = {
    "state": _state_on,
    "framework": _framework_on,
}
