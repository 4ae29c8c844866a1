"""Whoever walks along rows meets each once, in order, forwards and back."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from entries.record.edition import OPEN
from entries.record.listing import Listing
from entries.record.walking import Order, Sort
from entries.tests.factories import make_topic, publish

DAYS = st.none() | st.dates(date(2001, 1, 1), date(2001, 1, 3))
SIZES = st.none() | st.integers(0, 2)
ROWS = st.lists(st.tuples(DAYS, SIZES), max_size=12)
SORTS = st.lists(
    st.builds(
        Sort,
        st.sampled_from(["earliest", "size"]),
        st.booleans(),
        st.just(True),
    ),
    max_size=2,
    unique_by=lambda sort: sort.by,
)


class WalkingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        publish(make_topic("first"))

    def make(self, rows):
        first = Listing.objects.get()
        Listing.objects.bulk_create(
            Listing(
                revision_id=-n,
                kind="topic",
                key=f"key-{n:02}",
                since=1,
                until=OPEN,
                address="a",
                title="T",
                sort_title="t",
                earliest=earliest,
                latest=earliest,
                size=size,
            )
            for n, (earliest, size) in enumerate(rows, 2)
        )
        return Listing.objects.exclude(pk=first.pk)

    @given(rows=ROWS, sorts=SORTS, last=st.booleans(), size=st.integers(1, 4))
    @settings(max_examples=150, deadline=None)
    def test_in_steps_or_at_once_forwards_or_back(self, rows, sorts, last, size):
        found = self.make(rows)
        order = Order(*sorts, Sort("key", last))
        at_once = order.part(found, found, 100)
        keys = [row.key for row in at_once]

        assert sorted(keys) == sorted(found.values_list("key", flat=True))
        assert keys == [row.key for row in sorted(at_once, key=by(sorts, last))]
        assert walked(order, found, size) == keys
        assert walked(order, found, size, backwards=True) == keys[::-1]
        Listing.objects.filter(pk__in=found).delete()


def walked(order, rows, size, *, backwards=False):
    place, keys = None, []
    while True:
        part = order.part(rows, rows, size, place, backwards=backwards)
        part = part[::-1] if backwards else part
        if not part:
            return keys
        keys += [row.key for row in part]
        place = order.place(part[-1])


def by(sorts, last):
    """The same order, by Python."""

    def key(row):
        found = []
        for sort in sorts:
            value = getattr(row, sort.by)
            number = value.toordinal() if isinstance(value, date) else value
            found.append(
                (value is None, (number or 0) * (-1 if sort.descending else 1))
            )
        number = int(row.key.removeprefix("key-"))
        return (*found, -number if last else number)

    return key
