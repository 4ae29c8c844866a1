"""The values that are asked for: each is right, or refused with advice."""

import math
import re
from calendar import monthrange
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from entries.record.asking.naming import Names

MOST = 50
"""How many values may be asked for at once; of long ones fewer."""
LETTERS = 2_000
"""More of them all together an address can hardly carry."""
BETWEEN = re.compile(r"(?<!\\),")
PERIOD = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
REAL = re.compile(r"-?\d{1,20}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?", re.ASCII)


class Period(NamedTuple):
    """The days that a day, a month or a year covers."""

    first: date
    last: date


def parts(text: str) -> list[str]:
    r"""The values of a text; a comma in one of them has a backslash before it."""
    return [part.replace("\\,", ",") for part in BETWEEN.split(text)]


class ManyField(forms.Field):
    """Several values with commas between, each of them right by itself."""

    default_error_messages = {
        "empty": "Nothing stands between two commas, or at an end.",
        "padded": "Nothing may stand around a value, not even a space.",
        "many": "More than {most} values cannot be asked for at once.",
    }

    def __init__(self, child: forms.Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child = child
        self.most = min(MOST, LETTERS // (getattr(child, "max_length", None) or 1))

    def to_python(self, value: Any) -> list[Any]:
        if value in self.empty_values:
            return []
        found = parts(str(value))
        if len(found) > self.most:
            message = self.error_messages["many"].format(most=self.most)
            raise ValidationError(message, code="many")
        return [self._one(part) for part in found]

    def _one(self, part: str) -> Any:
        if not part:
            raise ValidationError(self.error_messages["empty"], code="empty")
        if part != part.strip():
            raise ValidationError(self.error_messages["padded"], code="padded")
        return self.child.clean(part)

    def wrong(self, value: str) -> str:
        """The first of the values that is not right."""
        for part in parts(value):
            try:
                self._one(part)
            except ValidationError:
                return part
        return value


class PeriodField(forms.Field):
    """A day, a month or a year."""

    default_error_messages = {
        "invalid": "This must be a day, a month or a year: 2007-08-09, 2007-08, 2007."
    }

    def to_python(self, value: Any) -> Period | None:
        if value in self.empty_values:
            return None
        found = PERIOD.fullmatch(str(value))
        if found:
            year, month = int(found[1]), int(found[2] or 0)
            last = (month, monthrange(year, month)[1]) if month else (12, 31)
            return Period(date(year, month or 1, 1), date(year, *last))
        try:
            day = date.fromisoformat(str(value) if DAY.fullmatch(str(value)) else "")
        except ValueError as error:
            message = self.error_messages["invalid"]
            raise ValidationError(message, code="invalid") from error
        return Period(day, day)


class RealField(forms.Field):
    """A number, in digits."""

    default_error_messages = {"invalid": "This must be a number: 39.9, -12, 4000."}

    def __init__(self, *, least: float, most: float, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = least, most

    def to_python(self, value: Any) -> float | None:
        if value in self.empty_values:
            return None
        number = float(value) if REAL.fullmatch(str(value)) else math.nan
        if not self.min_value <= number <= self.max_value:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class LineField(forms.CharField):
    """A text in one line, to the letter."""

    default_error_messages = {"invalid": "This must be a text in one line."}
    form = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not self.form.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class NameField(forms.Field):
    """A name of a closed list, or one that is formed like those."""

    default_error_messages = {"invalid": "There is no such name here."}

    def __init__(self, known: Names, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if text and not self.known.knows(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return text

    def near(self, value: str) -> list[str]:
        """The names that may be meant by a wrong one."""
        return self.known.near(value)
