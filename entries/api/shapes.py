"""The shapes of the answers, declared for the description of the API."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entries.api.answers import HELD, item_fields
from entries.api.expanding import DESCRIBED
from entries.documents.kinds import KINDS, PLURALS
from entries.documents.kinds.base import Kind
from entries.documents.rows import Party, Standing
from entries.vocabulary import Answer, EntryKind, FindingCode, PartyStep, Verification

Shape = serializers.Serializer[Any]


class Named(Shape):
    """What every answer about an entry begins with."""

    key = serializers.CharField(help_text="The entry's name for machines, for ever.")
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    url = serializers.URLField(help_text="The entry in this API.")
    page = serializers.URLField(help_text="The entry on the site.")


class Mentioned(Named):
    """Another entry that an answer names."""

    title = serializers.CharField()
    title_ru = serializers.CharField(help_text="Empty where there is none.")
    title_zh = serializers.CharField(help_text="Empty where there is none.")
    withdrawn = serializers.BooleanField(
        help_text="Whether it was taken from readers; its name stays."
    )


class MentionedSource(Mentioned):
    """A source that an answer names; null of what the law has taken out."""

    def get_fields(self) -> dict[str, Any]:
        own = KINDS["source"].format(allow_null=True).get_fields()
        found = {name: own[place] for name, place in DESCRIBED.items()}
        for field in found.values():
            field.allow_null = True
        return super().get_fields() | found


class Expanded(Shape):
    """The entries that an answer names, of the kinds that `expand` asks for."""

    def get_fields(self) -> dict[str, Any]:
        return {
            plural: (MentionedSource if kind.name == "source" else Mentioned)(many=True)
            for plural, kind in PLURALS.items()
        }


EXPANDED = "expanded"


class Item(Named):
    """An entry as a row of a list."""

    entry_kind: ClassVar[Kind]

    title = serializers.CharField()
    title_ru = serializers.CharField(help_text="Empty where there is none.")
    title_zh = serializers.CharField(help_text="Empty where there is none.")
    edition = serializers.IntegerField(help_text="The edition that it stands since.")
    revision = serializers.IntegerField(help_text="Counted per entry, from 1.")
    digest = serializers.CharField(help_text="SHA-256 of the canonical document.")

    def get_fields(self) -> dict[str, Any]:
        own = self.entry_kind.format().get_fields()
        names = item_fields(self.entry_kind)
        found = super().get_fields() | {names[name]: own[name] for name in names}
        return {**found, EXPANDED: Expanded(required=False)}


def _constant(word: str) -> serializers.CharField:
    """A field that says always the same."""
    own = type("Constant", (serializers.CharField,), {})
    told: type[serializers.CharField]
    told = extend_schema_field({"type": "string", "const": word})(own)
    return told()


class Point(Shape):
    """A place: its longitude, then its latitude (WGS 84)."""

    type = _constant("Point")
    coordinates = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2
    )


class Feature(Shape):
    """One place of an entry, or an entry without one."""

    type = _constant("Feature")
    id = serializers.CharField(
        help_text="The key of the entry, behind it the place's; of a place its number."
    )
    geometry = Point(allow_null=True)
    properties = serializers.DictField(
        help_text="The row of the list. Of exercises `location` is the place."
    )


class FeatureCollection(Shape):
    """The places of a list (GeoJSON, RFC 7946)."""

    type = _constant("FeatureCollection")
    edition = serializers.IntegerField(
        allow_null=True, help_text="The edition that this list was read at."
    )
    rows = serializers.IntegerField(help_text="How many entries there are.")
    features = Feature(many=True)


class RevisionReference(Shape):
    """Which revision an answer was read from."""

    number = serializers.IntegerField(help_text="Counted per entry, from 1.")
    edition = serializers.IntegerField(help_text="The edition that published it.")
    published = serializers.DateTimeField()
    schema = serializers.IntegerField(help_text="The number of the document's format.")
    digest = serializers.CharField(help_text="SHA-256 of the canonical document.")
    url = serializers.URLField()


class Fact(Shape):
    """How well one fact of the document stands."""

    fact = serializers.CharField(help_text="Its name: `participants.CHN.personnel`.")
    verification = serializers.ChoiceField(choices=Verification.choices)
    sources = serializers.IntegerField(help_text="How many sources support it.")
    earliest = serializers.DateField(
        allow_null=True, help_text="Of a date: the first day that it may mean."
    )
    latest = serializers.DateField(
        allow_null=True, help_text="Of a date: the last day that it may mean."
    )


class Finding(Shape):
    """What could be better in the document: none of it says that a fact is wrong."""

    code = serializers.ChoiceField(choices=FindingCode.choices)
    path = serializers.CharField(help_text="The fact or field: `participants.CHN`.")
    text = serializers.CharField(help_text="The finding in words.")
    due = serializers.DateField(
        allow_null=True, help_text="The last day for a check that falls due."
    )


class Entry(Named):
    """An entry whole."""

    entry_kind: ClassVar[Kind]

    revision = RevisionReference()
    facts = Fact(many=True)
    findings = Finding(many=True)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        after = {name: fields.pop(name) for name in ("facts", "findings")}
        fields |= {"document": self.entry_kind.format()} | after
        if self.entry_kind.name in HELD:
            fields["on"] = ON[self.entry_kind.name](allow_null=True)
        return {**fields, EXPANDED: Expanded(required=False)}


class StandingOnDay(Standing):
    """A row of standing and whether it held."""

    def get_fields(self) -> dict[str, Any]:
        answer = serializers.ChoiceField(choices=Answer.choices)
        return {**super().get_fields(), "answer": answer}


class Step(Shape):
    """A step that a party had taken."""

    step = serializers.ChoiceField(choices=PartyStep.choices)
    answer = serializers.ChoiceField(choices=Answer.choices)


class PartyOnDay(Party):
    """A party and the steps that it had taken."""

    steps = Step(many=True)


class StateOnDay(Shape):
    """How a state stood on the day asked for; null where none was."""

    day = serializers.DateField()
    standing = StandingOnDay(many=True)


class FrameworkOnDay(Shape):
    """What the parties had done by the day asked for; null where none was."""

    day = serializers.DateField()
    parties = PartyOnDay(many=True)


ON: dict[str, type[Shape]] = {"state": StateOnDay, "framework": FrameworkOnDay}


class RevisionItem(Shape):
    """A revision as a row of a list."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    number = serializers.IntegerField(help_text="Counted per entry, from 1.")
    url = serializers.URLField()
    edition = serializers.IntegerField(help_text="The edition that published it.")
    published = serializers.DateTimeField()
    schema = serializers.IntegerField(help_text="The number of the document's format.")
    digest = serializers.CharField(help_text="SHA-256 of the canonical document.")
    withdrawn = serializers.BooleanField(
        help_text="Whether this revision took the entry from readers."
    )
    successor = serializers.CharField(
        allow_null=True, help_text="The key of the entry that takes its place."
    )
    redacted = serializers.BooleanField(
        help_text="Whether the law has taken its text out; digest and place stay."
    )


class Revision(RevisionItem):
    """A revision whole."""

    entry_kind: ClassVar[Kind]

    def get_fields(self) -> dict[str, Any]:
        document = self.entry_kind.format(allow_null=True)
        told = {**super().get_fields(), "document": document}
        return {**told, EXPANDED: Expanded(required=False)}


class Counts(Shape):
    """How many there are of each kind."""

    def get_fields(self) -> dict[str, Any]:
        return {kind.plural: serializers.IntegerField() for kind in KINDS.values()}


class EditionItem(Shape):
    """One publication."""

    number = serializers.IntegerField()
    url = serializers.URLField()
    page = serializers.URLField(help_text="The edition on the site.")
    published = serializers.DateTimeField()
    reason = serializers.CharField()
    editor = serializers.CharField(help_text="Who put it forward.")
    approver = serializers.CharField(help_text="Who approved it.")
    self_approval = serializers.CharField(
        help_text="Why the approver was one who had written it; else empty."
    )
    counts = Counts(help_text="How many revisions it published.")


class Edition(EditionItem):
    """One publication, with what the record shows at it."""

    entries = Counts(help_text="How many entries the record shows at it.")


class KindReference(Shape):
    """Where the entries of one kind are."""

    kind = serializers.ChoiceField(choices=EntryKind.choices)
    url = serializers.URLField()
    count = serializers.IntegerField()


class Index(Shape):
    """What there is."""

    edition = EditionItem(allow_null=True, help_text="The edition that answers.")
    entries = KindReference(many=True)
    editions = serializers.URLField()
    claims = serializers.URLField(help_text="Popular claims, judged.")
    facts = serializers.URLField(help_text="All facts as one table.")
    downloads = serializers.URLField(help_text="What can be fetched whole.")
    changes = serializers.URLField(help_text="What editions did, change by change.")
    insights = serializers.URLField(help_text="Where the data of the charts are.")
    schema = serializers.URLField(help_text="The description of this API (OpenAPI).")
    documentation = serializers.URLField(help_text="The same, to be read.")


class ParameterFault(Shape):
    """One parameter that cannot be answered."""

    parameter = serializers.CharField()
    message = serializers.CharField()
    nearest = serializers.CharField(
        required=False, help_text="The nearest name or value that can be."
    )


class Problem(Shape):
    """Why there is no answer (RFC 9457)."""

    type = serializers.CharField(help_text="`about:blank`, or where it is described.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField(help_text="The path that was asked for.")

    def get_fields(self) -> dict[str, Any]:
        # A serializer has errors of its own, so this cannot be an attribute.
        errors = ParameterFault(many=True, required=False)
        return {**super().get_fields(), "errors": errors}


class Successor(Shape):
    """The entry that takes a withdrawn one's place."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField()
    url = serializers.URLField()


class Tombstone(Shape):
    """What is left of an entry that was withdrawn."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField()
    title_ru = serializers.CharField()
    title_zh = serializers.CharField()
    edition = serializers.IntegerField(help_text="The edition that withdrew it.")
    published = serializers.DateTimeField()
    reason = serializers.CharField()
    successor = Successor(allow_null=True)


class Gone(Problem):
    """Why an entry is no longer here."""

    entry = Tombstone(required=False, help_text="Of an entry that was withdrawn.")


def _each(base: type[Shape], end: str = "") -> dict[str, type[Shape]]:
    """A shape for each kind: `StateItem`, say."""
    return {
        name: type(
            f"{name.capitalize()}{end}",
            (base,),
            {"entry_kind": kind, "__doc__": base.__doc__},
        )
        for name, kind in KINDS.items()
    }


ENTRIES = _each(Entry)
ITEMS = _each(Item, "Item")
REVISIONS = _each(Revision, "Revision")


def listing(of: type[Shape]) -> type[Shape]:
    """The shape of one page of a list."""
    return type(
        f"{of.__name__.removesuffix('Item')}List",
        (Shape,),
        {
            "__doc__": "One page of a list.",
            "count": serializers.IntegerField(
                help_text="How many rows all pages have."
            ),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "edition": serializers.IntegerField(
                allow_null=True, help_text="The edition that this list was read at."
            ),
            "results": of(many=True),
        },
    )


LISTS = {name: listing(shape) for name, shape in ITEMS.items()}
REVISION_LIST = listing(RevisionItem)
EDITION_LIST = listing(EditionItem)
