"""Every operation has an example that is as described, of entries that there are."""

import json
import re
from copy import deepcopy
from functools import cache
from unittest import mock

from django.conf import settings
from django.test import SimpleTestCase, TestCase
from openapi_schema_validator import OAS31Validator

from entries.api.contract import examples, recording
from entries.api.contract.responses import PROBLEMS, example
from entries.api.schema import description
from entries.tests.api.world import KEYS, make_world

FIXTURES = settings.BASE_DIR / "fixtures"
RECORD = "run `manage.py describe --examples` on a site with the first content"


@cache
def components():
    """All shapes, refusing what they do not name."""
    found = deepcopy(description()["components"])
    for shape in found["schemas"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    return found


def faults(schema, value):
    validator = OAS31Validator({**schema, "components": components()})
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(value)]


def operations():
    return [(path, one["get"]) for path, one in description()["paths"].items()]


def test_the_named_rows_that_the_documents_ask_for_are_there():
    """Each `list.KEY.column` of a command has a value in the first content."""
    text = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
    form = r"([a-z]+)/\?(?:\S*&)?(([a-z]+)\.([A-Z]{3})\.([a-z]+))_to=(\d+)"
    asked = re.findall(form, " ".join(re.findall("^curl .*$", text, re.MULTILINE)))
    assert asked
    for plural, name, rows, key, column, bound in asked:
        files = (FIXTURES / plural).glob("*.json")
        documents = (json.loads(file.read_text("utf-8")) for file in files)
        found = [
            row[column][:4]
            for document in documents
            for row in document.get(rows, [])
            if row["state"] == key and row.get(column)
        ]
        assert any(year <= bound for year in found), name


class DescribedTests(SimpleTestCase):
    def test_every_operation_shows_an_answer_in_each_form_of_text(self):
        for _, operation in operations():
            for media, told in operation["responses"]["200"]["content"].items():
                if media == recording.FORMATS["xlsx"].media:
                    continue
                with self.subTest(operation["operationId"], media=media):
                    assert "examples" in told, RECORD
                    value = told["examples"]["answer"]["value"]
                    assert faults(told["schema"], value) == [], RECORD
                    assert value

    def test_no_example_is_left_of_an_operation_that_is_gone(self):
        files = {file.stem for file in examples.FOLDER.glob("*.json")}

        assert files == {operation["operationId"] for _, operation in operations()}

    def test_an_example_that_is_not_as_described_would_be_noticed(self):
        schema = {"$ref": "#/components/schemas/ExerciseList"}
        told = examples.answers("exercises_list")["application/json"]["answer"]

        assert faults(schema, told) == []
        assert faults(schema, {**told, "count": "many"})
        assert faults(schema, {**told, "pages": 3})

    def test_every_value_that_a_parameter_shows_may_be_asked(self):
        for _, operation in operations():
            for told in operation["parameters"]:
                if "example" in told:
                    assert faults(told["schema"], told["example"]) == [], told

    def test_every_parameter_without_a_list_of_words_shows_a_value(self):
        named = description()["components"]["schemas"]
        for _, operation in operations():
            for told in operation["parameters"]:
                schema = named.get(
                    told["schema"].get("$ref", "").rpartition("/")[2], told["schema"]
                )
                if "enum" not in schema and told["name"] != "cursor":
                    assert "example" in told, (operation["operationId"], told["name"])

    def test_every_problem_shows_one_that_is_as_described(self):
        responses = description()["components"]["responses"]

        assert {name for name, _ in PROBLEMS.values()} == set(responses)
        for status, (name, _) in PROBLEMS.items():
            [content] = responses[name]["content"].values()
            assert content["example"] == example(status)
            assert content["example"]["status"] == status
            assert faults(content["schema"], content["example"]) == []

    def test_the_entries_of_the_examples_are_those_of_the_first_content(self):
        for plural, key in examples.KEYS.items():
            assert (FIXTURES / plural / f"{key}.json").exists(), key
        told = json.dumps([examples.answers(o["operationId"]) for _, o in operations()])
        named = set(re.findall(r"/api/v1/(\w+)/([A-Za-z0-9-]+)/", told))
        entries = [one for one in named if one[0] in examples.KEYS]
        assert len(entries) > 20
        for plural, key in entries:
            assert (FIXTURES / plural / f"{key}.json").exists(), (key, RECORD)


def written(value):
    """A value as it stands in an address."""
    if isinstance(value, list):
        return ",".join(map(written, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


class AskedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()

    def test_what_a_parameter_shows_is_answered(self):
        with mock.patch.dict(examples.KEYS, KEYS):
            for path, operation in operations():
                place, _ = examples.question(operation, path)
                for told in operation["parameters"]:
                    if told["in"] == "query" and "example" in told:
                        query = {told["name"]: written(told["example"])}
                        response = self.client.get(place, query)
                        assert response.status_code == 200, response.content

    def test_examples_are_asked_of_this_site_and_cut_short(self):
        def asked(operation, path):
            with mock.patch.dict(examples.KEYS, KEYS):
                return recording._answers(operation, path)

        paths = description()["paths"]
        path = "/api/v1/exercises/"
        told = asked(paths[path]["get"], path)["application/json"]
        address = f"GET {path}?state=CHN&year=2007&page_size=2"
        assert told["asked"] == address
        [row] = told["answer"]["results"]
        assert row["url"] == f"{examples.SITE}{path}peace-mission-2007/"

        facts = asked(paths["/api/v1/facts/"]["get"], "/api/v1/facts/")
        assert len(facts["application/json"]["answer"]["results"]) == 2
        assert facts["application/json"]["answer"]["next"].endswith("cursor=…")
        lines = facts["text/csv"]["answer"].split("\r\n")
        assert lines[0].split(",")[:2] == ["entry", "kind"]
        assert len(lines) == 4
        assert recording._short("a" * 999) == "a" * recording.LETTERS + "…"
