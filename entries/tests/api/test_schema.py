"""The description of the API is valid, exact, and can be read without other hosts."""

import json
import re
from functools import cache
from io import StringIO
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client, SimpleTestCase, TestCase
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from entries.api.schema import description
from entries.api.tables.insight_views import TABLES
from entries.documents.kinds import KINDS, PLURALS
from entries.tests.api.world import KEYS, ask, make_world
from entries.tests.factories import make_topic, withdraw
from entries.tests.judging import publish_claims

PREFIX = "/api/v1/"
MAY_BE_LEFT_OUT = {
    "Problem": {"errors"},
    "Gone": {"errors", "entry"},
    "ParameterFault": {"nearest"},
    # It comes where it is asked for.
    **{
        f"{name.capitalize()}{end}": {"expanded"}
        for name in KINDS
        for end in ("", "Item", "Revision")
    },
    "Expanded": set(PLURALS),
}


@cache
def exact() -> dict[str, Any]:
    """The description, refusing what it does not name or what is missing."""
    found = json.loads(json.dumps(description()))
    for name, shape in found["components"]["schemas"].items():
        if "properties" in shape:
            shape["additionalProperties"] = False
            left_out = MAY_BE_LEFT_OUT.get(name, set())
            shape["required"] = sorted(set(shape["properties"]) - left_out)
    return found


def validator(shape: dict[str, Any]) -> OAS31Validator:
    return OAS31Validator({**shape, "components": exact()["components"]})


def faults(path: str, response: Any) -> list[str]:
    """Where an answer is not as the description says."""
    media = response["Content-Type"]
    told = description()["paths"][path]["get"]["responses"][str(response.status_code)]
    if "$ref" in told:
        name = told["$ref"].removeprefix("#/components/responses/")
        told = description()["components"]["responses"][name]
    shape = told["content"][media]["schema"]
    found = validator(shape).iter_errors(response.json())
    return [f"{fault.json_path}: {fault.message}" for fault in found]


class DescriptionTests(SimpleTestCase):
    def test_it_is_valid_openapi(self):
        OpenAPIV31SpecValidator(description()).validate()

    def test_it_is_made_without_a_warning(self):
        out = StringIO()

        call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)

        assert "openapi: 3.1.0" in out.getvalue()

    def test_it_is_served_as_json(self):
        response = ask("schema/")

        assert response["Content-Type"] == "application/json"
        assert response.json() == json.loads(json.dumps(description()))

    def test_operations_keep_their_names(self):
        names = {path["get"]["operationId"] for path in description()["paths"].values()}

        assert names == {
            "index",
            "editions_list",
            "editions_retrieve",
            "claims_list",
            "downloads_list",
            "facts_list",
            "changes_list",
            "insights_list",
            *(f"insights_{name}" for name in TABLES),
            *(
                f"{kind.plural}_{what}"
                for kind in KINDS.values()
                for what in (
                    "list",
                    "retrieve",
                    "revisions_list",
                    "revisions_retrieve",
                )
            ),
        }

    def test_every_parameter_is_described_with_its_choices(self):
        paths = description()["paths"]
        for path in paths.values():
            for parameter in path["get"]["parameters"]:
                assert parameter["description"].strip(".")
        asked = {p["name"]: p for p in paths["/api/v1/exercises/"]["get"]["parameters"]}
        outcome = asked["outcome"]["schema"]
        assert outcome["items"] == {"$ref": "#/components/schemas/Outcome"}
        outcomes = description()["components"]["schemas"]["Outcome"]
        assert outcomes["enum"] == ["held", "announced", "cancelled"]
        assert "`announced`: Announced" in asked["outcome"]["description"]
        assert "-date" in asked["order"]["schema"]["items"]["anyOf"][0]["enum"]
        assert asked["page_size"]["schema"]["maximum"] == 200
        assert asked["state"]["schema"]["items"]["pattern"] == "^[A-Z]{3}$"

    def test_closed_lists_have_names_of_ours_and_null_is_a_type(self):
        shapes = description()["components"]["schemas"]

        assert [name for name in shapes if name.endswith("Enum")] == []
        unit = shapes["FactItem"]["properties"]["unit"]
        words = {"$ref": "#/components/schemas/Unit"}
        assert unit["anyOf"] == [words, {"type": "null"}]
        assert "nullable" not in json.dumps(description())

    def test_what_goes_wrong_is_described_for_every_operation(self):
        always = {"400", "404", "405", "406", "412", "415", "429", "500"}
        for path in description()["paths"].values():
            answers = path["get"]["responses"]
            problems = {status for status in answers if status >= "400"}
            assert problems - {"410"} == always
            assert all("$ref" in answers[status] for status in problems)

    def test_links_lead_to_operations_and_from_fields_that_there_are(self):
        paths = {
            path["get"]["operationId"]: path for path in description()["paths"].values()
        }
        led = {}
        for path in paths.values():
            for link in path["get"]["responses"]["200"].get("links", {}).values():
                led[path["get"]["operationId"]] = link["operationId"]
                asked = {
                    one["name"]
                    for one in paths[link["operationId"]]["get"]["parameters"]
                }
                assert set(link["parameters"]) <= asked
        assert led["states_list"] == "states_retrieve"
        assert led["states_retrieve"] == "states_revisions_list"
        assert len(led) == 3 * len(KINDS)

    def test_every_answer_tells_all_its_fields(self):
        schemas = description()["components"]["schemas"]
        chosen_from = {name for name, one in schemas.items() if "required" not in one}
        assert {"Exercise", "ExerciseItem", "Participation"} <= chosen_from
        assert not {"ExerciseList", "Problem", "Gone", "Index"} & chosen_from
        for name, shape in schemas.items():
            if "properties" in shape:
                all_of_it = set(shape["properties"])
                optional = all_of_it - set(shape.get("required", ()))
                left_out = MAY_BE_LEFT_OUT.get(name, set())
                assert optional == (all_of_it if name in chosen_from else left_out)

    def test_the_document_is_of_the_kinds_own_format(self):
        shapes = description()["components"]["schemas"]
        for name, kind in KINDS.items():
            entry = shapes[name.capitalize()]["properties"]["document"]
            document = shapes[entry["$ref"].rpartition("/")[2]]
            assert set(document["properties"]) == set(kind.format().fields)


class AnswerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_world()
        publish_claims()

    def test_every_answer_is_as_described(self):
        asked = {"": {}, "editions/": {}, "editions/{number}/": {}}
        asked["downloads/"] = {}
        asked["facts/"] = {"page_size": 200}
        asked["claims/"] = {"page_size": 1}
        asked["changes/"] = {"page_size": 200, "expand": "document"}
        asked |= {"insights/": {}} | {f"insights/{name}/": {} for name in TABLES}
        asked["insights/membership/"] = {"on": "2005-05-05"}
        for plural in KEYS:
            one = f"{plural}/{{key}}/"
            on = {"on": "2005-05-05"} if plural in ("states", "frameworks") else {}
            asked |= {f"{plural}/": {"page_size": 1}, one: on}
            asked |= {f"{one}revisions/": {}, f"{one}revisions/{{number}}/": {}}
        assert {PREFIX + address for address in asked} == set(description()["paths"])
        for address, query in asked.items():
            key = KEYS.get(address.partition("/")[0], "")
            place = address.format(key=key, number=1)
            with self.subTest(place):
                assert faults(PREFIX + address, ask(place, **query)) == []
                assert faults(PREFIX + address, ask(place)) == []

    def test_every_problem_is_as_described(self):
        withdraw(make_topic("founding"), successor="joint-exercises")
        entry = "/api/v1/topics/{key}/"

        assert faults(entry, ask("topics/founding/")) == []
        assert faults(entry, ask("topics/founding/", nmae="x", page="1")) == []
        assert faults(entry, ask("topics/nowhere/")) == []
        assert faults(entry, Client().post("/api/v1/topics/founding/")) == []
        accept = {"accept": "text/csv"}
        assert faults(entry, Client().get("/api/v1/topics/x/", headers=accept)) == []
        assert faults("/api/v1/topics/", ask("topics/", page=9)) == []

    def test_an_undescribed_field_would_be_noticed(self):
        shape = {"$ref": "#/components/schemas/Counts"}
        counts = dict.fromkeys(KEYS, 1)

        assert validator(shape).is_valid(counts)
        assert not validator(shape).is_valid({**counts, "readers": 1})


class DocumentationTests(SimpleTestCase):
    def test_the_page_needs_no_other_host_and_nothing_inline(self):
        accept = {"accept": "text/html"}
        response = Client().get("/api/v1/docs/", headers=accept)
        page = response.content.decode()

        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/html")
        assert 'data-schema="/api/v1/schema/"' in page
        assert "//" not in page.replace("<!doctype", "")
        assert not re.search(r"<style|style=|<script>| on[a-z]+=", page)
        assert "unsafe-inline" not in response["Content-Security-Policy"]

    def test_what_the_page_loads_is_there(self):
        page = Client().get("/api/v1/docs/").content.decode()
        wanted = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)

        assert len(wanted) == 4
        for path in wanted:
            assert finders.find(path.removeprefix("/static/"))

    def test_the_problems_that_have_a_type_are_explained(self):
        page = Client().get("/api/v1/docs/").content.decode()

        for name in ("invalid-parameters", "withdrawn", "redacted"):
            assert f'id="{name}"' in page
