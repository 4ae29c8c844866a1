"""The shapes of the tables' rows, declared for the description of the API."""

from typing import Any

from rest_framework import serializers

from entries.api.shapes import Shape, listing
from entries.documents import rows
from entries.documents.fields import Value
from entries.vocabulary import (
    ChangeWord,
    EntryKind,
    EntryStatus,
    Unit,
    ValueType,
    Verification,
)


class FactCitation(rows.Citation):
    """A citation that stands beside a fact: for itself, for its row or for its list."""

    def get_fields(self) -> dict[str, Any]:
        title = serializers.CharField(help_text="The title of the source.")
        url = serializers.URLField(help_text="The source in this API.")
        return {**super().get_fields(), "title": title, "url": url}


class FactItem(Shape):
    """One fact of one entry."""

    entry = serializers.CharField(help_text="The key of the entry.")
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField(help_text="The title of the entry.")
    title_ru = serializers.CharField(help_text="Empty where there is none.")
    title_zh = serializers.CharField(help_text="Empty where there is none.")
    fact = serializers.CharField(help_text="Its name: `participants.CHN.personnel`.")
    column = serializers.CharField(
        help_text="Its name without the key of its row: `participants.personnel`."
    )
    value = Value(
        allow_null=True,
        help_text="As the document has it; of a row the column that speaks for it.",
    )
    text = serializers.CharField(help_text="The value as text.")
    type = serializers.ChoiceField(choices=ValueType.choices)
    unit = serializers.ChoiceField(
        choices=Unit.choices,
        allow_null=True,
        help_text="What it counts in; null where it counts nothing.",
    )
    precision = serializers.CharField(
        allow_null=True,
        help_text="Of a date `day`, `month` or `year`; of a number the step in which "
        "it is written: `1`, `0.01`; else null.",
    )
    in_doubt = serializers.BooleanField(
        help_text="Whether the source of a date is itself in doubt: `2019?`."
    )
    earliest = serializers.DateField(
        allow_null=True, help_text="Of a date: the first day that it may mean."
    )
    latest = serializers.DateField(
        allow_null=True, help_text="Of a date: the last day that it may mean."
    )
    least = serializers.FloatField(
        allow_null=True,
        help_text="Of a number: the least that any source gives, its own among them.",
    )
    greatest = serializers.FloatField(
        allow_null=True, help_text="Of a number: the greatest that any source gives."
    )
    verification = serializers.ChoiceField(choices=Verification.choices)
    sources = serializers.IntegerField(help_text="How many sources support it.")
    citations = FactCitation(
        many=True, help_text="What supports it, then what contradicts it."
    )
    remarks = serializers.ListField(
        child=serializers.CharField(),
        help_text="The names of the entry's remarks on it: `remarks.size`.",
    )
    edition = serializers.IntegerField(help_text="The edition that it stands since.")
    url = serializers.URLField(help_text="The entry in this API.")
    page = serializers.URLField(help_text="The fact on the site.")


class ChangeItem(Shape):
    """What one edition did at one path of one entry."""

    id = serializers.CharField(
        help_text="Its name for ever: `57/peace-mission-2007/personnel`."
    )
    edition = serializers.IntegerField(help_text="The edition that did it.")
    published = serializers.DateTimeField(help_text="When that was published.")
    reason = serializers.CharField(help_text="The reason of the whole edition.")
    entry = serializers.CharField(help_text="The key of the entry.")
    kind = serializers.ChoiceField(choices=EntryKind.choices)
    title = serializers.CharField(help_text="As the edition has it.")
    title_ru = serializers.CharField(help_text="Empty where there is none.")
    title_zh = serializers.CharField(help_text="Empty where there is none.")
    path = serializers.CharField(
        help_text="A field, a row (`participants.CHN`), a column of a row, or a list "
        "whose rows are in another order. Empty where the whole entry came or went."
    )
    old = serializers.JSONField(
        help_text="Null where nothing was, or where it was redacted."
    )
    new = serializers.JSONField(
        help_text="Null where nothing is, or where it was redacted."
    )
    word = serializers.ChoiceField(
        choices=ChangeWord.choices, help_text="What the editor calls it."
    )
    revision = serializers.IntegerField(
        help_text="The revision that brought it; of a redaction the one redacted."
    )
    digest = serializers.CharField(help_text="SHA-256 of that revision's document.")
    status = serializers.ChoiceField(
        choices=EntryStatus.choices, help_text="What the edition shows of the entry."
    )
    successor = serializers.CharField(
        allow_null=True, help_text="The entry that takes a withdrawn one's place."
    )
    document = serializers.DictField(
        allow_null=True,
        help_text="With `expand=document`, in the first row of each entry of an "
        "edition: the whole document as that edition shows it; else null.",
    )
    url = serializers.URLField(help_text="The revision in this API.")
    page = serializers.URLField(help_text="The edition on the site.")


FACT_LIST = listing(FactItem)
CHANGE_LIST = listing(ChangeItem)
