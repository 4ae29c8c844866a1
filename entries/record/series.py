"""Who took part in which exercise of a series."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from entries.record.listing import Facet, FactIndex


@dataclass
class Took:
    """A state's part in one exercise."""

    roles: set[str] = field(default_factory=set)
    """`host`, `participant`, `observer`."""
    personnel: int | None = None
    is_disputed: bool = False
    """Whether sources disagree on the number."""


Parts = dict[int, dict[str, Took]]


def parts(listings: Iterable[int]) -> Parts:
    """By listing and state, what each state did in each exercise. Two queries."""
    found: Parts = defaultdict(lambda: defaultdict(Took))
    ids = list(listings)
    roles = Facet.objects.filter(listing__in=ids, name="role", value__contains=".")
    for listing, value in roles.values_list("listing", "value"):
        word, _, state = value.partition(".")
        found[listing][state].roles.add(word)
    facts = FactIndex.objects.filter(
        listing__in=ids,
        fact__startswith="participants.",
        fact__endswith=".personnel",
        number__isnull=False,
    )
    columns = ("listing", "fact", "number", "verification")
    for listing, fact, number, verification in facts.values_list(*columns):
        took = found[listing][fact.split(".")[1]]
        took.personnel = int(number)
        took.is_disputed = verification == "disputed"
    return found
