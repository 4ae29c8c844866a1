"""Several values behind one name, with commas between."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MOST = 50
BETWEEN = re.compile(r"(?<!\\),")


def parts(text: str) -> list[str]:
    r"""The values of a text; a comma in one of them has a backslash before it."""
    return [part.replace("\\,", ",") for part in BETWEEN.split(text)]


class ManyField(forms.Field):
    """Several values, each of them right by itself."""

    default_error_messages = {
        "empty": "Nothing stands between two commas, or at an end.",
        "padded": "Nothing may stand around a value, not even a space.",
        "many": "These are more values than can be asked for at once.",
    }

    def __init__(self, child: forms.Field, most: int = MOST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child = child
        self.most = most

    def to_python(self, value: Any) -> list[Any]:
        if value in self.empty_values:
            return []
        found = parts(str(value))
        if len(found) > self.most:
            raise ValidationError(self.error_messages["many"], code="many")
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
