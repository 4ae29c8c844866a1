"""What each guarded table keeps, and what a redaction alone may take out of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """One table of rows that are written once. Its conditions are portable SQL."""

    table: str
    unique: tuple[tuple[str, ...], ...]
    """What no two rows share: a new row may not replace an old one by it."""
    same: tuple[str, ...] = ()
    """Columns that a redaction leaves as they are."""
    taken: tuple[tuple[str, str], ...] = ()
    """Columns that it may empty, and how the row then looks; none: nothing passes."""
    deleted: str = ""
    """Which rows it may delete; empty: none."""


def _emptied(column: str) -> tuple[str, str]:
    return column, f'NEW."{column}" IS NULL OR NEW."{column}" = OLD."{column}"'


SHORTER = (
    'NEW."path" = OLD."path" OR '
    'substr(OLD."path", 1, length(NEW."path") + 1) = NEW."path" || \'.\''
)
"""A path without the keys of its rows: `names` for `names.a-key`."""

GUARDS = (
    Guard("entries_edition", (("number",),)),
    Guard(
        "entries_revision",
        (("id",), ("key", "number"), ("key", "edition_id")),
        same=(
            *("id", "kind", "key", "number", "edition_id", "address", "schema"),
            *("digest", "withdrawn", "successor"),
        ),
        taken=(("canonical", "NEW.\"canonical\" = ''"), ("redacted", 'NEW."redacted"')),
    ),
    Guard(
        "entries_change",
        (("id",), ("edition_id", "key", "path")),
        same=("id", "edition_id", "kind", "key", "revision", "word"),
        taken=(_emptied("old"), _emptied("new"), ("path", SHORTER)),
        deleted="OLD.\"path\" LIKE '%.%'",
    ),
    Guard(
        "entries_auditline",
        (("id",),),
        same=("id", "at", "actor_id", "action", "key", "version"),
        taken=(("detail", "NEW.\"detail\" = ''"),),
    ),
)


def allowed(guard: Guard) -> str:
    """What holds of a row before and after a redaction, as SQL."""
    conditions = [*map(_same, guard.same), *(one for _, one in guard.taken)]
    return " AND ".join(f"({condition})" for condition in conditions)


def _same(name: str) -> str:
    new, old = f'NEW."{name}"', f'OLD."{name}"'
    return f"{new} = {old} OR ({new} IS NULL AND {old} IS NULL)"
