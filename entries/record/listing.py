"""The indexes of the record: what `reindex` can rebuild from the revisions alone."""

from datetime import date
from typing import Any, Self

from django.db import models

from entries.languages import column
from entries.record.edition import OPEN, Revision
from entries.vocabulary import EntryKind, Verification


def _renamed(order: Any, name: str) -> Any:
    """An order by the English title made one by another."""
    if isinstance(order, str):
        sign, bare = ("-", order[1:]) if order.startswith("-") else ("", order)
        return sign + name if bare == "sort_title" else order
    if getattr(order.expression, "name", "") != "sort_title":
        return order
    other = order.copy()
    other.set_source_expressions([models.F(name)])
    return other


class ListingRows(models.QuerySet["Listing"]):
    """Listings, by the edition at which they are valid."""

    def at(self, edition: int) -> Self:
        """What the record shows at an edition, tombstones among it."""
        return self.filter(since__lte=edition, until__gt=edition)

    def shown(self, edition: int) -> Self:
        """What the record shows at an edition: nothing withdrawn, nothing redacted.

        Of a redacted revision no title is left, and nothing else to be listed by.
        """
        return self.at(edition).filter(withdrawn=False).exclude(title="")

    def of(self, kind: str) -> Self:
        """The listings of one kind."""
        return self.filter(kind=kind)

    def began_in(self, decade: int) -> Self:
        """Those that began within the ten years from a year on."""
        first, last = date(decade, 1, 1), date(decade + 9, 12, 31)
        return self.filter(earliest__range=(first, last))

    def sorted_in(self, language: str) -> Self:
        """In the same order, but by the titles that a language shows."""
        name = column("sort_title", language)
        return self.order_by(*(_renamed(one, name) for one in self.query.order_by))

    def named(self, name: str, *values: str) -> Self:
        """Those with a facet of that name and one of the values."""
        facets = Facet.objects.filter(name=name, value__in=values)
        return self.filter(pk__in=facets.values("listing"))


class Listing(models.Model):
    """One row per revision: what lists sort, filter and show.

    Valid from one edition until another, half-open.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, related_name="listing")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    key = models.CharField(max_length=100)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(default=OPEN)
    withdrawn = models.BooleanField(default=False)
    successor = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300, blank=True)
    title_zh = models.CharField(max_length=300, blank=True)
    sort_title = models.CharField(max_length=300)
    sort_title_ru = models.CharField(max_length=300, blank=True)
    sort_title_zh = models.CharField(max_length=300, blank=True)
    """The title shown in each language, as `record.sorting` orders it."""
    subtype = models.CharField(
        max_length=30, blank=True, help_text="The kind's own first classification."
    )
    date = models.CharField(max_length=11, blank=True)
    end_date = models.CharField(max_length=11, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    size = models.PositiveIntegerField(null=True)
    """How many took part in an exercise; no other kind has one."""

    objects = ListingRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(until=OPEN), name="listing_live"
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="listing_span"
            ),
        ]
        indexes = [
            models.Index(fields=["key", "until"], name="listing_key"),
            models.Index(fields=["kind", "address", "until"], name="listing_address"),
            *(
                models.Index(fields=["kind", name, "key"], name=f"listing_{index}")
                for name, index in (
                    ("sort_title", "title"),
                    ("sort_title_ru", "title_ru"),
                    ("sort_title_zh", "title_zh"),
                )
            ),
            models.Index(fields=["kind", "earliest", "key"], name="listing_date"),
            models.Index(fields=["kind", "until"], name="listing_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.key} since {self.since}"


CALLED = "called"
"""The facet that has each whole name of an entry, as `name_of` writes it."""
SPEAKS_OF = "speaks-of"
"""The facet of a topic by which each entry that its texts name knows of it."""


class Facet(models.Model):
    """A name and a value to filter by, roles composed (`host.CHN`).

    With the span in which it held, where there is one; of a value that is a number or
    a date, that number, or the days at which such a span would begin.
    """

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=30)
    value = models.CharField(max_length=500)
    number = models.FloatField(null=True)
    start_earliest = models.DateField(null=True)
    start_latest = models.DateField(null=True)
    end_earliest = models.DateField(null=True)
    end_latest = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["name", "value", "listing"], name="facet_value"),
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class FactRows(models.QuerySet["FactIndex"]):
    """Facts, by the edition at which they are shown."""

    def at(self, edition: int) -> Self:
        """All facts of the entries that an edition shows."""
        return self.filter(
            listing__since__lte=edition,
            listing__until__gt=edition,
            listing__withdrawn=False,
        )


class FactIndex(models.Model):
    """One fact of a revision: its value as text, number or date, how well it stands."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="fact_index")
    fact = models.CharField(max_length=250)
    column = models.CharField(max_length=120)
    """Its name without the key of its row: the same for all rows."""
    row = models.CharField(max_length=100, blank=True)
    """The key of its row, if it is one or stands in one."""
    text = models.TextField(blank=True)
    number = models.FloatField(null=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    verification = models.CharField(max_length=20, choices=Verification.choices)
    sources = models.PositiveSmallIntegerField(default=0)

    objects = FactRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "fact"], name="fact_once")
        ]
        indexes = [
            # What all exercises say of one state is asked by the fact's name.
            models.Index(fields=["fact", "listing"], name="fact_name"),
            models.Index(fields=["column", "row", "listing"], name="fact_column"),
            models.Index(fields=["column", "number"], name="fact_number"),
            models.Index(fields=["column", "earliest"], name="fact_date"),
            models.Index(fields=["verification", "listing"], name="fact_stands"),
        ]

    def __str__(self) -> str:
        return self.fact


RESTS = "rests"
"""How a fact mentions each source that stands beside it, cited for it itself, for its
row or for its list; a citation is mentioned where it was given."""


class Mention(models.Model):
    """Which fact of a revision names which other entry."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="mentions")
    fact = models.CharField(max_length=250)
    key = models.CharField(max_length=100)
    how = models.CharField(max_length=10)

    class Meta:
        indexes = [models.Index(fields=["key", "how", "listing"], name="mention_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "fact", "key", "how"], name="mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} names {self.key}"


class RenderedText(models.Model):
    """A text of a revision as safe HTML, its placeholders still to be filled."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="rendered")
    field = models.CharField(max_length=20)
    html = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "field"], name="rendered_once")
        ]

    def __str__(self) -> str:
        return self.field


class Address(models.Model):
    """Where an entry is and was found: the live address and every former one."""

    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    address = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    since = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "address"], name="address_once")
        ]

    def __str__(self) -> str:
        return self.address


class PublicImage(models.Model):
    """An image that a published document uses."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="images")
    name = models.CharField(max_length=200, db_index=True)

    def __str__(self) -> str:
        return self.name
