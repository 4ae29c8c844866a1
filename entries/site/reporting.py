"""The form by which readers report an error."""

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from entries.site import formtoken


class ReportForm(forms.Form):
    """Short: one thing is asked for, two may be given."""

    text = forms.CharField(
        label=_("What is wrong?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what is wrong, in a few words at least.")},
    )
    source = forms.URLField(
        label=_("A source that says so (its address; not needed)"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        error_messages={
            "invalid": _("This must be an address: https://example.org/page.")
        },
    )
    email = forms.EmailField(
        label=_("Your e-mail address (not needed)"),
        help_text=_("Only to answer you. It is deleted when the report is closed."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This must be an address: name@example.org.")},
    )
    # A field that people are not shown, and that robots fill.
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, place: str, data: QueryDict | None = None) -> None:
        self.place = place
        super().__init__(data and data.dict(), initial={"token": formtoken.give(place)})

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("This field must stay empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Nothing that was written is lost, whatever the token says."""
        try:
            token = self.cleaned_data.get("token", "")
            self.cleaned_data["form"] = self._sent(formtoken.form_of(token, self.place))
        except formtoken.TooSoonError:
            # Who has something to mend will not be as quick again.
            if not self.errors:
                words = _("That was quick. Look it over, and send it once more.")
                self.add_error(None, words)
        except formtoken.NotOursError:
            words = _("This form was open for too long. Send it once more, please.")
            self.add_error(None, words)
            # The one that is shown again is a new one.
            self.data = {**self.data, "token": formtoken.give(self.place)}
        return self.cleaned_data

    def _sent(self, form: str) -> str:
        """What was sent by which form: the same once more is no other report."""
        said = (
            str(self.cleaned_data.get(name)) for name in ("text", "source", "email")
        )
        return sha256("\0".join([form, *said]).encode()).hexdigest()[:32]
