"""Which entries, and which of their facts, a page has to know by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from entries.documents.kinds.base import PROSE
from entries.documents.references import references
from entries.documents.text import fill
from entries.pages.values import is_state_field
from entries.record.neighbours import Neighbour


@dataclass
class Needed:
    """The keys and facts that a page names."""

    keys: set[str] = field(default_factory=set)
    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By key, the facts whose live values stand in its texts."""
    counts: dict[str, None] = field(default_factory=dict)
    charts: dict[str, None] = field(default_factory=dict)
    """What its texts ask of the record, in their order."""

    @property
    def all_facts(self) -> set[str]:
        return {fact for facts in self.facts.values() for fact in facts}


def needed(document: dict[str, Any], html: Mapping[str, str]) -> Needed:
    """What the page of a document names: rows, citations, disputed values, texts."""
    found = Needed()
    without_prose = {**document, **dict.fromkeys(PROSE, "")}
    found.keys |= {reference.key for reference in references(without_prose)}
    for citation in document["citations"]:
        if citation["value"] and is_state_field(document["kind"], citation["fact"]):
            found.keys |= _texts(citation["value"])
    for text in html.values():
        _places(text, found)
    return found


def of_figures(wanted: Needed, names: Mapping[str, Neighbour]) -> set[str]:
    """The states that live values of other entries name, their hosts for instance."""
    keys: set[str] = set()
    for key, facts in wanted.facts.items():
        other = names.get(key)
        for fact in facts & set(other.facts if other else ()):
            if other and is_state_field(other.kind, fact):
                keys.update(filter(None, other.facts[fact]["text"].split(", ")))
    return keys - set(names)


def of_values(kind: str, changed: Iterable[tuple[str, Any]]) -> set[str]:
    """The keys that changed values of a kind's documents name: (path, value)."""
    keys: set[str] = set()
    for path, value in changed:
        if path == "no_source":
            keys |= {name.split(".")[1] for name in value or () if "." in name}
        elif isinstance(value, dict):
            named = (value.get(name) for name in ("state", "target", "source"))
            keys |= {key for key in named if isinstance(key, str)}
        elif is_state_field(kind, path) or path in ("series", "hosts"):
            keys |= _texts(value)
        steps = path.split(".")
        if len(steps) > 1:
            keys.add(steps[1])
    return keys


def _texts(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {one for one in values if isinstance(one, str)}


def _places(html: str, found: Needed) -> None:
    def entry(key: str, label: str) -> str:
        found.keys.add(key)
        return label

    def value(place: str) -> str:
        key, _, fact = place.partition(":")
        found.keys.add(key)
        found.facts[key].add(fact)
        return ""

    def asked(word: str, place: str) -> str:
        (found.counts if word == "count" else found.charts)[place] = None
        return ""

    fill(html, cite=lambda _: "", entry=entry, value=value, asked=asked)
