"""What of a new description would break a client that was written for an old one.

What is asked may take more than it took, never less. What is answered may hold more
fields than it held; of those that it held none goes, and none says what it never could.
"""

import re
from collections.abc import Iterator
from typing import Any

from entries.api.contract.within import PREFIX, Side, Within

Tree = dict[str, Any]
Operations = dict[tuple[str, str], Tree]

MARK = "API break:"
"""What stands before a break in the list of changes; see docs/api.md."""
UNRELEASED = re.compile(r"^## Unreleased\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def breaks(old: Tree, new: Tree) -> list[str]:
    """Every break, each in a line of its own."""
    return list(dict.fromkeys([*_operations(old, new), *_shapes(old, new)]))


def untold(found: list[str], changes: str) -> list[str]:
    """Those of which the changes since the last release do not speak."""
    section = UNRELEASED.search(changes)
    text = " ".join(section[1].split()) if section else ""
    return [one for one in found if f"{MARK} `{one}`" not in text]


def _operations(old: Tree, new: Tree) -> Iterator[str]:
    theirs, ours = _listed(old), _listed(new)
    for (path, method), was in theirs.items():
        name, now = was["operationId"], ours.get((path, method))
        if now is None:
            yield f"{name}: {method.upper()} {path} is gone"
            continue
        if now["operationId"] != name:
            yield f"{name}: it is called {now['operationId']}"
        if now.get("tags") != was.get("tags"):
            yield f"{name}: its tags are others"
        for reason in _parameters(was, now, Within(Side(old), Side(new))):
            yield f"{name}, {reason}"
        for reason in _answers(was, now, Within(Side(new), Side(old))):
            yield f"{name}, {reason}"


def _listed(description: Tree) -> Operations:
    return {
        (path, method): operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }


def _parameters(was: Tree, now: Tree, within: Within) -> Iterator[str]:
    theirs, ours = _by_name(was), _by_name(now)
    for key, old in theirs.items():
        found = _parameter(old, ours[key], within) if key in ours else ["it is gone"]
        yield from (f"parameter {key[1]}: {reason}" for reason in found)
    for key in ours.keys() - theirs.keys():
        if ours[key].get("required"):
            yield f"parameter {key[1]}: it is new and must be given"


def _parameter(old: Tree, new: Tree, within: Within) -> Iterator[str]:
    if new.get("required") and not old.get("required"):
        yield "it must be given"
    for name in ("style", "explode"):
        if new.get(name) != old.get(name):
            yield f"its {name} is {new.get(name)}"
    for reason in within.outside(old["schema"], new["schema"]):
        yield f"no longer takes {reason}"


def _by_name(operation: Tree) -> dict[tuple[str, str], Tree]:
    return {(one["in"], one["name"]): one for one in operation.get("parameters", ())}


def _answers(was: Tree, now: Tree, within: Within) -> Iterator[str]:
    theirs, ours = _resolved(was, within.wide), _resolved(now, within.narrow)
    for status, old in theirs.items():
        new = ours.get(status)
        if new is None:
            if status < "400":
                yield f"answer {status}: it is gone"
            continue
        for reason in _answer(old, new, within):
            yield f"answer {status}{reason}"
    for status in sorted(ours.keys() - theirs.keys()):
        if status < "400":
            yield f"answer {status}: it is new"


def _answer(old: Tree, new: Tree, within: Within) -> Iterator[str]:
    for header in old.get("headers", {}):
        if header not in new.get("headers", {}):
            yield f", header {header}: it is gone"
    theirs, ours = old.get("content", {}), new.get("content", {})
    for media, content in theirs.items():
        if media not in ours:
            yield f", {media}: it is gone"
            continue
        one, other = ours[media].get("schema", {}), content.get("schema", {})
        for reason in within.outside(one, other):
            yield f", {media}: may now be {reason}"


def _resolved(operation: Tree, side: Side) -> Tree:
    """The answers by status, those that are common to all operations as well."""
    common = side.description["components"].get("responses", {})
    return {
        status: common[one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        for status, one in operation["responses"].items()
    }


def _shapes(old: Tree, new: Tree) -> Iterator[str]:
    """The named shapes, each compared once: as answered, and as asked if it is."""
    theirs, ours = old["components"]["schemas"], new["components"]["schemas"]
    asked = _asked(old, new)
    answer, question = Within(Side(new), Side(old)), Within(Side(old), Side(new))
    for name, was in theirs.items():
        now = ours.get(name)
        if now is None:
            yield f"shape {name}: it is gone"
            continue
        fields = was.get("properties", {}).keys() - now.get("properties", {}).keys()
        for field in sorted(fields - set(was.get("required", ()))):
            yield f"shape {name}: '{field}' is gone"
        for reason in answer.outside(now, was):
            yield f"shape {name}: may now be {reason}"
        for reason in question.outside(was, now) if name in asked else ():
            yield f"shape {name}: no longer takes {reason}"


def _asked(*descriptions: Tree) -> set[str]:
    """The shapes that parameters name."""
    return {
        name.removeprefix(PREFIX)
        for description in descriptions
        for operation in _listed(description).values()
        for parameter in operation.get("parameters", ())
        for name in _references(parameter)
    }


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        part = list(part.values())
    for one in part if isinstance(part, list) else ():
        yield from _references(one)
