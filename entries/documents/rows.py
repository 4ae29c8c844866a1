"""The rows of a document: what belongs to one entry and has a key inside it."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from rest_framework import serializers

from entries.dates import ends_before_start
from entries.documents.fields import (
    CONTROL,
    Choice,
    Date,
    Key,
    Real,
    StateKey,
    Text,
    Value,
    Whole,
)
from entries.documents.images import size
from entries.languages import LANGUAGES
from entries.vocabulary import (
    ParticipantRole,
    RelationType,
    Stance,
    StandingRole,
    Unit,
    Verdict,
)


class Strict(serializers.Serializer[Any]):
    """A JSON object in which every name is known."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            return dict(super().to_internal_value(data))
        unknown = sorted(set(map(str, data)) - set(self.fields))
        faults: dict[str, Any] = {name: ["There is no such field."] for name in unknown}
        try:
            value = dict(super().to_internal_value(data))
        except serializers.ValidationError as error:
            detail: Any = error.detail
            raise serializers.ValidationError({**detail, **faults}) from error
        if faults:
            raise serializers.ValidationError(faults)
        return value


def both_or_none(attrs: dict[str, Any], lat: str, lon: str) -> None:
    """Refuse half a place."""
    if (attrs[lat] is None) != (attrs[lon] is None):
        raise serializers.ValidationError(
            {lat: "Latitude and longitude stand together or not at all."}
        )


class Name(Strict):
    """Another name by which people search."""

    key = Key()
    language = Choice(choices=tuple(LANGUAGES.items()))
    name = Text(max_length=300, required=True)


class Relation(Strict):
    """How this entry stands to another."""

    key = Key()
    relation = Choice(choices=RelationType.choices)
    target = Key()
    note = Text()


class Account(Strict):
    """What some of the sources say."""

    key = Key()
    says = Text(required=True)


class Remark(Strict):
    """Accounts that differ in words, or a word on a disputed fact."""

    key = Key()
    about = Text(max_length=250)
    subject = Text(max_length=300)
    accounts = Account(many=True, default=list)
    note = Text()


class Claim(Strict):
    """A popular claim, the verdict and the reasoning."""

    key = Key()
    claim = Text(required=True)
    made_in = Text(max_length=300)
    verdict = Choice(choices=Verdict.choices)
    reasoning = Text()


class Figure(Strict):
    """An image in use; its size in pixels."""

    key = Key()
    image = Text(max_length=200, required=True)
    width = Whole(min_value=1, allow_null=True, default=None)
    height = Whole(min_value=1, allow_null=True, default=None)
    alt = Text(max_length=1_000)
    caption = Text(max_length=1_000)
    credit = Text(max_length=300)
    licence = Text(max_length=300)

    def validate_image(self, value: str) -> str:
        """Keep names within the store of images, wherever that is."""
        path = PurePosixPath(value)
        if path.is_absolute() or ".." in path.parts or "\\" in value:
            msg = "An image is named by its path within the store."
            raise serializers.ValidationError(msg)
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """An image that was taken in has the size that its name says."""
        if known := size(attrs["image"]):
            attrs["width"], attrs["height"] = known
        return attrs


class Citation(Strict):
    """A source that supports or contradicts a fact of this entry."""

    key = Key()
    fact = Text(max_length=250, required=True)
    # The framework takes declared fields off the class, so nothing is shadowed.
    source = Key()  # type: ignore[assignment]
    locator = Text(max_length=300)
    quote = Text(max_length=2_000)
    stance = Choice(choices=Stance.choices, default=Stance.SUPPORTS.value)
    value = Value(default=None, allow_null=True)
    verified_by = Text(max_length=150)
    verified_on = Date()
    review_by = Date()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if bool(attrs["verified_by"]) != bool(attrs["verified_on"]):
            raise serializers.ValidationError(
                {"verified_on": "Who verified and when stand together or not at all."}
            )
        if attrs["value"] is not None and attrs["stance"] == Stance.SUPPORTS:
            raise serializers.ValidationError(
                {"value": "Only a source that contradicts gives a value of its own."}
            )
        return attrs


class Standing(Strict):
    """A span in which a state stood in one way to the organization."""

    key = Key()
    role = Choice(choices=StandingRole.choices)
    note = Text()

    def get_fields(self) -> dict[str, Any]:
        # "from" is a word of Python's own, so these two cannot be attributes.
        fields: dict[str, Any] = super().get_fields()
        note = fields.pop("note")
        return {**fields, "from": Date(), "to": Date(), "note": note}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ends_before_start(attrs["from"], attrs["to"]):
            raise serializers.ValidationError({"to": "The end is before the start."})
        return attrs


class Location(Strict):
    """A place where an exercise was held; coordinates in degrees (WGS 84)."""

    key = Key()
    name = Text(max_length=300, required=True)
    state = StateKey(required=False, allow_null=True, default=None)
    lat = Real(
        unit=Unit.DEGREES, min_value=-90, max_value=90, allow_null=True, default=None
    )
    lon = Real(
        unit=Unit.DEGREES, min_value=-180, max_value=180, allow_null=True, default=None
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        both_or_none(attrs, "lat", "lon")
        return attrs


class Participation(Strict):
    """What one state did in an exercise."""

    state = StateKey()
    role = Choice(choices=ParticipantRole.choices)
    personnel = Whole(unit=Unit.PERSONS, min_value=1, allow_null=True, default=None)
    note = Text()


class Party(Strict):
    """What one state did with an instrument."""

    state = StateKey()
    signed = Date()
    ratified = Date()
    acceded = Date()
    note = Text()


class FactKey(serializers.CharField):
    """The name of a fact of the entry."""

    default_error_messages = {"no_text": "This must be the name of a fact."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or CONTROL.search(data):
            self.fail("no_text")
        return str(super().to_internal_value(data))
