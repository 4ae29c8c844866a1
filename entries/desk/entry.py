"""The entry: what anything with a page of its own has, and its version."""

from typing import TYPE_CHECKING, Any

from django.core.validators import RegexValidator
from django.db import models

from entries.desk.columns import filled
from entries.vocabulary import EntryKind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

validate_key = RegexValidator(
    r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{3})\Z",
    "Small letters, digits and single hyphens; a state has three capitals.",
)
validate_address = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", "Small letters, digits and single hyphens."
)


class Entry(models.Model):
    """Anything with a page of its own: thin, what all kinds have."""

    KIND: EntryKind | None = None

    kind = models.CharField(max_length=20, choices=EntryKind.choices, editable=False)
    key = models.CharField(
        max_length=100,
        unique=True,
        validators=[validate_key],
        help_text="The name for machines. It is fixed once the entry is published.",
    )
    address = models.CharField(
        max_length=100,
        blank=True,
        validators=[validate_address],
        help_text="What readers see in the page's address; empty: the key.",
    )
    title = models.CharField(max_length=300)
    title_ru = models.CharField("title in Russian", max_length=300, blank=True)
    title_zh = models.CharField("title in Chinese", max_length=300, blank=True)
    summary = models.TextField(blank=True)
    summary_ru = models.TextField("summary in Russian", blank=True)
    summary_zh = models.TextField("summary in Chinese", blank=True)
    text = models.TextField(blank=True, help_text="Markdown; [^key] cites.")
    text_ru = models.TextField("text in Russian", blank=True)
    text_zh = models.TextField("text in Chinese", blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    imported_version = models.PositiveIntegerField(
        null=True, editable=False, help_text="The version that the last import left."
    )
    checked_version = models.PositiveIntegerField(
        null=True, editable=False, help_text="The version whose findings are kept."
    )
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    if TYPE_CHECKING:
        names: RelatedManager[Any]
        relations: RelatedManager[Any]
        remarks: RelatedManager[Any]
        claims: RelatedManager[Any]
        figures: RelatedManager[Any]
        citations: RelatedManager[Any]
        no_source: RelatedManager[Any]

    class Meta:
        ordering = ["kind", "key"]
        verbose_name_plural = "entries"
        constraints = [
            filled("key", "entry_key_filled"),
            filled("title", "entry_title_filled"),
            models.CheckConstraint(
                condition=models.Q(kind__in=EntryKind.values), name="entry_kind_known"
            ),
            models.UniqueConstraint(fields=["kind", "address"], name="entry_address"),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.KIND or self.kind
        self.address = self.address or self.key.lower()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.address = self.address or self.key.lower()

    @property
    def edited_since_import(self) -> bool:
        """Whether an editor has changed the entry since an import last wrote it."""
        return self.version != self.imported_version


class StaleError(Exception):
    """The entry has changed since it was opened: nothing was written."""

    def __init__(self, entry: Entry, expected: int) -> None:
        self.entry, self.expected = entry, expected
        super().__init__(
            f"{entry.key} has changed since it was opened "
            f"(version {expected} then, another now): load it again"
        )


def bump(entry: Entry, expected: int) -> int:
    """Raise the entry's version, which also covers its rows, in one statement.

    StaleError where it is not the version that the writer started from.
    """
    raised = Entry.objects.filter(pk=entry.pk, version=expected).update(
        version=expected + 1
    )
    if not raised:
        raise StaleError(entry, expected)
    entry.version = expected + 1
    return entry.version
