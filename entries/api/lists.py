"""Lists: page by page by cursors, or whole as files.

A list names its rows, their order and their shape, and says how they are shown; all
else is done here.
"""

import logging
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from entries.api import fields
from entries.api.cursors import Cursor, NoCursorError, question
from entries.api.formats import File
from entries.api.parameters import PAGE_SIZE, Paging
from entries.api.problems import InvalidParameters, NotThere
from entries.api.reads import ReadView, pinned
from entries.api.shapes import Shape
from entries.record.pin import Pin
from entries.record.walking import Order

logger = logging.getLogger(__name__)

CHUNK = 500
"""How many rows of a file are in memory at once."""
Row = dict[str, Any]


class ListView(ReadView):
    """Rows that match what is asked, in an order."""

    formats: tuple[str, ...] = ("json", "csv", "jsonl", "xlsx")
    row: type[Shape] | dict[str, type[Shape]]
    """The shape of a row, or that of each kind."""
    name = ""
    """What a file is called."""

    cursor: Cursor | None = None

    def rows(self) -> QuerySet[Any]:
        """All that match, at the pinned edition, in no order."""
        raise NotImplementedError

    def whole(self) -> QuerySet[Any]:
        """Everything, as the rows of a page are to be read."""
        raise NotImplementedError

    def order(self) -> Order:
        """How they are ordered."""
        raise NotImplementedError

    def present(self, rows: list[Any]) -> list[Row]:
        """What is shown of some rows."""
        raise NotImplementedError

    def features(self, row: Row) -> list[dict[str, Any]]:
        """The places of a row as GeoJSON, of lists that are offered in it."""
        raise NotImplementedError

    def nothing(self) -> None:
        """Refuse to answer where no row matches, if there is a reason to."""

    @property
    def part_shape(self) -> type[Shape]:
        if self.kind and isinstance(self.row, dict):
            return self.row[self.kind.name]
        return cast("type[Shape]", self.row)

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), Paging(query)]

    def pinned(self) -> Pin:
        """The edition of the cursor, if there is one."""
        number, known_on = self.asked["edition"], self.asked["known_on"]
        if text := self.asked["cursor"]:
            self.cursor = self._cursor(text)
            if number not in (None, self.cursor.edition):
                raise _lost(f"It is of edition {self.cursor.edition}.")
            number = self.cursor.edition
        return pinned(number, known_on)

    def _cursor(self, text: str) -> Cursor:
        try:
            found = Cursor.read(text)
        except NoCursorError as error:
            raise _lost("It was not given by this API.") from error
        if found.question != self._question():
            raise _lost("It was given where something else was asked.")
        return found

    def _question(self) -> str:
        return question(self.request.path, self.request.query_params)

    def get(self, request: Request, **place: Any) -> HttpResponseBase:
        rows = self.rows()
        count = rows.order_by().count()
        if not count:
            self.nothing()
        if (known := self.version.known(request)) is not None:
            return cast("HttpResponseBase", known)
        answer = self._page if self._is_paged() else self._all
        response = answer(rows, count)
        response["X-Total-Count"] = str(count)
        return response

    def _is_paged(self) -> bool:
        asked = self.cursor or self.asked["page_size"]
        return self.form.write is None or bool(asked)

    def _page(self, rows: QuerySet[Any], count: int) -> HttpResponseBase:
        size = self.asked["page_size"] or PAGE_SIZE
        backwards = self.cursor is not None and self.cursor.backwards
        place = self.cursor.place if self.cursor else None
        found = self.order().part(
            rows, self.whole(), size + 1, place, backwards=backwards
        )
        is_more = len(found) > size
        found = found[-size:] if backwards else found[:size]
        around = {
            "next": self._to(found[-1]) if found and (is_more or backwards) else None,
            "previous": self._to(found[0], backwards=True)
            if found and (is_more if backwards else place is not None)
            else None,
        }
        shown = self.present(found)
        if self.form.write:
            response = self._file([shown], len(found))
        else:
            response = Response(
                {
                    "count": count,
                    **around,
                    "edition": self.pin.number or None,
                    "results": fields.pick(shown, self.wanted),
                }
            )
        response["Link"] = self._links(around)
        return response

    def _to(self, row: Any, *, backwards: bool = False) -> str:
        place = self.order().place(row)
        cursor = Cursor(self.pin.number, self._question(), place, backwards)
        return self.links.here(cursor=cursor)

    def _links(self, around: dict[str, str | None]) -> str:
        """The neighbours as a header (RFC 8288)."""
        relations = {
            "next": around["next"],
            "prev": around["previous"],
            "first": self.links.here(cursor=None),
        }
        return ", ".join(
            f'<{target}>; rel="{name}"' for name, target in relations.items() if target
        )

    def _all(self, rows: QuerySet[Any], count: int) -> HttpResponseBase:
        if self.form.most is not None and count > self.form.most:
            message = f"{count} rows are more than it holds: ask for fewer, or for CSV."
            fault = {"parameter": "format", "message": message, "nearest": "csv"}
            raise InvalidParameters([fault])
        return self._file(self._chunks(rows), count)

    def _chunks(self, rows: QuerySet[Any]) -> Iterator[list[Row]]:
        """All rows, some at a time: each time a query that ends."""
        order, place = self.order(), None
        while found := order.part(rows, self.whole(), CHUNK, place):
            place = order.place(found[-1])
            yield self.present(found)
            if len(found) < CHUNK:
                break

    def _file(self, pages: Iterable[list[Row]], count: int) -> HttpResponseBase:
        name = self.called()
        file = File(name, self.wanted, self.pin.number, count, self.features)
        response: HttpResponseBase
        if self.request.method == "HEAD" or self.form.write is None:
            # Nobody knows its length before it is written.
            response = StreamingHttpResponse(())
        else:
            response = StreamingHttpResponse(self._told(self.form.write(file, pages)))
        response["Content-Type"] = f"{self.form.media}{self.form.charset}"
        called = f"{name}-edition-{self.pin.number}.{self.form.name}"
        response["Content-Disposition"] = f'attachment; filename="{called}"'
        response["X-Row-Count"] = str(count)
        return response

    def called(self) -> str:
        """What a file of it is called, before its edition."""
        return self.name or (self.kind.plural if self.kind else self.operation)

    def _told(self, parts: Iterator[bytes]) -> Iterator[bytes]:
        """The parts of a file; where it breaks off, the log says why."""
        try:
            yield from parts
        except Exception:
            logger.exception("A file broke off at %s", self.request.path)
            raise


def _lost(why: str) -> NotThere:
    message = f"This cursor leads nowhere. {why} Begin again without it."
    return NotThere(message, errors=[{"parameter": "cursor", "message": message}])
