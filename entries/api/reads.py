"""What every view does first and last: check what is asked, pin an edition, answer."""

from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import MethodNotAllowed, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from entries.api import fields
from entries.api.contract import deprecation
from entries.api.expanding import expanded
from entries.api.fields import Tree
from entries.api.formats import FORMATS, Format
from entries.api.links import Links
from entries.api.negotiation import preferred
from entries.api.parameters import Expanding, Fields, Formats, Reading, read
from entries.api.problems import NotOffered, NotThere
from entries.api.shapes import EXPANDED, Shape
from entries.api.versions import Version
from entries.documents.kinds.base import Kind
from entries.record.pin import NoSuchEditionError, Pin, pin

LIVE, KEPT = "public, max-age=60", "public, max-age=86400"
"""How long an answer may be kept: what is live, and what is of one edition."""


class OpenView(APIView):
    """What is read by anybody: nothing is sent in."""

    http_method_names = ["get", "head", "options"]
    formats: tuple[str, ...] = ("json",)
    """The forms in which it answers, the first unless another is asked for."""

    form: Format
    """The form in which it answers this time."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        method = str(request.method).lower()
        if method not in self.http_method_names:
            raise MethodNotAllowed(str(request.method))
        length = request.META.get("CONTENT_LENGTH") or "0"
        # A body that comes in chunks says nothing of its length.
        if length != "0" or "HTTP_TRANSFER_ENCODING" in request.META:
            raise UnsupportedMediaType(request.content_type or "")
        if method != "options":
            self.begin(request)

    def begin(self, request: Request) -> None:
        """Check what is asked."""
        self.form = negotiated(request, self.formats)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Say what may be done: the headers do."""
        return Response(status=204)

    def finalize_response(
        self, request: Any, response: Any, *args: Any, **kw: Any
    ) -> Any:
        response = super().finalize_response(request, response, *args, **kw)
        patch_vary_headers(response, ["Accept"])
        return response


class ReadView(OpenView):
    """A read of the record, at one edition."""

    kind: Kind | None = None
    operation = ""
    summary = ""
    shape: type[Shape] | dict[str, type[Shape]]

    asked: dict[str, Any]
    pin: Pin
    links: Links

    @property
    def operation_id(self) -> str:
        """What the operation is called, for ever: `exercises_list`."""
        return f"{self.kind.plural}_{self.operation}" if self.kind else self.operation

    def forms(self, query: Any = None) -> list[forms.Form]:
        """The parameters that may be asked here."""
        offered = [FORMATS[name] for name in self.formats]
        found: list[forms.Form] = [Reading(query), Formats(query, offered)]
        if self.part_shape is not None:
            found.append(Fields(query, fields.names(self.parts)))
            if EXPANDED in fields.tree(self.part_shape):
                found.append(Expanding(query))
        return found

    def begin(self, request: Request) -> None:
        query = request.query_params
        self.asked = read(query, self.forms(query))
        self.form = negotiated(request, self.formats, self.asked["format"])
        self.pin = self.pinned()
        self.links = Links(request, self.pin)

    @property
    def part_shape(self) -> type[Shape] | None:
        """The shape of what `fields` chooses from; None where it is not asked."""
        return None

    @property
    def parts(self) -> Tree:
        """All that `fields` chooses from."""
        whole = fields.tree(self.part_shape) if self.part_shape else {}
        return {name: inner for name, inner in whole.items() if name != EXPANDED}

    @property
    def wanted(self) -> Tree:
        """What is left of it, and what `expand` adds."""
        if self.part_shape is None:
            return {}
        left = fields.chosen(self.parts, self.asked["fields"])
        added = fields.tree(self.part_shape).get(EXPANDED, {})
        if added and (asked := self.asked.get("expand")):
            left = left | {EXPANDED: {name: added[name] for name in asked}}
        return left

    def expand(self, found: list[dict[str, Any]], documents: list[Any]) -> None:
        """Add to answers what is asked for of the entries that their documents name."""
        if asked := self.asked.get("expand"):
            names = expanded(documents, asked, self.links)
            for answer, more in zip(found, names, strict=True):
                answer[EXPANDED] = more

    def pinned(self) -> Pin:
        """The edition that is read."""
        return pinned(self.asked["edition"], self.asked["known_on"])

    def finalize_response(
        self, request: Any, response: Any, *args: Any, **kw: Any
    ) -> Any:
        response = super().finalize_response(request, response, *args, **kw)
        if "Cache-Control" not in response.headers:
            is_pinned = "edition" in request.query_params
            response.headers["Cache-Control"] = KEPT if is_pinned else LIVE
        if response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            self.version.tell(response)
            response = self.version.known(request, response)
        deprecation.tell(response, self.operation_id, request)
        return response

    @property
    def version(self) -> Version:
        """The version of the answer."""
        plain: HttpRequest = self.request._request  # noqa: SLF001  as Django reads it
        form = self.form
        return Version.of(plain, self.pin, form.name, is_exact=form.is_exact)


class WholeView(ReadView):
    """A read of one thing, of which `fields` may choose."""

    @property
    def part_shape(self) -> type[Shape]:
        if self.kind and isinstance(self.shape, dict):
            return self.shape[self.kind.name]
        return cast("type[Shape]", self.shape)

    def answer(self, found: dict[str, Any]) -> Response:
        """All of it, or what is wanted of it."""
        return Response(fields.pick(found, self.wanted))


def negotiated(request: Request, offered: tuple[str, ...], asked: str = "") -> Format:
    """The form asked for by name, else the one that is accepted before the others."""
    if asked:
        return FORMATS[asked]
    media = {
        name: one
        for one in (FORMATS[name] for name in offered)
        for name in (one.media, *one.also)
    }
    found = preferred(request.headers.get("Accept", ""), list(media))
    if found is None:
        there_are = ", ".join(FORMATS[name].media for name in offered)
        raise NotOffered(f"This is answered as {there_are}, and as nothing else.")
    return media[found]


def pinned(number: int | None, known_on: Any) -> Pin:
    """The edition of a number, or of a day; of both where they mean the same."""
    name = "known_on" if known_on is not None else "edition"
    try:
        found = pin(None, known_on) if known_on is not None else pin(number)
    except NoSuchEditionError as error:
        message = f"{str(error).capitalize()}."
        fault = {"parameter": name, "message": message}
        if name == "edition" and (newest := pin().number):
            fault["nearest"] = str(newest)
        raise NotThere(message, errors=[fault]) from error
    if number is not None and found.number != number:
        message = f"On that day edition {found.number} was known, not {number}."
        nearest = {"nearest": str(found.number)}
        raise NotThere(
            message, errors=[{"parameter": "edition", "message": message, **nearest}]
        )
    return found
