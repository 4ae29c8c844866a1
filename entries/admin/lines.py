"""Texts as the format keeps them: lines end with a line feed alone."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from entries.documents.fields import CONTROL


class Line(forms.CharField):
    """A text as the format keeps it."""

    def validate(self, value):
        super().validate(value)
        if CONTROL.search(value or ""):
            msg = "Control characters cannot be kept: remove them."
            raise ValidationError(msg, code="control")


class Lines(Line):
    """A text of several lines; browsers send two characters at each line's end."""

    def to_python(self, value):
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text


class WebAddress(forms.URLField):
    """An http or https address; one typed without either is taken for https."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


def lines(rows: int, columns: int = 80) -> dict[type[models.Field], dict[str, object]]:
    """What a form makes of the desk's texts of several lines, and of addresses."""
    widget = forms.Textarea({"rows": rows, "cols": columns})
    return {
        models.TextField: {"form_class": Lines, "widget": widget},
        models.URLField: {"form_class": WebAddress},
    }
