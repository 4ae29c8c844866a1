"""Makes and drops the guards, for the migrations.

They stand outside Django's model state. When Django rebuilds a guarded table on
SQLite its triggers are gone: the migration that does so calls `create` again.
"""

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from entries.publishing.guards import postgresql, sqlite
from entries.publishing.guards.rules import GUARDS

VENDORS = {"postgresql": postgresql, "sqlite": sqlite}


def creating(vendor: str) -> Iterator[str]:
    """The statements that make every guard, those that stand there first taken away."""
    yield from dropping(vendor)
    for guard in GUARDS:
        yield from VENDORS[vendor].create(guard)


def dropping(vendor: str) -> Iterator[str]:
    for guard in GUARDS:
        yield from VENDORS[vendor].drop(guard)


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in creating(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in dropping(schema_editor.connection.vendor):
        schema_editor.execute(statement, None)
