"""The parameters of the tables: of all facts, and of all changes.

What is said of them is said by the API alone, in its language.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Right
from django.db.models.lookups import Exact

from entries.documents.fields import REAL_LIMIT
from entries.record.asking import paths
from entries.record.asking.parameter import Asked, Parameter, Test, many, pattern
from entries.record.asking.paths import PathField
from entries.record.asking.values import LineField, ManyField, PeriodField, RealField
from entries.record.filters import KEY, WholeField
from entries.record.listing import RESTS, Mention
from entries.record.walking import Order, Sort
from entries.vocabulary import ChangeWord, EntryKind, Verification

NO_NAME = "There is no such fact: it is named as `participants.CHN.personnel`."
NO_COLUMN = "No fact has such a column: it is named as `participants.personnel`."
NO_PATH = "There is no such path: it is named as `participants.CHN.personnel`."
MOST_SOURCES = 32_767
"""What the index can count to."""
ORDERS: dict[str, Sort] = {
    "entry": Sort("listing__key"),
    "fact": Sort("fact"),
    "number": Sort("number", may_lack=True),
    "date": Sort("earliest", may_lack=True),
    "sources": Sort("sources"),
}
"""What facts may be sorted by."""


def _words(choices: Any, said: str) -> ManyField:
    return many(forms.ChoiceField(choices=choices), said)


def _among(column: str) -> Test:
    return lambda values, _: Q(**{f"{column}__in": values})


def _compared(comparison: str) -> Test:
    return lambda value, _: Q(**{comparison: value})


def _bound(comparison: str, side: str) -> Test:
    return lambda period, _: Q(**{comparison: getattr(period, side)})


# A database's own search for beginnings takes small letters for great ones, or not.
def _begins(column: str, text: str) -> Q:
    return Q(Exact(Left(column, len(text)), text))


def _ends(column: str, text: str) -> Q:
    return Q(Exact(Right(column, len(text)), text))


def _any(values: Iterable[str], found: Any) -> Q:
    whole = Q()
    for value in values:
        whole |= found(value)
    return whole


def _under(column: str) -> Test:
    def below(value: str) -> Q:
        return Q(**{column: value}) | _begins(column, f"{value}.")

    return lambda values, _: _any(values, below)


def _in_column(values: Any, _: Asked) -> Q:
    """A column of one list, or of whatever list has one so named."""

    def found(value: str) -> Q:
        own = Q(column=value)
        return own if "." in value else own | _ends("column", f".{value}")

    return _any(values, found)


def _beside(values: Any, _: Asked) -> Q:
    rests = Mention.objects.filter(key__in=values, how=RESTS)
    beside = rests.filter(listing=OuterRef("listing"), fact=OuterRef("fact"))
    # The few entries that cite them are found first, by an index.
    return Q(Exists(beside), listing__in=rests.values("listing"))


def _within(periods: Any, _: Asked) -> Q:
    return _any(periods, lambda one: Q(earliest__lte=one.last, latest__gte=one.first))


def _number(said: str = "") -> RealField:
    return RealField(least=-REAL_LIMIT, most=REAL_LIMIT, required=False, help_text=said)


def _count(said: str = "") -> WholeField:
    return WholeField(
        min_value=0, max_value=MOST_SOURCES, required=False, help_text=said
    )


def _period(said: str) -> PeriodField:
    return PeriodField(required=False, help_text=said)


FACTS = (
    Parameter(
        "kind",
        _words(EntryKind.choices, "Facts of entries of one of these kinds."),
        _among("listing__kind"),
    ),
    Parameter(
        "entry",
        many(pattern(KEY), "Facts of one of these entries, by key."),
        _among("listing__key"),
    ),
    Parameter(
        "fact",
        many(PathField(paths.facts(), NO_NAME), "Facts of just these names."),
        _among("fact"),
    ),
    Parameter(
        "under",
        many(
            PathField(paths.under_facts(), NO_NAME),
            "Facts of these names and below: `participants.CHN`.",
        ),
        _under("fact"),
    ),
    Parameter(
        "column",
        many(
            PathField(paths.columns(), NO_COLUMN),
            "Facts of one column, of whatever list: `personnel`; "
            "or of one list alone: `participants.personnel`.",
        ),
        _in_column,
    ),
    Parameter(
        "text",
        many(LineField(max_length=200), "The value as text is one of these."),
        _among("text"),
    ),
    Parameter(
        "verification",
        _words(Verification.choices, "How well the fact stands."),
        _among("verification"),
    ),
    Parameter(
        "source",
        many(pattern(KEY), "Facts that one of these supports or contradicts."),
        _beside,
    ),
    Parameter(
        "sources",
        many(_count(), "So many sources support the fact."),
        _among("sources"),
    ),
    Parameter("sources_min", _count("So many or more."), _compared("sources__gte")),
    Parameter("sources_max", _count("So many or fewer."), _compared("sources__lte")),
    Parameter("number", many(_number(), "One of these numbers."), _among("number")),
    Parameter("number_min", _number("Numbers from here."), _compared("number__gte")),
    Parameter("number_max", _number("Numbers up to here."), _compared("number__lte")),
    Parameter(
        "date",
        many(
            PeriodField(),
            "Dates that lie in one of these days, months or years, or may.",
        ),
        _within,
    ),
    Parameter(
        "date_from",
        _period("Dates that lie then or later, or may."),
        _bound("latest__gte", "first"),
    ),
    Parameter(
        "date_to",
        _period("Dates that lie then or earlier, or may."),
        _bound("earliest__lte", "last"),
    ),
    Parameter(
        "date_before",
        _period("Dates that surely lie before that."),
        _bound("latest__lt", "first"),
    ),
    Parameter(
        "date_after",
        _period("Dates that surely lie after that."),
        _bound("earliest__gt", "last"),
    ),
)
CHANGES = (
    Parameter(
        "kind",
        _words(EntryKind.choices, "Changes of entries of one of these kinds."),
        _among("kind"),
    ),
    Parameter(
        "entry",
        many(pattern(KEY), "Changes of one of these entries, by key."),
        _among("key"),
    ),
    Parameter(
        "word",
        _words(ChangeWord.choices, "What the editor calls the change."),
        _among("word"),
    ),
    Parameter(
        "under",
        many(
            PathField(paths.under_changes(), NO_PATH),
            "Changes at these paths and below: `participants.CHN`.",
        ),
        _under("path"),
    ),
)


class TableForm(forms.Form):
    """What a table was asked, checked."""

    def __init__(
        self, parameters: Iterable[Parameter], query: Mapping[str, Any] | None
    ) -> None:
        super().__init__(query)
        # A field keeps nothing of what it reads, so one serves all.
        self.fields.update({one.name: one.field for one in parameters})


class FactOrderForm(forms.Form):
    """How facts are ordered."""

    order = ManyField(
        forms.ChoiceField(
            choices=[(f"{sign}{name}", name) for name in ORDERS for sign in ("", "-")]
        ),
        required=False,
        help_text="What to sort by, first things first; `-` turns it round. What has "
        "no number or no date stands last, either way.",
    )


def filtered(
    parameters: Iterable[Parameter], rows: QuerySet[Any], asked: Asked
) -> QuerySet[Any]:
    """The rows that are all that is asked for."""
    for one in parameters:
        value = asked.get(one.name)
        if value not in (None, "", []):
            rows = rows.filter(one.test(value, asked))
    return rows


def fact_order(asked: Iterable[str]) -> Order:
    """Facts as they are asked for, else by entry and name."""
    names = [*asked, "entry", "fact"]
    sorts: dict[str, Sort] = {}
    for name in names:
        plain = name.removeprefix("-")
        known = ORDERS[plain]
        is_down = name.startswith("-")
        sorts.setdefault(plain, Sort(known.by, is_down, known.may_lack))
    return Order(*sorts.values())
