"""The popular claims of the record as rows, each with its verdict and its sources."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from rest_framework import serializers

from entries.api.links import Links
from entries.api.lists import ListView
from entries.api.shapes import Shape, listing
from entries.api.tables.shapes import FactCitation
from entries.documents.facts import Evidence
from entries.record import reading
from entries.record.asking.claims import CLAIMS, ClaimOrderForm, claim_order
from entries.record.asking.tables import TableForm, filtered
from entries.record.claims import claims
from entries.record.edition import Revision
from entries.record.listing import Facet
from entries.record.walking import Order
from entries.vocabulary import EntryKind, Verdict, Verification

TITLES = ("title", "title_ru", "title_zh")


class ClaimItem(Shape):
    """A popular claim and what the evidence says of it."""

    topic = serializers.CharField(help_text="The key of the entry that judges it.")
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField(help_text="The title of that entry.")
    title_ru = serializers.CharField(help_text="Empty where there is none.")
    title_zh = serializers.CharField(help_text="Empty where there is none.")
    key = serializers.CharField(help_text="Its key there; its fact is `claims.KEY`.")
    claim = serializers.CharField(help_text="What popular accounts say.")
    made_in = serializers.CharField(help_text="The kind of place that says it.")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    reasoning = serializers.CharField(help_text="Why the verdict is so.")
    verification = serializers.ChoiceField(
        choices=Verification.choices,
        help_text="How well the verdict stands; sources on both sides carry it.",
    )
    citations = FactCitation(
        many=True, help_text="What supports the claim, then what contradicts it."
    )
    edition = serializers.IntegerField(
        help_text="The edition since which the entry stands as it does."
    )
    url = serializers.URLField(help_text="The entry in this API.")
    page = serializers.URLField(help_text="The claim on the site.")


CLAIM_LIST = listing(ClaimItem)


class ClaimList(ListView):
    """The claims of all entries, filtered."""

    operation = "claims_list"
    summary = "List claims"
    name = "claims"
    row = ClaimItem
    shape = CLAIM_LIST

    def forms(self, query: Any = None) -> list[forms.Form]:
        own = (TableForm(CLAIMS, query), ClaimOrderForm(query))
        return [*super().forms(query), *own]

    def rows(self) -> QuerySet[Facet]:
        return filtered(CLAIMS, claims(self.pin.number), self.asked)

    def whole(self) -> QuerySet[Facet]:
        return Facet.objects.select_related("listing")

    def order(self) -> Order:
        return claim_order(self.asked["order"])

    def present(self, rows: list[Facet]) -> list[dict[str, Any]]:
        return claim_rows(rows, self.links)


def claim_rows(found: Iterable[Facet], links: Links) -> list[dict[str, Any]]:
    """Claims as rows. Two queries, however many there are."""
    rows = list(found)
    revisions = Revision.objects.in_bulk({row.listing.revision_id for row in rows})
    judged = {number: Evidence(one.document) for number, one in revisions.items()}
    of = [(row, judged[row.listing.revision_id]) for row in rows]
    keys = {
        one["source"]
        for row, evidence in of
        for one in evidence.shown(f"claims.{row.value}")
    }
    sources = reading.names(keys, links.pin.number)
    return [_row(row, evidence, sources, links) for row, evidence in of]


def _row(
    row: Facet, evidence: Evidence, sources: dict[str, Any], links: Links
) -> dict[str, Any]:
    entry, fact = row.listing, f"claims.{row.value}"
    said = next(one for one in evidence.document["claims"] if one["key"] == row.value)
    return {
        "topic": entry.key,
        "kind": entry.kind,
        **{name: getattr(entry, name) for name in TITLES},
        **{name: said[name] for name in ("key", "claim", "made_in")},
        **{name: said[name] for name in ("verdict", "reasoning")},
        "verification": evidence.verification(fact),
        "citations": [
            {
                **one,
                "title": getattr(sources.get(one["source"]), "title", ""),
                "url": links.entry("source", one["source"]),
            }
            for one in evidence.shown(fact)
        ],
        "edition": entry.since,
        "url": links.entry(entry.kind, entry.key),
        "page": f"{links.page(entry)}#fact-{fact}",
    }
