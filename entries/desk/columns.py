"""Columns and constraints that several of the desk's models have."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Left, Length

from entries.dates import PartialDate


def validate_date(text: str) -> None:
    """Refuse a text that is no date with precision."""
    try:
        PartialDate.parse(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class DateColumn(models.CharField):
    """A date with its precision, as text: a year stays a year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 11)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", "2007, 2007-08 or 2007-08-09; ? if in doubt")
        super().__init__(*args, **kwargs)
        self.validators.append(validate_date)


class Row(models.Model):
    """What belongs to one entry and has a key inside it."""

    OWNER = "entry"
    COLUMNS: dict[str, str] = {}
    """Columns that the document names otherwise: its name, then the model's."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class RowKey(models.SlugField):
    """A row's name inside its entry, given once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("db_index", False)
        super().__init__(*args, **kwargs)


def not_before(start: str, end: str, name: str) -> models.CheckConstraint:
    """Refuse an end that is surely before its start.

    ISO texts, cut to the shorter of the two, compare as their dates do; a date in
    doubt is let through.
    """
    return models.CheckConstraint(
        condition=Q(**{start: ""})
        | Q(**{end: ""})
        | Q(**{f"{start}__endswith": "?"})
        | Q(**{f"{end}__endswith": "?"})
        | Q(**{f"{end}__gte": Left(F(start), Length(F(end)))}),
        name=name,
        violation_error_message=f"The end ({end}) is before the start ({start}).",
    )


def in_range(column: str, low: float, high: float, name: str) -> models.CheckConstraint:
    """A number that is unknown, or lies within two bounds."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__isnull": True})
        | Q(**{f"{column}__gte": low, f"{column}__lte": high}),
        name=name,
        violation_error_message=f"{column} must lie between {low} and {high}.",
    )


def both_or_none(one: str, other: str, name: str) -> models.CheckConstraint:
    """Two columns that are known together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
        | Q(**{f"{one}__isnull": False, f"{other}__isnull": False}),
        name=name,
        violation_error_message=f"{one} and {other} stand together or not at all.",
    )


def filled(column: str, name: str) -> models.CheckConstraint:
    """A text that is never empty."""
    return models.CheckConstraint(
        condition=~Q(**{column: Value("")}),
        name=name,
        violation_error_message=f"{column} must not be empty.",
    )
