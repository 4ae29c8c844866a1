"""The pass of a redaction: what it lets through, for how long, and for whom."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from entries.publishing.guards.passing import Pass, passing
from entries.publishing.guards.rules import GUARDS
from entries.tests import factories
from entries.tests.factories import make_topic
from entries.tests.publishing.guards.test_schema import asked, refused

OUT = "UPDATE entries_revision SET canonical = '', redacted = TRUE WHERE number = 1"
OTHER_VALUES = {
    "at": "'1999-01-01 00:00:00+00:00'",
    "withdrawn": "NOT withdrawn",
    "redacted": "NOT redacted",
    "canonical": "'{}'",
    "detail": "'other'",
    "path": "'other'",
    "old": "'1'",
    "new": "'1'",
}
"""Values that no redaction gives; of any other column, another number or text."""
NUMBERS = ("id", "number", "edition_id", "schema", "revision", "actor_id", "version")


@pytest.fixture
def record(db):
    factories.publish(make_topic("t", title="First"), make_topic("other"))
    factories.publish(
        make_topic(
            "t",
            title="Second",
            names=[{"key": "n", "language": "en", "name": "N"}],
        )
    )


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.table)
def test_with_a_pass_nothing_else_is_changed(guard):
    names = [*guard.same, *(name for name, _ in guard.taken)] or ["number", "reason"]
    with passing("t"):
        for name in names:
            other = f'"{name}" + 50' if name in NUMBERS else "'other'"
            value = OTHER_VALUES.get(name, other)
            statement = f'UPDATE {guard.table} SET "{name}" = {value}'
            assert refused(statement), name


@pytest.mark.usefixtures("record")
def test_with_a_pass_rows_of_that_entry_alone_are_emptied():
    with passing("t"):
        for statement in (
            "UPDATE entries_revision SET canonical = '', redacted = TRUE",
            "UPDATE entries_auditline SET detail = ''",
            "UPDATE entries_change SET old = NULL, new = NULL",
            "DELETE FROM entries_change WHERE path LIKE '%.%' OR key = 'other'",
        ):
            assert refused(statement)
        with connection.cursor() as cursor:
            cursor.execute(f"{OUT} AND key = 't'")
            cursor.execute("UPDATE entries_auditline SET detail = '' WHERE key = 't'")
            cursor.execute("UPDATE entries_change SET new = NULL WHERE key = 't'")
            cursor.execute(
                "UPDATE entries_change SET path = 'names' WHERE path LIKE 'names.%'"
            )
    gone = "SELECT DISTINCT key FROM entries_revision WHERE canonical = ''"
    assert asked(gone) == [("t",)]


@pytest.mark.usefixtures("record")
def test_with_a_pass_whole_rows_stay():
    with passing("t"):
        for table in ("edition", "revision", "auditline"):
            assert refused(f"DELETE FROM entries_{table}")
        assert refused("DELETE FROM entries_change WHERE path NOT LIKE '%.%'")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM entries_change WHERE path LIKE '%.%'")
            assert cursor.rowcount == 1


@pytest.mark.usefixtures("record")
def test_after_it_nothing_passes_any_more():
    with passing("t"):
        pass
    assert refused(f"{OUT} AND key = 't'")


@pytest.mark.usefixtures("record")
def test_a_temporary_table_of_its_name_is_no_pass():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE entries_pass (id int, key varchar(9))")
        cursor.execute("INSERT INTO entries_pass VALUES (1, 't')")
        try:
            assert refused(f"{OUT} AND key = 't'")
        finally:
            schema = "temp" if connection.vendor == "sqlite" else "pg_temp"
            cursor.execute(f"DROP TABLE {schema}.entries_pass")


@pytest.mark.usefixtures("db")
def test_no_pass_can_be_made_that_needs_nothing():
    for number, needs in ((1, 1), (2, 1), (-1, -1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pass.objects.create(pk=number, key="t", needs_id=needs)


@pytest.mark.django_db(transaction=True)
def test_a_pass_cannot_be_kept():
    factories.publish(make_topic("t"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Pass.objects.create(key="t", needs_id=-1)
        with connection.cursor() as cursor:
            cursor.execute(OUT)
    assert not Pass.objects.exists()
    assert asked("SELECT count(*) FROM entries_revision WHERE canonical = ''") == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_another_connection_does_not_profit():
    factories.publish(make_topic("t"))
    other = connection.copy()
    other.settings_dict["OPTIONS"] = {**connection.settings_dict["OPTIONS"]}
    if connection.vendor == "sqlite":
        other.settings_dict["OPTIONS"]["timeout"] = 0
    try:
        with transaction.atomic(), passing("t"), other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM entries_pass")
            assert cursor.fetchone() == (0,)
            # SQLite lets nobody write beside the redaction, PostgreSQL has its guards.
            with pytest.raises(DatabaseError, match=r"locked|kept as they are"):
                cursor.execute(OUT)
        with other.cursor() as cursor, pytest.raises(IntegrityError, match="kept"):
            cursor.execute(OUT)
    finally:
        other.close()
