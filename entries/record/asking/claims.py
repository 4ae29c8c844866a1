"""The parameters of the table of claims."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import OuterRef, Q, Subquery

from entries.record.asking.parameter import Asked, Parameter, many, pattern
from entries.record.asking.values import ManyField
from entries.record.claims import judged
from entries.record.filters import KEY
from entries.record.listing import FactIndex
from entries.record.walking import Order, Sort
from entries.vocabulary import Verdict

FACTS = FactIndex.objects.filter(
    column="claims", row=OuterRef("value"), listing=OuterRef("listing")
)
ORDERS: dict[str, Any] = {
    "topic": "listing__key",
    "key": "value",
    # All names of such facets begin alike, and end with the verdict.
    "verdict": "name",
    # As a fact a claim has its own words for a value.
    "claim": Subquery(FACTS.values("text")[:1]),
}
"""What claims may be sorted by."""


def _of_verdicts(values: Any, _: Asked) -> Q:
    return Q(name__in=map(judged, values))


def _of_topics(values: Any, _: Asked) -> Q:
    return Q(listing__key__in=values)


CLAIMS = (
    Parameter(
        "verdict",
        many(forms.ChoiceField(choices=Verdict.choices), "It is judged in these ways."),
        _of_verdicts,
    ),
    Parameter(
        "topic",
        many(pattern(KEY), "Claims that one of these topics judges, by key."),
        _of_topics,
    ),
)


class ClaimOrderForm(forms.Form):
    """How claims are ordered."""

    order = ManyField(
        forms.ChoiceField(
            choices=[(f"{sign}{name}", name) for name in ORDERS for sign in ("", "-")]
        ),
        required=False,
        help_text="What to sort by, first things first; `-` turns it round.",
    )


def claim_order(asked: Iterable[str]) -> Order:
    """Claims as they are asked for, else by the keys of topic and claim."""
    sorts: dict[str, Sort] = {}
    for name in (*asked, "topic", "key"):
        plain = name.removeprefix("-")
        sorts.setdefault(plain, Sort(ORDERS[plain], name.startswith("-")))
    return Order(*sorts.values())
