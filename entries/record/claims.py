"""The popular claims of an edition, judged: a facet of its entry for each of them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from entries.record.filters import FacetKey
from entries.record.listing import Facet
from entries.record.neighbours import NAME_COLUMNS, Neighbour
from entries.vocabulary import Verdict


def judged(verdict: str) -> str:
    """The name of the facets of all claims with a verdict; their value is the key."""
    return f"claim-{verdict}"


VERDICTS = {judged(verdict): verdict for verdict in Verdict.values}


@dataclass(frozen=True)
class Numbers:
    """How many claims there are, by verdict and by entry."""

    pairs: Counter[tuple[str, str]]
    """By verdict and the key of the entry."""
    owners: dict[str, Neighbour]
    """The entries that have claims, by key, in the order of their titles."""

    def verdicts(self, owner: str = "") -> Counter[str]:
        """By verdict: of all, or of one entry."""
        found: Counter[str] = Counter()
        for (verdict, key), n in self.pairs.items():
            if owner in ("", key):
                found[verdict] += n
        return found

    def of_owners(self, verdict: str = "") -> Counter[str]:
        """By entry: of all verdicts, or of one."""
        found: Counter[str] = Counter()
        for (word, key), n in self.pairs.items():
            if verdict in ("", word):
                found[key] += n
        return found


class ClaimFilter(django_filters.FilterSet):
    """What can be asked of the page of claims."""

    verdict = django_filters.ChoiceFilter(
        choices=Verdict.choices,
        method="of_verdict",
        label=_("Verdict"),
        empty_label=_("Any"),
    )
    topic = FacetKey(method="of_topic", label=_("Topic"))

    def of_verdict(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(name=judged(value))

    def of_topic(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(listing__key=value)


def claims(edition: int) -> QuerySet[Facet]:
    """Every claim that an edition shows, by the title of its entry, in its order."""
    return (
        _claims(edition)
        .select_related("listing")
        .order_by("listing__sort_title", "listing__key", "pk")
    )


def _claims(edition: int) -> QuerySet[Facet]:
    return Facet.objects.filter(
        name__in=VERDICTS,
        listing__since__lte=edition,
        listing__until__gt=edition,
        listing__withdrawn=False,
    )


def numbers(edition: int) -> Numbers:
    """The numbers of claims by verdict and entry. One query."""
    rows = _claims(edition).order_by("listing__sort_title", "listing__key", "name")
    columns = [f"listing__{name}" for name in NAME_COLUMNS]
    pairs: Counter[tuple[str, str]] = Counter()
    owners: dict[str, Neighbour] = {}
    for name, *named, n in rows.values_list("name", *columns, Count("pk")):
        owner = Neighbour(*named)
        owners.setdefault(owner.key, owner)
        pairs[VERDICTS[name], owner.key] += n
    return Numbers(pairs, owners)
