"""The forms of rows: keys given once, places in the list, choices known."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from entries.admin.keys import derive
from entries.admin.known import tell
from entries.desk.columns import Row
from entries.desk.entry import validate_address

GIVEN_ONCE = {"Participation": "state", "Party": "state"}
"""What names a row that has no key of its own: it is corrected by a new row, for
citations go by it."""


class RowForm(forms.ModelForm):
    """One row. What names it inside its entry is fixed once it is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saved = bool(self.instance.pk)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].disabled = saved
            self.fields["key"].validators.append(validate_address)
            self.fields["key"].help_text = "Empty: it is given. It never changes."
        name = GIVEN_ONCE.get(type(self.instance).__name__)
        if name:
            self.fields[name].disabled = saved
        if "position" in self.fields:
            self.fields["position"].required = False
            if not saved:
                self.initial["position"] = None
        for field_name, field in self.fields.items():
            # The stock table of rows has headings, and no labels for its fields.
            _inner(field).attrs["aria-label"] = field.label or field_name
            if saved and field_name in self.initial:
                tell(field, self.instance, field_name)

    def clean_position(self):
        place = self.cleaned_data["position"]
        return self.initial.get("position") if place is None else place


def _inner(field: forms.Field) -> Any:
    """The widget proper, without the buttons that the admin puts around it."""
    return getattr(field.widget, "widget", field.widget)


class RelationForm(RowForm):
    """A relation. Django leaves the entry out of what it checks in a row."""

    def clean_target(self):
        target = self.cleaned_data["target"]
        if target and target.pk == self.instance.entry_id:
            raise ValidationError("An entry has no relation to itself.")
        return target


class RowFormSet(BaseInlineFormSet):
    """The rows of one list: new ones get a key, and come last if no place is given."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Delete"

    @property
    def initial_forms(self):
        return [form for form in super().initial_forms if form.instance.pk]

    @property
    def extra_forms(self):
        # A row that somebody deleted meanwhile keeps what was typed into it.
        gone = [form for form in super().initial_forms if not form.instance.pk]
        return [*gone, *super().extra_forms]

    def get_queryset(self):
        if self.is_bound and "forms" in self.__dict__:
            # Shown again: the rows of the form, not those that others made since.
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    def clean(self):
        super().clean()
        if not any(self.errors):
            self.name_new_rows()

    def name_new_rows(self) -> None:
        """Give new rows their keys and places; ValidationError where a key is taken."""
        present = [form.instance for form in self.initial_forms]
        taken = {getattr(row, "key", "") for row in present}
        last = max((row.position for row in present), default=-1)
        for form in self._new():
            row = form.instance
            if "key" in form.fields:
                row.key = row.key or derive(row, taken)
                if row.key in taken:
                    raise ValidationError(f"The key {row.key} stands twice.")
                taken.add(row.key)
            if form.cleaned_data.get("position") is None:
                last += 1
                row.position = last
            last = max(last, row.position)

    def _new(self) -> Iterator[Any]:
        for form in self.extra_forms:
            if form.has_changed() and not form.cleaned_data.get("DELETE"):
                yield form


def row_name(row: Row) -> str:
    """What names a row inside its entry, as in the names of facts."""
    for column in ("key", "value"):
        if name := getattr(row, column, ""):
            return str(name)
    state: Any = getattr(row, "state", None)
    return str(state.key) if state else ""


def changed_paths(form: Any, formsets: list[Any]) -> list[str]:
    """What a form and its rows are about to change, as names of facts."""
    paths = [name for name in form.changed_data if name in form.fields]
    for formset in formsets:
        changed = (one.instance for one in formset.forms if one.has_changed())
        paths += [f"{formset.prefix}.{row_name(row)}" for row in changed]
    return paths
