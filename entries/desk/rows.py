"""The rows that entries of every kind may have."""

from typing import TYPE_CHECKING

from django.db import models

from entries.desk.columns import Row, RowKey
from entries.desk.entry import Entry
from entries.languages import LANGUAGES
from entries.vocabulary import RelationType, Verdict

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Name(Row):
    """Another name by which people search."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="names")
    key = RowKey()
    language = models.CharField(max_length=10, choices=tuple(LANGUAGES.items()))
    name = models.CharField(max_length=300)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="name_key")
        ]

    def __str__(self) -> str:
        return self.name


class Relation(Row):
    """How an entry stands to another; stored on one side only."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="relations")
    key = RowKey()
    relation = models.CharField(max_length=20, choices=RelationType.choices)
    target = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="relation_key"),
            models.CheckConstraint(
                condition=~models.Q(entry=models.F("target")),
                name="relation_not_itself",
                violation_error_message="An entry has no relation to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.target}"


class Remark(Row):
    """Accounts that differ in words, or a word on a disputed fact."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="remarks")
    key = RowKey()
    about = models.CharField("about the fact", max_length=250, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)

    if TYPE_CHECKING:
        accounts: RelatedManager["Account"]

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="remark_key")
        ]

    def __str__(self) -> str:
        return self.subject or self.key


class Account(Row):
    """What some of the sources say in a remark."""

    OWNER = "remark"

    remark = models.ForeignKey(Remark, models.CASCADE, related_name="accounts")
    key = RowKey()
    says = models.TextField()

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["remark", "key"], name="account_key")
        ]

    def __str__(self) -> str:
        return self.says


class Claim(Row):
    """A popular claim, the verdict and the reasoning."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="claims")
    key = RowKey()
    claim = models.TextField()
    made_in = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reasoning = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="claim_key")
        ]

    def __str__(self) -> str:
        return self.claim


class Figure(Row):
    """An image in use, by its name in the store.

    It is public only inside a published document.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="figures")
    key = RowKey()
    # No file field: what it is given, Django would keep as it came.
    image = models.CharField(max_length=200)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField("alternative text", max_length=1_000, blank=True)
    caption = models.CharField(max_length=1_000, blank=True)
    credit = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="figure_key")
        ]

    def __str__(self) -> str:
        return self.caption or self.key
