"""The views: each checks what it is asked, pins an edition, finds and answers."""

from typing import Any, Never

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from entries.api import answers, shapes
from entries.api.lists import ListView
from entries.api.parameters import OnDay
from entries.api.problems import Redacted, Withdrawn
from entries.api.reads import ReadView, WholeView
from entries.documents.kinds import KINDS
from entries.documents.kinds.base import Kind
from entries.record import reading
from entries.record.asking.names import order
from entries.record.asking.questions import AskingForm, filtered
from entries.record.edition import Edition, Revision
from entries.record.listing import Address, Listing
from entries.record.walking import Order, Sort


class MovedError(Exception):
    """The entry is at another address of this API."""

    def __init__(self, key: str) -> None:
        self.key = key


class EntryList(ListView):
    """The entries of a kind, filtered and ordered."""

    kind: Kind = KINDS["state"]
    operation = "list"
    row = shapes.ITEMS
    shape = shapes.LISTS
    summary = "List {plural}"

    def forms(self, query: Any = None) -> list[forms.Form]:
        return [*super().forms(query), AskingForm(self.kind.name, query)]

    def rows(self) -> QuerySet[Listing]:
        shown = Listing.objects.shown(self.pin.number).of(self.kind.name)
        return filtered(self.kind.name, shown, self.asked)

    def whole(self) -> QuerySet[Listing]:
        return Listing.objects.all()

    def order(self) -> Order:
        return order(self.kind.name, self.asked.get("order") or [])

    def present(self, rows: list[Listing]) -> list[dict[str, Any]]:
        # Apart from their listings: tied to them they would stay until the next sweep.
        revisions = Revision.objects.in_bulk([row.revision_id for row in rows])
        pairs = [(row, revisions[row.revision_id]) for row in rows]
        documents = [revision.document for _, revision in pairs]
        found = [
            answers.item(row, revision, document, self.links)
            for (row, revision), document in zip(pairs, documents, strict=True)
        ]
        self.expand(found, documents)
        return found


class KeyedView(ReadView):
    """What is found under the key of an entry; another's address leads there."""

    kind: Kind = KINDS["state"]

    def handle_exception(self, exc: Exception) -> Any:
        if not isinstance(exc, MovedError):
            return super().handle_exception(exc)
        name = self.request.resolver_match
        place = {**self.kwargs, "key": exc.key}
        target = reverse(name.view_name if name else "", kwargs=place)
        query = self.request.query_params.urlencode()
        return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)

    def elsewhere(self, key: str) -> Never:
        """Say where the entry is that is, or was, found at this address on the site."""
        found = Address.objects.filter(
            kind=self.kind.name, address=key.lower(), since__lte=self.pin.number
        ).first()
        if found and found.key != key:
            raise MovedError(found.key)
        raise NotFound


class EntryDetail(KeyedView, WholeView):
    """An entry whole, with how well each of its facts stands."""

    operation = "retrieve"
    shape = shapes.ENTRIES
    summary = "Read one of the {plural}"

    def forms(self, query: Any = None) -> list[forms.Form]:
        on = [OnDay(query)] if self.kind.name in answers.HELD else []
        return [*super().forms(query), *on]

    def get(self, request: Request, key: str) -> Response:
        listing = reading.with_key(self.kind.name, key, self.pin.number)
        if listing is None:
            self.elsewhere(key)
        if listing.withdrawn:
            self.withdrawn(listing)
        if listing.revision.redacted:
            raise Redacted("The law has taken this revision's text out.")
        found = answers.entry(listing, self.links, self.asked.get("on"))
        self.expand([found], [listing.revision.document])
        return self.answer(found)

    def withdrawn(self, listing: Listing) -> Never:
        keys = [listing.successor] if listing.successor else []
        successor = reading.names(keys, self.pin.number).get(listing.successor)
        grave = answers.tombstone(listing, successor, self.links)
        said = (
            f"{listing.title or listing.key} was withdrawn in edition {listing.since}."
        )
        raise Withdrawn(said, entry=grave)


class RevisionList(KeyedView, ListView):
    """The revisions of an entry up to the edition, newest first."""

    operation = "revisions_list"
    row = shapes.RevisionItem
    shape = shapes.REVISION_LIST
    summary = "List the revisions of one of the {plural}"

    def rows(self) -> QuerySet[Revision]:
        key, kind = self.kwargs["key"], self.kind.name
        return reading.revisions(key, self.pin.number).filter(kind=kind)

    def whole(self) -> QuerySet[Revision]:
        return Revision.objects.defer("canonical").select_related("edition")

    def called(self) -> str:
        return f"{self.kwargs['key']}-revisions"

    def order(self) -> Order:
        return Order(Sort("number", descending=True))

    def nothing(self) -> None:
        self.elsewhere(self.kwargs["key"])

    def present(self, rows: list[Revision]) -> list[dict[str, Any]]:
        return [answers.revision(row, self.links) for row in rows]


class RevisionDetail(KeyedView, WholeView):
    """A revision whole: the document as it was published."""

    operation = "revisions_retrieve"
    shape = shapes.REVISIONS
    summary = "Read one revision of one of the {plural}"

    def get(self, request: Request, key: str, number: int) -> Response:
        row = self.rows(key).filter(number=number).first()
        if row is None:
            self.elsewhere(key)
        found = answers.whole_revision(row, self.links)
        self.expand([found], [row.document])
        return self.answer(found)

    def rows(self, key: str) -> QuerySet[Revision]:
        rows = reading.revisions(key, self.pin.number).filter(kind=self.kind.name)
        return rows.defer(None).select_related("edition")


class EditionList(ListView):
    """The editions, newest first."""

    operation = "editions_list"
    summary = "List editions"
    name = "editions"
    row = shapes.EditionItem
    shape = shapes.EDITION_LIST

    def rows(self) -> QuerySet[Edition]:
        return reading.editions().filter(number__lte=self.pin.number)

    def whole(self) -> QuerySet[Edition]:
        return Edition.objects.all()

    def order(self) -> Order:
        return Order(Sort("number", descending=True))

    def present(self, rows: list[Edition]) -> list[dict[str, Any]]:
        return answers.editions(rows, self.links)


class EditionDetail(WholeView):
    """One edition, with what the record shows at it."""

    operation = "editions_retrieve"
    summary = "Read one edition"
    shape = shapes.Edition

    def get(self, request: Request, number: int) -> Response:
        rows = reading.editions().filter(number=number, number__lte=self.pin.number)
        found = answers.editions(rows, self.links)
        if not found:
            raise NotFound
        entries = answers.by_kind(reading.counts(number))
        return self.answer({**found[0], "entries": entries})


class Index(ReadView):
    """What there is: every kind with its address and how many entries it has."""

    operation = "index"
    summary = "See what there is"
    shape = shapes.Index

    def get(self, request: Request) -> Response:
        counts = reading.counts(self.pin.number)
        edition = [self.pin.edition] if self.pin.edition else []
        return Response(
            {
                "edition": next(iter(answers.editions(edition, self.links)), None),
                "entries": [
                    {
                        "kind": name,
                        "url": self.links.named(kind.plural),
                        "count": counts.get(name, 0),
                    }
                    for name, kind in KINDS.items()
                ],
                "editions": self.links.named("editions"),
                "claims": self.links.named("claims"),
                "facts": self.links.named("facts"),
                "downloads": self.links.named("downloads"),
                "changes": self.links.named("changes"),
                "insights": self.links.named("insights"),
                "schema": self.links.named("schema"),
                "documentation": self.links.named("documentation"),
            }
        )


def leads_nowhere(path: str) -> bool:
    return getattr(resolve(path).func, "cls", None) is Nowhere


class Nowhere(APIView):
    """Every address at which there is nothing."""

    schema = None
    default_response_headers = {}  # no method is allowed here

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> Never:
        raise NotFound

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the same address with a slash, where there is something."""
        path = f"{request.path_info}/"
        is_read = request.method in {"GET", "HEAD"} and not path.endswith("//")
        if is_read and not leads_nowhere(path):
            query = request.META.get("QUERY_STRING", "")
            target = f"{request.path}/"
            return HttpResponsePermanentRedirect(
                f"{target}?{query}" if query else target
            )
        return super().dispatch(request, *args, **kwargs)
