"""Values of documents, in words."""

from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers

from entries.documents.facts import EMPTY
from entries.documents.kinds import KINDS
from entries.pages import labels

NOTHING = "—"
FACTS = ("no_source", "citations.fact", "remarks.about")
"""The places whose values are names of facts."""


def in_words(value: Any) -> str:
    """A value of a document as an editor reads it, whatever it is a value of."""
    if value in EMPTY or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        pairs = ((name, one) for name, one in value.items() if one not in EMPTY)
        return "; ".join(
            f"{labels.COLUMNS.get(name, name)}: {in_words(one)}" for name, one in pairs
        )
    if isinstance(value, list):
        ends = " / " if any(isinstance(one, dict) for one in value) else ", "
        return ends.join(in_words(one) for one in value)
    return str(value)


@dataclass(frozen=True)
class Words:
    """Values of one kind's documents, choices by their labels, entries by their titles.

    `titles` has those of the entries that the documents name.
    """

    kind: str
    titles: dict[str, str]
    rows: dict[str, str] = field(default_factory=dict)
    """What rows are called, by their place, where a value names a fact."""

    def of(self, path: str, value: Any) -> str:
        """What stands at a path of a document."""
        head, *rest = path.split(".")
        return in_words(self._named(head, rest[1] if rest[1:] else "", value))

    def _named(self, head: str, column: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self._named(head, column, one) for one in value]
        if isinstance(value, dict):
            row = value.items()
            return {name: self._named(head, name, one) for name, one in row}
        if not isinstance(value, str):
            return value
        place = f"{head}.{column}" if column else head
        if place in FACTS:
            return labels.fact(value, self.rows)
        if place in KINDS[self.kind].references:
            return self.titles.get(value, value)
        return self._choices(head, column).get(value, value)

    def _choices(self, head: str, column: str) -> dict[str, str]:
        field: Any = KINDS[self.kind].format().fields.get(head)
        if column:
            row = getattr(field, "child", None)
            field = getattr(row, "fields", {}).get(column)
        child = getattr(field, "child", field)
        if not isinstance(child, serializers.ChoiceField):
            return {}
        return {str(word): str(label) for word, label in child.choices.items()}
