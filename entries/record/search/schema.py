"""Makes and drops the search index, for the migration.

The index stands outside Django's model state: Django knows neither FTS5 nor
array_to_tsvector, and rebuilds a table on SQLite when it alters one.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from entries.record.search.engine import vendor


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in vendor(schema_editor.connection.vendor).CREATE:
        schema_editor.execute(statement)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in vendor(schema_editor.connection.vendor).DROP:
        schema_editor.execute(statement)
