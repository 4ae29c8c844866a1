"""The guards stand, and no statement gets past them."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from entries.publishing.guards.rules import GUARDS
from entries.publishing.withdrawing import redact
from entries.record.edition import Revision
from entries.tests import factories
from entries.tests.factories import editor, make_topic
from entries.tests.guards import unguarded

pytestmark = pytest.mark.django_db

TABLES = (
    "entries_auditline",
    "entries_change",
    "entries_edition",
    "entries_revision",
)
OTHER = {"sqlite": "insert", "postgresql": "truncate"}
"""Beside updates and deletions: how else a row could go, on each database."""
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
KEPT = "are kept as they are"


@pytest.fixture
def record(db):
    """Two editions of one entry, with their revisions, changes and audit lines."""
    factories.publish(make_topic("t", title="First"))
    factories.publish(make_topic("t", title="Second"))


def asked(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall()


def refused(statement, *values):
    """Whether the database refuses a statement with the guards' own words."""
    with (
        pytest.raises(IntegrityError, match=KEPT),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values or None)
    return True


def columns(table):
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    return [field.column for field in model._meta.concrete_fields]


def test_every_guard_stands_after_all_migrations():
    wanted = {
        f"{table}_no_{what}"
        for table in TABLES
        for what in ("update", "delete", OTHER[connection.vendor])
    }
    assert {name for (name,) in asked(TRIGGERS[connection.vendor])} == wanted


def test_every_column_of_a_guarded_table_has_a_rule():
    assert sorted(guard.table for guard in GUARDS) == list(TABLES)
    for guard in GUARDS:
        named = [*guard.same, *(name for name, _ in guard.taken)]
        assert sorted(named) in ([], sorted(columns(guard.table))), guard.table


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_updated_or_deleted_by_a_raw_statement(record, table):
    before = asked(f"SELECT * FROM {table}")
    assert len(before) > 1
    for column in columns(table):
        assert refused(f'UPDATE {table} SET "{column}" = "{column}"')
    assert refused(f"DELETE FROM {table}")
    assert asked(f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("table", TABLES)
def test_no_row_takes_the_place_of_another(record, table):
    names = ", ".join(f'"{name}"' for name in columns(table))
    key = columns(table)[0]
    again = f"INTO {table} ({names}) SELECT {names} FROM {table}"
    if connection.vendor == "sqlite":
        assert refused(f"INSERT OR REPLACE {again}")
        assert refused(f"REPLACE {again}")
    else:
        change = f'ON CONFLICT ("{key}") DO UPDATE SET "{key}" = EXCLUDED."{key}"'
        assert refused(f"INSERT {again} {change}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_no_table_is_emptied_at_once(record):
    connection.check_constraints()
    for table in (*TABLES, "auth_user"):
        assert refused(f"TRUNCATE {table} CASCADE")


def test_rows_are_still_added(record):
    for table in TABLES:
        names = ", ".join(f'"{name}"' for name in columns(table))
        assert asked(f"SELECT count({names.split(',')[0]}) FROM {table}")[0][0]
    assert factories.publish(make_topic("t", title="Third")).number == 3


def test_a_redaction_goes_through_and_leaves_the_guards_as_they_were(record):
    redact(Revision.objects.get(number=1), editor(), "A court order")
    assert [row.redacted for row in Revision.objects.order_by("number")] == [1, 0]
    assert asked("SELECT count(*) FROM entries_pass") == [(0,)]
    assert refused("UPDATE entries_revision SET canonical = '', redacted = TRUE")


def test_they_can_be_taken_away_and_made_again(record):
    with unguarded():
        assert asked(TRIGGERS[connection.vendor]) == []
        with connection.cursor() as cursor:
            cursor.execute("UPDATE entries_edition SET reason = 'Other'")
    test_every_guard_stands_after_all_migrations()
    assert refused("UPDATE entries_edition SET reason = 'Another'")
