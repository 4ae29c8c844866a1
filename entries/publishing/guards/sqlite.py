"""The guards as triggers of SQLite."""

from collections.abc import Iterator

from entries.publishing.guards.rules import Guard, allowed

PASSED = 'EXISTS (SELECT 1 FROM entries_pass WHERE "key" = OLD."key")'
"""A trigger of the database reads the database's own table, never a temporary one."""


def create(guard: Guard) -> Iterator[str]:
    changed = f"({allowed(guard)} AND {PASSED})" if guard.taken else "FALSE"
    deleted = f"({guard.deleted} AND {PASSED})" if guard.deleted else "FALSE"
    yield _trigger(guard, "update", f"{changed} IS NOT TRUE")
    yield _trigger(guard, "delete", f"{deleted} IS NOT TRUE")
    # INSERT OR REPLACE deletes what is in its way, and no trigger of deletion sees it.
    yield _trigger(guard, "insert", " OR ".join(_taken(guard)))


def _taken(guard: Guard) -> Iterator[str]:
    for columns in guard.unique:
        same = " AND ".join(f'"{name}" = NEW."{name}"' for name in columns)
        yield f"EXISTS (SELECT 1 FROM {guard.table} WHERE {same})"  # noqa: S608  of rules


def _trigger(guard: Guard, what: str, refused: str) -> str:
    return (
        f"CREATE TRIGGER {guard.table}_no_{what} BEFORE {what} ON {guard.table} "
        f"WHEN {refused} BEGIN "
        f"SELECT RAISE(ABORT, 'rows of {guard.table} are kept as they are'); END"
    )


def drop(guard: Guard) -> Iterator[str]:
    for what in ("update", "delete", "insert"):
        yield f"DROP TRIGGER IF EXISTS {guard.table}_no_{what}"
