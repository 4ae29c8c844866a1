"""What the record says of states together: partners, and two to four side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q

from entries.record.listing import Facet, FactIndex, Listing, ListingRows
from entries.record.neighbours import DATES, Neighbour, as_neighbours
from entries.vocabulary import EntryKind, Outcome

SHOWN = ("date", "end_date", "subtype")


@dataclass
class Tally:
    """What one state did, in numbers of entries; what was only announced is not."""

    exercises: int = 0
    frameworks: int = 0
    roles: dict[str, int] = field(default_factory=dict)
    """`host`, `participant`, `observer`, `signed`, `ratified`, `acceded`."""
    largest: float | None = None
    """Its greatest contingent that any exercise names."""


def held(edition: int) -> ListingRows:
    """The exercises of an edition that a source says were held."""
    rows = Listing.objects.shown(edition).of(EntryKind.EXERCISE)
    return rows.filter(subtype=Outcome.HELD)


def partners(key: str, edition: int, most: int) -> list[tuple[str, int]]:
    """The states that took part in a state's exercises, the most frequent first.

    Pairs of a state's key and in how many exercises. One query.
    """
    together = held(edition).named("state", key)
    rows = Facet.objects.filter(name="state", listing__in=together).exclude(value=key)
    counted = rows.values_list("value").annotate(n=Count("listing", distinct=True))
    return list(counted.order_by("-n", "value")[:most])


def tallies(keys: Sequence[str], edition: int) -> dict[str, Tally]:
    """What each of some states did. Two queries."""
    found = {key: Tally() for key in keys}
    counted = Q(listing__kind=EntryKind.FRAMEWORK) | Q(listing__subtype=Outcome.HELD)
    wanted = Q(name="state", value__in=keys)
    for key in keys:
        wanted |= Q(name="role", value__endswith=f".{key}")
    shown = Listing.objects.shown(edition).values("pk")
    rows = Facet.objects.filter(wanted, counted, listing__in=shown).order_by()
    columns = ("listing__kind", "name", "value")
    # A state that hosts and sends troops has two facets of the one exercise.
    for kind, name, value, n in rows.values_list(*columns).annotate(
        n=Count("listing", distinct=True)
    ):
        word, _, key = value.rpartition(".")
        if name == "role":
            found[key].roles[word] = n
        elif kind == EntryKind.EXERCISE:
            found[key].exercises = n
        elif kind == EntryKind.FRAMEWORK:
            found[key].frameworks = n
    for key, largest in _largest(keys, edition).items():
        found[key].largest = largest
    return found


def _largest(keys: Sequence[str], edition: int) -> dict[str, float]:
    facts = [f"participants.{key}.personnel" for key in keys]
    rows = FactIndex.objects.filter(fact__in=facts, listing__in=held(edition))
    counted = rows.order_by().values_list("fact").annotate(most=Max("number"))
    return {fact.split(".")[1]: most for fact, most in counted if most is not None}


def together(keys: Sequence[str], edition: int, most: int) -> list[Neighbour]:
    """The exercises in which all of some states took part, the newest first.

    Each with what it says of each of them. Two queries.
    """
    columns = ("", ".personnel")
    facts = [f"participants.{key}{column}" for key in keys for column in columns]
    return _of_all(held(edition), keys, facts, most)


def bound_together(keys: Sequence[str], edition: int, most: int) -> list[Neighbour]:
    """The frameworks of which all of some states are a party, the newest first.

    Each with the steps that each of them took. Two queries.
    """
    rows = Listing.objects.shown(edition).of(EntryKind.FRAMEWORK)
    steps = ("signed", "ratified", "acceded")
    facts = [f"parties.{key}.{step}" for key in keys for step in steps]
    return _of_all(rows, keys, facts, most)


def _of_all(
    rows: ListingRows, keys: Sequence[str], facts: list[str], most: int
) -> list[Neighbour]:
    for key in keys:
        rows = rows.named("state", key)
    newest = (F("earliest").desc(nulls_last=True), "sort_title", "key")
    # The few are chosen first: each has many facts, and a limit counts rows.
    few = list(rows.order_by(*newest).values_list("pk", flat=True)[:most])
    chosen = Listing.objects.filter(pk__in=few).order_by(*newest)
    return list(as_neighbours(chosen, [*facts, *DATES], SHOWN).values())
