"""The names of what an answer holds, and an answer with some of it alone."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from rest_framework import serializers

from entries.api.shapes import Shape

Tree = dict[str, "Tree"]
"""Names with the names inside them; nothing inside means all of it."""


@cache
def tree(shape: type[Shape]) -> Tree:
    """All that an answer of a shape holds."""
    return {name: _inner(field) for name, field in shape().fields.items()}


def _inner(field: Any) -> Tree:
    inner = field.child if isinstance(field, serializers.ListSerializer) else field
    if not isinstance(inner, serializers.Serializer):
        return {}
    return {name: _inner(one) for name, one in inner.fields.items()}


def names(whole: Tree, before: str = "") -> Iterator[str]:
    """Every name: `participants`, `participants.role`."""
    for name, inner in whole.items():
        yield f"{before}{name}"
        yield from names(inner, f"{before}{name}.")


def leaves(whole: Tree, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path to everything that has nothing inside."""
    for name, inner in whole.items():
        path = (*before, name)
        yield from leaves(inner, path) if inner else [path]


def chosen(whole: Tree, wanted: Iterable[str]) -> Tree:
    """What is left of all when some names are chosen; all when none is.

    In the order in which it stands, whichever the names are in.
    """
    asked = [name.split(".") for name in wanted]
    return _chosen(whole, asked) if asked else whole


def _chosen(whole: Tree, asked: list[list[str]]) -> Tree:
    found: Tree = {}
    for name, inner in whole.items():
        rests = [path[1:] for path in asked if path[0] == name]
        if rests:
            found[name] = _chosen(inner, rests) if all(rests) else inner
    return found


def pick(value: Any, wanted: Tree) -> Any:
    """A value with what is wanted of it; of a list, of each of its rows."""
    if not wanted or value is None:
        return value
    if isinstance(value, list):
        return [pick(one, wanted) for one in value]
    return {
        name: pick(value[name], inner)
        for name, inner in wanted.items()
        if name in value
    }
