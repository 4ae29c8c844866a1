"""The description made whole: what the generator of it does not know, in one place."""

from typing import Any

from entries.api.contract import deprecation, examples
from entries.api.contract.responses import lift
from entries.api.formats import FORMATS
from entries.documents.kinds import PLURALS
from entries.licence import LICENCE
from entries.vocabulary import SizeClass

Tree = dict[str, Any]

ASKED: dict[str, tuple[str, ...]] = {
    "SizeClass": tuple(SizeClass.values),
    "EntryKinds": tuple(PLURALS),
}
"""Closed lists that are only asked, never answered."""
ROW = "$response.body#/results/0"
LEADS: dict[str, tuple[str, dict[str, str]]] = {
    name: lead
    for plural in PLURALS
    for name, lead in {
        f"{plural}_list": (f"{plural}_retrieve", {"key": f"{ROW}/key"}),
        f"{plural}_retrieve": (
            f"{plural}_revisions_list",
            {"key": "$request.path.key"},
        ),
        f"{plural}_revisions_list": (
            f"{plural}_revisions_retrieve",
            {"key": "$request.path.key", "number": f"{ROW}/number"},
        ),
    }.items()
}
"""From an answer to the next question: from a list to its first row."""
BINARY = FORMATS["xlsx"].media
OWN = {"Problem", "Gone", "ParameterFault"}
"""Shapes that leave out what there is nothing to say of."""
TAGS = {
    "index": "What there is.",
    **{plural: f"The {plural}, and the revisions of each." for plural in PLURALS},
    "claims": "Popular claims, judged.",
    "editions": "Every publication of the record.",
    "changes": "What each edition did, to follow the record.",
    "facts": "All facts as one table.",
    "insights": "What the charts of the site are drawn from.",
}
"""What operations are sorted by: the first word of their addresses."""
NOTHING = "#/components/schemas/NullEnum"
"""What the generator names the choice of nothing; the standard has a type for it."""

EMPTY = {"type": "string", "maxLength": 0}
"""How the generator tells an address that may be empty."""


def finish(result: Tree, **_: Any) -> Tree:
    """The description as it is served, written and compared."""
    shapes = result["components"]["schemas"]
    result["info"]["license"] = {"name": LICENCE.name, "identifier": LICENCE.spdx}
    _tell_nothing_apart(result)
    shapes.pop("NullEnum", None)
    _require_all(result["paths"], shapes)
    for path, methods in result["paths"].items():
        for operation in methods.values():
            _deprecate(operation)
            _exemplify(operation, path)
            _link(operation)
            _name_choices(operation["parameters"], shapes)
            lift(operation, result["components"])
    used = {one for methods in result["paths"].values() for one in _tags(methods)}
    result["tags"] = [
        {"name": name, "description": words}
        for name, words in TAGS.items()
        if name in used
    ]
    result["components"] = {
        name: dict(sorted(part.items())) for name, part in result["components"].items()
    }
    return result


def _tell_nothing_apart(part: Any) -> None:
    """A word of a closed list, or null: without a closed list of nothing."""
    parts = part.values() if isinstance(part, dict) else part
    for one in parts if isinstance(part, dict | list) else ():
        _tell_nothing_apart(one)
    if not isinstance(part, dict) or "oneOf" not in part:
        return
    if {"$ref": NOTHING} in part["oneOf"]:
        words = [one for one in part.pop("oneOf") if one != {"$ref": NOTHING}]
        part["anyOf"] = [*words, {"type": "null"}]
    elif EMPTY in part["oneOf"]:
        # Its pattern has a place for nothing already.
        [address] = [one for one in part.pop("oneOf") if one != EMPTY]
        address.pop("format")
        part |= address


def _require_all(paths: Tree, shapes: Tree) -> None:
    """Every answer holds every field: none is left out because it is empty.

    But what `fields` may choose from need not be there, so no client may insist on it.
    """
    chosen_from = _chosen_from(paths, shapes)
    for name, shape in shapes.items():
        if name not in OWN and "properties" in shape:
            shape["required"] = sorted(shape["properties"])
            for field in shape["properties"].values():
                field.pop("default", None)
        if name in chosen_from:
            shape.pop("required", None)


def _chosen_from(paths: Tree, shapes: Tree) -> set[str]:
    """The shapes of which `fields` may leave something out."""
    found: set[str] = set()
    for path in paths.values():
        operation = path["get"]
        if any(one["name"] == "fields" for one in operation["parameters"]):
            answer = operation["responses"]["200"]["content"]["application/json"]
            [name] = _named_in(answer)
            rows = shapes[name]["properties"].get("results")
            _gather(rows or answer, shapes, found)
    return found


def _gather(part: Any, shapes: Tree, found: set[str]) -> None:
    for name in _named_in(part):
        if name not in found:
            found.add(name)
            _gather(shapes[name], shapes, found)


def _named_in(part: Any) -> set[str]:
    """The shapes that a part of the description names."""
    if isinstance(part, dict):
        parts = [*part.values()]
        own = {str(part["$ref"]).rpartition("/")[2]} if "$ref" in part else set()
        return own.union(*map(_named_in, parts))
    if isinstance(part, list):
        return set().union(*map(_named_in, part))
    return set()


def _name_choices(parameters: list[Tree], shapes: Tree) -> None:
    """A closed list has the same name where it is asked as where it is answered."""
    named = {words: name for name, words in ASKED.items()} | {
        tuple(shape["enum"]): name for name, shape in shapes.items() if "enum" in shape
    }
    for parameter in parameters:
        schema = parameter["schema"]
        inner = schema.get("items", schema)
        if name := named.get(tuple(inner.get("enum", ()))):
            shapes.setdefault(name, inner)
            told = {"$ref": f"#/components/schemas/{name}"}
            parameter["schema"] = {**schema, "items": told} if inner != schema else told


def _tags(methods: Tree) -> list[str]:
    return [tag for operation in methods.values() for tag in operation["tags"]]


def _deprecate(operation: Tree) -> None:
    name = operation["operationId"]
    own = [(name, operation)]
    own += [(f"{name}?{one['name']}", one) for one in operation["parameters"]]
    for place, told in own:
        if found := deprecation.DEPRECATED.get(place):
            told["deprecated"] = True
            told["description"] = f"{found.words}\n\n{told['description']}"


def _link(operation: Tree) -> None:
    if lead := LEADS.get(operation["operationId"]):
        target, values = lead
        link = {"operationId": target, "parameters": values}
        operation["responses"]["200"]["links"] = {target: link}


def _exemplify(operation: Tree, path: str) -> None:
    for told in operation["parameters"]:
        value = examples.parameter(told, path)
        if value is not None:
            told["example"] = value
    content = operation["responses"]["200"]["content"]
    if BINARY in content:
        content[BINARY] = {}  # as the standard has it: bytes have no schema
    for media, one in examples.answers(operation["operationId"]).items():
        if media in content:
            told = {"summary": f"{one['asked']}, cut short", "value": one["answer"]}
            content[media]["examples"] = {"answer": told}
