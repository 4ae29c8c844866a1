"""What is answered where an answer cannot be given: RFC 9457 problem documents."""

import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from entries.api.links import whole

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TOO_MANY = "Too many requests came from your address: ask again after `Retry-After`."
SAID = {
    400: "The request cannot be read, or names a host that is not answered here.",
    404: "There is nothing at this address.",
    500: "Something went wrong here. It has been noted.",
}


class Problem(APIException):
    """A problem with a type of its own, or with more to say than its status."""

    name = ""
    """Where its type is described on the documentation's page."""

    def __init__(self, said: str, **members: Any) -> None:
        super().__init__(said)
        self.members = members


class InvalidParameters(Problem):
    """Parameters that cannot be answered: each with the nearest that could."""

    status_code = 400
    name = "invalid-parameters"

    def __init__(self, faults: Iterable[Mapping[str, Any]]) -> None:
        errors = list(faults)
        names = ", ".join(dict.fromkeys(fault["parameter"] for fault in errors))
        super().__init__(f"These parameters cannot be answered: {names}", errors=errors)


class NotThere(Problem):
    """A page or an edition that there is not."""

    status_code = 404


class NotOffered(Problem):
    """An answer in a form that is not offered here."""

    status_code = 406


class Withdrawn(Problem):
    """An entry that was taken from readers, and what takes its place."""

    status_code = 410
    name = "withdrawn"


class Redacted(Problem):
    """A revision whose text the law has taken out."""

    status_code = 410
    name = "redacted"


def answer(exception: Exception, context: dict[str, Any]) -> Response:
    """The problem document of whatever a view raised."""
    request = context["request"]
    status = _status(exception)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("The API failed at %s", request.path, exc_info=exception)
        got_request_exception.send(sender=None, request=request)
    set_rollback()
    response = Response(
        problem(exception, status, request), status=status, content_type=MEDIA_TYPE
    )
    response["Cache-Control"] = "no-store"
    return response


def _status(exception: Exception) -> int:
    if isinstance(exception, APIException):
        return exception.status_code
    if isinstance(exception, Http404):
        return HTTPStatus.NOT_FOUND
    if isinstance(exception, PermissionDenied):
        return HTTPStatus.FORBIDDEN
    if isinstance(exception, SuspiciousOperation):
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.INTERNAL_SERVER_ERROR


def plain(request: HttpRequest, status: int, said: str = "") -> HttpResponse:
    """The problem document of what no view could answer."""
    phrase = HTTPStatus(status).phrase
    told = {
        "type": "about:blank",
        "title": phrase,
        "status": status,
        "detail": said or SAID.get(status, phrase),
        "instance": request.path,
    }
    response = HttpResponse(
        JSONRenderer().render(told), status=status, content_type=MEDIA_TYPE
    )
    response["Cache-Control"] = "no-store"
    return response


def problem(exception: Exception, status: int, request: Any) -> dict[str, Any]:
    own = isinstance(exception, Problem) and exception.name
    page = whole(request, reverse("api:documentation")) if own else ""
    phrase = HTTPStatus(status).phrase
    said = str(exception) if isinstance(exception, APIException) else phrase
    return {
        "type": f"{page}#{own}" if own else "about:blank",
        "title": own.replace("-", " ").capitalize() if own else phrase,
        "status": int(status),
        "detail": said if isinstance(exception, Problem) else SAID.get(status, said),
        "instance": request.path,
        **(exception.members if isinstance(exception, Problem) else {}),
    }
