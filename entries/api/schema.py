"""The description of the API: OpenAPI, made from what the views declare."""

from functools import cache
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from entries.api import shapes
from entries.api.contract import deprecation
from entries.api.contract.responses import PROBLEMS
from entries.api.formats import FORMATS
from entries.api.parameters import read
from entries.api.problems import MEDIA_TYPE
from entries.api.reads import LIVE, OpenView, ReadView
from entries.api.values import said, schema, style
from entries.api.versions import Version
from entries.dates import ADVICE
from entries.documents.fields import SLUG, STATE_CODE

PREFIX = "/api/v1/"
KEY = "[A-Za-z0-9-]{1,100}"
"""What a key, or an address in its place, can be made of."""
PATH: dict[str, tuple[Any, str]] = {
    "key": (
        {"type": "string", "pattern": f"^{KEY}$"},
        "The entry's key. A former address, or small letters, redirect.",
    ),
    "number": (
        {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "Counted from 1.",
    ),
}
FILES: dict[str, Any] = {
    "csv": OpenApiTypes.STR,
    "jsonl": OpenApiTypes.STR,
    "xlsx": OpenApiTypes.BINARY,
    "geojson": shapes.FeatureCollection,
}
"""What is said of a file's content."""


class Description(AutoSchema):
    """An operation, as its view declares it."""

    @property
    def declared(self) -> ReadView:
        return cast("ReadView", self.view)

    def get_operation_id(self) -> str:
        return self.declared.operation_id

    def get_tags(self) -> list[str]:
        """The first word of the address: `exercises`."""
        return [self.path.removeprefix(PREFIX).split("/")[0] or "index"]

    def get_summary(self) -> str:
        kind = self.declared.kind
        return self.declared.summary.format(plural=kind.plural if kind else "")

    def get_auth(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        found = [
            OpenApiParameter(
                name, schema(field), description=said(field), **style(field)
            )
            for form in self.declared.forms()
            for name, field in form.fields.items()
        ]
        return found + [
            OpenApiParameter(name, what, OpenApiParameter.PATH, description=words)
            for name, (what, words) in PATH.items()
            if f"{{{name}}}" in self.path
        ]

    def get_response_serializers(self) -> Any:
        kind, shape = self.declared.kind, self.declared.shape
        whole = shape[kind.name] if kind and isinstance(shape, dict) else shape
        found: dict[Any, Any] = {(200, "application/json"): whole}
        for one in (FORMATS[name] for name in self.declared.formats[1:]):
            found[200, one.media] = OpenApiResponse(FILES[one.name], one.label)
        if "{key}" in self.path:
            found[301] = OpenApiResponse(description="The entry is under another key.")
        found[304] = OpenApiResponse(description="Nothing is new since then.")
        for status, (_, description) in PROBLEMS.items():
            if status == 410 and not self.path.endswith("{key}/"):
                continue
            told = shapes.Gone if status == 410 else shapes.Problem
            found[status, MEDIA_TYPE] = OpenApiResponse(told, description)
        return found


class DateField(OpenApiSerializerFieldExtension):
    """A date with its precision."""

    target_class = "entries.documents.fields.Date"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        form = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\??$"
        words = f"A date as exactly as it is known; {ADVICE}.".replace("write", "it is")
        return {"type": "string", "pattern": form, "description": words}


class KeyField(OpenApiSerializerFieldExtension):
    """The name of a row or an entry."""

    target_class = "entries.documents.fields.Key"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        form = f"^(?:{SLUG.pattern}|{STATE_CODE.pattern})$"
        return {"type": "string", "pattern": form}


class StateKeyField(OpenApiSerializerFieldExtension):
    """The name of a state."""

    target_class = "entries.documents.fields.StateKey"
    priority = 1

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{STATE_CODE.pattern}$"}


class AddressField(OpenApiSerializerFieldExtension):
    """An address on the web, or nothing."""

    target_class = "entries.documents.fields.Address"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        form = r"^([A-Za-z]+://\S+)?$"
        return {"type": "string", "pattern": form, "maxLength": 500}


class ValueField(OpenApiSerializerFieldExtension):
    """A value that a source gives."""

    target_class = "entries.documents.fields.Value"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        texts = {"type": "array", "items": {"type": "string"}}
        one = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [one, texts]}


@cache
def description() -> dict[str, Any]:
    """The whole description; it changes with the software only."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


class AboutView(OpenView):
    """What is said of the API itself: it is read, and takes no parameters."""

    schema = None

    def begin(self, request: Request) -> None:
        read(request.query_params, [])
        super().begin(request)

    def finalize_response(
        self, request: Any, response: Any, *args: Any, **kw: Any
    ) -> Any:
        response = super().finalize_response(request, response, *args, **kw)
        if response.status_code == HTTPStatus.OK:
            response.headers["Cache-Control"] = LIVE
            version = Version.of_release(request.path)
            version.tell(response)
            plain = request._request  # noqa: SLF001  as Django reads it
            response = version.known(plain, response)
        return response


class SchemaView(AboutView):
    """The description as OpenAPI 3.1, in JSON."""

    def get(self, request: Request) -> Response:
        return Response(description())


class DocumentationView(AboutView):
    """The description to be read, served from this host alone."""

    def begin(self, request: Request) -> None:
        """It is a page whatever is accepted."""
        read(request.query_params, [])

    def get(self, request: Request) -> HttpResponse:
        going = sorted(deprecation.DEPRECATED.items())
        return render(request, "api/documentation.html", {"going": going})
