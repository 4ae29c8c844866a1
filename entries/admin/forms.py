"""The form of an entry."""

from typing import Any

from django.core.exceptions import ValidationError

from entries.admin.versions import VersionedForm
from entries.desk.entry import Entry
from entries.documents.fields import SLUG, STATE_CODE
from entries.record.listing import Listing
from entries.record.reading import owners
from entries.vocabulary import EntryKind


class EntryForm(VersionedForm):
    """An entry's own fields, with the version that they were read from."""

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        is_state = self.instance.KIND == EntryKind.STATE
        if not (STATE_CODE if is_state else SLUG).fullmatch(key):
            raise ValidationError(
                "A state's key is its three capital letters (ISO 3166-1 alpha-3)."
                if is_state
                else "Small letters, digits and single hyphens."
            )
        if key != self.instance.key and Listing.objects.filter(key=key).exists():
            raise ValidationError("This key was published, and is never used again.")
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # The kind, the other half of what must be unique, is in no form.
        key = cleaned.get("key") or self.instance.key
        address = cleaned.get("address") or key.lower()
        others = Entry.objects.filter(kind=self.instance.KIND, address=address)
        if other := others.exclude(pk=self.instance.pk).first():
            self.add_error("address", f"This is the address of {other.key}.")
            return cleaned
        owner = owners([address]).get((str(self.instance.KIND), address), key)
        if owner != key:
            fault = f"This is or was the address of {owner}, to which it always leads."
            self.add_error("address", fault)
        return cleaned
