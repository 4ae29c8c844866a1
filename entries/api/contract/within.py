"""Whether all values of one schema are values of another, told by what is not.

Only what the description of the API is made of is understood; whatever else differs is
told as a difference, so that nothing passes unseen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Schema = Any
Tree = dict[str, Any]

PREFIX = "#/components/schemas/"
SHAPE = "x-shape"
"""Where a schema keeps the name that it was referred to by."""
UNIONS = ("anyOf", "oneOf")
WORDS = {"description", "title", "example", "examples", "default", "deprecated"}
"""What says something of values, and leaves none of them out."""
LEAST = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
SAME = ("pattern", "format", "uniqueItems", "contentMediaType", "not", "multipleOf")
"""Where these are given, only the same leaves the same values."""
NUMBERS = ("integer", "number")
ONLY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("minimum", "maximum"), NUMBERS),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum", "multipleOf"), NUMBERS),
    **dict.fromkeys(("minLength", "maxLength", "pattern"), ("string",)),
    "format": ("string", *NUMBERS),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "items"), ("array",)),
}
"""Rules that say nothing of values of other types."""
LOOKED_INTO = {
    *("type", "enum", "const", "items", "properties", "required"),
    *("additionalProperties", *UNIONS, "allOf", "$ref"),
}


@dataclass(frozen=True)
class Side:
    """A description, of which a schema is a part."""

    description: Tree

    def named(self, schema: Schema) -> str:
        """The name of the shape that a schema refers to."""
        return str(schema.get("$ref", "")).removeprefix(PREFIX)

    def alternatives(self, schema: Schema) -> list[Tree]:
        """A schema as plain ones of one type each: what any of them takes, it takes."""
        whole = self._whole(schema)
        for union in UNIONS:
            if union in whole:
                rest = {name: one for name, one in whole.items() if name != union}
                return [
                    plain
                    for one in whole[union]
                    for plain in self.alternatives({**rest, **self._whole(one)})
                ]
        types = whole.get("type")
        if isinstance(types, list):
            return [_of_one({**whole, "type": one}) for one in types]
        return [_of_one(whole)]

    def _whole(self, schema: Schema) -> Tree:
        """A schema with what it refers to in it."""
        found: Tree = {} if schema is True else dict(schema)
        parts = found.pop("allOf", [])
        if name := self.named(found):
            found.pop("$ref")
            parts = [self.shapes[name], *parts]
            found |= {} if found.keys() - WORDS else {SHAPE: name}
        for part in parts:
            found = {**self._whole(part), **found}
        return found

    @cached_property
    def shapes(self) -> Tree:
        found: Tree = self.description["components"]["schemas"]
        return found


@dataclass(frozen=True)
class Within:
    """The question whether all values of one side are values of the other."""

    narrow: Side
    wide: Side

    def outside(self, one: Schema, other: Schema, at: str = "") -> Iterator[str]:
        """What the one takes and the other does not, each with its place."""
        name = self.narrow.named(one)
        if name and name == self.wide.named(other):
            return  # shapes of one name are compared once, by themselves
        wide = self.wide.alternatives(other)
        known = {by[SHAPE] for by in wide if SHAPE in by}
        for plain in self.narrow.alternatives(one):
            if plain.get(SHAPE) in known:
                continue
            found = [list(self._outside(plain, by, at)) for by in wide]
            yield from min(found, key=lambda reasons: (len(reasons), _type(reasons)))

    def _outside(self, one: Tree, other: Tree, at: str) -> Iterator[str]:
        if (reason := _of_type(one, other)) is not None:
            yield f"{at}{reason}"
            return
        for rule in RULES:
            yield from (f"{at}{reason}" for reason in rule(one, other))
        inside = other.get("items")
        if one.get("type") == "array" and inside not in (None, True):
            yield from self.outside(one.get("items", {}), inside, f"{at}each ")
        yield from self._properties(one, other, at)

    def _properties(self, one: Tree, other: Tree, at: str) -> Iterator[str]:
        own, by = one.get("properties", {}), other.get("properties", {})
        for name in sorted(
            set(other.get("required", ())) - set(one.get("required", ()))
        ):
            yield f"{at}an object without '{name}'"
        if other.get("additionalProperties") is False:
            yield from (f"{at}'{name}'" for name in own if name not in by)
        for name in sorted(set(own) & set(by)):
            yield from self.outside(own[name], by[name], f"{at}'{name}' with ")


def _of_one(schema: Tree) -> Tree:
    """A schema of one type without the rules for other types."""
    void = {
        name
        for name, types in ONLY.items()
        if schema.get("type", types[0]) not in types
    }
    return {name: rule for name, rule in schema.items() if name not in void}


def _type(reasons: list[str]) -> bool:
    """Whether they only say that it is of another type: that explains the least."""
    return any(reason.endswith(" at all") for reason in reasons)


def _of_type(one: Tree, other: Tree) -> str | None:
    """The type of the one, if the other takes nothing of that type."""
    own, by = one.get("type"), other.get("type")
    if by is None or own == by or (own, by) == ("integer", "number"):
        return None
    return f"{own or 'anything'} at all"


def _choices(one: Tree, other: Tree) -> Iterator[str]:
    own, by = _listed(one), _listed(other)
    if by is None:
        return
    if own is None:
        yield "what is not of a closed list"
    for word in own or ():
        if word not in by:
            yield f"'{word}'"


def _listed(schema: Tree) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    return schema.get("enum")


def _bounds(one: Tree, other: Tree) -> Iterator[str]:
    for names, is_out in ((LEAST, lambda a, b: a < b), (MOST, lambda a, b: a > b)):
        for name in names:
            if name in other and (name not in one or is_out(one[name], other[name])):
                yield f"what is beyond a {name} of {other[name]}"


def _the_same(one: Tree, other: Tree) -> Iterator[str]:
    if _listed(one) is not None:
        return  # its words are compared one by one
    for name in SAME:
        if name in other and one.get(name) != other[name]:
            yield f"what is not of {name} {other[name]}"


def _unknown(one: Tree, other: Tree) -> Iterator[str]:
    for name in sorted((set(one) | set(other)) - KNOWN):
        if not name.startswith("x-") and one.get(name) != other.get(name):
            yield f"another {name}"


KNOWN = {*WORDS, *LEAST, *MOST, *SAME, *LOOKED_INTO}
RULES: tuple[Callable[[Tree, Tree], Iterator[str]], ...] = (
    _choices,
    _bounds,
    _the_same,
    _unknown,
)
