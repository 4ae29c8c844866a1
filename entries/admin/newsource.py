"""A source made in place, while a fact is cited, or found by its address."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils import timezone

from entries.admin.keys import free
from entries.admin.lines import WebAddress
from entries.dates import parse
from entries.desk.columns import validate_date
from entries.desk.entry import Entry
from entries.desk.source import Source
from entries.documents.fields import SLUG
from entries.publishing import audit
from entries.record.listing import Listing
from entries.vocabulary import SourceType

PREFIX = "new"


class NewSourceForm(forms.Form):
    """What a new source cannot do without; the rest is filled in on its own form."""

    url = WebAddress(label="Address", required=False, max_length=500)
    title = forms.CharField(
        max_length=300, required=False, help_text="As the source itself has it."
    )
    publisher = forms.CharField(max_length=200, required=False)
    published = forms.CharField(
        max_length=11,
        required=False,
        validators=[validate_date],
        help_text="2007, 2007-08 or 2007-08-09",
    )
    language = forms.CharField(
        max_length=10, required=False, help_text="ISO 639-1: en, ru, zh"
    )
    source_type = forms.ChoiceField(
        label="Sort of source",
        choices=[("", "---------"), *SourceType.choices],
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix=PREFIX)
        self.found: Source | None = None
        """A source that has this address already."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("url"):
            if any(cleaned.values()):
                self.add_error("url", "Give the address of the new source.")
            return cleaned
        self.found = with_address(cleaned["url"])
        if self.found is None:
            for name in ("title", "source_type"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "A new source needs this.")
        return cleaned

    @property
    def is_given(self) -> bool:
        """Whether a source is asked for here."""
        return bool(self.cleaned_data.get("url"))

    def source(self, by: Any) -> Source:
        """The source of this address, made if there is none yet."""
        if self.found:
            return self.found
        given = self.cleaned_data
        source = Source(
            key=_key(given),
            title=given["title"],
            publisher=given["publisher"],
            url=given["url"],
            published=given["published"],
            language=given["language"],
            source_type=given["source_type"],
            accessed=timezone.localdate().isoformat(),
        )
        source.save()
        audit.created(source, by)
        return source


def with_address(url: str) -> Source | None:
    """The source of the desk that has this address, however it is written."""
    wanted = normal(url)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    rows = Source.objects.filter(url__icontains=host).order_by("pk")
    return next((row for row in rows if normal(row.url) == wanted), None)


def normal(url: str) -> str:
    """An address without what makes no difference: case of the host, www, a slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _key(given: dict[str, Any]) -> str:
    """A key that says who published it and when: `xinhua-2007`."""
    host = (urlsplit(given["url"]).hostname or "").removeprefix("www.")
    name = given["publisher"].casefold() or host.rpartition(".")[0]
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in name).split()
    word = "-".join(words[:4]) or "source"
    day = parse(given["published"])
    key = f"{word}-{day.year}" if day else word
    key = key if SLUG.fullmatch(key) else "source"
    taken = set(Entry.objects.filter(key__startswith=key).values_list("key", flat=True))
    known = Listing.objects.filter(key__startswith=key)
    return free(key, taken | set(known.values_list("key", flat=True)))
