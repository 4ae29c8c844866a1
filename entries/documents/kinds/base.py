"""What every kind declares, and the fields that all documents have."""

from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers

from entries.documents import rows
from entries.documents.fields import SLUG, STATE_CODE, Key, Text, Whole
from entries.languages import TEXT_FIELDS, columns
from entries.vocabulary import EntryKind

SCHEMA = 2
"""The number of the present format; older documents are opened by `upgrade`."""


@dataclass(frozen=True)
class RowFormat:
    """One list of rows: how a row is named and what its columns are."""

    name: str
    format: type[rows.Strict]
    key: str = "key"
    identify: tuple[str, ...] = ()
    classify: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    is_fact: bool = True
    """Whether that the row stands there is itself a fact."""
    accounts: str = ""
    """The column with rows of its own, each of them a fact."""
    says: str = ""
    """The column that is the value of the row as a fact; the first unless told."""
    is_judged: bool = False
    """Whether a row gives a verdict, which sources for and against both carry."""

    @property
    def value(self) -> str:
        """The column that is the value of the row as a fact."""
        return self.says or next(iter((*self.facts, *self.classify)), "")

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order of the declaration."""
        inner = (self.accounts,) if self.accounts else ()
        return (self.key, *self.identify, *self.classify, *self.facts, *inner)


NAMES = RowFormat("names", rows.Name, identify=("language", "name"), is_fact=False)
RELATIONS = RowFormat(
    "relations",
    rows.Relation,
    identify=("relation", "target"),
    facts=("note",),
    says="target",
)
REMARKS = RowFormat(
    "remarks",
    rows.Remark,
    identify=("about", "subject"),
    classify=("note",),
    is_fact=False,
    accounts="accounts",
)
CLAIMS = RowFormat(
    "claims",
    rows.Claim,
    classify=("claim", "made_in", "verdict", "reasoning"),
    is_judged=True,
)
FIGURES = RowFormat(
    "figures",
    rows.Figure,
    identify=("image", "width", "height", "alt", "caption", "credit", "licence"),
    is_fact=False,
)
COMMON_ROWS = (NAMES, RELATIONS, REMARKS, CLAIMS, FIGURES)

COMMON_FIELDS = ("schema", "kind", "key", "address")
"""Fields that name the document itself; neither facts nor rows."""

PROSE = tuple(name for text in TEXT_FIELDS[1:] for name in columns(text))
"""Texts: their statements are cited by marks inside them."""


@dataclass(frozen=True)
class Kind:
    """What a kind of entry is made of: the one declaration that all else reads."""

    kind: EntryKind
    plural: str
    """Its segment in addresses of the site and the API, and its folder."""
    format: type["EntryFormat"]
    identify: tuple[str, ...] = ()
    classify: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    rows: tuple[RowFormat, ...] = ()
    names: dict[str, EntryKind | None] = field(default_factory=dict)
    """Which fields and columns name other entries, and of which kind (None: any)."""

    @property
    def name(self) -> str:
        """The kind's word, as documents and addresses carry it."""
        return str(self.kind.value)

    @property
    def all_rows(self) -> tuple[RowFormat, ...]:
        """Its own lists of rows, then those that every kind has."""
        return (*self.rows, *COMMON_ROWS)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the kind's own that is not a list of rows."""
        return (*self.identify, *self.classify, *self.facts)

    @property
    def references(self) -> dict[str, EntryKind | None]:
        """Every place that names another entry."""
        return {
            **self.names,
            "relations.target": None,
            "citations.source": EntryKind.SOURCE,
        }

    def row(self, name: str) -> RowFormat | None:
        """The list of rows of that name."""
        return next((r for r in self.all_rows if r.name == name), None)


class EntryFormat(rows.Strict):
    """The fields that the documents of all kinds have."""

    schema = Whole(min_value=SCHEMA, max_value=SCHEMA, default=SCHEMA)
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    key = Key()
    address = Key(required=False)
    title = Text(max_length=300, required=True)
    title_ru = Text(max_length=300)
    title_zh = Text(max_length=300)
    summary = Text()
    summary_ru = Text()
    summary_zh = Text()
    text = Text(max_length=200_000)
    text_ru = Text(max_length=200_000)
    text_zh = Text(max_length=200_000)
    names = rows.Name(many=True, default=list)
    relations = rows.Relation(many=True, default=list)
    remarks = rows.Remark(many=True, default=list)
    claims = rows.Claim(many=True, default=list)
    figures = rows.Figure(many=True, default=list)
    citations = rows.Citation(many=True, default=list)
    no_source = serializers.ListField(child=rows.FactKey(max_length=250), default=list)

    def validate_key(self, value: str) -> str:
        is_state = self.initial_data.get("kind") == EntryKind.STATE
        form = STATE_CODE if is_state else SLUG
        if not form.fullmatch(value):
            raise serializers.ValidationError(
                "A state's key is three capital letters, any other a slug."
            )
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs["address"] = attrs["address"] or attrs["key"].lower()
        if not SLUG.fullmatch(attrs["address"]):
            raise serializers.ValidationError(
                {"address": "An address is small letters, digits and hyphens."}
            )
        return attrs
