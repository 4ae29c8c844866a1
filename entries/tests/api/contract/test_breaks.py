"""Breaks are planted in a description: each is found, and nothing else."""

import json
from copy import deepcopy

import pytest

from entries.api.contract.breaks import breaks, untold
from entries.api.schema import description

STATE = {"type": "string", "pattern": "^[A-Z]{3}$", "maxLength": 100}
WORDS = {"type": "string", "enum": ["held", "cancelled"]}
JSON = "application/json"
OLD = {
    "paths": {
        "/exercises/": {
            "get": {
                "operationId": "exercises_list",
                "tags": ["exercises"],
                "parameters": [
                    {"in": "query", "name": "state", "schema": STATE},
                    {
                        "in": "query",
                        "name": "outcome",
                        "schema": {"$ref": "#/components/schemas/Outcome"},
                    },
                    {
                        "in": "query",
                        "name": "fields",
                        "schema": {
                            "type": "array",
                            "items": {"type": "string", "enum": ["key", "title"]},
                            "maxItems": 50,
                        },
                        "style": "form",
                        "explode": False,
                    },
                    {
                        "in": "query",
                        "name": "page_size",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 200},
                    },
                ],
                "responses": {
                    "200": {
                        "description": "",
                        "headers": {"Link": {}},
                        "content": {
                            JSON: {"schema": {"$ref": "#/components/schemas/Item"}},
                            "text/csv": {"schema": {"type": "string"}},
                        },
                    },
                    "404": {"$ref": "#/components/responses/NotFound"},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Outcome": WORDS,
            "Item": {
                "type": "object",
                "properties": {
                    "key": {"type": "string"},
                    "size": {"type": ["integer", "null"], "minimum": 1},
                    "outcome": {"$ref": "#/components/schemas/Outcome"},
                    "unit": {
                        "anyOf": [
                            {"$ref": "#/components/schemas/Outcome"},
                            {"type": "null"},
                        ]
                    },
                    "hosts": {"type": "array", "items": {"type": "string"}},
                    "day": {"type": "string", "format": "date"},
                },
                "required": ["key", "size"],
            },
            "Problem": {"type": "object", "properties": {"detail": {"type": "string"}}},
        },
        "responses": {
            "NotFound": {
                "description": "",
                "content": {
                    "application/problem+json": {
                        "schema": {"$ref": "#/components/schemas/Problem"}
                    }
                },
            }
        },
    },
}


def operation(new):
    return new["paths"]["/exercises/"]["get"]


def parameter(new, name):
    return next(one for one in operation(new)["parameters"] if one["name"] == name)


def fields(new):
    return new["components"]["schemas"]["Item"]["properties"]


def answer(new):
    return operation(new)["responses"]["200"]


def without(new, name):
    found = operation(new)
    found["parameters"] = [one for one in found["parameters"] if one["name"] != name]


def given(new, name, **changes):
    parameter(new, name).update(changes)


def taking(new, name, **changes):
    parameter(new, name)["schema"] = {**parameter(new, name)["schema"], **changes}


def having(new, name, **changes):
    fields(new)[name] = {**fields(new)[name], **changes}


def word(new, *words):
    new["components"]["schemas"]["Outcome"] = {**WORDS, "enum": list(words)}


def moved(new):
    new["paths"]["/drills/"] = new["paths"].pop("/exercises/")


def ask(new, **changes):
    told = {"in": "query", "name": "on", "schema": {"type": "string"}, **changes}
    operation(new)["parameters"].append(told)


NO_LONGER = "exercises_list, parameter {}: no longer takes {}"
MAY_BE = "shape Item: may now be {}"
BREAKS = {
    "a path that is gone": (moved, "exercises_list: GET /exercises/ is gone"),
    "another name of an operation": (
        lambda new: operation(new).update(operationId="drills_list"),
        "exercises_list: it is called drills_list",
    ),
    "another tag": (
        lambda new: operation(new).update(tags=["drills"]),
        "exercises_list: its tags are others",
    ),
    "a parameter that is gone": (
        lambda new: without(new, "state"),
        "exercises_list, parameter state: it is gone",
    ),
    "a new parameter that must be given": (
        lambda new: ask(new, required=True),
        "exercises_list, parameter on: it is new and must be given",
    ),
    "a parameter that must be given now": (
        lambda new: given(new, "state", required=True),
        "exercises_list, parameter state: it must be given",
    ),
    "lists written in another way": (
        lambda new: given(new, "fields", explode=True),
        "exercises_list, parameter fields: its explode is True",
    ),
    "a narrower bound": (
        lambda new: taking(new, "page_size", maximum=100),
        NO_LONGER.format("page_size", "what is beyond a maximum of 100"),
    ),
    "a bound where there was none": (
        lambda new: taking(new, "state", minLength=3),
        NO_LONGER.format("state", "what is beyond a minLength of 3"),
    ),
    "another pattern": (
        lambda new: taking(new, "state", pattern="^[A-Z]{2}$"),
        NO_LONGER.format("state", "what is not of pattern ^[A-Z]{2}$"),
    ),
    "another type": (
        lambda new: taking(new, "page_size", type="string"),
        NO_LONGER.format("page_size", "integer at all"),
    ),
    "a word that may not be asked in a list": (
        lambda new: taking(new, "fields", items={"type": "string", "enum": ["key"]}),
        NO_LONGER.format("fields", "each 'title'"),
    ),
    "a closed list where there was none": (
        lambda new: taking(new, "state", enum=["CHN"]),
        NO_LONGER.format("state", "what is not of a closed list"),
    ),
    "a word less of a named list that is asked": (
        lambda new: word(new, "held"),
        "shape Outcome: no longer takes 'cancelled'",
    ),
    "a word more of a named list that is answered": (
        lambda new: word(new, "held", "cancelled", "announced"),
        "shape Outcome: may now be 'announced'",
    ),
    "a rule that is not understood": (
        lambda new: taking(new, "state", contains={}),
        NO_LONGER.format("state", "another contains"),
    ),
    "a form that is gone": (
        lambda new: answer(new)["content"].pop("text/csv"),
        "exercises_list, answer 200, text/csv: it is gone",
    ),
    "a header that is gone": (
        lambda new: answer(new).update(headers={}),
        "exercises_list, answer 200, header Link: it is gone",
    ),
    "another success": (
        lambda new: operation(new)["responses"].update({"202": answer(new)}),
        "exercises_list, answer 202: it is new",
    ),
    "a success that is gone": (
        lambda new: operation(new)["responses"].pop("200"),
        "exercises_list, answer 200: it is gone",
    ),
    "an answer of another type": (
        lambda new: answer(new)["content"].update(
            {"text/csv": {"schema": {"type": "object"}}}
        ),
        "exercises_list, answer 200, text/csv: may now be object at all",
    ),
    "a problem of another shape": (
        lambda new: new["components"]["responses"]["NotFound"].update(content={}),
        "exercises_list, answer 404, application/problem+json: it is gone",
    ),
    "a shape that is gone": (
        lambda new: new["components"]["schemas"].pop("Problem"),
        "shape Problem: it is gone",
    ),
    "a field that is gone": (
        lambda new: fields(new).pop("day"),
        "shape Item: 'day' is gone",
    ),
    "a field that may be missing": (
        lambda new: new["components"]["schemas"]["Item"].update(required=["key"]),
        MAY_BE.format("an object without 'size'"),
    ),
    "a field that may be null": (
        lambda new: having(new, "key", type=["string", "null"]),
        MAY_BE.format("'key' with null at all"),
    ),
    "a field of a wider type": (
        lambda new: having(new, "size", type=["number", "null"]),
        MAY_BE.format("'size' with number at all"),
    ),
    "a field without its bound": (
        lambda new: fields(new).update(size={"type": ["integer", "null"]}),
        MAY_BE.format("'size' with what is beyond a minimum of 1"),
    ),
    "a field of another form": (
        lambda new: having(new, "day", format="date-time"),
        MAY_BE.format("'day' with what is not of format date"),
    ),
    "rows of another type": (
        lambda new: having(new, "hosts", items={"type": "object"}),
        MAY_BE.format("'hosts' with each object at all"),
    ),
    "a list that is closed no more": (
        lambda new: fields(new).update(outcome={"type": "string"}),
        MAY_BE.format("'outcome' with what is not of a closed list"),
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_found(name):
    plant, line = BREAKS[name]
    new = deepcopy(OLD)
    plant(new)

    assert line in breaks(OLD, new)
    assert len(breaks(OLD, new)) == 1 or name == "a shape that is gone"


HARMLESS = {
    "a new path": lambda new: new["paths"].update({"/drills/": {}}),
    "a new parameter": ask,
    "a parameter that need not be given any more": lambda new: given(
        new, "state", required=False
    ),
    "a wider bound": lambda new: taking(new, "page_size", maximum=500),
    "no bound any more": lambda new: given(new, "state", schema={"type": "string"}),
    "a wider type to ask": lambda new: taking(new, "page_size", type="number"),
    "several types to ask": lambda new: taking(
        new, "page_size", type=["integer", "string"]
    ),
    "several values to ask": lambda new: given(
        new, "state", schema={"anyOf": [STATE, {"type": "array"}]}
    ),
    "another field to choose": lambda new: taking(
        new, "fields", items={"type": "string", "enum": ["key", "title", "kind"]}
    ),
    "the same list without its name": lambda new: given(new, "outcome", schema=WORDS),
    "a new field": lambda new: fields(new).update(note={"type": "string"}),
    "a field that is always there": lambda new: new["components"]["schemas"][
        "Item"
    ].update(required=["key", "size", "day"]),
    "a field that is never null": lambda new: having(new, "size", type="integer"),
    "a narrower bound of an answer": lambda new: having(new, "size", minimum=5),
    "a narrower number": lambda new: having(new, "unit", anyOf=[WORDS]),
    "another form": lambda new: answer(new)["content"].update({"text/tsv": {}}),
    "another problem": lambda new: operation(new)["responses"].update(
        {"410": {"description": ""}}
    ),
    "other words": lambda new: having(new, "key", description="Its name."),
    "null written otherwise": lambda new: fields(new).update(
        size={"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_breaks_nothing_passes(name):
    new = deepcopy(OLD)
    HARMLESS[name](new)

    assert breaks(OLD, new) == []


def test_our_own_description_breaks_nothing_of_itself():
    whole = json.loads(json.dumps(description()))

    assert breaks(whole, deepcopy(whole)) == []


def test_whatever_is_taken_from_our_own_description_is_found():
    whole = json.loads(json.dumps(description()))
    new, taken = deepcopy(whole), set()
    for path in new["paths"].values():
        name = path["get"]["operationId"]
        for one in path["get"]["parameters"]:
            taken.add(f"{name}, parameter {one['name']}: it is gone")
        path["get"]["parameters"] = []
    for name, shape in new["components"]["schemas"].items():
        required = set(shape.pop("required", ()))
        for field in shape.pop("properties", {}):
            lack = f"may now be an object without '{field}'"
            gone = lack if field in required else f"'{field}' is gone"
            taken.add(f"shape {name}: {gone}")

    assert len(taken) > 500
    assert taken - set(breaks(whole, new)) == set()


CHANGES = """# Changes

## Unreleased

- Something else.
- API break: `exercises_list, parameter
  size: it is gone`. Ask `personnel_min` in its place.

## 1.0, 2027-01-15

- API break: `facts_list, parameter sources: it is gone`.
"""


def test_a_break_is_told_if_it_stands_in_the_changes_since_the_last_release():
    told = "exercises_list, parameter size: it is gone"
    of_old = "facts_list, parameter sources: it is gone"

    assert untold([told], CHANGES) == []
    assert untold([told, of_old], CHANGES) == [of_old]
    assert untold([told], "# Changes\n") == [told]
