"""What lists are asked for beside single fields: words, years, roles, days."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from entries.record.asking.names import NamesField, has
from entries.record.asking.parameter import Asked, Parameter, Test, many, pattern
from entries.record.claims import judged
from entries.record.filters import (
    DECADE,
    KEY,
    LANGUAGE,
    SIZES,
    STATE,
    DayField,
    WholeField,
)
from entries.record.listing import Facet, FactIndex
from entries.record.search import engine
from entries.record.spans import held_on
from entries.vocabulary import (
    EntryKind,
    ParticipantRole,
    RelationType,
    SizeClass,
    StandingRole,
    Verdict,
    Verification,
)

DATED = (EntryKind.EXERCISE, EntryKind.FRAMEWORK, EntryKind.SOURCE)
"""The kinds whose entries happen at a time."""
FIRST_YEAR, LAST_YEAR = 1000, 2999


def special(kind: str) -> Iterator[Parameter]:
    """The parameters of a kind that no single field stands for."""
    yield from _of_all(kind)
    if kind in DATED:
        yield from _of_time()
    yield from BY_KIND.get(kind, lambda: iter(()))()


def faceted(name: str, *values: Q) -> Q:
    """The entries with a facet of a name."""
    return Q(pk__in=Facet.objects.filter(*values, name=name).values("listing"))


def _any(name: str) -> Test:
    return lambda values, _: faceted(name, Q(value__in=values))


def every(name: str) -> Test:
    """A test for entries that have all of the values."""

    def test(values: Any, _: Asked) -> Q:
        found = Q()
        for value in values:
            found &= faceted(name, Q(value=value))
        return found

    return test


def _of_all(kind: str) -> Iterator[Parameter]:
    words = forms.CharField(
        required=False,
        max_length=200,
        help_text="Words that must all be found, in English, Russian or Chinese.",
    )
    yield Parameter("q", words, lambda text, _: Q(pk__in=engine.matching(text)))
    form = STATE if kind == EntryKind.STATE else KEY
    said = "It is one of these entries, by key."
    yield Parameter("key", many(pattern(form), said), _with_key)
    cited = "It cites one of these sources."
    yield Parameter("source", many(pattern(KEY), cited), _any("source"))
    cited = "It cites all of these sources."
    yield Parameter("source_all", many(pattern(KEY), cited), every("source"))
    stands = forms.ChoiceField(choices=Verification.choices)
    said = "One of its facts stands so."
    yield Parameter("verification", many(stands, said), _standing_so)
    for name, said in (
        ("has", "All of these are there: `personnel`, `participants.CHN.personnel`."),
        ("lacks", "None of these is there."),
    ):
        yield Parameter(name, NamesField(kind, help_text=said), _there(kind, name))
    yield from _paired()


def _with_key(values: Any, _: Asked) -> Q:
    return Q(key__in=values)


def _standing_so(values: Any, _: Asked) -> Q:
    facts = FactIndex.objects.filter(verification__in=values)
    return Q(pk__in=facts.values("listing"))


def _there(kind: str, how: str) -> Test:
    def test(names: Any, _: Asked) -> Q:
        found = Q()
        for name in names:
            found &= has(kind, name) if how == "has" else ~has(kind, name)
        return found

    return test


def _paired() -> Iterator[Parameter]:
    word = forms.ChoiceField(choices=RelationType.choices)
    said = "One of its relations is one of these words."
    yield Parameter("relations.relation", many(word, said), _related)
    said = "One of its relations leads to one of these entries."
    yield Parameter("relations.target", many(pattern(KEY), said), _related)
    verdict = forms.ChoiceField(choices=Verdict.choices)
    said = "One of its claims is judged so."
    yield Parameter("claims.verdict", many(verdict, said), _judged)


def _related(_: Any, asked: Asked) -> Q:
    """A relation that is of the word and leads to the entry, if both are asked for."""
    words = asked.get("relations.relation") or RelationType.values
    if targets := asked.get("relations.target"):
        pairs = [f"{word}.{target}" for word in words for target in targets]
        return faceted("relation", Q(value__in=pairs))
    begins = Q()
    for word in words:
        begins |= Q(Exact(Left("value", len(word) + 1), f"{word}."))
    return faceted("relation", begins)


def _judged(values: Any, _: Asked) -> Q:
    names = [judged(value) for value in values]
    return Q(pk__in=Facet.objects.filter(name__in=names).values("listing"))


def _of_time() -> Iterator[Parameter]:
    said = "It began in the ten years from one of these on, or may have: `2010`."
    yield Parameter("decade", many(pattern(DECADE), said), _decades)
    said = "It happened in one of these years, or may have."
    yield Parameter("year", many(_year(), said), _years)
    for name, said, comparison in (
        ("year_from", "in that year or later", "latest__year__gte"),
        ("year_to", "in that year or earlier", "earliest__year__lte"),
    ):
        field = _year(required=False, help_text=f"It happened {said}, or may have.")
        yield Parameter(name, field, _compared(comparison))


def _year(**kwargs: Any) -> WholeField:
    return WholeField(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


def _decades(values: Any, _: Asked) -> Q:
    found = Q()
    for first in map(int, values):
        found |= Q(earliest__year__range=(first, first + 9))
    return found


def _years(values: Any, _: Asked) -> Q:
    found = Q()
    for year in values:
        found |= Q(earliest__year__lte=year, latest__year__gte=year)
    return found


def _compared(comparison: str) -> Test:
    return lambda value, _: Q(**{comparison: value})


def _on() -> Parameter:
    field = DayField(required=False, help_text="What held on that day, or may have.")
    return Parameter("on", field, _held)


def _held(day: Any, asked: Asked) -> Q:
    if any(asked.get(name) for name in ("role", "role_all", "state", "state_all")):
        return Q()  # they ask for the day themselves
    return Q(pk__in=Facet.objects.filter(held_on(day), name="role").values("listing"))


def _going_on(day: Any, _: Asked) -> Q:
    """Adopted by that day, and not surely expired."""
    return Q(Q(end_date="") | Q(latest__gt=day), earliest__lte=day)


def _then(asked: Asked) -> list[Q]:
    day = asked.get("on")
    return [held_on(day)] if day else []


def _of_states() -> Iterator[Parameter]:
    role = forms.ChoiceField(choices=StandingRole.choices)
    for name, words, is_every in (
        ("role", "It stands or stood in one of these ways", False),
        ("role_all", "It stands or stood in all of these ways", True),
    ):
        field = many(role, f"{words}; with `on`, on that day.")
        yield Parameter(name, field, _spanned("role", is_every=is_every))
    yield _on()


def _spanned(name: str, *, is_every: bool) -> Test:
    """Facets that held in spans: ever, or on a day."""

    def test(values: Any, asked: Asked) -> Q:
        if not is_every:
            return faceted(name, Q(value__in=values), *_then(asked))
        found = Q()
        for value in values:
            found &= faceted(name, Q(value=value), *_then(asked))
        return found

    return test


def _of_frameworks() -> Iterator[Parameter]:
    for name, words, is_every in (
        ("state", "One of these states is a party", False),
        ("state_all", "All of these states are parties", True),
    ):
        field = many(pattern(STATE), f"{words}; with `on`, on that day.")
        yield Parameter(name, field, _spanned("state", is_every=is_every))
    day = DayField(required=False, help_text="It held on that day, or may have.")
    yield Parameter("on", day, _going_on)


def _of_exercises() -> Iterator[Parameter]:
    said = "One of these states took part, as a host or an observer too; or in `role`."
    yield Parameter("state", many(pattern(STATE), said), _took_part)
    said = "All of these states took part, as hosts or observers too; or in `role`."
    yield Parameter("state_all", many(pattern(STATE), said), _took_part_together)
    role = forms.ChoiceField(choices=ParticipantRole.choices)
    said = (
        "A state took part in one of these roles: one of `state`, if it is asked for."
    )
    yield Parameter("role", many(role, said), _in_role)
    size = forms.ChoiceField(choices=SizeClass.choices)
    yield Parameter("size", many(size, "So many took part, roughly."), _of_size)


def _in_roles(roles: Iterable[str], states: Iterable[str]) -> Q:
    values = [f"{role}.{state}" for role in roles for state in states]
    return faceted("role", Q(value__in=values))


def _took_part(states: Any, asked: Asked) -> Q:
    if roles := asked.get("role"):
        return _in_roles(roles, states)
    return faceted("state", Q(value__in=states))


def _took_part_together(states: Any, asked: Asked) -> Q:
    found = Q()
    for state in states:
        found &= _took_part([state], asked)
    return found


def _in_role(roles: Any, asked: Asked) -> Q:
    if asked.get("state") or asked.get("state_all"):
        return Q()  # the states are asked for in these roles
    return faceted("role", Q(value__in=roles))


def _of_size(values: Any, _: Asked) -> Q:
    found = Q()
    for value in values:
        found |= Q(size__range=SIZES[value])
    return found


def _of_sources() -> Iterator[Parameter]:
    said = "It is written in one of these languages: `zh`."
    yield Parameter("language", many(pattern(LANGUAGE), said), _any("language"))


BY_KIND = {
    "source": _of_sources,
    "state": _of_states,
    "exercise": _of_exercises,
    "framework": _of_frameworks,
}
