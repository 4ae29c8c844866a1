"""The live tables as one file of SQLite, with their keys and what they name."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from entries.exchange.dump.files import as_json
from entries.exchange.dump.tables import Table, tables

Row = dict[str, Any]

TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
"""What else is TEXT: dates as they are written, lists and values as JSON."""

WAITING = 500
"""How many rows of a table wait to be written at once."""


class Database:
    """A new file, written row by row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.waiting: dict[str, list[list[Any]]] = {name: [] for name in tables()}

    def write(self, table: str, row: Row) -> None:
        waiting = self.waiting[table]
        columns = tables()[table].columns
        waiting.append([_value(column.type, row[column.name]) for column in columns])
        if len(waiting) >= WAITING:
            self.flush([table])

    def flush(self, names: Iterable[str]) -> None:
        for name in names:
            places = ", ".join("?" * len(tables()[name].columns))
            statement = f"INSERT INTO {_quoted(name)} VALUES ({places})"  # noqa: S608  declared names
            self.connection.executemany(statement, self.waiting[name])
            self.waiting[name] = []


@contextmanager
def database(file: Path, edition: int) -> Iterator[Database]:
    """A file of SQLite; the number of the edition is its `user_version`."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        # If it breaks off, the file is thrown away; until then it need not be safe.
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute(f"PRAGMA user_version={edition:d}")
        connection.execute("BEGIN")
        for table in tables().values():
            connection.execute(_definition(table))
        made = Database(connection)
        yield made
        made.flush(tables())
        connection.execute("COMMIT")
    finally:
        connection.close()


def _definition(table: Table) -> str:
    lines = [
        f"{_quoted(column.name)} {TYPES.get(column.type, 'TEXT')}"
        + (" NOT NULL" if column.required else "")
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    lines += [
        f"FOREIGN KEY ({_listed(foreign.columns)}) "
        f"REFERENCES {_quoted(foreign.table)} ({_listed(foreign.target)})"
        for foreign in table.foreign
        if foreign.table in tables()
    ]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n)"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _value(kind: str, value: Any) -> Any:
    """A value as SQLite keeps it; a text that is empty says nothing, and is null."""
    if value is None or value == "":
        return None
    if kind in ("array", "any"):
        return as_json(value)
    return value
