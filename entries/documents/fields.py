"""Strict fields of the format: what is not exactly right is refused, not guessed."""

import re
from collections import Counter
from typing import Any

from django.core.validators import URLValidator
from rest_framework import serializers

from entries.dates import PartialDate
from entries.vocabulary import Unit

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
STATE_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""Line feed and tab may stand in a text; nothing else below a space, and no half
of a surrogate pair, which no database keeps."""

WHOLE_LIMIT = 2**31 - 1
REAL_LIMIT = 1e15


class Text(serializers.CharField):
    """A text, kept to the letter; unknown is empty, never null."""

    default_error_messages = {
        "no_text": "This must be a text.",
        "control": "Control characters cannot be kept: remove them.",
    }

    def __init__(self, max_length: int = 10_000, **kwargs: Any) -> None:
        kwargs.setdefault("allow_blank", not kwargs.get("required", False))
        if not kwargs.get("required"):
            kwargs.setdefault("default", "")
        super().__init__(max_length=max_length, trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("no_text")
        if CONTROL.search(data):
            self.fail("control")
        return data


class Address(Text):
    """An http or https address, or empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)
        self.validators.append(URLValidator(schemes=["http", "https"]))


class Key(Text):
    """The name of a row, a source or another entry."""

    default_error_messages = {
        "form": "This is no key: small letters, digits and single hyphens, "
        "or three capitals for a state."
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", True)
        kwargs.setdefault("allow_blank", False)
        super().__init__(max_length=100, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not (SLUG.fullmatch(text) or STATE_CODE.fullmatch(text)):
            self.fail("form")
        return text


class StateKey(Key):
    """A state's ISO 3166-1 alpha-3 code."""

    default_error_messages = {"form": "A state is named by three capital letters."}

    def to_internal_value(self, data: Any) -> str:
        text = Text.to_internal_value(self, data)
        if not STATE_CODE.fullmatch(text):
            self.fail("form")
        return text


class OptionalKey(Key):
    """The name of another entry, or null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, default=None, **kwargs)


class Date(serializers.CharField):
    """A date with its precision, as ISO 8601 text, or null."""

    unit = Unit.DATE

    default_error_messages = {"no_text": "A date is a text: 2007-08-09."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_null=True, default=None, max_length=11, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("no_text")
        try:
            return str(PartialDate.parse(data))
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error


class Choice(serializers.ChoiceField):
    """One word of a closed list."""

    default_error_messages = {"no_text": "This must be one of the listed words."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("no_text")
        return str(super().to_internal_value(data))


class Whole(serializers.IntegerField):
    """A whole number."""

    default_error_messages = {"no_number": "This must be a whole number."}

    def __init__(self, *, unit: Unit | None = None, **kwargs: Any) -> None:
        self.unit = unit
        kwargs.setdefault("max_value", WHOLE_LIMIT)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("no_number")
        return data


class Real(serializers.FloatField):
    """A finite number."""

    default_error_messages = {"no_number": "This must be a number."}

    def __init__(self, *, unit: Unit | None = None, **kwargs: Any) -> None:
        self.unit = unit
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("no_number")
        if not abs(data) < REAL_LIMIT:  # whole numbers beyond any float among them
            self.fail("no_number")
        return float(data) + 0.0  # there is one zero, not two


class Flag(serializers.BooleanField):
    """True or false, or null where nobody knows."""

    default_error_messages = {"no_flag": "This must be true, false or null."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("no_flag")
        return data


class Value(serializers.JSONField):
    """A value that a source gives: text, number, true or false, a list of texts."""

    default_error_messages = {"no_value": "This is no value that a fact can have."}

    def to_internal_value(self, data: Any) -> Any:
        items = data if isinstance(data, list) else [data]
        for item in items:
            if isinstance(item, str):
                if len(item) > 10_000 or CONTROL.search(item):
                    self.fail("no_value")
            elif isinstance(item, bool) and not isinstance(data, list):
                continue
            elif (
                isinstance(data, list)
                or not isinstance(item, int | float)
                or not abs(item) < REAL_LIMIT
            ):
                self.fail("no_value")
        return data + 0.0 if isinstance(data, float) else data


class Words(serializers.ListField):
    """Several different words, in the order given."""

    default_error_messages = {"twice": "{word} stands twice."}

    def __init__(self, child: serializers.Field[Any, Any, Any, Any]) -> None:
        super().__init__(child=child, default=list)

    def to_internal_value(self, data: Any) -> list[str]:
        words = super().to_internal_value(data)
        for word, times in Counter(words).items():
            if times > 1:
                self.fail("twice", word=word)
        return words
