"""The description of the API: OpenAPI, made from what the views declare."""

from functools import cache
from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django_filters.fields import BaseCSVField
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from entries.api import shapes
from entries.api.parameters import LONGEST, choices, read
from entries.api.problems import MEDIA_TYPE
from entries.api.views import ReadView
from entries.dates import ADVICE
from entries.documents.fields import SLUG, STATE_CODE
from entries.record.facts import NumberField
from entries.record.filters import DayField, WholeField

PROBLEMS = {
    400: "A parameter is unknown, repeated or malformed; the nearest is named.",
    404: "There is no such entry, page or edition.",
    405: "The API is only read: GET and HEAD.",
    406: "The API answers in JSON.",
    410: "The entry was withdrawn, or the law has taken its text out.",
    500: "Something went wrong here.",
}
PATH: dict[str, tuple[Any, str]] = {
    "key": (str, "The entry's key. A former address, or small letters, redirect."),
    "number": ({"type": "integer", "minimum": 1}, "Counted from 1."),
}
WORDS = {
    "q": "Words that must all be found, in English, Russian or Chinese.",
    "order": "What to sort by, first things first; `-` turns it round.",
    "decade": "What began in the ten years from this one on, or may have.",
    "size": "How many took part.",
    "on": "A day: what held then, or may have held.",
    "year": "What happened in the year, or may have.",
    "year_from": "What happened in the year or later, or may have.",
    "year_to": "What happened in the year or earlier, or may have.",
}
"""Parameters whose label alone would say too little."""

OWN = {"Problem", "Gone", "ParameterFault"}
"""Shapes that leave out what there is nothing to say of."""


class Description(AutoSchema):
    """An operation, as its view declares it."""

    @property
    def declared(self) -> ReadView:
        return cast("ReadView", self.view)

    def get_operation_id(self) -> str:
        kind, operation = self.declared.kind, self.declared.operation
        return f"{kind.plural}_{operation}" if kind else operation

    def get_summary(self) -> str:
        kind = self.declared.kind
        return self.declared.summary.format(plural=kind.plural if kind else "")

    def get_auth(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        found = [
            OpenApiParameter(
                name, schema(field), description=said(name, field), **style(field)
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
        found: dict[Any, Any] = {200: whole}
        if "{key}" in self.path:
            found[301] = OpenApiResponse(description="The entry is under another key.")
        for status, description in PROBLEMS.items():
            if status == 410 and not self.path.endswith("{key}/"):
                continue
            told = shapes.Gone if status == 410 else shapes.Problem
            found[status, MEDIA_TYPE] = OpenApiResponse(told, description)
        return found


def schema(field: forms.Field) -> dict[str, Any]:
    """The values that a parameter takes, as JSON schema."""
    if isinstance(field, BaseCSVField):
        items = {"type": "string", "enum": list(choices(field))}
        return {"type": "array", "items": items, "minItems": 1}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": list(choices(field))}
    if isinstance(field, WholeField):
        bounds = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer"} | {n: v for n, v in bounds.items() if v is not None}
    if isinstance(field, DayField):
        return {"type": "string", "format": "date"}
    if isinstance(field, NumberField):
        return {"type": "number"}
    found: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    if isinstance(field, forms.CharField) and field.max_length:
        found["maxLength"] = field.max_length
    if isinstance(field, forms.RegexField):
        found["pattern"] = field.regex.pattern.replace(r"\Z", "$")
    else:
        found["pattern"] = r"^[^\x00]*[^\s\x00][^\x00]*$"
    return found


def style(field: forms.Field) -> dict[str, Any]:
    """Several values stand behind one name, with commas between."""
    return (
        {"style": "form", "explode": False} if isinstance(field, BaseCSVField) else {}
    )


def said(name: str, field: forms.Field) -> str:
    """What a parameter is, in words, with the names of its choices."""
    words = [field.help_text or WORDS.get(name, f"{field.label}.")]
    if isinstance(field, forms.ChoiceField) and not isinstance(field, BaseCSVField):
        words += [f"* `{word}`: {name}" for word, name in choices(field).items()]
    return "\n".join(map(str, words))


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
        address = {"type": "string", "format": "iri", "maxLength": 500}
        return {"anyOf": [address, {"type": "string", "const": ""}]}


class ValueField(OpenApiSerializerFieldExtension):
    """A value that a source gives."""

    target_class = "entries.documents.fields.Value"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        texts = {"type": "array", "items": {"type": "string"}}
        one = {"type": ["string", "number", "boolean"]}
        return {"anyOf": [one, texts]}


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every answer holds every field: none is left out because it is empty."""
    for name, component in result["components"]["schemas"].items():
        if name not in OWN and "properties" in component:
            component["required"] = sorted(component["properties"])
            for field in component["properties"].values():
                field.pop("default", None)
    return result


@cache
def description() -> dict[str, Any]:
    """The whole description; it changes with the software only."""
    return SchemaGenerator().get_schema(request=None, public=True)


class AboutView(APIView):
    """What is said of the API itself: it is read, and takes no parameters."""

    http_method_names = ["get", "head"]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if str(request.method).lower() not in self.http_method_names:
            raise MethodNotAllowed(str(request.method))
        read(request.query_params, [])


class SchemaView(AboutView):
    """The description as OpenAPI 3.1, in JSON."""

    def get(self, request: Request) -> Response:
        return Response(description(), headers={"Cache-Control": "public, max-age=60"})


class DocumentationView(AboutView):
    """The description to be read, served from this host alone."""

    def perform_content_negotiation(self, request: Any, force: bool = False) -> Any:
        """A page whatever is accepted; only its problems are JSON."""
        return super().perform_content_negotiation(request, force=True)

    def get(self, request: Request) -> HttpResponse:
        return render(request, "api/documentation.html")
