"""The guards of the record lifted, for what no user of the portal may do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from entries.publishing.guards import schema


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the guards; all in one transaction, and they stand again at its end."""
    with transaction.atomic():
        # PostgreSQL drops no trigger of a table whose foreign keys are unchecked yet.
        connection.check_constraints()
        _execute(schema.dropping(connection.vendor))
        yield
        connection.check_constraints()
        _execute(schema.creating(connection.vendor))


def _execute(statements: Iterator[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
