"""Autocomplete fields that need no query to show what is chosen already."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db.models import ForeignKey, Model
from django.forms import Field, Media

from entries.admin.asking import is_number
from entries.desk.entry import Entry


def named(chosen: Model) -> str:
    """What an editor sees of a choice: for an entry its title and its key."""
    return f"{chosen} · {chosen.key}" if isinstance(chosen, Entry) else str(chosen)


class KnownSelect(AutocompleteSelect):
    """An autocomplete field that may be told what is chosen.

    Django's own asks the database for each field on the page.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}

    @property
    def media(self):
        return super().media + Media(js=["desk/choices.js"])

    def optgroups(self, name, value, attr=None):
        # What is no number chooses nothing, and no database is asked for it.
        chosen = [str(one) for one in value if is_number(one)]
        if any(one not in self.known for one in chosen):
            return super().optgroups(name, chosen, attr)
        options = [] if self.is_required else [("", "", False)]
        options += [(one, self.known[one], True) for one in chosen]
        return [
            (
                None,
                [
                    self.create_option(name, key, label, selected, index)
                    for index, (key, label, selected) in enumerate(options)
                ],
                0,
            )
        ]


class KnownChoices(BaseModelAdmin):
    """For forms of entries and of rows: the widget above on each autocomplete field."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request, **kwargs: Any):
        if db_field.name in self.autocomplete_fields:
            # With its site's own view; the stock widget asks for each row's choice.
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def tell(field: Field, instance: Model, name: str) -> None:
    """Tell a form's field what its row has chosen, if that is loaded already."""
    widget = field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if not isinstance(widget, KnownSelect):
        return
    column = instance._meta.get_field(name)
    if isinstance(column, ForeignKey) and column.is_cached(instance):
        chosen = getattr(instance, name)
        if chosen is not None:
            widget.known = {str(chosen.pk): named(chosen)}
