"""What may stand behind the question mark, and what is said of anything else."""

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, NotRequired, TypedDict, cast

from django import forms
from django.http import QueryDict
from django_filters.fields import BaseCSVField

from entries.api.formats import Format
from entries.api.problems import InvalidParameters
from entries.documents.kinds import PLURALS
from entries.record.asking.values import ManyField, NameField, RealField
from entries.record.edition import OPEN
from entries.record.filters import DayField, WholeField

LONGEST, LONGEST_CURSOR = 200, 3_000
MOST_FAULTS = 20
PAGE_SIZE, LARGEST_PAGE = 50, 200
ELSEWHERE = {
    **dict.fromkeys(("limit", "per_page", "pagesize", "rows"), "page_size"),
    **dict.fromkeys(("offset", "page", "after", "start_after"), "cursor"),
    **dict.fromkeys(("sort", "sort_by", "ordering", "order_by"), "order"),
    **dict.fromkeys(("select", "columns", "only"), "fields"),
    **dict.fromkeys(("include", "embed", "populate"), "expand"),
    **dict.fromkeys(("as_of", "at"), "known_on"),
}
"""What other services call our parameters: no spelling tells that they are meant."""
NOT_PADDED = "Nothing may stand around the value, not even a space."


class Fault(TypedDict):
    """One parameter that cannot be answered, and the nearest that could."""

    parameter: str
    message: str
    nearest: NotRequired[str]


class Reading(forms.Form):
    """What every read may be asked: as of which edition."""

    edition = WholeField(
        required=False,
        min_value=1,
        max_value=OPEN - 1,
        help_text="Answer as this edition of the record would; else the newest does.",
    )
    known_on = DayField(
        required=False,
        help_text="Answer as the last edition published by the end of that day (UTC).",
    )


class Formats(forms.Form):
    """In which form an answer is wanted."""

    format = forms.ChoiceField(required=False)

    def __init__(self, query: Any, formats: Iterable[Format]) -> None:
        super().__init__(query)
        field = cast("forms.ChoiceField", self.fields["format"])
        field.choices = [(one.name, one.label) for one in formats]
        field.help_text = "The form of the answer; else what `Accept` asks for."


class Fields(forms.Form):
    """Which parts of an answer are wanted."""

    def __init__(self, query: Any, names: Iterable[str]) -> None:
        super().__init__(query)
        child = forms.ChoiceField(choices=[(name, name) for name in names])
        self.fields["fields"] = ManyField(
            child,
            required=False,
            help_text="Only these fields, also of what is nested: "
            "`title,participants.state`.",
        )


class Expanding(forms.Form):
    """Of which kinds the names are filled in."""

    expand = ManyField(
        forms.ChoiceField(choices=[(plural, plural) for plural in PLURALS]),
        required=False,
        help_text="Tell the titles of the entries of these kinds that are named by "
        "key; of sources their publisher, date, language, type and address too.",
    )


class Paging(forms.Form):
    """Which part of a list is wanted."""

    cursor = forms.RegexField(
        r"^[A-Za-z0-9_.:-]+\Z",
        required=False,
        strip=False,
        max_length=LONGEST_CURSOR,
        help_text="Where to go on: as `next` and `previous` give it.",
    )
    page_size = WholeField(
        required=False,
        min_value=1,
        max_value=LARGEST_PAGE,
        help_text=f"How many rows a page has; {PAGE_SIZE} in JSON unless told, "
        "all of them in the other formats.",
    )


class OnDay(forms.Form):
    """What may be asked where standing or parties are."""

    on = DayField(
        required=False,
        help_text="Say besides what held on that day: yes, or uncertain.",
    )


def read(query: QueryDict, asked: Iterable[forms.Form]) -> dict[str, Any]:
    """The values of all parameters; InvalidParameters names each that is wrong."""
    asked = list(asked)
    known = {name: form for form in asked for name in form.fields}
    for form in asked:
        form.is_valid()
    faults = [*_names(query, known, asked), *_values(query, known)]
    if faults:
        raise InvalidParameters(faults[:MOST_FAULTS])
    return {name: form.cleaned_data.get(name) for name, form in known.items()}


def _valid(asked: Iterable[forms.Form]) -> list[str]:
    """The names of all parameters, those among them of which nothing was asked."""
    return [name for form in asked for name in getattr(form, "names", form.fields)]


def _meant(name: str, asked: Iterable[forms.Form]) -> list[str]:
    """The name of a row's parameter that is nearly this, where a form knows of one."""
    near = (form.near(name) for form in asked if hasattr(form, "near"))
    return list(filter(None, near))


def _names(
    query: QueryDict, known: Iterable[str], asked: list[forms.Form]
) -> Iterator[Fault]:
    valid = _valid(asked)
    # The names are many: they are told once.
    there_are = f" There are: {', '.join(sorted(valid)) or 'none'}."
    for name in list(query)[:MOST_FAULTS]:
        short = name[:LONGEST]
        if name not in known:
            message = f"There is no such parameter here.{there_are}"
            yield _fault(short, message, short, _meant(short, asked) or valid)
            there_are = ""
        elif len(query.getlist(name)) > 1:
            yield {"parameter": short, "message": "It is given more than once."}


def _values(query: QueryDict, known: dict[str, forms.Form]) -> Iterator[Fault]:
    for name, form in known.items():
        if name not in query:
            continue
        value, field = str(query[name]), form.fields[name]
        if message := _general(value, field):
            yield {"parameter": name, "message": message}
        elif name in form.errors:
            message = " ".join(dict.fromkeys(map(str, form.errors[name])))
            yield _fault(name, message, *_nearest(value, field))


def _general(value: str, field: forms.Field) -> str:
    """What is wrong with a value whatever its parameter; "" if nothing."""
    if not value.strip():
        return "It has no value: give one or leave it out."
    if len(value) > longest(field):
        return f"It is longer than {longest(field)} characters."
    is_text = type(field) is forms.CharField
    return "" if is_text or value == value.strip() else NOT_PADDED


def longest(field: forms.Field) -> int:
    """How many characters a value may have, whatever it says."""
    if isinstance(field, ManyField):
        return longest(field.child) * field.most
    return max(LONGEST, getattr(field, "max_length", None) or 0)


def _nearest(value: str, field: forms.Field) -> tuple[str, list[str]]:
    """The part of a value that is wrong, and the values that would be right."""
    if isinstance(field, ManyField):
        return _nearest(field.wrong(value), field.child)
    if isinstance(field, NameField):
        return value, field.near(value)
    if isinstance(field, WholeField | RealField):
        limits: tuple[Any, Any] = (field.min_value, field.max_value)
        bounds = [limit for limit in limits if limit is not None]
        if not re.fullmatch("-?[0-9]+", value) or not bounds:
            return value, []
        return value, [str(min(bounds, key=lambda bound: abs(int(value) - bound)))]
    if isinstance(field, forms.RegexField):
        alike = (value.upper(), value.lower().replace(" ", "-"))
        return value, [one for one in alike if field.regex.search(one)]
    valid = list(choices(field))
    parts = value.split(",") if isinstance(field, BaseCSVField) else [value]
    return next((part for part in parts if part not in valid), value), valid


def choices(field: forms.Field) -> dict[str, str]:
    """The words that a field takes, with their names; none where it takes any."""
    found: Any = getattr(field, "choices", ())
    return {str(value): str(name) for value, name in found if value}


def _fault(name: str, message: str, wrong: str, valid: Collection[str]) -> Fault:
    fault: Fault = {"parameter": name, "message": message}
    plain = wrong.lower().replace("-", "_") if name == wrong else wrong.lower()
    if name == wrong and ELSEWHERE.get(plain) in valid:
        fault["nearest"] = ELSEWHERE[plain]
        return fault
    # However far off: a guess in the answer costs less than a search for the list.
    if near := get_close_matches(plain, list(valid), 1, 0.0):
        fault["nearest"] = near[0]
    return fault
