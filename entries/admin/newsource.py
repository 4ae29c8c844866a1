"""A source made in place, while a fact is cited, or found by its address."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.db.models import Q
from django.utils import timezone

from entries.admin.keys import LONGEST
from entries.admin.lines import Line, WebAddress
from entries.dates import parse
from entries.desk.columns import validate_date
from entries.desk.entry import Entry
from entries.desk.source import Source
from entries.documents.keys import free
from entries.publishing import audit
from entries.record.listing import Listing
from entries.vocabulary import EntryKind, SourceType

PREFIX = "new"
PORTS = {"http": 80, "https": 443}


class NewSourceForm(forms.Form):
    """What a new source cannot do without; the rest is filled in on its own form."""

    url = WebAddress(label="Address", required=False, max_length=500)
    title = Line(
        max_length=300, required=False, help_text="As the source itself has it."
    )
    publisher = Line(max_length=200, required=False)
    published = forms.CharField(
        max_length=11,
        required=False,
        validators=[validate_date],
        help_text="2007, 2007-08 or 2007-08-09",
    )
    language = Line(max_length=10, required=False, help_text="ISO 639-1: en, ru, zh")
    source_type = forms.ChoiceField(
        label="Sort of source",
        choices=[("", "---------"), *SourceType.choices],
        required=False,
        help_text="A new source needs title and sort; one that is there already, "
        "its address alone.",
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
    rows = Source.objects.filter(url__icontains=_host(url)).order_by("pk")
    return next((row for row in rows if normal(row.url) == wanted), None)


def normal(url: str) -> str:
    """An address without what makes no difference: case of the host, www, a slash."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url  # an old text that is no address is like itself alone
    host = _host(url)
    if port and port != PORTS.get(parts.scheme):
        host = f"{host}:{port}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _key(given: dict[str, Any]) -> str:
    """A key that says who published it and when: `xinhua-2007`.

    Without a publisher, or one that can be written in a key, by title, else by host.
    """
    host = _host(given["url"]).rpartition(".")[0]
    words = map(_word, (given["publisher"], given["title"], host))
    word = next(filter(None, words), "source")
    day = parse(given["published"])
    key = f"{word}-{day.year}" if day else word
    rows = Entry.objects.filter(kind=EntryKind.SOURCE, address__startswith=key)
    taken = set(rows.values_list("address", flat=True))
    rows = Entry.objects.filter(key__startswith=key)
    taken |= set(rows.values_list("key", flat=True))
    known = Listing.objects.filter(Q(key__startswith=key) | Q(address__startswith=key))
    taken.update(*known.values_list("key", "address"))
    return free(key, taken)


def _word(text: str) -> str:
    """The first words of a text, as far as a key can have them."""
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in text.casefold())
    return "-".join(kept.split()[:4])[:LONGEST].rstrip("-")
