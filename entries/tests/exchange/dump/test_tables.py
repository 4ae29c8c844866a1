"""Every field of every kind is in a table, every column is described."""

import re

import pytest

from entries.documents.kinds import KINDS
from entries.exchange.dump import describing
from entries.exchange.dump.columns import DATE_FORM
from entries.exchange.dump.live import rows_of
from entries.exchange.dump.tables import LEFT_OUT, record, tables, words
from entries.record.listing import Listing
from entries.tests.factories import (
    make_all,
    make_series,
    make_source,
    make_state,
    publish,
)
from entries.tests.sentinels import sentinel_document

ALL = [*tables().values(), *record().values()]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_field_of_a_kind_has_a_column_or_a_table(kind):
    columns = set(tables()[kind.plural].header)
    lists = {"citations", *(row.name for row in kind.all_rows)}

    for name in set(kind.format().fields) - set(LEFT_OUT):
        assert name in (tables() if name in lists else columns), name
    for row in kind.all_rows:
        assert set(row.format().fields) - {"accounts"} <= set(tables()[row.name].header)
    assert set(words(kind)) <= set(tables())


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_is_described_with_its_keys(table):
    assert table.description.endswith(".")
    assert all(column.description for column in table.columns)
    assert len(set(table.header)) == len(table.header)
    assert set(table.key) <= set(table.header)
    known = {one.name: one for one in ALL}
    for foreign in table.foreign:
        assert set(foreign.columns) <= set(table.header)
        assert foreign.target == known[foreign.table].key


def test_no_description_is_of_nothing():
    names = {column.name for table in ALL for column in table.columns}
    places = {f"{table.name}.{name}" for table in ALL for name in table.header}

    assert set(describing.TABLES) == {table.name for table in ALL}
    used = {name.removesuffix("_earliest").removesuffix("_latest") for name in names}
    assert set(describing.COLUMNS) <= used
    assert set(describing.OF_TABLE) <= places


@pytest.mark.parametrize("text", ["2007", "2007-08", "2007-08-09", "2007?"])
def test_a_date_has_the_form_that_is_declared(text):
    assert re.search(DATE_FORM, text)
    assert not re.search(DATE_FORM, f"{text}x")


@pytest.mark.django_db
def test_a_row_has_exactly_the_columns_of_its_table():
    """Of a document of each kind with something in every field and list."""
    publish(make_state("CHN"), make_source("a-source"), make_series("a-series"))
    publish(*make_all(*map(sentinel_document, KINDS)))
    found = set()

    for listing in Listing.objects.filter(since=2).select_related("revision"):
        for name, row in rows_of(listing):
            assert list(row) == tables()[name].header, name
            found.add(name)

    assert found == set(tables())
