"""The guards as triggers of PostgreSQL, and the functions that they call."""

from collections.abc import Iterator

from entries.publishing.guards.rules import Guard, allowed

# The table beside the guarded one, for a temporary one of its name is found first.
FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$
DECLARE passed boolean := FALSE;
BEGIN
    IF ({rule}) IS TRUE THEN
        EXECUTE format(
            'SELECT EXISTS (SELECT 1 FROM %I.entries_pass WHERE "key" = $1)',
            TG_TABLE_SCHEMA
        ) INTO passed USING {key};
    END IF;
    IF passed IS NOT TRUE THEN
        RAISE EXCEPTION 'rows of {table} are kept as they are'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN {row};
END
$guard$
"""


def create(guard: Guard) -> Iterator[str]:
    update = allowed(guard) if guard.taken else ""
    yield from _trigger(guard, "update", update, "NEW")
    yield from _trigger(guard, "delete", guard.deleted, "OLD")
    yield from _trigger(guard, "truncate", "", "NULL")


def _trigger(guard: Guard, what: str, rule: str, row: str) -> Iterator[str]:
    name = f"{guard.table}_no_{what}"
    yield FUNCTION.format(
        name=name,
        table=guard.table,
        rule=rule or "FALSE",
        key='OLD."key"' if rule else "''",
        row=row,
    )
    each = "STATEMENT" if what == "truncate" else "ROW"
    yield (
        f"CREATE TRIGGER {name} BEFORE {what} ON {guard.table} "
        f"FOR EACH {each} EXECUTE FUNCTION {name}()"
    )


def drop(guard: Guard) -> Iterator[str]:
    for what in ("update", "delete", "truncate"):
        name = f"{guard.table}_no_{what}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {guard.table}"
        yield f"DROP FUNCTION IF EXISTS {name}()"
