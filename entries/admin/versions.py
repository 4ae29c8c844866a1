"""Which version of an entry a form or an action started from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from entries.desk.entry import Entry
from entries.documents.fields import WHOLE_LIMIT
from entries.publishing.audit import WRITES, AuditLine

NAME = "started_from"
STALE = "stale"
KEPT = (
    "Nothing was saved, and what you typed still stands below. Open the entry in "
    "another tab to see what is new."
)
SHOWN = 5
"""How many edits by others a refusal tells of."""


def stale(entry: Entry, started_from: int | None) -> str:
    """Why a write that started from this version is refused; empty if it is not."""
    if started_from == entry.version:
        return ""
    if started_from is None or not 0 <= started_from < entry.version:
        return f"It does not say which version of {entry.key} it started from."
    edits = "; ".join(all_edits(entry, started_from)[:SHOWN])
    return f"{entry.key} has changed since you opened it: {edits or 'by a command'}."


def all_edits(entry: Entry, started_from: int) -> list[str]:
    """What was done to an entry since a version, the newest first, in words."""
    lines = AuditLine.objects.filter(
        key=entry.key, action__in=WRITES, version__gte=started_from
    ).select_related("actor")
    return [_edit(line) for line in lines]


def _edit(line: AuditLine) -> str:
    at = date_format(timezone.localtime(line.at), "j M Y, H:i e")
    what = f" ({line.detail})" if line.detail else ""
    return f"{line.actor.get_username()} {line.action} it on {at}{what}"


def posted(data: Mapping[str, Any], name: str = NAME) -> int | None:
    """The version that a request carries."""
    try:
        version = int(data.get(name) or "")
    except ValueError:
        return None
    return version if 0 <= version <= WHOLE_LIMIT else None


def all_stale(entries: Iterable[Entry], data: Mapping[str, Any]) -> list[str]:
    """What a request on several entries was too late for, a line for each."""
    lines = (stale(one, posted(data, f"{NAME}-{one.pk}")) for one in entries)
    return [line for line in lines if line]


class VersionedForm(forms.ModelForm):
    """A form that carries the version that its entry had when it was opened."""

    started_from = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_stale = False
    """Whether the entry has changed since the form was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial[NAME] = self.owner().version

    def owner(self) -> Entry:
        """The entry whose version covers what the form writes."""
        return self.instance

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            fault = stale(self.owner(), cleaned.get(NAME))
            if fault:
                self.is_stale = True
                self.add_error(None, ValidationError(f"{fault} {KEPT}", code=STALE))
        return cleaned
