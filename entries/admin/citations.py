"""The facts of a document with their citations, and the form of one citation."""

import json
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from rest_framework import serializers

from entries.admin.known import KnownSelect, tell
from entries.admin.lines import Line, Lines
from entries.admin.site import desk
from entries.admin.wording import Words
from entries.desk.citation import Citation
from entries.desk.source import Source
from entries.documents.facts import (
    Evidence,
    citable,
    covers,
    facts,
    is_empty,
    unsourced,
    value_of,
)
from entries.documents.fields import Flag, Real, Value, Whole
from entries.documents.keys import free
from entries.documents.kinds import kind_of
from entries.documents.verification import GIVEN, VERIFIED_WITH
from entries.pages import labels
from entries.vocabulary import Stance, Verification

CUT = 90
"""How much of a source's key goes into a citation's; what is counted comes on top."""
NEITHER = "Give the value that it gives instead, or tick that it gives none."
BOTH = "Give a value, or tick that it gives none, not both."
CITED = (
    "This is cited already for {fact}, at the same place: [^{key}]. Change that "
    "citation, or give another place or quote."
)
SHOW = {
    "": "all facts",
    "needed": "without a source",
    "unverified": "not verified",
    "disputed": "disputed",
    "due": "to be checked again",
}
"""Which facts the page may be asked for."""


@dataclass(frozen=True)
class FactLine:
    """One fact of the page: its value, how well it stands, its own citations."""

    name: str
    label: str
    value: str
    stands: Verification
    verification: str
    is_due: bool
    """Whether a citation of it should have been checked again by now."""
    citations: list[Citation]
    through: str
    """The row or list whose citations carry it, if it has none of its own."""
    marked: bool
    may_be_marked: bool
    stray: str
    """Why nothing can be cited here, if what citations name is not there (any more)."""

    def is_of(self, show: str) -> bool:
        """Whether the line is among those asked for; see `SHOW`."""
        if show == "needed":
            return self.may_be_marked or self.marked
        if show == "unverified":
            return any(not row.verified_by for row in self.citations)
        if show == "disputed":
            return self.stands == Verification.DISPUTED
        return self.is_due if show == "due" else True


class FactTable:
    """Every fact of a document, in its order, with what is cited for it."""

    def __init__(
        self,
        document: dict[str, Any],
        citations: Iterable[Citation],
        titles: dict[str, str],
    ) -> None:
        self.document = document
        self.words = Words(document["kind"], titles)
        self.by_key = {citation.key: citation for citation in citations}
        self.by_fact: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.by_key.values():
            self.by_fact[citation.fact].append(citation)
        self.citable = sorted(citable(document), key=self._place)
        self.unsourced_names = set(unsourced(document))
        self.marked = set(document["no_source"])
        self.rows = labels.row_names(document, titles)
        self.today = timezone.localdate()

    def citation(self, key: str) -> Citation | None:
        """The entry's citation of that key."""
        return self.by_key.get(key)

    def lines(self, show: str = "") -> list[FactLine]:
        """The facts that have a value, a citation or a mark; of one sort if asked."""
        return [line for line in self._lines() if line.is_of(show)]

    def _lines(self) -> list[FactLine]:
        evidence = Evidence(self.document)
        known = set(self.citable)
        facts_here = {fact.name for fact in facts(self.document)}
        names = sorted({*facts_here, *self.by_fact, *self.marked}, key=self._place)
        return [self._line(name, evidence, known, facts_here) for name in names]

    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a citation may be given for, by field and list."""
        groups: dict[str, list[tuple[str, str]]] = {"Fields": []}
        for name in self.citable:
            head, dot, _ = name.partition(".")
            row_format = kind_of(self.document).row(head)
            group = groups.setdefault(head if row_format else "Fields", [])
            value = "" if row_format and not dot else self._value(name)
            words = labels.fact(name, self.rows)
            group.append((name, f"{words} — {value[:60]}" if value else words))
        return list(groups.items())

    def _line(
        self, name: str, evidence: Evidence, known: set[str], facts_here: set[str]
    ) -> FactLine:
        stands = evidence.verification(name)
        through = next((one for one in covers(name) if one in evidence.supports), "")
        marked = bool(self.marked & set(covers(name)))
        words = str(stands.label)
        if stands == Verification.UNSOURCED:
            needed = name in facts_here
            words = words if marked else "No source yet" if needed else ""
        return FactLine(
            name=name,
            label=labels.fact(name, self.rows),
            value=self._value(name),
            stands=stands,
            verification=words,
            is_due=any(one.is_due(self.today) for one in self.by_fact.get(name, ())),
            citations=self.by_fact.get(name, []),
            through=through if through != name else "",
            marked=name in self.marked,
            may_be_marked=name in self.unsourced_names and not marked,
            stray=self._stray(name, known),
        )

    def _stray(self, name: str, known: set[str]) -> str:
        if name not in known:
            return "No fact of this entry"
        if self.by_fact.get(name) and is_empty(self.document, name):
            return "The entry says nothing of it"
        return ""

    def _value(self, name: str) -> str:
        value = value_of(self.document, name)
        return self.words.of(name, value) if value not in (None, "", []) else ""

    def _place(self, name: str) -> tuple[Any, ...]:
        """Where a name comes in the order of the document."""
        kind = kind_of(self.document)
        head, *rest = name.split(".")
        row_format = kind.row(head)
        if row_format is None:
            order = ("title", "title_ru", "title_zh", *kind.fields)
            return (0, order.index(head) if head in order else len(order), name)
        lists = [row.name for row in kind.all_rows]
        rows = [row[row_format.key] for row in self.document[head]]
        place = rows.index(rest[0]) if rest and rest[0] in rows else -1
        columns = row_format.columns
        column = columns.index(rest[1]) if rest[1:] and rest[1] in columns else -1
        return (1 + lists.index(head), place, len(rest), column, name)


def parsed(document: dict[str, Any], fact: str, text: str) -> Any:
    """The value that a source gives for a fact, as the fact's own sort of value."""
    field = _field(document, fact)
    value: Any = text
    if isinstance(field, serializers.ListField):
        value = [word.strip() for word in text.split(",")]
    elif isinstance(field, Whole | Real | Flag) or field is None:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = text
    try:
        return (field or Value()).run_validation(value)
    except serializers.ValidationError as error:
        detail: Any = error.detail
        raise ValidationError([str(one) for one in detail]) from error


def _field(document: dict[str, Any], fact: str) -> Any:
    """The format's field for a fact; None for a row, a list of rows, an account."""
    kind = kind_of(document)
    head, *rest = fact.split(".")
    row_format = kind.row(head)
    if row_format is None:
        return kind.format().fields.get(head)
    return row_format.format().fields.get(rest[1]) if len(rest) == 2 else None


def _says_again(row: Citation, other: Citation) -> bool:
    """Whether a citation gives nothing that another one does not."""
    same = ("fact", "source_id", "stance", "locator")
    return (
        row.pk != other.pk
        and all(getattr(row, name) == getattr(other, name) for name in same)
        and row.value == other.value
        and row.quote in ("", other.quote)
    )


class CitationForm(forms.ModelForm):
    """One citation; its key is given with it and never changes."""

    fact = forms.ChoiceField()
    quote = Lines(
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 3, "cols": 80}),
        help_text="Only what was really read.",
    )
    locator = Line(
        max_length=300, required=False, help_text="Page, paragraph, article."
    )
    value = forms.CharField(
        max_length=10_000,
        required=False,
        help_text="What a source that contradicts gives instead: 6500, 2016-10-23.",
    )

    no_value = forms.BooleanField(
        label="It gives no value",
        required=False,
        help_text="It contradicts in words alone: its place and quote say how.",
    )
    also = forms.MultipleChoiceField(
        label="The same for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Other facts that this place in the source carries as well.",
    )

    field_order = (
        "fact",
        "source",
        "locator",
        "quote",
        "stance",
        "value",
        "no_value",
        "review_by",
        "also",
    )

    class Meta:
        model = Citation
        fields = (
            "fact",
            "source",
            "locator",
            "quote",
            "stance",
            "value",
            "review_by",
        )
        widgets = {"source": KnownSelect(Citation._meta.get_field("source"), desk)}

    def __init__(self, *args: Any, table: FactTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        choices: list[Any] = [("", "---------"), *table.choices()]
        cast(forms.ChoiceField, self.fields["fact"]).choices = choices
        self.fields["source"].required = False
        if self.instance.pk:
            del self.fields["also"]
        else:
            also = cast(forms.MultipleChoiceField, self.fields["also"])
            also.choices = [pair for _, group in table.choices() for pair in group]
        value = self.instance.value
        is_text = isinstance(value, str)
        text = value if is_text else json.dumps(value, ensure_ascii=False)
        if isinstance(value, list):
            text = ", ".join(value)
        self.initial["value"] = "" if value is None else text
        contradicts = self.instance.stance == Stance.CONTRADICTS
        self.initial["no_value"] = contradicts and value is None
        if self.instance.pk:
            tell(self.fields["source"], self.instance, "source")

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        self._clean_value(cleaned)
        if cleaned.get("also") and cleaned.get("stance") == Stance.CONTRADICTS:
            self.add_error("also", "What contradicts is given for one fact at a time.")
        if self.instance.pk and set(VERIFIED_WITH) & set(self.changed_data):
            self.instance.verified_by = self.instance.verified_on = ""
        return cleaned

    def refuse_twice(self, source: Source) -> None:
        """Add a fault where the source is cited for the same already.

        Another quote from the same place is another citation.
        """
        if self.instance.pk and not set(GIVEN) & set(self.changed_data):
            return
        rows = self._rows(source)
        for other in self.table.by_key.values():
            if any(_says_again(row, other) for row in rows):
                fact = labels.fact(other.fact, self.table.rows)
                self.add_error("source", CITED.format(fact=fact, key=other.key))

    def _rows(self, source: Source) -> list[Citation]:
        """The citations that the form asks for, not yet named."""
        first = self.instance
        first.source = source
        rows = [first]
        for fact in dict.fromkeys(self.cleaned_data.get("also", ())):
            if fact != first.fact:
                one = copy(first)
                one.fact, one.value, one.stance = fact, None, Stance.SUPPORTS
                rows.append(one)
        return rows

    def name(self, source: Source) -> list[Citation]:
        """The citations to be saved, of a source: a key each, given once.

        One for the fact, and one for each of the others that it is cited for too.
        """
        rows = self._rows(source)
        if self.instance.pk:
            return rows
        taken = set(self.table.by_key)
        for one in rows:
            one.key = free(source.key[:CUT].rstrip("-"), taken)
            taken.add(one.key)
        return rows

    def _clean_value(self, cleaned: dict[str, Any]) -> None:
        text, fact = cleaned.get("value") or "", cleaned.get("fact")
        cleaned["value"] = None
        is_against = cleaned.get("stance") == Stance.CONTRADICTS
        if is_against and bool(text) == bool(cleaned.get("no_value")):
            self.add_error("value", BOTH if text else NEITHER)
            return
        if not text or not fact:
            return
        if not is_against:
            self.add_error("value", "Only a source that contradicts gives a value.")
            return
        try:
            cleaned["value"] = parsed(self.table.document, fact, text)
        except ValidationError as error:
            self.add_error("value", error)
